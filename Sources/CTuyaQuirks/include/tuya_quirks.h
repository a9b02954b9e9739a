#pragma once
#include <stddef.h>

/// The shipped corrections of Tuya's specifications, compiled in: UTF-8 JSON of `tuya_quirks_size()` bytes, valid for ever,
/// not zero-terminated.
const unsigned char *_Nonnull tuya_quirks(void);

/// The number of bytes behind `tuya_quirks()`.
size_t tuya_quirks_size(void);
