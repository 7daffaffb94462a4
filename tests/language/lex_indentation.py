"""Indentation: any consistent depth, tabs as far as they are unambiguous, and what is refused."""

source = """
if True:
 one = 1
 if one:
        deep = 2
        if deep:
         deeper = 3
 back = 4
for tab in (1,):
\tvalue = tab
\tif value:
\t\tnested = tab
\t    \t
done = 5
"""
names = {}
exec(source, names)
print({name: value for name, value in names.items() if not name.startswith("__")})

WRONG = {
    "no block": "if True:\nx = 1\n",
    "no block at the end": "def f():\n",
    "block of a comment": "while True:\n    # nothing\n",
    "unexpected": "x = 1\n  y = 2\n",
    "at the start": "  x = 1\n",
    "to no outer level": "if True:\n        x = 1\n    y = 2\n",
    "mixed": "if True:\n        x = 1\n\ty = 2\n",
    "mixed the other way": "if True:\n\tx = 1\n        y = 2\n",
    "after a class": "class C:\n\nx = 1\n",
    "after try": "try:\nx = 1\n",
    "after except": "try:\n    x = 1\nexcept ValueError:\ny = 1\n",
    "after with": "with a as b:\nx = 1\n",
    "after else": "if 1:\n    x = 1\nelse:\ny = 1\n",
    "after for": "for a in b:\nx = 1\n",
    "after match": "match a:\ncase 1: pass\n",
    "after case": "match a:\n    case 1:\n    pass\n",
    "too deep": "".join(" " * depth + "if 1:\n" for depth in range(101)) + " " * 101 + "pass\n",
}
for name, source in WRONG.items():
    try:
        compile(source, "<indentation>", "exec")
    except SyntaxError as error:
        print(f"{name}: {type(error).__name__}: {error.msg} (line {error.lineno}, offset {error.offset})")
    else:
        print(f"{name}: compiled")

print(issubclass(TabError, IndentationError), issubclass(IndentationError, SyntaxError))
