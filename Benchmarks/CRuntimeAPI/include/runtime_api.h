#pragma once

#include <stddef.h>

/// The measurements of one process at the Runtime API.
struct runtime_run {
    /// From before posix_spawn(3) until the first answer was complete, in microseconds.
    double first_answer;
    /// From the first answer to the last, in microseconds.
    double all_others;
    /// VmHWM of proc(5) after the last answer, in KiB.
    long peak_memory;
    /// Bytes of the last answer.
    size_t last_answer_size;
};

/// Starts `program` with these environment variables and AWS_LAMBDA_RUNTIME_API on a socket at 127.0.0.1, sends it
/// `count` invocations with the `bodies` in turn, and kills it. `round_trips` receives `count` times in microseconds,
/// from sending an invocation to the end of its answer. Returns 0, or -1 if the process sends fewer answers.
int runtime_api_run(
    const char *program, const char *const *variables, const char *const *bodies, size_t body_count, int count,
    double *round_trips, struct runtime_run *run);

/// Microseconds from before posix_spawn(3) until the program ends; negative if it fails.
double program_run(const char *program);
