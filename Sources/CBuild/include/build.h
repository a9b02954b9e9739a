#pragma once

/// The commit that this was built from, as a hexadecimal hash with `-dirty` behind it if files differed; empty if it was
/// built outside of a clone or without `make`.
const char *_Nonnull porchlight_commit(void);
