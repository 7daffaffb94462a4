"""Built-in functions on iterables: all, any, enumerate, filter, iter, map, reversed, sorted, zip, aiter, anext, len."""

print(all([]), all([1, 2]), all([1, 0]), any([]), any([0, 1]), any(n > 2 for n in range(3)), all("ab"), any({}),
      all({"": 1}))
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate("ab", start=-1)), next(enumerate([9])),
      dict(enumerate("xy")), list(enumerate("a", 10 ** 20)))
print(list(filter(None, [0, 1, "", "a", [], None])), list(filter(str.isupper, "aBcD")),
      list(filter(lambda n: n % 2, range(6))), next(filter(None, [0, 5])))
print(list(map(str, [1, 2])), list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(pow, [2, 3], [3, 2])),
      list(map(max, "ab", "ba", "cc")), list(map(lambda *a: a, [1], "x", (2,))), [*map(int, "123")])
print(list(zip()), list(zip("ab")), list(zip("abc", [1, 2])), list(zip(*[(1, 2), (3, 4)])),
      list(zip("ab", [1, 2], strict=True)), dict(zip("ab", [1, 2])), list(zip(*[iter("abcdef")] * 3)))
print(sorted([3, 1]), sorted("bca", reverse=True), sorted([(1, "b"), (0, "a")]), sorted({"b": 1, "a": 2}),
      sorted([1, -2], key=abs, reverse=True), sorted([]), list(reversed([1, 2])), list(reversed("ab")),
      list(reversed(range(3))), list(reversed({"a": 1, "b": 2})), list(reversed((1,))))
calls = iter([1, 2, 3, 0, 4])
print(list(iter(lambda: next(calls), 0)), next(calls), next(iter([]), "default"), list(iter({"k": 1})),
      iter("a").__next__(), len("abc"), len({1: 2}), len(range(5)), len(b""), [*iter(iter([1]))])
lazy = map(print, ["printed when it is reached"])
print("before", next(lazy))
shared = iter(range(6))
print(list(zip(shared, shared)), list(zip([1, 2, 3], shared := iter("ab"))), list(shared), next(zip("a", "b")))
source = iter([1, 2, 3, 4])
print(next(map(lambda n: n * 2, source)), list(source), map(str, []).__reduce__()[0].__name__, type(zip()).__name__,
      type(enumerate("")).__name__, type(reversed([])).__name__, type(reversed("")).__name__,
      type(iter(int, 1)).__name__, type(filter(None, [])).__name__, type(iter(set())).__name__,
      type(iter({}.items())).__name__)


class Async:
    def __aiter__(self): return self
    async def __anext__(self): return "async value"


async def uses():
    return await anext(aiter(Async())), await anext(Async(), "default")


async def ends():
    if False: yield


async def default():
    return await anext(ends(), "at the end")


for coroutine in (uses(), default()):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        print(stop.value)


class Raises:
    def __iter__(self): return self
    def __next__(self): raise ValueError("from __next__")


class Endless:
    def __getitem__(self, n): return n
    def __len__(self): return 3


print(list(reversed(Endless())), next(iter(Endless())), 5 in Endless(), list(zip(Endless(), "ab")))
for wrong in ("all(1)", "any(None)", "enumerate()", "enumerate(1)", "enumerate('a', 'b')", "filter(None)",
              "filter(None, 1)", "list(filter(5, [1]))", "map()", "map(str)", "map(str, 1)", "list(map(5, [1]))",
              "list(map(pow, [1]))", "zip(1)", "list(zip('a', 'bc', strict=True))", "list(zip('ab', 'c', strict=True))",
              "list(zip('a', 'b', '', strict=True))", "zip(nothing=1)", "sorted()", "sorted(1)", "sorted([1], 2)",
              "sorted([1], key=1)", "sorted([1, 'a'])", "reversed(1)", "reversed({1})", "reversed(iter([]))",
              "reversed()", "iter()", "iter(1)", "iter(1, 2)", "iter(None)", "next(1)", "next([])", "next(iter([]))",
              "next()",
              "len(1)", "len(iter([]))", "len()", "list(Raises())", "any(Raises())", "zip(Raises()).__next__()",
              "max(Raises())", "sum(Raises())", "list(map(lambda x: 1 / x, [1, 0]))", "aiter(1)", "anext(1)",
              "dict(enumerate(1))", "tuple(Raises())", "''.join(Raises())", "[*Raises()]"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
