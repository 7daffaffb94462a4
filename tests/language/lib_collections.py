"""collections: namedtuple, deque, Counter, OrderedDict, defaultdict, ChainMap, UserDict, UserList, UserString."""

import collections
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, defaultdict, deque, namedtuple

Point = namedtuple("Point", "x y", defaults=[5])
Renamed = namedtuple("Renamed", ["a", "class", "a", "_b"], rename=True)
p = Point(1)
print(p, p.x, p[1], p == (1, 5), Point._fields, p._replace(y=2), p._asdict(), Point._make([3, 4]),
      Point._field_defaults, Renamed._fields, *p, hash(p) == hash((1, 5)), isinstance(p, tuple), Point.x.__doc__,
      Point.__doc__, Point(y=1, x=2), max(p), p + (6,), Point.__match_args__)
d = deque([1, 2, 3], maxlen=4)
d.append(4); d.append(5); d.appendleft(0)
print(d, d.pop(), d.popleft(), list(d), d.rotate(1), list(d), d.extend([7, 8]), list(d), d.extendleft("ab"), list(d))
print(d.count("a"), d.index(3), d.maxlen, d[0], d[-1], len(d), list(reversed(d)), d.reverse(), list(d), d.copy() == d,
      d.remove("a"), list(d))
print(d + deque([9]), d * 2, deque("ab") < deque("b"), d.insert(0, "i"), list(d), d.clear(), d, deque(maxlen=0),
      bool(deque()))
c = Counter("abracadabra")
print(c, c.most_common(2), c["z"], c.total(), sorted(c.elements())[:4], Counter(a=1, b=2), Counter({"x": -1, "y": 0}),
      c + Counter("abz"), c - Counter("aaaaaaab"), c & Counter("aab"), Counter("ab") | Counter("bbc"),
      +Counter(a=-1, b=2), -Counter(a=-1, b=2), Counter("ab") == Counter("ba"), Counter("ab") <= Counter("aabb"),
      c.update("aaa"), c["a"], c.subtract("aab"), c["a"], "z" in c, c.pop("r"), Counter([1, 1, 2]).keys(),
      dict(Counter("aab")))
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a"); o.move_to_end("c", last=False)
print(o, o.popitem(), o.popitem(last=False), o, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1),
      OrderedDict(a=1, b=2) == dict(b=2, a=1), list(reversed(OrderedDict(x=1, y=2))), o | {"z": 9},
      OrderedDict.fromkeys("ab", 0), o.setdefault("q", 5), o.update(r=6), list(o.items()), repr(OrderedDict()))
dd = defaultdict(list, k=[0])
dd["a"].append(1); dd["a"].append(2)
print(dd, dd.get("none"), "none" in dd, dd["made"], dict(dd), dd.default_factory, defaultdict(int, {"x": 1})["y"],
      defaultdict(lambda: defaultdict(int))["a"]["b"], dd | {"z": 1}, dd.copy(), len(dd), defaultdict(None, a=1))
chain = ChainMap({"a": 1}, {"a": 2, "b": 3}, {"c": 4})
chain["b"] = "new"
print(chain, chain["a"], chain["c"], len(chain), list(chain), chain.maps[0], chain.new_child({"a": 0})["a"],
      chain.parents["a"], "c" in chain, dict(chain), chain | {"z": 1}, chain.pop("b"), chain["b"],
      chain.get("q", "none"))


class Upper(UserDict):
    def __setitem__(self, key, value): super().__setitem__(key.upper(), value)


class Doubles(UserList):
    def append(self, item): super().append(item * 2)


upper, doubles, text = Upper(a=1), Doubles([1]), UserString("text")
upper.update(b=2); upper["c"] = 3
doubles.append(5); doubles += [7]
print(upper, upper.data, upper | {"d": 4}, doubles, doubles[0:1], doubles + [1], sorted(doubles),
      type(doubles[:1]).__name__, text.upper(), text + "s", text[1:], len(text), text == "text",
      type(text.strip()).__name__, "x" in text, hash(text) == hash("text"))
for attempt in (lambda: Point(), lambda: Point(1, 2, 3), lambda: Point(z=1), lambda: p._replace(z=1),
                lambda: setattr(p, "x", 1), lambda: namedtuple("N", "a a"), lambda: namedtuple("N", "class"),
                lambda: namedtuple("N", "_a"), lambda: namedtuple("1", "a"), lambda: namedtuple("N", "a",
                    defaults=[1, 2]), lambda: Point._make([1, 2, 3]), lambda: deque().pop(), lambda: deque([1])[5],
                    lambda: deque([1]).remove(2), lambda: deque([1]).index(2), lambda: deque(maxlen=-1),
                    lambda: deque(5), lambda: deque([1], maxlen=1).insert(0, 2), lambda: deque([1])[0:1],
                    lambda: hash(deque()), lambda: Counter(5), lambda: Counter("a") + 5, lambda: Counter.fromkeys("ab"),
                    lambda: OrderedDict().popitem(), lambda: o.move_to_end("none"),
                    lambda: dd.__missing__ and defaultdict()["k"], lambda: defaultdict(5), lambda: ChainMap()["k"],
                    lambda: chain.pop("c"), lambda: ChainMap({}).popitem(), lambda: UserDict(5), lambda: upper["z"],
                    lambda: deque([1]) + [2], lambda: OrderedDict(5), lambda: Counter([[]])):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
