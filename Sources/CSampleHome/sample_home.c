#include "sample_home.h"

// C, because #embed takes no time, while the compiler needs 80 s for the same bytes as a Swift array literal.
static const unsigned char json[] = {
#embed "../SimulatedHome/Sample/sample-home.json"
};

const unsigned char *sample_home(void) { return json; }

size_t sample_home_size(void) { return sizeof json; }
