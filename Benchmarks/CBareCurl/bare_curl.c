#include "bare_curl.h"

#include <curl/curl.h>
#include <stdlib.h>

static size_t discard(char *bytes, size_t size, size_t count, void *context) {
    (void)bytes;
    (void)context;
    return size * count;
}

static CURL *prepare(const char *url, const char *authority, const char *body, long body_size, struct curl_slist *fields) {
    CURL *easy = curl_easy_init();
    if (!easy) return NULL;
    curl_easy_setopt(easy, CURLOPT_URL, url);
    curl_easy_setopt(easy, CURLOPT_CAINFO, authority);
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
    curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, body_size);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, body);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, fields);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, discard);
    return easy;
}

int bare_curl_post(
    const char *url, const char *certificate_authority, const char *authorization, const char *body, long body_size,
    int total, int concurrency) {
    struct curl_slist *fields = curl_slist_append(NULL, "Content-Type: application/json");
    fields = curl_slist_append(fields, "Expect:");
    fields = curl_slist_append(fields, authorization);
    CURL **easies = calloc((size_t)concurrency, sizeof *easies);
    CURLM *multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS, 1L);
    int begun = 0, accepted = 0;
    for (; begun < concurrency && begun < total; begun++) {
        easies[begun] = prepare(url, certificate_authority, body, body_size, fields);
        curl_multi_add_handle(multi, easies[begun]);
    }
    int running = 1;
    while (running > 0) {
        curl_multi_perform(multi, &running);
        CURLMsg *message;
        int left;
        while ((message = curl_multi_info_read(multi, &left))) {
            CURL *easy = message->easy_handle;
            long status = 0;
            curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
            accepted += message->data.result == CURLE_OK && status == 200;
            curl_multi_remove_handle(multi, easy);
            if (begun < total) {
                curl_multi_add_handle(multi, easy);
                begun++;
                running++;
            }
        }
        if (running > 0) curl_multi_poll(multi, NULL, 0, 1000, NULL);
    }
    for (int index = 0; index < concurrency; index++) curl_easy_cleanup(easies[index]);
    curl_multi_cleanup(multi);
    curl_slist_free_all(fields);
    free(easies);
    return accepted;
}
