"""What a function holds: names, defaults, annotations, code, closure, and what of it may be replaced."""


def outer(scale):
    """The docstring."""

    def inner(a, b: int = 2, /, c="c", *rest, d, e=[], **names) -> "text":
        return a * scale

    return inner


function = outer(3)
print(function.__name__, function.__qualname__, function.__doc__, outer.__doc__, function.__module__ == __name__)
print(function.__defaults__, function.__kwdefaults__, function.__annotations__, function.__type_params__)
print([cell.cell_contents for cell in function.__closure__], outer.__closure__, function.__globals__ is globals(),
      function.__dict__)
print(function.__builtins__["len"] is len, type(function).__name__, type(lambda: 0).__name__, (lambda: 0).__name__,
      callable(function))

code = function.__code__
print(code.co_name, code.co_qualname, code.co_argcount, code.co_posonlyargcount, code.co_kwonlyargcount,
      code.co_nlocals)
print(code.co_varnames, code.co_freevars, outer.__code__.co_cellvars, bool(code.co_flags & 4), bool(code.co_flags & 8))

function.colour = "red"
function.__name__ = "renamed"
function.__qualname__ = "elsewhere.renamed"
function.__defaults__ = (5, "five")
function.__kwdefaults__ = {"d": "given", "e": ()}
function.__annotations__["a"] = float
print(function.__dict__, repr(function).split(" at ")[0], function(4), function.__annotations__)
try:
    function()
except TypeError as error:
    print(error)

function.__closure__[0].cell_contents = 100
print(function(2))


def plain(x):
    return x + 1


def other(x):
    return x - 1


plain.__code__ = other.__code__
print(plain(10), plain.__name__)
for attempt in (lambda: setattr(plain, "__code__", function.__code__), lambda: setattr(plain, "__defaults__", [1]),
                lambda: setattr(plain, "__name__", 1), lambda: setattr(plain, "__closure__", None),
                lambda: setattr(plain, "__dict__", 1),
                lambda: setattr(plain, "__kwdefaults__", (1,)), lambda: setattr(plain, "__globals__", {}),
                lambda: delattr(plain, "__name__"),
                lambda: type(plain)(plain.__code__, {}, "made", (7,))(), lambda: type(plain)(function.__code__, {}),
                lambda: plain.nothing):
    try:
        print(attempt())
    except (TypeError, ValueError, AttributeError) as error:
        print(f"{type(error).__name__}: {error}")


def counter():
    counter.calls = getattr(counter, "calls", 0) + 1
    return counter.calls


print(counter(), counter(), counter.calls, vars(counter))


def remember(value, memory=[]):
    memory.append(value)
    return memory


print(remember(1), remember(2), remember.__defaults__)
