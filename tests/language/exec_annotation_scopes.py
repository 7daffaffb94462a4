"""Annotation scopes: type parameters and the lazy values of aliases, bounds and defaults, also within classes."""


def function[T: (int, str), *Ts, **P](value: T, *rest: *Ts) -> T:
    return T, Ts, P


print(function(1), function.__type_params__, function.__annotations__["value"] is function.__type_params__[0])


class Outer:
    Name = "of the class"
    type Alias = Name
    type Later = Defined
    Defined = "defined later"

    def method[T: Name](self, value: "T", other: Defined) -> Name:
        return T.__bound__, Name

    class Nested[T: Defined]:
        type Inner = (T, Defined, Name)
        bound = T

    @staticmethod
    def plain():
        return Name


Name, Defined = "global", "global too"
print(Outer.Alias.__value__, Outer.Later.__value__, Outer().method(1, 2), Outer.method.__annotations__["other"],
      Outer.plain())
print(Outer.Nested.Inner.__value__, Outer.Nested.bound.__bound__, Outer.Nested.__type_params__)

evaluated = []


def note(value):
    evaluated.append(value)
    return value


type Lazy[T: note("bound") = note("default")] = note("value")
print(evaluated)
T = Lazy.__type_params__[0]
print(Lazy.__value__, T.__bound__, T.__default__, evaluated, Lazy.__value__, evaluated)

type Tree = tuple[Tree, Tree] | None
type Even = Odd | None
type Odd = Even
print(Tree, Tree.__value__, Even.__value__, Odd.__value__)
type Wrong = undefined + 1
for _ in range(2):
    try:
        Wrong.__value__
    except NameError as error:
        print(error)
    undefined_now = 1
undefined = 2
print(Wrong.__value__)


def closure():
    local = "first"
    type Local = local
    local = "second"

    def generic[T: local]():
        nonlocal local
        local = "third"
        return T

    bound = generic()
    return Local.__value__, bound.__bound__, local


print(closure())


class Generic[T]:
    T2 = T
    same = [T for _ in range(1)][0]

    def read(self):
        return T, self.T2

    def own[T](self):
        return T


print(Generic().read()[0] is Generic.T2, Generic.same is Generic.T2, Generic().own() is Generic.T2,
      Generic.__parameters__, hasattr(Generic, "T"))
for source in ("type X[T: (yield)] = 1", "def f[T, T](): pass", "def f[T: (x := 1)](): pass",
               "class C[T](await x): pass", "def f[T]():\n nonlocal T", "type X = (yield)",
               "def f[T](x: (y := 1)): pass",
               "def f[**P: int](): pass", "class C[*Ts: int]: pass", "def f[T = int, U](): pass", "class C[]: pass",
               "type X", "lambda[T]: 1"):
    try:
        compile(source, "", "exec")
        print(source, "compiles")
    except SyntaxError as error:
        print(f"{source!r}: {error.msg}")
