"""Modules as objects: types.ModuleType, attributes, __getattr__ and __dir__ of a module, a class of its own."""

import sys
import types

module = types.ModuleType("made", "Its documentation.")
print(module.__name__, module.__doc__, module.__package__, module.__loader__, module.__spec__, module,
      sorted(vars(module)))
module.value = 1
exec("""
def double():
    return value * 2

def __getattr__(name):
    if name.startswith("lazy_"):
        return f"computed {name}"
    raise AttributeError(f"module has no {name}")

def __dir__():
    return ["z", "a"]
""", vars(module))
print(module.double(), module.lazy_thing, dir(module), hasattr(module, "other"), getattr(module, "other", "default"))
module.value = 21
print(module.double(), module.double.__module__, module.double.__globals__ is vars(module))
try:
    module.other
except AttributeError as error:
    print(error)

sys.modules["made_for_import"] = module
try:
    import made_for_import
    from made_for_import import double, lazy_name, value as renamed
    print(made_for_import is module, double(), lazy_name, renamed)
    try:
        from made_for_import import missing
    except ImportError as error:
        print(error, error.name, error.path, error.name_from)
finally:
    del sys.modules["made_for_import"]


class Settings(types.ModuleType):
    @property
    def doubled(self):
        return self.number * 2

    def __setattr__(self, name, value):
        print("set", name, value)
        super().__setattr__(name, value)

    def __call__(self):
        return f"module {self.__name__} called"


settings = types.ModuleType("settings")
settings.number = 4
settings.__class__ = Settings
settings.number = 5
print(settings.doubled, settings(), type(settings).__name__, isinstance(settings, types.ModuleType))

module.__all__ = ["double", "_hidden"]
module._hidden = "named in __all__"
module.shown = "not named"
sys.modules["made_for_star"] = module
try:
    names = {}
    exec("from made_for_star import *", names)
    print(sorted(name for name in names if name != "__builtins__"))
    del module.__all__, module.__dict__["__getattr__"]
    names = {}
    exec("from made_for_star import *", names)
    print(sorted(name for name in names if name != "__builtins__"))
    for wrong in (["nowhere"], [1]):
        module.__all__ = wrong
        try:
            exec("from made_for_star import *", {})
        except (AttributeError, TypeError) as error:
            print(type(error).__name__, error)
finally:
    del sys.modules["made_for_star"]

for attempt in (lambda: types.ModuleType(), lambda: types.ModuleType(1), lambda: setattr(module, "__class__", int),
                lambda: setattr(module, "__dict__", {}), lambda: module.nothing,
                lambda: types.ModuleType.__new__(types.ModuleType).x, lambda: sys.nothing):
    try:
        print(attempt())
    except (TypeError, AttributeError) as error:
        print(f"{type(error).__name__}: {error}")
