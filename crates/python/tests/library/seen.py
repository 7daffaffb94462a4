"""Prints what modules a program sees after its start and after each of some imports."""

import site
import sys

# In this order; some import others.
NAMES = """
struct types collections collections.abc importlib.util pickle queue random signal threading traceback socket
multiprocessing multiprocessing.util multiprocessing.queues multiprocessing.spawn multiprocessing.synchronize
multiprocessing.pool concurrent.futures logging json
""".split()


def modules():
    return sorted(
        (name, getattr(module.__spec__, "name", None))
        for name, module in sys.modules.items()
        if not name.startswith("_spawnpoint")
    )


def attributes():
    """The modules that modules have as attributes."""
    return sorted(
        f"{place}.{attribute}"
        for place, module in list(sys.modules.items())
        for attribute, value in vars(module).items()
        if isinstance(value, type(sys)) and value.__name__ == f"{place}.{attribute}"
    )


def main():
    if "ahead" in sys.argv:
        sys.path += sys.argv[2:]
        import _spawnpoint_boot

        _spawnpoint_boot.prepare()
        _spawnpoint_boot.begin()
    site.setquit()
    site.setcopyright()
    site.sethelper()
    print("start", modules(), attributes())
    for name in NAMES:
        __import__(name)
        print(name, modules(), attributes())
    import atexit
    import multiprocessing

    print(atexit._ncallbacks(), multiprocessing.process.ORIGINAL_DIR)
    # A module does not show how it was loaded.
    print([type(sys.modules[name].__spec__.loader).__name__ for name in NAMES])


main()
