"""Syntax errors as they are printed: message, line, carets, as compile() reports them."""

import traceback

SOURCES = """
x = (1 + 2
---
x = [1, 2
y = 3
---
def f(x)
    return x
---
if x == 1
    pass
---
print "hello"
---
for i in range(10) print(i)
---
a = 1 +
---
a = 'unclosed
---
a = \"\"\"unclosed
over lines
---
f(a b)
---
x = {1: 2, 3}
---
x = {1: 2, 3:}
---
class C
    pass
---
   indented = 1
---
def f():
pass
---
if True:
    a = 1
  b = 2
---
return 5
---
f() = 3
---
x + 1 = 2
---
if x = 3: pass
---
f(a=1, a=2)
---
f(a=1, 2)
---
f(**k, *a)
---
def f(a, a): pass
---
def f(a=1, b): pass
---
x = 5 if y
---
import a.b as c.d
---
from a import (b, c
---
1a = 3
---
a = 0777
---
a = 1__0
---
日本 = = 1
---
é = "日本" "x
---
x = f"{a b}"
---
x = f"{a"
---
f"{'a' 'b' c}"
---
try:
    pass
x = 1
---
async def f():
    [x async for x in y] = 1
---
def f():
    global x, y
    nonlocal z
---
while 1:
    def f():
        break
---
lambda: (yield) = 1
---
a, b: int = 1
---
match x:
    case {1: a, 1: b}: pass
---
match x:
    case a: pass
    case 1: pass
---
x = [i for i in range(3) if i else 2]
---
del f(), x
---
with open(x) as 1: pass
---
@x y
def f(): pass
---
x = 1 if 2 else
---
def f(*): pass
---
None = 1
---
a = b = 1 = c
---
from __future__ import nothing
---
x = "a" b"c"
---
a ? b
---
nonlocal x
---
\tx = 1
\ty = 2
 z = 3
---
x = yield = 1
---
continue
---
f(x for x in y, 1)
---
a = $5
---
assert (x, y) = 1
---
type X[T, T] = int
""".strip("\n").split("\n---\n")

for source in SOURCES:
    try:
        compile(source, "<source>", "exec")
        print("compiles:", source)
    except SyntaxError as error:
        lines = traceback.format_exception_only(error)
        print("".join(lines).replace('  File "<source>", ', ""), end="")
        print("   ", error.lineno, error.offset, error.end_lineno, error.end_offset)
