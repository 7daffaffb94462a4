"""Calls: positional, keyword and unpacked arguments, in what order they are evaluated, and how they meet parameters."""


def shown(a, b=2, /, c=3, *rest, d=4, **names):
    return a, b, c, rest, d, names


print(shown(1), shown(1, 5), shown(1, 5, 6, 7, 8), shown(1, c=9, d=0), shown(1, a=2, b=3),
      shown(*[1, 2, 3, 4], **{"d": 5, "z": 6}))
print(shown(*"ab", *"cd", d=1, **{"x": 1}, y=2, **{"z": 3}), shown(0, *(), **{}), shown(1, c=1, *[2]), shown(*range(6)))
print((lambda *a, **k: (a, k))(1, *[2], 3, *(4,), x=5, **{"not a name": 6}))

order = []


def note(value):
    order.append(str(value))
    return value


note(shown)(note(1), *note([2]), note(3), d=note(4), **note({"e": 5}), f=note(6))
print(" ".join(order[1:]))


class Callable:
    def __init__(self, *args, **kwargs):
        self.args, self.kwargs = args, kwargs

    def __call__(self, *args, **kwargs):
        return Callable(*self.args, *args, **{**self.kwargs, **kwargs})


print(vars(Callable(1, a=2)(3, b=4)(5, a=6)), (lambda: (lambda: (lambda: "deep")))()()(),
      [print][0]("called from a list"))


class Keys:
    def keys(self):
        return ["p", "q"]

    def __getitem__(self, key):
        return key * 2


print(shown(1, **Keys()), dict(**Keys()), {**Keys()})


def pass_on(*args, **kwargs):
    return shown(*args, **kwargs)


arguments = {"c": 1}
print(pass_on(1, 2, **arguments, d=3), arguments, max(*[1, 5, 3], 4), print("sep", "end", sep="-", end="!\n"))

CALLS = ("shown()", "shown(b=1)", "shown(1, 2, 3, c=4)", "dict(d=1, **{'d': 2})", "max(*1)", "dict(**1)",
         "shown(1, **{1: 2})", "int(**{'x': 1}, **{'x': 2})", "pass_on(a=1)", "order()",
         "no_rest(1)", "no_rest(x=1)", "exact(1)", "exact(1, 2, 3)", "exact(1, b=2, a=3)", "exact(1, 2, c=3)",
         "exact(b=1)", "exact()", "only(1)", "only()", "only(x=1, z=2)", "positional(a=1)", "positional(1, b=2)",
         "positional()", "range(1, 2, 3, 4)", "len()", "len(1, 2)",
         "len(x=1)", "int(1, 2, 3)", "sorted([], 1)", "print(1, nothing=2)", "Callable.__call__()", "optional(1, 2, 3)",
         "''.join()", "[].append(1, 2)", "dict([1])", "isinstance()", "{}.get()", "exact(*[1, 2], *[3])",
         "optional(*range(9))")


def no_rest(): pass
def exact(a, b): pass
def only(*, x, y=1): pass
def positional(a, /, b=1): pass
def optional(a, b=1): pass


for call in CALLS:
    try:
        print(call, eval(call))
    except TypeError as error:
        print(f"{call}: {error}")
