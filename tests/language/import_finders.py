"""Finders and loaders: packages that exist only in a dictionary, with submodules, relative imports and reloading."""

import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import sys

SOURCES = {
    "shop": "print('running', __name__, __package__); from . import prices; from .stock import count as amount; VERSION = 1",
    "shop.prices": "print('running', __name__, __package__)\ndef price(): return 5",
    "shop.stock": "print('running', __name__, __package__)\nfrom .prices import price\ncount = price() * 2",
    "shop.deep": "__all__ = ['inner']",
    "shop.deep.inner": "from ..prices import price\nfrom .. import VERSION\nvalue = price(), VERSION",
    "shop.broken": "x = 1\nraise ValueError('while importing')",
    "shop.wrong": "x = = 1",
    "circle_a": "import circle_b\nfrom circle_b import later",
    "circle_b": "import circle_a\nprint('half made', hasattr(circle_a, 'circle_b'))\nlater = 'b'",
    "torn_a": "from torn_b import value",
    "torn_b": "from torn_a import value",
}
PACKAGES = {"shop", "shop.deep"}


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path, target=None):
        if name in SOURCES:
            return importlib.machinery.ModuleSpec(name, self, origin="dictionary", is_package=name in PACKAGES)
        return None

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compile(SOURCES[module.__name__], f"<{module.__name__}>", "exec"), vars(module))


finder = Finder()
sys.meta_path.insert(0, finder)
try:
    import shop
    print(shop, shop.amount, shop.prices.price(), shop.__path__, shop.__spec__.origin, shop.__loader__ is finder)
    from shop.deep import *
    print(inner.value, sys.modules["shop.deep.inner"] is inner, shop.deep.inner is inner)
    print(importlib.import_module(".prices", "shop") is shop.prices, importlib.import_module("shop.stock").count)
    print(__import__("shop.prices") is shop, __import__("shop.prices", fromlist=["price"]) is shop.prices)
    for name in ("shop.broken", "shop.wrong", "shop.nothing", "torn_a"):
        try:
            importlib.import_module(name)
        except Exception as error:
            print(f"{type(error).__name__}: {error}", name in sys.modules)
    import circle_a
    print(circle_a.later)
    SOURCES["shop.prices"] = "def price(): return 50"
    old = shop.prices.price
    print(importlib.reload(shop.prices) is shop.prices, shop.prices.price(), old(), shop.amount)
    spec = importlib.util.find_spec("shop.stock")
    print(spec.name, spec.parent, spec.has_location, spec.submodule_search_locations,
          importlib.util.find_spec("shop").submodule_search_locations)
    fresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fresh)
    print(fresh is shop.stock, fresh.count, importlib.util.find_spec("no_such_thing"),
          importlib.util.resolve_name("..x", "a.b.c"))
finally:
    sys.meta_path.remove(finder)
    for name in [name for name in sys.modules if name.partition(".")[0] in ("shop", "circle_a", "circle_b", "torn_a",
        "torn_b")]:
        del sys.modules[name]
try:
    import shop
except ModuleNotFoundError as error:
    print(error)
try:
    __import__("string\0")
except ModuleNotFoundError as error:
    print(repr(error.name))
