// The C library's own, but for what a handler may be instead of a function: Linux's numbers, as Python shows them. To
// WebAssembly 1 and -1 are functions like others, but none of them handles signals.
#include_next <signal.h>

#undef SIG_ERR
#undef SIG_IGN
#define SIG_ERR ((void (*)(int))-1)
#define SIG_IGN ((void (*)(int))1)
