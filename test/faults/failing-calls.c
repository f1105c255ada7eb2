/*
 * Makes the n-th call that changes the disk fail, or kills right before it, to see what an
 * interrupted or failing run leaves. Loaded by LD_PRELOAD (ld.so(8)) into the program and the gits that
 * it starts; they count together, in a file that all of them map.
 *
 *   FAULT_COUNTER   a file of 16 zero bytes: how many changes there were, and which process is stopped
 *   FAULT_BELOW     only changes below this folder count
 *   FAULT_AT        which of them fails; 0 only counts
 *   FAULT_ERRNO     with this error number; 0 kills the process group, -1 this process alone, -2 stops
 *                   this process, which goes on with SIGCONT
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static _Atomic long *counter;
static const char *below;
static long fail_at;
static int fail_with;

__attribute__((constructor)) static void begin(void)
{
	const char *file = getenv("FAULT_COUNTER");
	below = getenv("FAULT_BELOW");
	if (file == NULL || below == NULL)
		return;
	fail_at = atol(getenv("FAULT_AT") ? getenv("FAULT_AT") : "0");
	fail_with = atoi(getenv("FAULT_ERRNO") ? getenv("FAULT_ERRNO") : "0");
	int fd = open(file, O_RDWR | O_CLOEXEC);
	if (fd < 0)
		return;
	void *page = mmap(NULL, 2 * sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (page != MAP_FAILED)
		counter = page;
}

/* Whether a path, relative to an open folder, lies below the folder that counts. */
static int counts(int dirfd, const char *path)
{
	char whole[PATH_MAX * 2], base[PATH_MAX];
	if (counter == NULL || path == NULL)
		return 0;
	if (path[0] == '/')
		return strncmp(path, below, strlen(below)) == 0;
	ssize_t length;
	if (dirfd == AT_FDCWD) {
		length = readlink("/proc/self/cwd", base, sizeof base - 1);
	} else {
		char link[64];
		snprintf(link, sizeof link, "/proc/self/fd/%d", dirfd);
		length = readlink(link, base, sizeof base - 1);
	}
	if (length < 0)
		return 0;
	base[length] = '\0';
	snprintf(whole, sizeof whole, "%s/%s", base, path);
	return strncmp(whole, below, strlen(below)) == 0;
}

static int counts_fd(int fd)
{
	char link[64], path[PATH_MAX];
	if (counter == NULL || fd < 3)
		return 0;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t length = readlink(link, path, sizeof path - 1);
	if (length < 0)
		return 0;
	path[length] = '\0';
	return strncmp(path, below, strlen(below)) == 0;
}

/* Counts a change. Returns whether it is to fail, with errno set. */
static int fails(void)
{
	long number = atomic_fetch_add(counter, 1) + 1;
	if (number != fail_at)
		return 0;
	if (fail_with == -2) {
		counter[1] = getpid();
		raise(SIGSTOP);
		return 0;
	}
	if (fail_with <= 0) {
		kill(fail_with == 0 ? 0 : getpid(), SIGKILL);
		for (;;)
			pause();
	}
	errno = fail_with;
	return 1;
}

#define REAL(name) static __typeof__(name) *real; if (real == NULL) real = dlsym(RTLD_NEXT, #name)

#define OPEN(name, DIRFD, SIGNATURE, ...) \
	int name SIGNATURE \
	{ \
		REAL(name); \
		mode_t mode = 0; \
		if (flags & (O_CREAT | O_TMPFILE)) { \
			va_list rest; \
			va_start(rest, flags); \
			mode = va_arg(rest, mode_t); \
			va_end(rest); \
		} \
		if ((flags & (O_CREAT | O_TRUNC)) && counts(DIRFD, path) && fails()) \
			return -1; \
		return real(__VA_ARGS__, flags, mode); \
	}
OPEN(open, AT_FDCWD, (const char *path, int flags, ...), path)
OPEN(open64, AT_FDCWD, (const char *path, int flags, ...), path)
OPEN(openat, dirfd, (int dirfd, const char *path, int flags, ...), dirfd, path)
OPEN(openat64, dirfd, (int dirfd, const char *path, int flags, ...), dirfd, path)

#define CHANGE(type, name, WHEN, SIGNATURE, ...) \
	type name SIGNATURE \
	{ \
		REAL(name); \
		if ((WHEN) && fails()) \
			return -1; \
		return real(__VA_ARGS__); \
	}
CHANGE(ssize_t, write, counts_fd(fd), (int fd, const void *data, size_t size), fd, data, size)
CHANGE(ssize_t, writev, counts_fd(fd), (int fd, const struct iovec *parts, int count), fd, parts, count)
CHANGE(ssize_t, pwrite, counts_fd(fd), (int fd, const void *data, size_t size, off_t at), fd, data, size, at)
CHANGE(ssize_t, pwrite64, counts_fd(fd), (int fd, const void *data, size_t size, off64_t at), fd, data, size, at)
CHANGE(ssize_t, sendfile, counts_fd(out), (int out, int in, off_t *at, size_t size), out, in, at, size)
CHANGE(ssize_t, sendfile64, counts_fd(out), (int out, int in, off64_t *at, size_t size), out, in, at, size)
CHANGE(ssize_t, copy_file_range, counts_fd(out), (int in, off64_t *from, int out, off64_t *to, size_t size, unsigned flags), in, from, out, to, size, flags)
CHANGE(int, rename, counts(AT_FDCWD, to), (const char *from, const char *to), from, to)
CHANGE(int, renameat, counts(tofd, to), (int fromfd, const char *from, int tofd, const char *to), fromfd, from, tofd, to)
CHANGE(int, link, counts(AT_FDCWD, to), (const char *from, const char *to), from, to)
CHANGE(int, linkat, counts(tofd, to), (int fromfd, const char *from, int tofd, const char *to, int flags), fromfd, from, tofd, to, flags)
CHANGE(int, symlink, counts(AT_FDCWD, to), (const char *from, const char *to), from, to)
CHANGE(int, unlink, counts(AT_FDCWD, path), (const char *path), path)
CHANGE(int, unlinkat, counts(dirfd, path), (int dirfd, const char *path, int flags), dirfd, path, flags)
CHANGE(int, mkdir, counts(AT_FDCWD, path), (const char *path, mode_t mode), path, mode)
CHANGE(int, mkdirat, counts(dirfd, path), (int dirfd, const char *path, mode_t mode), dirfd, path, mode)
CHANGE(int, rmdir, counts(AT_FDCWD, path), (const char *path), path)
CHANGE(int, chmod, counts(AT_FDCWD, path), (const char *path, mode_t mode), path, mode)
CHANGE(int, fchmod, counts_fd(fd), (int fd, mode_t mode), fd, mode)
CHANGE(int, fsync, counts_fd(fd), (int fd), fd)
CHANGE(int, fdatasync, counts_fd(fd), (int fd), fd)
CHANGE(int, ftruncate, counts_fd(fd), (int fd, off_t size), fd, size)
CHANGE(int, ftruncate64, counts_fd(fd), (int fd, off64_t size), fd, size)
