"""operator and copy: functions for every operator, getters, shallow and deep copies, their hooks."""

import copy
import operator as op

print(op.add(1, 2), op.sub(5, 3), op.mul("ab", 2), op.truediv(7, 2), op.floordiv(7, 2), op.mod(7, 3), op.pow(2, 5),
      op.neg(3), op.pos(-3), op.invert(5), op.abs(-2), op.lshift(1, 4), op.rshift(16, 2), op.and_(6, 3), op.or_(6, 3),
      op.xor(6, 3), op.not_([]), op.truth("x"), op.is_(None, None), op.is_not(1, None), op.lt(1, 2), op.le(2, 2),
      op.eq(1, 1.0), op.ne(1, 2), op.ge(2, 3), op.gt(2, 1), op.concat([1], [2]), op.contains("abc", "b"),
      op.countOf([1, 2, 1], 1), op.indexOf("abc", "c"), op.index(True), op.length_hint(iter([1, 2])),
      op.call(max, 1, 2))
items, table = [1, 2, 3], {"a": 1}
op.setitem(items, 0, 9); op.delitem(items, 1); op.setitem(table, "b", 2); op.setitem(items, slice(1, None), [7, 8])
print(items, table, op.getitem(items, -1), op.getitem("abc", slice(1, 3)), op.iadd([1], (2,)), op.imul([1], 2),
      op.ior({1}, {2}), op.isub(5, 2), op.iconcat([1], "ab"), op.ixor(6, 3), op.ipow(2, 3), op.imatmul.__name__,
      op.__add__ is op.add)
first, both, name, call = op.itemgetter(0), op.itemgetter(0, 2), op.attrgetter("real", "imag"), op.methodcaller("split",
    ",", maxsplit=1)
print(first("abc"), both([5, 6, 7]), name(3 + 4j), call("a,b,c"), op.attrgetter("__class__.__name__")(5),
      op.itemgetter(slice(1, None))("abc"), sorted([("b", 1), ("a", 2)], key=first), first, both, name, call,
      op.methodcaller("upper")("x"), list(map(op.itemgetter("k"), [{"k": 1}])))


class Node:
    def __init__(self, value, children=()): self.value, self.children = value, list(children)
    def __eq__(self, other): return vars(self) == vars(other)


class Hooks:
    def __init__(self, name): self.name = name
    def __copy__(self): return Hooks(f"copy of {self.name}")
    def __deepcopy__(self, memo): return Hooks(f"deep copy of {self.name} {len(memo)}")
    def __replace__(self, **changes): return Hooks(changes["name"])


class State:
    __slots__ = ("a", "b")
    def __init__(self): self.a, self.b = 1, [2]
    def __getstate__(self): return {"kept": self.b}
    def __setstate__(self, state): self.a, self.b = "restored", state["kept"]


class Reduced:
    def __init__(self, *args): self.args = args
    def __reduce__(self): return Reduced, ("from reduce", *self.args)


class Arguments:
    def __new__(cls, *args, **kwargs):
        self = super().__new__(cls)
        self.given = args, kwargs
        return self
    def __getnewargs_ex__(self): return (1,), {"k": 2}


tree = Node(1, [Node(2), Node(3)])
tree.me = tree
shallow, deep = copy.copy(tree), copy.deepcopy(tree)
print(shallow.children is tree.children, deep.children is tree.children, deep.me is deep, shallow.me is tree,
      deep.children[0].value, deep.children[0] == tree.children[0])
nested = [[1, [2]], {"k": (3, [4])}, {5}]
twice = [nested, nested]
print(copy.copy(nested)[0] is nested[0], copy.deepcopy(nested) == nested, copy.deepcopy(nested)[0] is nested[0],
      (lambda c: c[0] is c[1])(copy.deepcopy(twice)), copy.deepcopy((1, 2)) is (t := (1, 2)) or copy.deepcopy(t) is t,
      copy.copy(nested[2]) is nested[2], copy.deepcopy(len) is len, copy.deepcopy(Node) is Node, copy.copy("s"),
      copy.copy(None), copy.deepcopy(range(3)), copy.copy(frozenset([1])))
print(copy.copy(Hooks("h")).name, copy.deepcopy(Hooks("h")).name, copy.deepcopy([Hooks("in")])[0].name,
      copy.replace(Hooks("old"), name="new").name, copy.copy(State()).a, copy.deepcopy(State()).b,
      copy.copy(Reduced(1)).args, copy.deepcopy(Arguments()).given, copy.copy(ValueError("e", 1)).args,
      copy.deepcopy({1: bytearray(b"x")}), copy.copy([1])[0], copy.deepcopy(tree, memo := {}) is memo[id(tree)])
for attempt in (lambda: copy.copy((n for n in "")), lambda: copy.deepcopy(open),
                lambda: copy.deepcopy(type(len)) is type(len), lambda: copy.deepcopy(memoryview(b"x")),
                lambda: copy.replace(5), lambda: copy.deepcopy(copy), lambda: op.itemgetter(), lambda: op.attrgetter(5),
                lambda: op.methodcaller(), lambda: op.methodcaller(5), lambda: first([]),
                lambda: op.itemgetter("k")({}), lambda: op.attrgetter("x.y")(5), lambda: op.methodcaller("nope")(5),
                lambda: op.add(1), lambda: op.add(1, "a"), lambda: op.indexOf([], 1), lambda: op.index(1.5),
                lambda: op.concat(1, 2), lambda: op.countOf(5, 1), lambda: op.length_hint(5, "x"),
                lambda: op.truediv(1, 0), lambda: op.call(5)):
    try:
        result = attempt()
        print(getattr(result, "__name__", result))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
