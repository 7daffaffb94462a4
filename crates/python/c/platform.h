// What every file of CPython includes first where it is built for WebAssembly: what it asks of the platform in places
// that have no function for it. All names are defined in Rust.
#ifndef SPAWNPOINT_PLATFORM_H
#define SPAWNPOINT_PLATFORM_H

#include "linux_errno.h"
#include "look_up.h"

// How deep functions of C may call one another: a browser's stack is much smaller than an operating system's.
extern int spawnpoint_recursion_limit;
#define SPAWNPOINT_RECURSION_LIMIT spawnpoint_recursion_limit

// Where the part of the running thread's stack begins that is kept for what does not ask.
extern __UINTPTR_TYPE__ spawnpoint_stack_kept;

static inline int spawnpoint_stack_is_low(void)
{
    __UINTPTR_TYPE__ stack;
    __asm__(".globaltype __stack_pointer, i32\n\tglobal.get __stack_pointer\n\tlocal.set %0" : "=r"(stack));
    return stack < spawnpoint_stack_kept;
}
#define SPAWNPOINT_STACK_IS_LOW() spawnpoint_stack_is_low()

// The C library declares none of these. Only where there is a fork has CPython what a forked child does first.
extern int fork(void);
extern int getppid(void);
extern int kill(int, int);
extern int gethostname(char *, unsigned long);
_Noreturn void pthread_exit(void *);
extern int dup(int);
extern int dup2(int, int);
extern int dup3(int, int, int);
extern unsigned int umask(unsigned int);
extern unsigned int getuid(void);
extern unsigned int geteuid(void);
extern unsigned int getgid(void);
extern unsigned int getegid(void);
extern int pipe(int *);
extern int socket(int, int, int);
extern int socketpair(int, int, int, int *);
struct sockaddr;
extern int getsockname(int, struct sockaddr *, unsigned int *);
extern int getpeername(int, struct sockaddr *, unsigned int *);

// WASI knows no permission bits; these know them (posix.c). They are under other names for the linker, so that a file may
// also ask where a function is, as SQLite does.
struct stat;
extern int stat(const char *__restrict, struct stat *__restrict) __asm__("spawnpoint_stat");
extern int lstat(const char *__restrict, struct stat *__restrict) __asm__("spawnpoint_lstat");
extern int fstat(int, struct stat *) __asm__("spawnpoint_fstat");
extern int fstatat(int, const char *__restrict, struct stat *__restrict, int) __asm__("spawnpoint_fstatat");
extern int chmod(const char *, unsigned int) __asm__("spawnpoint_chmod");
extern int fchmod(int, unsigned int) __asm__("spawnpoint_fchmod");
extern int fchmodat(int, const char *, unsigned int, int) __asm__("spawnpoint_fchmodat");

// The zone of what it makes is GMT on Linux, and UTC to the C library (posix.c).
struct tm;
extern struct tm *gmtime_r(const long long *__restrict, struct tm *__restrict) __asm__("spawnpoint_gmtime_r");

// The C library's addresses of sockets in the file system have no room for a path, so that CPython would do without this
// family. This stands in for its header (sys/un.h includes it).
#define __wasilibc___struct_sockaddr_un_h
#include <__typedef_sa_family_t.h>
struct sockaddr_un {
    sa_family_t sun_family;
    char sun_path[108];
};

// A kind of sockets that CPython takes for granted when it reads addresses. There are none of it.
#define SOCK_RAW 3

#endif
