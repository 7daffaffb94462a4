// What takes CPython's own headers: its configuration is a structure whose layout changes from version to version, and
// the state of a thread is private.
#define Py_BUILD_CORE 1
#include <Python.h>
#include "internal/pycore_pystate.h"

// The table that PyImport_FrozenModules points to.
extern const struct _frozen *spawnpoint_frozen_modules(void);

extern PyObject *PyInit__spawnpoint(void);

// views.c
extern void spawnpoint_watch_views(void);

// Starts the interpreter as the command `python MAIN_PATH` would, but for what comes of an installation: modules are
// found among the frozen ones first. Returns what went wrong, or NULL.
const char *spawnpoint_start(const wchar_t *main_path, const wchar_t *library_path)
{
    PyPreConfig preconfig;
    PyPreConfig_InitPythonConfig(&preconfig);
    preconfig.use_environment = 0;
    preconfig.parse_argv = 0;
    preconfig.configure_locale = 0;
    preconfig.utf8_mode = 1;
    PyStatus status = Py_PreInitialize(&preconfig);
    if (PyStatus_Exception(status)) {
        return status.err_msg;
    }
    spawnpoint_watch_views();
    PyImport_FrozenModules = spawnpoint_frozen_modules();
    if (PyImport_AppendInittab("_spawnpoint", PyInit__spawnpoint) < 0) {
        return "no memory for the table of modules";
    }
    PyConfig config;
    PyConfig_InitPythonConfig(&config);
    config.use_environment = 0;
    config.parse_argv = 0;
    config.site_import = 0;
    config.user_site_directory = 0;
    config.write_bytecode = 0;
    config.install_signal_handlers = 1;
    config.pathconfig_warnings = 0;
    config.module_search_paths_set = 1;
    struct { wchar_t **setting; const wchar_t *value; } settings[] = {
        {&config.program_name, L"python3"},
        {&config.executable, L"/usr/bin/python3"},
        {&config.base_executable, L"/usr/bin/python3"},
        {&config.home, L"/usr"},
        {&config.prefix, L"/usr"},
        {&config.exec_prefix, L"/usr"},
        {&config.base_prefix, L"/usr"},
        {&config.base_exec_prefix, L"/usr"},
        {&config.stdlib_dir, library_path},
        {&config.run_filename, main_path},
    };
    status = PyStatus_Ok();
    for (size_t i = 0; i < Py_ARRAY_LENGTH(settings) && !PyStatus_Exception(status); i++) {
        status = PyConfig_SetString(&config, settings[i].setting, settings[i].value);
    }
    if (!PyStatus_Exception(status)) {
        status = PyWideStringList_Append(&config.module_search_paths, library_path);
    }
    if (!PyStatus_Exception(status)) {
        status = PyWideStringList_Append(&config.argv, main_path);
    }
    if (!PyStatus_Exception(status)) {
        status = Py_InitializeFromConfig(&config);
    }
    PyConfig_Clear(&config);
    return PyStatus_Exception(status) ? status.err_msg : NULL;
}

// What Py_RunMain runs: this instead of the main program.
void spawnpoint_set_command(wchar_t *command)
{
    PyConfig *config = (PyConfig *)_Py_GetConfig();
    config->run_filename = NULL;
    config->run_command = command;
}

#ifdef __wasi__
// In a copy of the memory the running thread begins at the bottom of a new stack of C.
void spawnpoint_begin_stack(PyThreadState *state)
{
    state->c_recursion_remaining = Py_C_RECURSION_LIMIT;
}

// There is no fork that returns twice.
pid_t fork(void)
{
    errno = ENOSYS;
    return -1;
}

// What zig's part of the C library calls by this name.
extern int32_t __imported_wasi_snapshot_preview1_fd_close(int32_t);
uint16_t spawnpoint_fd_close(int32_t) __asm__("fd_close|wasi_snapshot_preview1");
uint16_t spawnpoint_fd_close(int32_t descriptor)
{
    return (uint16_t)__imported_wasi_snapshot_preview1_fd_close(descriptor);
}
#endif
