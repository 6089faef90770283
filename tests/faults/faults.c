/*
 * Faults on demand, between a program and the C library: a disk that is full, read-only, broken or slow, and a clock that
 * jumps. Loaded by LD_PRELOAD; told what to do by a file of which both sides hold a mapping. Only files below one folder
 * are concerned. Everything else goes through untouched.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* As `Control` in src/disk.rs writes it. */
struct control {
    int32_t write_error;  /* errno of every write, 0: none */
    int32_t sync_error;   /* errno of every fsync, 0: none */
    int32_t open_error;   /* errno of whatever would make or change a file's name, 0: none */
    int32_t sync_delay;   /* milliseconds that an fsync takes longer */
    int32_t tear_after;   /* after so many writes, half of one is written and the process dies; 0: never */
    int32_t unused;
    int64_t clock_offset; /* seconds that the wall clock is ahead */
};

static volatile struct control *control;
static char folder[PATH_MAX];

__attribute__((constructor)) static void begin(void) {
    const char *path = getenv("CASEWORK_FAULTS"), *below = getenv("CASEWORK_FAULTS_BELOW");
    if (!path || !below) return;
    strncpy(folder, below, sizeof folder - 1);
    int fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
    if (fd < 0) abort();
    void *map = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (map == MAP_FAILED) abort();
    control = map;
    syscall(SYS_close, fd);
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static int is_below(const char *path) { return control && path && strncmp(path, folder, strlen(folder)) == 0; }

static int concerns(int fd) {
    if (!control) return 0;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_below(path);
}

static int fails(int error) {
    if (error) errno = error;
    return error != 0;
}

/* Whether this write fails. */
static int write_fails(int fd) {
    return control && control->write_error && concerns(fd) && fails(control->write_error);
}

/* Whether this write is the one that is torn. */
static int is_torn(int fd) {
    return control && control->tear_after > 0 && concerns(fd)
        && __sync_sub_and_fetch(&control->tear_after, 1) == 0;
}

static void die(void) { kill(getpid(), SIGKILL); }

ssize_t write(int fd, const void *bytes, size_t size) {
    REAL(write);
    if (write_fails(fd)) return -1;
    if (is_torn(fd)) { real(fd, bytes, size / 2); die(); }
    return real(fd, bytes, size);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t place) {
    REAL(pwrite);
    if (write_fails(fd)) return -1;
    if (is_torn(fd)) { real(fd, bytes, size / 2, place); die(); }
    return real(fd, bytes, size, place);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t place) {
    REAL(pwrite64);
    if (write_fails(fd)) return -1;
    if (is_torn(fd)) { real(fd, bytes, size / 2, place); die(); }
    return real(fd, bytes, size, place);
}

static int sync_fails(int fd) {
    if (!control || !(control->sync_error || control->sync_delay) || !concerns(fd)) return 0;
    if (control->sync_delay) {
        struct timespec delay = { control->sync_delay / 1000, control->sync_delay % 1000 * 1000000L };
        nanosleep(&delay, NULL);
    }
    return fails(control->sync_error);
}

int fsync(int fd) { REAL(fsync); return sync_fails(fd) ? -1 : real(fd); }
int fdatasync(int fd) { REAL(fdatasync); return sync_fails(fd) ? -1 : real(fd); }

static int name_fails(const char *path) {
    return control && control->open_error && is_below(path) && fails(control->open_error);
}

static int changes(int flags) { return (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT); }

#define MODE(flags) mode_t mode = 0; if ((flags) & O_CREAT) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }

int open(const char *path, int flags, ...) {
    REAL(open); MODE(flags)
    return changes(flags) && name_fails(path) ? -1 : real(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    REAL(open64); MODE(flags)
    return changes(flags) && name_fails(path) ? -1 : real(path, flags, mode);
}

int mkdir(const char *path, mode_t mode) { REAL(mkdir); return name_fails(path) ? -1 : real(path, mode); }
int rename(const char *from, const char *to) { REAL(rename); return name_fails(to) ? -1 : real(from, to); }
int linkat(int from_in, const char *from, int to_in, const char *to, int flags) {
    REAL(linkat);
    return name_fails(to) ? -1 : real(from_in, from, to_in, to, flags);
}
int unlink(const char *path) { REAL(unlink); return name_fails(path) ? -1 : real(path); }

int clock_gettime(clockid_t clock, struct timespec *time) {
    REAL(clock_gettime);
    int result = real(clock, time);
    if (result == 0 && clock == CLOCK_REALTIME && control) time->tv_sec += control->clock_offset;
    return result;
}
