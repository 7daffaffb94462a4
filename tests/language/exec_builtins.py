"""Built-in names: the last scope, shadowing, deleting what shadows, __builtins__ of a function, changing builtins."""

import builtins


def shadowed():
    len = lambda value: "local len"
    return len([])


print(len("abc"), shadowed(), len("abc"))
len = lambda value: "global len"
print(len("abc"), builtins.len("abc"), (lambda: len(""))())
del len
print(len("abc"))
try:
    del len
except NameError as error:
    print(error)

builtins.greeting = "from builtins"
try:
    print(greeting, eval("greeting"), eval("greeting", {}))
finally:
    del builtins.greeting
try:
    greeting
except NameError as error:
    print(error)


class List(list):
    def __repr__(self):
        return "List" + super().__repr__()


def uses():
    return list("ab"), [1], [*"cd"]


uses_other = type(uses)(uses.__code__, {"__builtins__": {"list": List}})
print(uses(), uses_other(), uses_other.__builtins__ == {"list": List})
names = {"print": print, "__builtins__": {}}
exec("print(None, True, ..., 1 + 1, [x for x in 'ab'])", names)
exec("def f(): return open\ntry: f()\nexcept: print('no open')", names)
print(eval("(lambda: len)()", {"__builtins__": {"len": "any value"}}), eval("__builtins__", {"__builtins__": 5}))

true = __debug__
print(true, __import__ is builtins.__import__, __build_class__ is builtins.__build_class__,
      type(__builtins__).__name__ in ("module", "dict"))
print(sorted(name for name in vars(builtins) if isinstance(vars(builtins)[name],
                                                           type) and not issubclass(vars(builtins)[name],
                                                               BaseException) and not name.startswith("_")))
print(sorted(name for name in vars(builtins) if callable(vars(builtins)[name]) and not isinstance(vars(builtins)[name],
    type) and name not in ("exit", "quit", "copyright", "credits", "license", "help", "_")))
for source in ("None = 1", "True = 1", "__debug__ = 1", "del __debug__", "def f(__debug__): pass",
               "import x as __debug__", "x.__debug__ = 1", "for __debug__ in x: pass"):
    try:
        compile(source, "", "exec")
    except SyntaxError as error:
        print(source, "-", error.msg)
