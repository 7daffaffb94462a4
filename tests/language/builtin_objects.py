"""Built-in functions on objects: callable, delattr, dir, getattr, hasattr, hash, id, setattr, super, type, vars."""


class Base:
    """Documented."""
    shared = 1

    def __init__(self, value=0): self.value = value
    def method(self): return self.value


class Derived(Base):
    __slots__ = ()


base, derived = Base(5), Derived()
print(callable(print), callable(Base), callable(base), callable(base.method), callable(lambda: 0), callable(None),
      callable(type("C", (), {"__call__": 1})()))
print(getattr(base, "value"), getattr(base, "none", "default"), hasattr(base, "method"), hasattr(base, "none"),
      setattr(base, "x", 1), base.x, delattr(base, "x"), hasattr(base, "x"), getattr(Base, "shared"),
      getattr(base, "method")(), getattr(1, "real"), getattr([], "append").__name__)
print([name for name in dir(base) if not name.startswith("_")],
      [name for name in dir(Base) if not name.startswith("_")], "append" in dir([]), "__add__" in dir(1), vars(base),
      sorted(vars(Base).keys() - {"__dict__", "__weakref__"}), dir() == sorted(dir()), "__class__" in dir(object))
print(type(1), type("a"), type(Base), type(base).__name__, type(None), type(type), type(print),
      type(len) is type(print), type(base) is Base, type(derived).__mro__[1] is Base, isinstance(derived, Base),
      issubclass(Derived, Base), type(...).__name__, type(NotImplemented).__name__, type(lambda: 0).__name__,
      type(base.method).__name__, type((n for n in "")).__name__)
Made = type("Made", (Base,), {"extra": 7, "twice": lambda self: self.value * 2, "__doc__": "made by type()"})
made = Made(4)
print(made.extra, made.twice(), Made.__name__, Made.__doc__, Made.__bases__ == (Base,),
      type("Empty", (), {})().__class__.__name__, type("Kw", (), {}, ).__dict__.keys() >= {"__module__"},
      type.__call__(Made, 3).value, type.__subclasses__(Base) == [Derived, Made])
print(id(base) == id(base), id(base) == id(derived), hash("a") == hash("a"), hash(()) == hash(()),
      hash(base) == hash(base), isinstance(id(1), int), hash(1.0), hash(2 ** 10), hash(None) == hash(None),
      hash(frozenset()) == hash(frozenset()), hash(Base) == hash(Base), hash(print) == hash(print))
print(super(Derived, derived).method(), super(Derived, Derived).method(base), repr(super(Derived, derived))[:15],
      issubclass(bool, (str, int)), isinstance(5, (list, (tuple, int))), staticmethod(len).__func__ is len,
      classmethod(len).__func__ is len, property().fget, ascii("é"), repr("é"), chr(233), ord("é"), format(255, "x"),
      format(base.value), bool(base), str(type(base).shared))


class Dir:
    def __dir__(self): return ("z", "a")
    def __getattr__(self, name): return name * 2
    def __delattr__(self, name): print("deleting", name)
    def __setattr__(self, name, value): print("setting", name, value)


special = Dir()
special.q = 1
del special.q
print(dir(special), special.anything, getattr(special, "not a name"), hasattr(special, "x y"), setattr(special, "p", 2),
      delattr(special, "p"), vars(special))


def function(): pass


function.attribute = 1
print(vars(function), dir(function)[-1], getattr(function, "__name__"), setattr(function, "__name__", "renamed"),
      function.__name__, hasattr(function, "__code__"))
for wrong in ("callable()", "getattr(1)", "getattr(1, 'x')", "getattr(1, 2)", "getattr()", "hasattr(1, 2)",
              "hasattr(1)", "setattr(1, 'x', 2)", "setattr(base, 5, 1)", "setattr(base, 'x')",
              "delattr(base, 'nothing')", "delattr(base, 1)", "delattr(Base, 'nothing')", "delattr(1, 'real')",
              "vars(1)", "vars([])", "vars(Derived.__slots__)", "dir(1, 2)", "type()", "type(1, 2)", "type(1, 2, 3)",
              "type('A', (), [])", "type('A', [], {})", "type('A', (1,), {})", "type('A', (), {}, x=1)",
              "type('A\\0', (), {})", "type('A', (type(None),), {})", "isinstance(1)", "isinstance(1, 'int')",
              "issubclass('a', int)", "hash([])", "hash({})", "hash()", "id()", "super()", "super(1)",
              "super(Derived, 1)",
              "object(1)", "object.x", "chr(-1)", "chr('a')", "ord(1)", "ord('')", "ascii()", "repr()", "format(1, 2)",
              "format()", "property(1, 2, 3, 4, 5)", "staticmethod()", "classmethod()", "Base(1, 2)", "Base(val=1)",
              "type(dir(type('Bad', (), {'__dir__': lambda self: 5})()))",
              "dir(type('Bad', (), {'__dir__': lambda self: [1, 'a']})())"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
