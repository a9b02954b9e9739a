#pragma once

/// Sends `total` POST requests through one curl multi handle over one connection, `concurrency` at a time: what libcurl
/// can do when nothing else is asked of it. Gives the number of answers with status 200.
int bare_curl_post(
    const char *url, const char *certificate_authority, const char *body, long body_size, int total, int concurrency);
