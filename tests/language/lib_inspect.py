"""inspect: signatures, binding, members, sources, stacks, kinds of functions, annotations."""

import functools
import inspect


def function(a, b: int = 2, /, c="c", *rest, d, e=None, **names) -> list:
    """First line.

        Indented more.
    Second line.
    """
    return [a, b, c, rest, d, e, names]


class Base:
    """Documents Base."""
    attribute = 1

    def method(self, x=1): "Of Base."
    @classmethod
    def of_class(cls, y): pass
    @staticmethod
    def of_none(z): pass
    @property
    def prop(self): return 1


class Derived(Base):
    def __init__(self, value, *, key=5): self.value = value
    def method(self, x=1): pass
    def __call__(self, q): pass


async def coroutine(): pass
def generator(): yield
async def async_generator(): yield


signature = inspect.signature(function)
print(signature, signature.return_annotation, list(signature.parameters), [(p.name, p.kind.description,
    p.default is p.empty, p.annotation is p.empty) for p in signature.parameters.values()][:3])
bound = signature.bind(1, 2, d=4, z=9)
print(bound, bound.args, bound.kwargs, bound.apply_defaults(), bound.arguments, signature.bind_partial().arguments,
      function(*bound.args, **bound.kwargs), signature.replace(return_annotation=int),
      signature == inspect.signature(function), str(signature.parameters["b"]),
      signature.parameters["c"].replace(default=9))
for thing in (Base.method, Base().method, Base.of_class, Base.of_none, Derived, Derived(1),
              functools.partial(function, 1, d=5), functools.partial(Base().method, x=3), lambda *a: 0,
              functools.wraps(function)(lambda *a, **k: 0), Base.prop.fget):
    try:
        print(inspect.signature(thing), end=" | ")
    except (ValueError, TypeError) as error:
        print(f"{type(error).__name__}: {str(error).split(' at 0x')[0].split('<')[0]}", end=" | ")
print()
print([name for name, value in inspect.getmembers(Derived(1)) if not name.startswith("__")],
      [name for name, _ in inspect.getmembers(Base, inspect.isfunction)], [(a.name, a.kind,
          a.defining_class.__name__) for a in inspect.classify_class_attrs(Derived) if not a.name.startswith("__")],
          [c.__name__ for c in inspect.getmro(Derived)])
checks = ("isfunction", "ismethod", "isbuiltin", "isclass", "ismodule", "isroutine", "isgenerator",
          "isgeneratorfunction", "iscoroutinefunction", "isasyncgenfunction", "isabstract", "ismethoddescriptor",
          "isdatadescriptor", "iscode", "isframe")
for name, thing in {"function": function, "method": Base().method, "class": Base, "len": len, "module": inspect,
                    "generator": generator, "made": generator(), "coroutine": coroutine, "async": async_generator,
                    "property": Base.__dict__["prop"], "str.join": str.join, "code": function.__code__,
                    "staticmethod": Base.__dict__["of_none"]}.items():
    print(name, [check[2:] for check in checks if getattr(inspect, check)(thing)])
print(inspect.getdoc(function), inspect.getdoc(Derived), inspect.getdoc(Derived.method),
      inspect.cleandoc("a\n  b\n   c\n"), inspect.getcomments(Base), sep="\n")
print(inspect.getsource(generator), inspect.getsourcelines(Base.of_none)[0],
      inspect.getsourcefile(function) == __file__, inspect.getmodulename("/a/b.py"),
      inspect.getsource(lambda: "a lambda's line")[:5])


def outer():
    x, unused = 1, 2
    def inner(): return x, len, undefined if False else None
    return inner


def stack(): return [(frame.function, frame.code_context[0].strip(),
                      frame.index) for frame in inspect.stack()[:2]], inspect.currentframe().f_code.co_name
def caller(): return stack()


print(inspect.getclosurevars(outer()).nonlocals, sorted(inspect.getclosurevars(outer()).builtins),
      inspect.getclosurevars(outer()).unbound, caller())
made = generator()
print(inspect.getgeneratorstate(made), next(made), inspect.getgeneratorstate(made), inspect.getgeneratorlocals(made),
      inspect.unwrap(functools.wraps(function)(lambda: 0)) is function, inspect.getattr_static(Base(),
          "prop").__class__.__name__, inspect.getattr_static(Base(), "none", "default"),
          inspect.get_annotations(function), inspect.getfullargspec(function).kwonlyargs,
          inspect.getcallargs(function, 1, d=2)["names"], inspect.isawaitable(5),
          inspect.markcoroutinefunction(lambda: 0) is not None, inspect.formatannotation(list[int]))
P, S = inspect.Parameter, inspect.Signature
print(S([P("x", P.POSITIONAL_ONLY), P("y", P.KEYWORD_ONLY, default=1, annotation=int)], return_annotation="r"),
      inspect.get_annotations(type("A", (), {"__annotations__": {"a": "int"}}), eval_str=True))
for attempt in (lambda: signature.bind(), lambda: signature.bind(1, d=1, a=2), lambda: signature.bind(1),
                lambda: inspect.signature(Base.method).bind(1, 2, 3), lambda: inspect.signature(Base.method).bind(1,
                    q=1), lambda: inspect.signature(5), lambda: inspect.getsource(len), lambda: inspect.getsource(5),
                    lambda: P("1x", P.KEYWORD_ONLY), lambda: P("x", P.VAR_POSITIONAL, default=1),
                    lambda: S([P("x", P.KEYWORD_ONLY), P("y", P.POSITIONAL_ONLY)]),
                    lambda: S([P("x", P.KEYWORD_ONLY)] * 2), lambda: S([P("x", P.POSITIONAL_ONLY, default=1),
                        P("y", P.POSITIONAL_ONLY)]), lambda: inspect.getcallargs(function),
                        lambda: inspect.getattr_static(Base, "none"), lambda: inspect.getmodule(5).x,
                        lambda: inspect.getclosurevars(5), lambda: inspect.getgeneratorstate(5),
                        lambda: P("class", P.KEYWORD_ONLY)):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {str(error).split(' at 0x')[0]}")
