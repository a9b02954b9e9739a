#pragma once
#include <stddef.h>

/// The sample home file, compiled in: UTF-8 JSON of `sample_home_size()` bytes, valid for ever, not zero-terminated.
const unsigned char *_Nonnull sample_home(void);

/// The number of bytes behind `sample_home()`.
size_t sample_home_size(void);
