// Nothing is loaded by the name of a file at run time, and what is linked has no names any more. There is a handle of the
// program itself all the same, which `ctypes` takes when it is imported.
#ifdef __wasi__

#include <dlfcn.h>
#include <stddef.h>

static char *failure;

void *dlopen(const char *path, int mode)
{
    (void)mode;
    if (path == NULL) {
        return &failure;
    }
    failure = "no library can be loaded in a browser";
    return NULL;
}

void *dlsym(void *__restrict handle, const char *__restrict name)
{
    (void)handle, (void)name;
    failure = "what is in this program has no names";
    return NULL;
}

int dlclose(void *handle)
{
    (void)handle;
    return 0;
}

// What went wrong last; asked once.
char *dlerror(void)
{
    char *last = failure;
    failure = NULL;
    return last;
}
#endif
