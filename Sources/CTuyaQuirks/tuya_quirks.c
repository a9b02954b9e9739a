#include "tuya_quirks.h"

// C, because #embed takes no time, while the compiler is slow with the same bytes as a Swift array literal.
static const unsigned char json[] = {
#embed "quirks.json"
};

const unsigned char *tuya_quirks(void) { return json; }

size_t tuya_quirks_size(void) { return sizeof json; }
