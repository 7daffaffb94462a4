"""itertools: every function, infinite ones cut short, keyword arguments, errors, and how lazily they read."""

import itertools as it
import operator


def take(n, iterable): return list(it.islice(iterable, n))


print(take(3, it.count()), take(3, it.count(5, -2)), take(3, it.count(1.5, 0.5)), it.count(3), it.count(1, 2),
      take(5, it.cycle("ab")), take(2, it.repeat("x")), list(it.repeat(1, 3)), it.repeat(5, 2), take(2, it.cycle([1])),
      list(it.cycle([])), take(2, it.count(10 ** 30)))
print(list(it.accumulate([1, 2, 3])), list(it.accumulate([3, 1, 2], max)), list(it.accumulate([1, 2], initial=10)),
      list(it.accumulate("abc")), list(it.accumulate([], operator.mul)), list(it.accumulate([1, 2, 3], operator.mul,
          initial=5)), list(it.accumulate([], initial=0)))
print(list(it.batched("abcde", 2)), list(it.batched([], 3)), list(it.chain("ab", [1], ())),
      list(it.chain.from_iterable(["ab", "c"])), list(it.compress("abcd", [1, 0, 1])),
      list(it.dropwhile(str.isupper, "ABcD")), list(it.takewhile(str.isupper, "ABcD")),
      list(it.filterfalse(None, [0, 1, "", "x"])), list(it.filterfalse(lambda n: n % 2, range(5))),
      list(it.pairwise("abcd")), list(it.pairwise("a")), list(it.starmap(pow, [(2, 3), (3, 2)])),
      list(it.zip_longest("ab", "c", fillvalue="-")), list(it.zip_longest("ab", [], [1, 2, 3])))
print([(key, list(group)) for key, group in it.groupby("aabccca")], [(key, len(list(group))) for key,
    group in it.groupby(sorted([5, 12, 7, 31], key=lambda n: n % 5), key=lambda n: n % 5)],
    [key for key, _ in it.groupby([1, 1.0, True, 2])], list(it.groupby([])))
print(list(it.islice("abcdef", 2)), list(it.islice("abcdef", 1, 4)), list(it.islice("abcdef", 1, None, 2)),
      list(it.islice("abc", 0)), list(it.islice("abc", 5, 9)), list(it.islice(range(10), None, None, 4)))
print(list(it.product("ab", [1, 2])), list(it.product("ab", repeat=2)), list(it.product()), list(it.product("ab", [])),
      len(list(it.product(range(3), repeat=4))), list(it.permutations("abc", 2)), len(list(it.permutations(range(5)))),
      list(it.permutations("ab", 3)), list(it.permutations([])), list(it.combinations("abcd", 2)),
      list(it.combinations("ab", 3)), list(it.combinations([1], 0)), list(it.combinations_with_replacement("ab", 2)),
      len(list(it.combinations(range(10), 4))))
first, second = it.tee("abc")
print(next(first), next(first), next(second), list(first), list(second), [list(part) for part in it.tee([1, 2], 3)],
      it.tee([], 0))


def logged(values, log):
    for value in values:
        log.append(value)
        yield value


log = []
chain = it.chain(logged("ab", log), logged("cd", log))
print(next(chain), log, take(1, it.islice(logged("wxyz", log), 1, 3)), log, next(it.dropwhile(lambda c: c < "c",
    logged("abcd", log))), log[-3:], next(it.zip_longest(logged("1", log), logged("23", log))), log[-2:])
groups = it.groupby("aabb")
key, group = next(groups)
next(groups)
print(key, list(group), list(zip(it.count(), "ab")), dict(zip("ab", it.repeat(0))),
      list(map(operator.mul, it.count(1), [10, 20])), sum(it.takewhile(lambda n: n < 20, it.accumulate(it.count(1)))),
      sorted(it.chain([3], (1,), {2})), list(it.starmap(max, zip("ad", "cb"))))
sieve, primes = it.count(2), []
while len(primes) < 8:
    prime = next(sieve)
    primes.append(prime)
    sieve = filter(lambda n, p=prime: n % p, sieve)
print(primes, [type(x).__name__ for x in (it.count(), it.chain(), it.tee([])[0], it.product())],
      list(it.batched(range(4), n=2, strict=True)))
for attempt in (lambda: it.islice("a", -1), lambda: it.islice("a", 0, 1, 0), lambda: it.islice("a", "x"),
                lambda: it.islice("a"), lambda: it.count("a"), lambda: it.count(1, "a"), lambda: it.cycle(5),
                lambda: it.repeat(), lambda: it.repeat(1, "x"), lambda: list(it.chain(1)),
                lambda: list(it.chain.from_iterable([1])), lambda: it.combinations("ab", -1),
                lambda: it.combinations("ab"), lambda: it.permutations("ab", "x"), lambda: it.permutations("ab", -1),
                lambda: it.product("a", repeat=-1), lambda: it.product(1), lambda: it.product("a", nothing=1),
                lambda: it.tee("a", -1), lambda: it.tee(5), lambda: it.batched("ab", 0),
                lambda: list(it.batched("abc", 2, strict=True)), lambda: it.zip_longest("a", nothing=1),
                lambda: it.zip_longest(1), lambda: list(it.starmap(pow, [1])), lambda: list(it.starmap(pow, [(1,)])),
                lambda: it.groupby(), lambda: list(it.groupby([1], 5)), lambda: list(it.accumulate([1, "a"])),
                lambda: it.accumulate(5), lambda: it.compress("a"), lambda: list(it.takewhile(5, [1])),
                lambda: it.pairwise(5), lambda: list(it.filterfalse(lambda n: 1 / n, [0])),
                lambda: it.count(start=1, nothing=2)):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
