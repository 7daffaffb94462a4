"""Closures: late binding, cells, a fresh one for each call, and cells that are empty."""


def make():
    return [lambda: number for number in range(3)], [lambda number=number: number for number in range(3)]


late, early = make()
print([call() for call in late], [call() for call in early])
functions = []
for number in range(3):
    functions.append(lambda: number)
number = "changed"
print([call() for call in functions])


def adder(n):
    def add(m):
        return n + m
    return add


two, three = adder(2), adder(3)
print(two(10), three(10), two.__closure__[0].cell_contents, two.__code__ is three.__code__,
      two.__closure__ == adder(2).__closure__)


def shared():
    value = []

    def put(item):
        value.append(item)

    def get():
        return value

    return put, get


put, get = shared()
put(1), put(2)
print(get(), put.__closure__[0] is get.__closure__[0])


def empty():
    def inner():
        return later
    cell = inner.__closure__[0]
    try:
        cell.cell_contents
    except ValueError as error:
        print(error)
    later = "bound now"
    print(cell.cell_contents, inner())
    del later
    try:
        inner()
    except NameError as error:
        print(error)
    cell.cell_contents = "put in from outside"
    return later


print(empty())


class Class:
    def method(self):
        return __class__.__name__, (lambda: __class__ is type(self))()

    def names(self):
        return self.method.__code__.co_freevars


print(Class().method(), Class().names())


def compose(*functions):
    if not functions:
        return lambda value: value
    first, *rest = functions
    return lambda value: first(compose(*rest)(value))


print(compose(str, lambda n: n + 1, lambda n: n * 2)(5))


def parameters(a, b=2, *c, d=4, **e):
    return lambda: (a, b, c, d, e)


print(parameters(1, 2, 3, d=5, f=6)(), parameters(0)(), parameters.__code__.co_cellvars)
type_of_cell = type(two.__closure__[0])
print(type_of_cell.__name__, type_of_cell(5).cell_contents, type_of_cell(1) < type_of_cell(2),
      type_of_cell() == type_of_cell())
