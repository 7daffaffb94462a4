"""list: methods, slices, sorting with keys and stability, growth, comparison, errors."""

items = [3, 1, 2]
items.append(4); items.extend("ab"); items.extend(range(2)); items.insert(0, "first"); items.insert(100,
    "last"); items.insert(-1, "before last")
print(items, items.index(1), items.index(1, 3), items.count(1), items.pop(), items.pop(0), items.pop(-2),
      items.remove("a"), items, len(items))
items.reverse(); print(items, items.copy() is items, items.copy() == items, items.clear(), items)
print(list(), list("abc"), list({1: 2}), list((1,)), list(range(3)), list(n for n in "xy"), list([1]) == [1], [1] + [2],
      [1, 2] * 2, 2 * [0], [[]] * 3, [1] * 0, [1] * -1, [0] * 3 + [1])
numbers = [5, 3, 8, 1, 9, 2]
print(sorted(numbers), sorted(numbers, reverse=True), sorted("bca"), numbers.sort(), numbers,
      numbers.sort(reverse=True), numbers)
words = ["banana", "Apple", "cherry", "apple", "Banana", "fig"]
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True),
      sorted(words, key=lambda w: (len(w), w)), sorted(words, key=lambda w: w[-1]), min(words, key=len),
      max(words, key=len))
pairs = [(n % 3, n) for n in range(10)]
print(sorted(pairs, key=lambda p: p[0]) == sorted(sorted(pairs, key=lambda p: p[1]), key=lambda p: p[0]),
      [p[1] for p in sorted(pairs, key=lambda p: -p[0])], [p[1] for p in sorted(pairs, key=lambda p: p[0],
          reverse=True)])
large = [(n * 7919) % 1009 for n in range(1009)]
print(sorted(large) == list(range(1009)), sorted(large)[:3], sum(a > b for a, b in zip(large, large[1:])),
      sorted(large, reverse=True)[0], sorted([True, 0.5, 2, False]), sorted([[2], [1, 5], [1]]),
      sorted([(1, "b"), (1, "a")]), sorted([float("inf"), -1, float("-inf")]))
seq = list(range(10))
seq[2:5] = ["x"]; seq[5:] = []; seq[1:1] = [100, 200]; seq[-1:] = "yz"; print(seq)
seq[::2] = range(len(seq[::2])); del seq[1]; del seq[-2:]; del seq[:1]; print(seq, seq[:] is seq, seq[10:],
    seq[-100:100])
seq[:] = seq[::-1]; seq += (7,); seq *= 2; print(seq, 7 in seq, "q" not in seq, [1, 2] == [1, 2.0], [1, 2] < [1, 3],
                                                 [1] < [1, 0], [[1]] == [[1]], [] == (), [2] > [1, 99])
nested = [[0] * 3 for _ in range(2)]
nested[0][1] = 5
shared = [[0] * 2] * 2
shared[0][0] = 1
loop = [1]
loop.append(loop)
print(nested, shared, loop, loop[1] is loop, repr([loop]), [1, [2, [3, "x"]]], str([None, True, 1.5, "a'b", b"c", ()]))
it = iter([1, 2, 3])
print(next(it), it.__length_hint__(), list(it), list(it), list(reversed([1, 2])), [*enumerate("ab", 1)],
      [a for a, *_ in ["xy", "z"]])


class Key:
    count = 0
    def __init__(self, value): self.value = value
    def __lt__(self, other):
        Key.count += 1
        return self.value < other.value


print([k.value for k in sorted(map(Key, [3, 1, 2]))], Key.count > 0, [k for k in sorted([3, 1, 2], key=Key)],
      list.__len__([1]), list.__contains__([1], 1), list.__getitem__([5], 0), list.__add__([1], [2]), [].__iadd__("a"),
      list.__mul__([1], 2))
unstable = [3, 1, 2]


def changes(n):
    unstable.append(n)
    return n


try:
    unstable.sort(key=changes)
except ValueError as error:
    print(error, unstable)
for wrong in ("[].pop()", "[1].pop(5)", "[1].pop('a')", "[1].remove(2)", "[1].index(2)", "[1, 2].index(1, 1)",
              "[].append()", "[].append(1, 2)", "[].extend(5)", "[].extend()", "[].insert(1)", "[].insert('a', 1)",
              "[1] + (2,)", "[1] + 'a'", "[1] * 'a'", "[1] * 1.5", "[1].sort(None)", "[1, 'a'].sort()",
              "[1, None].sort()", "[1].sort(key=5)", "['a'].sort(key=lambda: 1)", "sorted(5)",
              "sorted([1], lambda x: x)", "sorted([1j, 2j])", "list(5)", "list(1, 2)", "list(a=1)", "words[10]",
              "words['a']", "words[1.5]", "words[None]", "words[::0]", "words.__setitem__(10, 1)",
              "words.__setitem__(slice(0, 4, 2), [1])", "words.__setitem__(slice(0, 1), 5)", "words.__delitem__(10)",
              "hash([])", "[] < ()", "[1] < [None]", "[].x", "words.nothing()", "[1].sort(reverse='x')", "[].count()",
              "[1].copy(2)", "del_item", "[[]].index([1])"):
    try:
        print(wrong, eval(wrong))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
