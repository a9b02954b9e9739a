#include "environment.h"

#include <unistd.h>

// Swift cannot read a global variable that other threads may change.
extern char **environ;

char **porchlight_environment(void) { return environ; }
