"""compile: modes, flags, optimisation, code of a syntax tree, file names, and features of the future."""

import __future__
import ast
import sys

for mode in ("eval", "exec", "single"):
    print(mode, eval(compile("1 + 1", "<code>", mode)))

shown = []
hook, sys.displayhook = sys.displayhook, shown.append
try:
    exec(compile("1 + 1\n", "<code>", "single"))
    exec(compile("'a'; None; [2]\n", "<code>", "single"))
    exec(compile("for i in range(3): i\n", "<code>", "single"))
finally:
    sys.displayhook = hook
print(shown)

tree = compile("a = b + 1", "<tree>", "exec", ast.PyCF_ONLY_AST)
print(type(tree).__name__, ast.unparse(tree))
tree.body[0].value.right.value = 41
names = {"b": 1}
exec(compile(tree, "<tree>", "exec"), names)
print(names["a"], eval(compile(ast.Expression(ast.Constant(7, lineno=1, col_offset=0)), "", "eval")))
optimized = compile("x = 2 * 3 if __debug__ else 0", "", "exec", ast.PyCF_OPTIMIZED_AST)
print(ast.dump(optimized.body[0].value), type(ast.parse("(1).x", mode="eval")).__name__)

SOURCE = '"""doc"""\ndef f():\n    "of f"\n    assert False, "asserted"\n    return __debug__, f.__doc__\n'
for level in (-1, 0, 1, 2):
    names = {}
    exec(compile(SOURCE, "<level>", "exec", optimize=level), names)
    try:
        print(level, names["f"](), names.get("__doc__"))
    except AssertionError as error:
        print(level, "AssertionError", error)

future = compile("def f(a: undefined): pass", "<future>", "exec", __future__.annotations.compiler_flag)
names = {}
exec(future, names)
print(names["f"].__annotations__, hex(__future__.annotations.compiler_flag), __future__.division.mandatory)
print(eval(compile("1 <> 2", "", "eval", __future__.barry_as_FLUFL.compiler_flag)))

waits = compile("await thing()", "<await>", "eval", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


async def thing():
    return "awaited"


coroutine = eval(waits)
try:
    coroutine.send(None)
except StopIteration as stop:
    print(stop.value, type(coroutine).__name__)

print(ast.dump(compile("# type: ignore\nx = [] # type: list[int]\n", "", "exec",
                       ast.PyCF_ONLY_AST | ast.PyCF_TYPE_COMMENTS)))
print(ast.dump(ast.parse("(int, str) -> bool", mode="func_type")))
print(compile("x", b"bytes name", "eval").co_filename, compile("x", "./a/../b", "eval").co_filename,
      compile(b"1", "f", "eval").co_consts)

for attempt in (lambda: compile("1", "f", "other"), lambda: compile("x = 1", "f", "eval"),
                lambda: compile("1", "f", "exec", 1 << 30), lambda: compile("1", "f", "exec", optimize=5),
                lambda: compile(1, "f", "exec"), lambda: compile("1", 1, "exec"),
                lambda: compile("await x", "f", "exec"), lambda: compile("a\nb", "f", "single"),
                lambda: compile("1 <> 2", "f", "eval"),
                lambda: compile("if 1:", "f", "exec", 0x4000), lambda: compile("(", "f", "single", 0x4200),
                lambda: compile(ast.Expression(ast.Constant(1)), "f", "eval"),
                lambda: compile(ast.parse("1"), "f", "eval"), lambda: compile("1", "f\0", "exec"),
                lambda: compile("from __future__ import nothing", "f", "exec")):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
