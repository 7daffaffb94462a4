"""Class definitions: bases, keywords, bodies with any statement, nesting, inheritance, attributes of a class."""


class Empty: pass
class Brackets(): ...
class Documented:
    """A docstring."""


class Body:
    if True:
        chosen = "by if"
    for index in range(3):
        exec(f"made_{index} = index * 10")
    with __import__("contextlib").nullcontext(5) as managed:
        pass
    try:
        1 / 0
    except ZeroDivisionError as error:
        caught = str(error)
    def method(self): return self.chosen
    alias = method
    first, *rest = "abc"
    total = sum([made_0, made_1, made_2])
    squares = {n: n * n for n in range(3)}
    lambda_method = lambda self, n: n * 2
    del index
    match first:
        case "a": matched = True
    while total > 5:
        total //= 2
    import math
    assert math.pi > 3, "in a class body"


body = Body()
print(body.method(), body.alias(), body.made_2, body.managed, body.caught, body.rest, body.total, body.squares,
      body.lambda_method(4), hasattr(Body, "index"), hasattr(Body, "error"), Body.matched, Body.math.floor(2.5))


class Base:
    def __init__(self, name): self.name = name
    def greet(self): return f"{self.greeting()} {self.name}"
    def greeting(self): return "hello"
    def __eq__(self, other): return self.name == other.name


class Derived(Base):
    def greeting(self): return super().greeting().upper()


class Mixin:
    def greet(self): return f"<{super().greet()}>"


class Both(Mixin, Derived):
    def __init__(self, *names): super().__init__(" and ".join(names))


bases = (Base,)
class Dynamic(*bases, **{}): pass
class Conditional(Base if bases else object): pass
print(Derived("Ada").greet(), Both("x", "y").greet(), [c.__name__ for c in Both.__mro__], Dynamic("d").greet(),
      Conditional.__base__ is Base, Derived("a") == Base("a"), Derived.__hash__)
print(Empty.__doc__, Documented.__doc__, Empty.__bases__, Empty.__dict__.keys() >= {"__module__", "__doc__"},
      Body.__static_attributes__, Base.__static_attributes__, Base.__firstlineno__)


def make(n):
    class Made:
        number = n
        def __repr__(self): return f"Made{self.number}"
    return Made


one, two = make(1), make(2)
print(one(), two(), one is two, one.__qualname__, isinstance(one(), two))


class Outer:
    class Inner:
        value = 1
        class Innermost(Exception): pass
    def make(self): return self.Inner()


class Recursive:
    instances = []
    def __init__(self): Recursive.instances.append(self)
    def clone(self): return self.__class__()


class Shadow:
    def list(self): return [1]
    def use(self) -> "list": return list("ab"), self.list()


print(Outer().make().value, Outer.Inner.Innermost.__name__, len([Recursive().clone()]) + len(Recursive.instances),
      Shadow().use())
class Attribute: x = y = []
Attribute.x.append(1)
print(Attribute.y, Attribute().x is Attribute().y)
for wrong in ("class C(x for x in y): pass", "class C(*): pass", "class C(a=1, b): pass", "class C(a, a=1): pass",
              "class: pass", "class C", "class C(: pass", "class C.D: pass", "class None: pass",
              "class C(*a, **b, *c): pass", "class C(metaclass=a, metaclass=b): pass", "class 1: pass",
              "class C(x := int): pass", "class C: return", "class C: yield", "class C[T]: pass", "class C(a,): pass",
              "class C(a) -> b: pass", "async class C: pass", "class C: nonlocal x", "class C(yield): pass",
              "class C: await x", "class f(): def g(): pass"):
    try:
        compile(wrong, "", "exec")
        print(f"{wrong} compiles")
    except SyntaxError as error:
        print(f"{wrong}: {error.msg}")
