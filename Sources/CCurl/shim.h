#pragma once
#include <curl/curl.h>

#if LIBCURL_VERSION_NUM < 0x075700
#error "Porchlight needs libcurl 7.87 or newer (Debian 12: libcurl4-openssl-dev)"
#endif

// Swift cannot call variadic functions. Each of these calls curl_easy_setopt(3), curl_easy_getinfo(3) or
// curl_multi_setopt(3) with an argument of one type.

static inline CURLcode curl_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode curl_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(easy, option, value);
}

// libcurl copies the text.
static inline CURLcode curl_set_text(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

// The memory must stay valid until the transfer ends.
static inline CURLcode curl_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

// CURLOPT_HTTPHEADER. The list must stay valid until the transfer ends.
static inline CURLcode curl_set_fields(CURL *easy, struct curl_slist *fields) {
    return curl_easy_setopt(easy, CURLOPT_HTTPHEADER, fields);
}

// CURLOPT_COPYPOSTFIELDS, after CURLOPT_POSTFIELDSIZE_LARGE. NULL stands for an empty body; libcurl would read it as no body.
static inline CURLcode curl_set_body(CURL *easy, const void *body) {
    return curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, body ? body : "");
}

static inline CURLcode curl_set_no_body(CURL *easy) { return curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, NULL); }

// CURLOPT_HTTPAUTH as it is in a new handle. Swift does not see the macro CURLAUTH_BASIC.
static inline CURLcode curl_set_basic_authentication(CURL *easy) {
    return curl_easy_setopt(easy, CURLOPT_HTTPAUTH, (long)CURLAUTH_BASIC);
}

// CURLOPT_WRITEFUNCTION or CURLOPT_HEADERFUNCTION.
static inline CURLcode curl_set_receiver(CURL *easy, CURLoption option, curl_write_callback receiver) {
    return curl_easy_setopt(easy, option, receiver);
}

static inline CURLcode curl_set_prerequest(CURL *easy, curl_prereq_callback callback) {
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback);
}

// The value of CURLOPT_PRIVATE.
static inline void *curl_get_private(CURL *easy) {
    void *value = NULL;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &value);
    return value;
}

// Swift does not see the macro CURLVERSION_NOW.
static inline const curl_version_info_data *curl_version_info_now(void) { return curl_version_info(CURLVERSION_NOW); }

static inline CURLMcode curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}
