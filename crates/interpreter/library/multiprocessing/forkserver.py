"""There is no fork server yet; what it would import beforehand is checked and forgotten."""

__all__ = ["set_forkserver_preload"]


def set_forkserver_preload(modules_names, *, on_error="ignore"):
    if not all(isinstance(name, str) for name in modules_names):
        raise TypeError("module_names must be a list of strings")
