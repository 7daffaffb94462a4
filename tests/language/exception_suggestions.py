"""Suggestions: "Did you mean" for names, attributes, imports and keyword arguments, and hints in messages."""

import traceback

maximum_length = 5


class Thing:
    colour = "red"

    def __init__(self):
        self.length = 1
        self._hidden = 2

    def method(self):
        return colour

    def uses_length(self):
        return length


class Slots:
    __slots__ = ("position",)


def local_name():
    counter = 1
    return conter


def global_name(): return maximum_lenght
def builtin_name(): return pritn("x")
def far_name(): return zzzzzzzz
def attribute(): return Thing().colur
def instance_attribute(): return Thing().lenght
def hidden(): return Thing().hidden
def builtin_attribute(): return "text".spilt()
def list_attribute(): return [].apend(1)
def far_attribute(): return [].zzzzz
def slot(): return Slots().positon
def module_attribute(): import math; return math.sqroot
def imported(): from math import squareroot
def near_import(): from math import sqart
def of_self(): return Thing().method()
def of_self_length(): return Thing().uses_length()
def module_forgotten(): return itertools.count()
def keyword(): return int("1", bsae=2)
def own_keyword(): return (lambda *, first_argument=1: 0)(first_arguement=2)
def class_attribute(): return Thing.colur
def none_attribute(): return None.append
def module_as_name(): return colections.deque
def typed(): return 1 + "a"
def deletes(): del Thing().colr
def free():
    outer_value = 1
    def inner(): return outer_vlaue, outer_value
    return inner()


for function in (local_name, global_name, builtin_name, far_name, attribute, instance_attribute, hidden,
                 builtin_attribute, list_attribute, far_attribute, slot, module_attribute, imported, near_import,
                 of_self, of_self_length, module_forgotten, keyword, own_keyword, class_attribute, none_attribute,
                 module_as_name, typed, deletes, free):
    try:
        function()
    except Exception as error:
        print(f"{function.__name__}: {traceback.format_exception(error)[-1].strip().replace(" (unknown location)", "")}")


class Computed:
    def __dir__(self):
        return ["alpha", "beta"]

    def __getattr__(self, name):
        raise AttributeError(f"custom message for {name}", name=name, obj=self)


for name in ("alpa", "bata", "gamma"):
    try:
        getattr(Computed(), name)
    except AttributeError as error:
        print("".join(traceback.format_exception_only(error)), end="")
for error in (NameError("name is given", name="maximum_lengt"), AttributeError("attribute", name="colur", obj=Thing()),
              ImportError("import", name="math", name_from="sqr"), NameError("no name")):
    try:
        raise error
    except Exception as raised:
        print(traceback.format_exception_only(raised)[-1], end="")
for source in ("print 'x'", "exec 'x'", "x = 1\nprint x", "if x = 3: pass", "f(a=1, b)", "class C: def",
               "import math as", "elif x: pass", "x = [1, 2", "for i in range(3) print(i)", "while True print(1)",
               "def f() return 1", "def f(:\n pass", "a = 1 b = 2", "return", "else:", "x++", "!x", "a && b", "a || b",
               "x = 5 if y", "'unclosed", "async def f: pass", "True = 1", "f() = 1", "a, b += 1", "raise 1, 2",
               "from x import", "lambda x: = 1"):
    try:
        compile(source, "<hint>", "exec")
        print(f"{source!r} compiles")
    except SyntaxError as error:
        print(f"{source!r}: {error.msg}")
