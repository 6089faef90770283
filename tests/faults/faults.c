/*
 * Faults on demand, between a program and the C library: a disk that is full, read-only, broken or slow, and a clock that
 * jumps. Loaded by LD_PRELOAD; told what to do by a file of which both sides hold a mapping. Only files below one folder
 * are concerned. Everything else goes through untouched.
 *
 * It also keeps a journal of what was changed and what was synced, from which src/power.rs takes back what a power cut may
 * take back.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
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
static int journal = -1;
static pthread_mutex_t journal_order = PTHREAD_MUTEX_INITIALIZER;

/* As src/power.rs reads it; after it come the path, the other path and the bytes. */
struct record {
    uint32_t kind; /* 1: bytes of a file change, 2: a file or folder was synced, 3: a file gets another name, 4: a file or folder gets
                      its first name or a second */
    uint32_t path_length;
    uint32_t other_length;
    uint32_t unused;
    uint64_t place;
    uint64_t size;        /* of the file before */
    uint64_t byte_length; /* of the bytes that were there */
};

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
    const char *kept = getenv("CASEWORK_FAULTS_JOURNAL");
    if (!kept) return;
    journal = (int)syscall(SYS_openat, AT_FDCWD, kept, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (journal < 0) abort();
}

#define REAL(name) static __typeof__(name) *real; if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static int is_below(const char *path) {
    size_t length = strlen(folder);
    if (!control || !path || strncmp(path, folder, length) != 0) return 0;
    return path[length] == 0 || path[length] == '/';
}

/* The path of an open file; whether it is below the folder. */
static int path_of(int fd, char path[PATH_MAX]) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return is_below(path);
}

static int concerns(int fd) {
    char path[PATH_MAX];
    return control && path_of(fd, path);
}

static void put(const void *bytes, size_t size) {
    const char *rest = bytes;
    while (size > 0) {
        long written = syscall(SYS_write, journal, rest, size);
        if (written < 0) abort();
        rest += written;
        size -= (size_t)written;
    }
}

static void note(struct record record, const char *path, const char *other, const void *bytes) {
    record.path_length = (uint32_t)strlen(path);
    record.other_length = (uint32_t)strlen(other);
    pthread_mutex_lock(&journal_order);
    put(&record, sizeof record);
    put(path, record.path_length);
    put(other, record.other_length);
    put(bytes, record.byte_length);
    pthread_mutex_unlock(&journal_order);
}

/* What is about to change, `size` bytes at `place`. Before it does: a journal that is ahead takes back what never was. */
static void note_change(int fd, uint64_t size, uint64_t place) {
    char path[PATH_MAX];
    struct stat now;
    if (journal < 0 || !path_of(fd, path) || fstat(fd, &now) != 0 || !S_ISREG(now.st_mode)) return;
    struct record record = { .kind = 1, .place = place, .size = (uint64_t)now.st_size };
    if (place < record.size) record.byte_length = size < record.size - place ? size : record.size - place;
    char *bytes = malloc(record.byte_length + 1);
    /* By another handle: this one may be for writing alone. */
    int reader = record.byte_length ? (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0) : -1;
    for (uint64_t have = 0; have < record.byte_length;) {
        long got = syscall(SYS_pread64, reader, bytes + have, record.byte_length - have, place + have);
        if (got <= 0) abort();
        have += (uint64_t)got;
    }
    if (reader >= 0) syscall(SYS_close, reader);
    note(record, path, "", bytes);
    free(bytes);
}

static void note_sync(int fd) {
    char path[PATH_MAX];
    if (journal >= 0 && path_of(fd, path)) note((struct record) { .kind = 2 }, path, "", "");
}

static void note_name(uint32_t kind, const char *from, const char *to) {
    if (journal >= 0 && is_below(to)) note((struct record) { .kind = kind }, from, to, "");
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
    if (journal >= 0 && fd != journal) note_change(fd, size, (uint64_t)lseek(fd, 0, SEEK_CUR));
    return real(fd, bytes, size);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t place) {
    REAL(pwrite);
    if (write_fails(fd)) return -1;
    if (is_torn(fd)) { real(fd, bytes, size / 2, place); die(); }
    note_change(fd, size, (uint64_t)place);
    return real(fd, bytes, size, place);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t place) {
    REAL(pwrite64);
    if (write_fails(fd)) return -1;
    if (is_torn(fd)) { real(fd, bytes, size / 2, place); die(); }
    note_change(fd, size, (uint64_t)place);
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

int fsync(int fd) {
    REAL(fsync);
    int result = sync_fails(fd) ? -1 : real(fd);
    if (result == 0) note_sync(fd);
    return result;
}

int fdatasync(int fd) {
    REAL(fdatasync);
    int result = sync_fails(fd) ? -1 : real(fd);
    if (result == 0) note_sync(fd);
    return result;
}

static void note_truncation(int fd, off64_t size) {
    struct stat now;
    if (journal >= 0 && fstat(fd, &now) == 0 && now.st_size > size)
        note_change(fd, (uint64_t)(now.st_size - size), (uint64_t)size);
}

int ftruncate(int fd, off_t size) {
    REAL(ftruncate);
    if (write_fails(fd)) return -1;
    note_truncation(fd, size);
    return real(fd, size);
}

int ftruncate64(int fd, off64_t size) {
    REAL(ftruncate64);
    if (write_fails(fd)) return -1;
    note_truncation(fd, size);
    return real(fd, size);
}

static int name_fails(const char *path) {
    return control && control->open_error && is_below(path) && fails(control->open_error);
}

static int changes(int flags) { return (flags & O_ACCMODE) != O_RDONLY || (flags & O_CREAT); }

#define MODE(flags) mode_t mode = 0; if ((flags) & O_CREAT) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); }

static void note_creation(const char *path) {
    if (journal >= 0 && is_below(path) && access(path, F_OK) != 0) note_name(4, "", path);
}

int open(const char *path, int flags, ...) {
    REAL(open); MODE(flags)
    if (changes(flags) && name_fails(path)) return -1;
    if (flags & O_CREAT) note_creation(path);
    return real(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    REAL(open64); MODE(flags)
    if (changes(flags) && name_fails(path)) return -1;
    if (flags & O_CREAT) note_creation(path);
    return real(path, flags, mode);
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    if (name_fails(path)) return -1;
    note_creation(path);
    return real(path, mode);
}

int rename(const char *from, const char *to) {
    REAL(rename);
    if (name_fails(to)) return -1;
    note_name(3, from, to);
    return real(from, to);
}

int linkat(int from_in, const char *from, int to_in, const char *to, int flags) {
    REAL(linkat);
    if (name_fails(to)) return -1;
    note_name(4, from, to);
    return real(from_in, from, to_in, to, flags);
}

int unlink(const char *path) { REAL(unlink); return name_fails(path) ? -1 : real(path); }

int clock_gettime(clockid_t clock, struct timespec *time) {
    REAL(clock_gettime);
    int result = real(clock, time);
    if (result == 0 && clock == CLOCK_REALTIME && control) time->tv_sec += control->clock_offset;
    return result;
}
