#pragma once

/// The environment variables as `name=value`; the last entry is null. They must not change while they are read.
char *_Nullable *_Nullable porchlight_environment(void);
