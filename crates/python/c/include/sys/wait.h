// How a process ended, as Linux writes it into one number. The C library has no such header, since WASI has no processes.
#ifndef SPAWNPOINT_SYS_WAIT_H
#define SPAWNPOINT_SYS_WAIT_H

#define WNOHANG 1
#define WUNTRACED 2
#define WCONTINUED 8

#define WEXITSTATUS(status) (((status) >> 8) & 0xff)
#define WTERMSIG(status) ((status) & 0x7f)
#define WSTOPSIG(status) WEXITSTATUS(status)
#define WCOREDUMP(status) ((status) & 0x80)
#define WIFEXITED(status) (WTERMSIG(status) == 0)
#define WIFSTOPPED(status) (((status) & 0xff) == 0x7f)
#define WIFSIGNALED(status) (!WIFEXITED(status) && !WIFSTOPPED(status))
#define WIFCONTINUED(status) ((status) == 0xffff)

extern int wait(int *status);
extern int waitpid(int child, int *status, int options);

#endif
