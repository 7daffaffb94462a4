"""Weak references: ref, proxy, callbacks, WeakValueDictionary, WeakKeyDictionary, WeakSet, finalize, WeakMethod."""

import gc
import weakref


class Node:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f"Node({self.name})"

    def method(self):
        return f"method of {self.name}"


one = Node("one")
reference = weakref.ref(one, lambda dead: print("one is gone", dead() is None, dead is reference))
print(reference(), reference is weakref.ref(one), weakref.ref(one) is weakref.ref(one), weakref.getweakrefcount(one),
      hash(reference) == hash(one))
print(reference == weakref.ref(one), reference != weakref.ref(Node("x")), isinstance(reference, weakref.ReferenceType))
proxy = weakref.proxy(one)
proxy.size = 4
print(proxy.name, one.size, type(proxy).__name__, proxy.method(), repr(weakref.proxy([1].__class__)) != "")
del one
print(reference())
try:
    proxy.name
except ReferenceError as error:
    print(error)

values = weakref.WeakValueDictionary()
keys = weakref.WeakKeyDictionary()
weak = weakref.WeakSet()
nodes = [Node(number) for number in range(4)]
for node in nodes:
    values[node.name] = node
    keys[node] = node.name * 10
    weak.add(node)
print(dict(values), list(keys.values()), len(weak), nodes[0] in weak)
del node, nodes[1], nodes[0]
print(sorted(values), sorted(keys.values()), sorted(n.name for n in weak), values.get(0, "none"), 3 in values)
nodes.clear()
print(len(values), len(keys), len(weak))

two = Node("two")
finalizer = weakref.finalize(two, print, "finalised", sep=":")
finalizer.atexit = False
print(finalizer.alive, finalizer.peek()[1] is print)
bound = weakref.WeakMethod(two.method)
print(bound()(), weakref.ref(two.method)())
del two
print(finalizer.alive, finalizer(), bound())
called = weakref.finalize(keeper := Node("three"), lambda: "by hand")
print(called(), called(), called.alive)
del keeper

left, right = Node("left"), Node("right")
left.other, right.other = right, left
dead = weakref.ref(left)
del left, right
gc.collect()
print(dead())
for value in (1, "text", (), None, [], {}, lambda: 0, Node, {1}, print, weakref):
    try:
        weakref.ref(value)
        print(type(value).__name__, "can be")
    except TypeError as error:
        print(error)
