// A function for AWS Lambda in C: answers each invocation with its own bytes, over libcurl's easy interface.
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static struct {
    char *bytes;
    size_t size, room;
} body;
static char request_id[256];

static size_t take_body(char *bytes, size_t size, size_t count, void *context) {
    (void)context;
    size *= count;
    if (body.size + size > body.room) {
        body.room = (body.size + size) * 2;
        body.bytes = realloc(body.bytes, body.room);
        if (!body.bytes) abort();
    }
    memcpy(body.bytes + body.size, bytes, size);
    body.size += size;
    return size;
}

static size_t take_field(char *line, size_t size, size_t count, void *context) {
    (void)context;
    static const char name[] = "Lambda-Runtime-Aws-Request-Id: ";
    size *= count;
    size_t start = sizeof name - 1;
    if (size > start + 2 && size < sizeof request_id && strncasecmp(line, name, start) == 0) {
        memcpy(request_id, line + start, size - start - 2);
        request_id[size - start - 2] = 0;
    }
    return size;
}

static size_t drop(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes;
    (void)context;
    return size * count;
}

int main(void) {
    const char *address = getenv("AWS_LAMBDA_RUNTIME_API");
    if (!address || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) return 1;
    CURL *easy = curl_easy_init();
    struct curl_slist *fields = curl_slist_append(NULL, "Expect:");
    char next[512], response[1024];
    snprintf(next, sizeof next, "http://%s/2018-06-01/runtime/invocation/next", address);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, fields);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    for (;;) {
        body.size = 0;
        curl_easy_setopt(easy, CURLOPT_URL, next);
        curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
        curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, take_field);
        if (curl_easy_perform(easy) != CURLE_OK) return 1;
        snprintf(response, sizeof response, "http://%s/2018-06-01/runtime/invocation/%s/response", address, request_id);
        curl_easy_setopt(easy, CURLOPT_URL, response);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body.bytes);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, (long)body.size);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop);
        if (curl_easy_perform(easy) != CURLE_OK) return 1;
    }
}
