"""ast: dump, unparse, walking, visiting, transforming, literal_eval, positions, errors."""

import ast

SOURCES = ["x = 1", "a, *b = c", "x: int = 5", "x += 1", "del a, b[0]", "assert x, 'm'", "raise E from c",
           "return_ = lambda a, /, b=1, *c, d, **e: 0", "global g", "import a.b as c, d", "from ..x import y as z, w",
           "pass", "f(a, *b, k=1, **d)", "x if y else z", "[a for a in b if c for d in e]", "{k: v for k, v in i}",
           "(x := 5)", "a < b <= c not in d", "not a or b and -c", "x[1:2, ::3, ...]", "x.y.z", "f'{a!r:>{w}} b {c=}'",
           "b'x' + b'y'", "'a' \"b\"", "1_000 + 0xff + 1e3 + 2j", "{**a, 'b': 1}", "{*a, 1}", "()", "(1,)",
           "print(*a, sep='')", "type X[T: int] = list[T]",
           "@d\ndef f[T](a: int, *, b=2) -> str:\n    '''doc'''\n    return a",
           "class C[T](B, metaclass=M):\n    x = 1",
           "async def f():\n    await x\n    async for a in b: pass\n    async with c as d: pass\n    return [e async for e in g]",
           "if a: pass\nelif b: pass\nelse: pass", "while a:\n    break\nelse:\n    continue_",
           "for a in b:\n    continue",
           "try:\n    a\nexcept E as e:\n    b\nexcept (F, G):\n    c\nelse:\n    d\nfinally:\n    f",
           "try:\n    a\nexcept* E:\n    b", "with a as b, c:\n    d",
           "match a:\n    case [1, *_] | {'k': v, **r} if g: pass\n    case C(x, y=2) as n: pass\n    case None | -1 | 'a' | x.y: pass\n    case _: pass",
           "def g():\n    x = yield\n    yield from y\n    nonlocal_ = 1", "a @ b // c ** -d << ~e", "x = y = z",
           "f(x for x in y)", "a[b][c](d).e"]
for source in SOURCES:
    tree = ast.parse(source)
    text = ast.unparse(tree)
    print(ast.dump(tree)[13:-1] if len(source) < 40 else type(tree.body[0]).__name__)
    print("   ", text.replace("\n", "\n    "), ast.dump(ast.parse(text)) == ast.dump(tree))
print(ast.dump(ast.parse("x = f(1)", mode="exec"), indent=2, include_attributes=True))
print(ast.dump(ast.parse("a + 1", mode="eval"), annotate_fields=False), ast.dump(ast.Constant(1)),
      ast.dump(ast.arguments()), ast.dump(ast.arguments(), show_empty=True))


class Names(ast.NodeVisitor):
    def __init__(self): self.seen = []
    def visit_Name(self, node): self.seen.append((node.id, type(node.ctx).__name__, node.lineno, node.col_offset,
                                                  node.end_col_offset))
    def visit_Call(self, node):
        self.seen.append("call")
        self.generic_visit(node)


class Doubles(ast.NodeTransformer):
    def visit_Constant(self, node): return ast.BinOp(node, ast.Mult(), ast.Constant(2)) if isinstance(node.value,
        int) else node
    def visit_Assert(self, node): return None
    def visit_Expr(self, node): return [self.generic_visit(node), ast.Pass()]


names = Names()
names.visit(ast.parse("a = f(b)\nfor é in c: d"))
print(names.seen)
tree = ast.fix_missing_locations(Doubles().visit(ast.parse("x = 5 + y\nassert x\nprint(x)")))
scope = {"y": 1}
exec(compile(tree, "<made>", "exec"), scope)
print(ast.unparse(tree), [type(node).__name__ for node in ast.walk(ast.parse("a.b"))],
      [name for name, value in ast.iter_fields(ast.parse("a = 1").body[0])],
      [type(n).__name__ for n in ast.iter_child_nodes(ast.parse("a + b").body[0].value)])
made = ast.Module([ast.Assign([ast.Name("z", ast.Store())], ast.List([ast.Constant(n) for n in range(3)], ast.Load())),
                   ast.Expr(ast.Call(ast.Name("print"), [ast.Name("z")]))], [])
exec(compile(ast.fix_missing_locations(made), "<made>", "exec"))
source = "def f(a):\n    'doc'\n    return (a +\n            1)"
function = ast.parse(source).body[0]
print(ast.get_docstring(function), ast.get_source_segment(source, function.body[1].value), function._fields,
      ast.Add() is ast.Add(), ast.copy_location(ast.Constant(1), function).lineno,
      ast.increment_lineno(ast.parse("a"), 5).body[0].lineno, ast.Name("x")._attributes, ast.Name.__doc__,
      ast.Constant(5).kind, ast.parse("u'a'").body[0].value.kind)
for text in ("1", "-1.5", "'a' 'b'", "b'x'", "[1, (2, {3: {4}})]", "None", "True", "...", "1 + 2j", "-1 - 2j", "set()",
             "{}", " [1]\n", "f()", "a", "1 + 1", "[x for x in y]", "f'{1}'", "1 if 2 else 3", "'a' + 'b'", "lambda: 1",
             "{**a}", "-'a'", "1 < 2", "", "1 2", "__import__('os')", "1j * 2"):
    try:
        print(repr(text), ast.literal_eval(text))
    except (ValueError, SyntaxError) as error:
        print(f"{text!r}: {type(error).__name__}: {str(error).split(' at 0x')[0]}")


def made(node, mode="eval"):
    return compile(ast.fix_missing_locations(node), "", mode)


one, load = ast.Constant(1), ast.Load()
for attempt in (lambda: ast.parse("x ="), lambda: ast.parse("x", mode="nope"), lambda: ast.parse("x = 1", mode="eval"),
                lambda: compile(ast.Module([ast.Expr(one)], []), "", "exec"),
                lambda: made(ast.Expression(ast.Name("None", load))), lambda: made(ast.Expression(ast.Name(5, load))),
                lambda: made(ast.Module([ast.Pass], []), "exec"), lambda: made(ast.Module([ast.Assign([], one)], []),
                    "exec"),
                lambda: made(ast.Expression(ast.BinOp(one, ast.Add, one))),
                lambda: made(ast.Expression(ast.Constant([]))),
                lambda: made(ast.Expression(ast.Name("x", ast.Store()))), lambda: ast.Name("a", "b", "c"),
                lambda: ast.unparse(5), lambda: ast.dump(5), lambda: ast.literal_eval(5),
                lambda: ast.parse("match x:\n case 1: pass", feature_version=(3, 9)),
                lambda: ast.parse("x: int", feature_version=(3, 5)),
                lambda: ast.parse("(x := 1)", feature_version=(3, 7))):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {str(error).split(' at 0x')[0]}")
