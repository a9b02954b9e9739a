#pragma once

/// Sends `total` POST requests through one curl multi handle over one connection, `concurrency` at a time.
/// `authorization` is a whole header line. Returns the number of answers with status 200.
int bare_curl_post(
    const char *url, const char *certificate_authority, const char *authorization, const char *body, long body_size,
    int total, int concurrency);
