/* Loaded before the C library: acts on files fail as the file named by FAULT_FILE says. It is mapped, so
   that it can be changed while the process runs, and looking at it costs no act. FailingDisk.java writes
   and reads it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum { SYNC = 1, WRITE = 2, OPEN = 4, RENAME = 8, TRUNCATE = 16 };

static struct fault {
  int armed;       /* 0: nothing fails */
  int acts;        /* those that count */
  int error;       /* what errno says */
  int nth;         /* the one that fails; 0: each of them */
  int seen;        /* how many counted */
  int failed;      /* how many failed */
  int act;         /* what failed last */
  char part[996];  /* of the path: of others nothing counts */
  char path[1024]; /* of what failed last */
} *fault;

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void begin(void) {
  const char *name = getenv("FAULT_FILE");
  int file = name ? open(name, O_RDWR | O_CLOEXEC) : -1;
  if (file < 0) return;
  void *map = mmap(NULL, sizeof *fault, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  close(file);
  if (map != MAP_FAILED) fault = map;
}

static int counts(int act) { return fault && fault->armed && (fault->acts & act); }

static int fails(int act, const char *path) {
  if (!counts(act) || !strstr(path, fault->part)) return 0;
  int seen = __atomic_add_fetch(&fault->seen, 1, __ATOMIC_SEQ_CST);
  if (fault->nth && seen != fault->nth) return 0;
  fault->act = act;
  snprintf(fault->path, sizeof fault->path, "%s", path);
  __atomic_add_fetch(&fault->failed, 1, __ATOMIC_SEQ_CST);
  errno = fault->error;
  return 1;
}

/* The path of an open file or folder, or an empty one. */
static void path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  path[length < 0 ? 0 : length] = 0;
}

static int fails_on(int act, int fd) {
  char path[PATH_MAX];
  if (!counts(act)) return 0;
  int before = errno;
  path_of(fd, path);
  errno = before;
  return fails(act, path);
}

static int fails_at(int act, int folder, const char *name) {
  char path[2 * PATH_MAX];
  if (!counts(act)) return 0;
  if (name[0] == '/' || folder == AT_FDCWD) return fails(act, name);
  path_of(folder, path);
  strcat(path, "/");
  strncat(path, name, PATH_MAX - 1);
  return fails(act, path);
}

int fsync(int fd) {
  REAL(int, fsync, int);
  return fails_on(SYNC, fd) ? -1 : real(fd);
}

int fdatasync(int fd) {
  REAL(int, fdatasync, int);
  return fails_on(SYNC, fd) ? -1 : real(fd);
}

ssize_t write(int fd, const void *bytes, size_t count) {
  REAL(ssize_t, write, int, const void *, size_t);
  return fails_on(WRITE, fd) ? -1 : real(fd, bytes, count);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(ssize_t, writev, int, const struct iovec *, int);
  return fails_on(WRITE, fd) ? -1 : real(fd, parts, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at) {
  REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
  return fails_on(WRITE, fd) ? -1 : real(fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
  return fails_on(WRITE, fd) ? -1 : real(fd, bytes, count, at);
}

int ftruncate(int fd, off_t length) {
  REAL(int, ftruncate, int, off_t);
  return fails_on(TRUNCATE, fd) ? -1 : real(fd, length);
}

int ftruncate64(int fd, off64_t length) {
  REAL(int, ftruncate64, int, off64_t);
  return fails_on(TRUNCATE, fd) ? -1 : real(fd, length);
}

int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  return fails(RENAME, to) ? -1 : real(from, to);
}

int link(const char *from, const char *to) {
  REAL(int, link, const char *, const char *);
  return fails(RENAME, to) ? -1 : real(from, to);
}

#define MODE(flags) \
  mode_t mode = 0; \
  if ((flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE) { \
    va_list more; \
    va_start(more, flags); \
    mode = va_arg(more, mode_t); \
    va_end(more); \
  }

int open(const char *path, int flags, ...) {
  REAL(int, open, const char *, int, ...);
  MODE(flags)
  return fails(OPEN, path) ? -1 : real(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  REAL(int, open64, const char *, int, ...);
  MODE(flags)
  return fails(OPEN, path) ? -1 : real(path, flags, mode);
}

int openat(int folder, const char *path, int flags, ...) {
  REAL(int, openat, int, const char *, int, ...);
  MODE(flags)
  return fails_at(OPEN, folder, path) ? -1 : real(folder, path, flags, mode);
}

int openat64(int folder, const char *path, int flags, ...) {
  REAL(int, openat64, int, const char *, int, ...);
  MODE(flags)
  return fails_at(OPEN, folder, path) ? -1 : real(folder, path, flags, mode);
}
