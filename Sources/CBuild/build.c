#include "build.h"

// Package.swift defines it. Another commit compiles this file anew and nothing else.
const char *porchlight_commit(void) { return PORCHLIGHT_COMMIT; }
