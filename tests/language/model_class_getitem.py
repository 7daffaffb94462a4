"""__class_getitem__, generic aliases of built-in types, and unions of types."""

import types


class Box:
    def __class_getitem__(cls, item):
        return f"{cls.__name__} of {item}"

    def __getitem__(self, item):
        return f"item {item}"


class Crate(Box):
    pass


print(Box[int], Crate["a", 1], Box()[2], Box[1:2, ...])


class Alias:
    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self, value=0):
        self.value = value


ints = Alias[int]
print(ints.__origin__ is Alias, ints.__args__, ints.__parameters__, ints(5).value, ints == Alias[int],
      hash(ints) == hash(Alias[int]), ints is Alias[int])
print(type(ints(1)) is Alias, ints(1).__orig_class__ == ints)

for alias in (list[int], dict[str, list[int]], tuple[int, ...], tuple[()], type[int], set["forward"],
              list[list[int | None]], frozenset[1]):
    print(alias, alias.__origin__.__name__, alias.__args__, type(alias).__name__)
print(list[int]([1, 2]), dict[str, int](a=1), list[int].append is list.append,
      tuple[int, str] == tuple[int, str])
print([*tuple[*tuple[int, ...]].__args__], list[int] in {list[int]: 1}, isinstance(list[int], type),
      repr(list[int] | None))


class Sub(list[int]):
    pass


print(Sub.__bases__, Sub.__orig_bases__, Sub([3]), issubclass(Sub, list))

union = int | str | None
print(union, union.__args__, type(union).__name__, isinstance(1, union), isinstance(None, union),
      isinstance(1.0, union), issubclass(bool, union))
print(int | int, int | str == str | int, (int | str) | (str | float), list[int] | int,
      isinstance(int | list, types.UnionType))
print(None | int, hash(int | str) == hash(str | int), int | str in [str | int])

for attempt in (lambda: int[str], lambda: isinstance([], list[int]), lambda: issubclass(list, list[int]),
                lambda: int | 1, lambda: None | None,                 lambda: isinstance([1], int | list[int]),
                lambda: list[int][str], lambda: object[1], lambda: (int | str)()):
    try:
        print(attempt())
    except TypeError as error:
        print(error)
