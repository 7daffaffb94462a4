// What the C library has otherwise than Linux. WASI's calls leave out of files the permission bits, and whose they are.
#ifdef __wasi__

#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

// The one user there is, by the number that a first user has on Linux.
#define USER 1000

// The permission bits of an inode, and how they are changed: -1 and errno, or 0.
extern mode_t spawnpoint_mode(uint64_t inode);
extern int spawnpoint_change_mode(uint64_t inode, mode_t mode);

// The C library's own functions (platform.h).
extern int plain_stat(const char *, struct stat *) __asm__("stat");
extern int plain_lstat(const char *, struct stat *) __asm__("lstat");
extern int plain_fstat(int, struct stat *) __asm__("fstat");
extern int plain_fstatat(int, const char *, struct stat *, int) __asm__("fstatat");

extern struct tm *plain_gmtime_r(const time_t *, struct tm *) __asm__("gmtime_r");

struct tm *gmtime_r(const time_t *restrict time, struct tm *restrict parts)
{
    parts = plain_gmtime_r(time, parts);
    if (parts != NULL) {
        parts->tm_zone = "GMT";
    }
    return parts;
}

static int complete(int result, struct stat *status)
{
    if (result == 0) {
        mode_t kind = status->st_mode & S_IFMT;
        // WASI has no number for pipes.
        status->st_mode = (kind == 0 ? S_IFIFO : kind) | spawnpoint_mode(status->st_ino);
        status->st_uid = USER;
        status->st_gid = USER;
    }
    return result;
}

int stat(const char *path, struct stat *status)
{
    return complete(plain_stat(path, status), status);
}

int lstat(const char *path, struct stat *status)
{
    return complete(plain_lstat(path, status), status);
}

int fstat(int descriptor, struct stat *status)
{
    return complete(plain_fstat(descriptor, status), status);
}

int fstatat(int at, const char *path, struct stat *status, int flags)
{
    return complete(plain_fstatat(at, path, status, flags), status);
}

static int change(int result, const struct stat *status, mode_t mode)
{
    return result == 0 ? spawnpoint_change_mode(status->st_ino, mode) : result;
}

int chmod(const char *path, mode_t mode)
{
    struct stat status;
    return change(stat(path, &status), &status, mode);
}

int fchmod(int descriptor, mode_t mode)
{
    struct stat status;
    return change(fstat(descriptor, &status), &status, mode);
}

int fchmodat(int at, const char *path, mode_t mode, int flags)
{
    struct stat status;
    return change(fstatat(at, path, &status, flags), &status, mode);
}

uid_t getuid(void)
{
    return USER;
}

uid_t geteuid(void)
{
    return USER;
}

gid_t getgid(void)
{
    return USER;
}

gid_t getegid(void)
{
    return USER;
}
#endif
