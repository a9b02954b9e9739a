#pragma once

#include <stddef.h>

/// What one process did at the Runtime API.
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

/// Starts `program` with these environment variables and AWS_LAMBDA_RUNTIME_API, has it answer the invocations `bodies` in turn,
/// `count` in all, over a socket on 127.0.0.1, and kills it. `round_trips` gets `count` times in microseconds, from sending an
/// invocation to the end of its answer. Returns 0, or -1 if the process gives fewer answers.
int runtime_api_run(
    const char *program, const char *const *variables, const char *const *bodies, size_t body_count, int count,
    double *round_trips, struct runtime_run *run);

/// Microseconds from before posix_spawn(3) until the program's end; negative if it fails.
double program_run(const char *program);
