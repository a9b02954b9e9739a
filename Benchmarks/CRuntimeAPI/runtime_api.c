#define _GNU_SOURCE
#include "runtime_api.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 8 << 20, GREATEST_HEAD = 16384, TIMEOUT_MS = 10000, MOST_VARIABLES = 32, MOST_CONNECTIONS = 8 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static int send_all(int socket, const char *bytes, size_t size) {
    while (size > 0) {
        ssize_t sent = send(socket, bytes, size, MSG_NOSIGNAL);
        if (sent <= 0) return -1;
        bytes += sent;
        size -= (size_t)sent;
    }
    return 0;
}

static int is_readable(int socket) {
    struct pollfd item = {.fd = socket, .events = POLLIN};
    return poll(&item, 1, TIMEOUT_MS) == 1;
}

// Reads one request into `buffer`. Returns the size of its body, or -1 when the connection has ended.
static long read_request(int socket, char *buffer) {
    size_t size = 0;
    for (;;) {
        if (!is_readable(socket)) return -1;
        ssize_t got = recv(socket, buffer + size, ROOM - 1 - size, 0);
        if (got <= 0) return -1;
        size += (size_t)got;
        buffer[size] = 0;
        char *end = strstr(buffer, "\r\n\r\n");
        if (!end) {
            if (size > GREATEST_HEAD) return -1;
            continue;
        }
        size_t head = (size_t)(end - buffer) + 4;
        *end = 0;
        char *field = strcasestr(buffer, "\r\ncontent-length:");
        size_t length = field ? strtoul(field + 17, NULL, 10) : 0;
        *end = '\r';
        while (size < head + length) {
            if (size >= ROOM - 1 || !is_readable(socket)) return -1;
            got = recv(socket, buffer + size, ROOM - 1 - size, 0);
            if (got <= 0) return -1;
            size += (size_t)got;
        }
        return (long)length;
    }
}

static int send_invocation(int socket, const char *body, int number) {
    struct timespec time;
    clock_gettime(CLOCK_REALTIME, &time);
    long long end = (long long)time.tv_sec * 1000 + time.tv_nsec / 1000000 + 10000;
    size_t size = strlen(body);
    char head[1024];
    int length = snprintf(
        head, sizeof head,
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n"
        "Lambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-%012d\r\nLambda-Runtime-Deadline-Ms: %lld\r\n"
        "Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-1:123456789012:function:porchlight\r\n"
        "Lambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0\r\n\r\n",
        size, number, end);
    // In one segment, like a server with a buffer.
    char *all = malloc((size_t)length + size);
    if (!all) return -1;
    memcpy(all, head, (size_t)length);
    memcpy(all + length, body, size);
    int result = send_all(socket, all, (size_t)length + size);
    free(all);
    return result;
}

// The state that is common to all answers of a run.
struct service {
    char *buffer;
    const char *const *bodies;
    size_t body_count;
    int done, count;
    double start, sent;
    double *round_trips;
    struct runtime_run *run;
};

// Answers one request on a connection; -1 when the connection has ended.
static int answer(int socket, struct service *service) {
    static const char accepted[] =
        "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"status\":\"OK\"}\n";
    static const char registered[] =
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
        "Lambda-Extension-Identifier: 00000000-0000-4000-8000-000000000001\r\n\r\n{}";
    long size = read_request(socket, service->buffer);
    if (size < 0) return -1;
    if (strncmp(service->buffer, "POST /2020-01-01/extension/register", 35) == 0) {
        return send_all(socket, registered, sizeof registered - 1);
    }
    // There are no events.
    if (strncmp(service->buffer, "GET /2020-01-01/extension/", 26) == 0) return 0;
    if (strncmp(service->buffer, "GET ", 4) == 0) {
        if (service->done == service->count) return 0;
        service->sent = now();
        return send_invocation(socket, service->bodies[(size_t)service->done % service->body_count], service->done);
    }
    service->round_trips[service->done] = now() - service->sent;
    if (service->done == 0) service->run->first_answer = now() - service->start;
    service->run->last_answer_size = (size_t)size;
    service->done++;
    return send_all(socket, accepted, sizeof accepted - 1);
}

// Serves connections until there are enough answers or a timeout passes without activity.
static void serve(int listening, struct service *service) {
    struct pollfd items[MOST_CONNECTIONS + 1] = {{.fd = listening, .events = POLLIN}};
    nfds_t used = 1;
    while (service->done < service->count && poll(items, used, TIMEOUT_MS) > 0) {
        for (nfds_t index = used; index-- > 1 && service->done < service->count;) {
            if (!items[index].revents || answer(items[index].fd, service) == 0) continue;
            close(items[index].fd);
            items[index] = items[--used];
        }
        if (!items[0].revents || used > MOST_CONNECTIONS) continue;
        int connection = accept4(listening, NULL, NULL, SOCK_CLOEXEC);
        if (connection < 0) break;
        int one = 1;
        setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        items[used++] = (struct pollfd){.fd = connection, .events = POLLIN};
    }
    while (used-- > 1) close(items[used].fd);
}

static pid_t start_program(const char *program, const char *const *variables, const char *address) {
    char *environment[MOST_VARIABLES + 2] = {(char *)address};
    for (int index = 0; variables[index] && index < MOST_VARIABLES; index++) {
        environment[index + 1] = (char *)variables[index];
    }
    char *arguments[] = {(char *)program, NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    pid_t process = -1;
    if (posix_spawn(&process, program, &actions, NULL, arguments, environment)) process = -1;
    posix_spawn_file_actions_destroy(&actions);
    return process;
}

static long peak_memory(pid_t process) {
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/status", (int)process);
    FILE *file = fopen(path, "r");
    long peak = -1;
    while (file && fgets(line, sizeof line, file)) {
        if (strncmp(line, "VmHWM:", 6) == 0) peak = strtol(line + 6, NULL, 10);
    }
    if (file) fclose(file);
    return peak;
}

int runtime_api_run(
    const char *program, const char *const *variables, const char *const *bodies, size_t body_count, int count,
    double *round_trips, struct runtime_run *run) {
    memset(run, 0, sizeof *run);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    char *buffer = malloc(ROOM);
    int listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    struct service service = {
        .buffer = buffer, .bodies = bodies, .body_count = body_count, .count = count, .round_trips = round_trips, .run = run};
    if (buffer && !bind(listening, (struct sockaddr *)&address, size) && !listen(listening, 16) &&
        !getsockname(listening, (struct sockaddr *)&address, &size)) {
        char variable[64];
        snprintf(variable, sizeof variable, "AWS_LAMBDA_RUNTIME_API=127.0.0.1:%d", ntohs(address.sin_port));
        service.start = now();
        pid_t process = start_program(program, variables, variable);
        if (process > 0) {
            serve(listening, &service);
            run->all_others = now() - service.start - run->first_answer;
            run->peak_memory = peak_memory(process);
            kill(process, SIGKILL);
            waitpid(process, NULL, 0);
        }
    }
    close(listening);
    free(buffer);
    return service.done == count ? 0 : -1;
}

double program_run(const char *program) {
    const char *none[] = {NULL};
    double start = now();
    pid_t process = start_program(program, none, "NOTHING=1");
    int status = -1;
    if (process > 0) waitpid(process, &status, 0);
    return status == 0 ? now() - start : -1;
}
