// The arguments of the process, for Swift's `CommandLine`.
//
// The Swift runtime looks for them in /proc/self/maps before `main`, which takes 0.5 million instructions of a cold start. glibc
// passes them to constructors. These two functions are the runtime's interface (stdlib/public/stubs/CommandLine.cpp); because
// they are here, the linker leaves that file of the static standard library out. If a later Swift adds a function to it, the
// linker reports the two as defined twice.

static char **arguments;
static int count;

__attribute__((constructor)) static void keep(int argc, char **argv) {
    count = argc;
    arguments = argv;
}

char **_swift_stdlib_getUnsafeArgvArgc(int *argc);
void _swift_stdlib_overrideUnsafeArgvArgc(char **argv, int argc);

char **_swift_stdlib_getUnsafeArgvArgc(int *argc) {
    *argc = count;
    return arguments;
}

void _swift_stdlib_overrideUnsafeArgvArgc(char **argv, int argc) {
    count = argc;
    arguments = argv;
}
