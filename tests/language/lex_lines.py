# -*- coding: utf-8 -*-
"""Logical lines: comments, explicit and implicit joining, several statements to a line, form feeds."""

total = 1 + \
    2 + \
    3
print(total)

months = ["Januari", "Februari",  # a comment within brackets

          "Maart",
          ]
print(len(months), months[
    -1
])

a = 1; b = 2; print(a, b);

if a: print("on the line of if"); print("and again")

text = "a string \
that goes on"
print(text)

def nothing(): pass; return  # a body on the line of def

print(nothing(), (
    # only comments

    nothing
)())


# Lines that hold only spaces, tabs, a form feed or a comment belong to no block.
def spaced():
    first = 1
   
	
        # a comment need not be indented as the block is
# at all
    return first


print(spaced())

# The last line needs no end, and all three ends of a line count.
for source in ("x = 1", "x = 1\n", "x = 1\r\ny = 2\r\n", "x = 1\ry = 2", "\n\n\nx = 3\n#", "\x0cx = 4", "x = 1;"):
    names = {}
    exec(source, names)
    print(repr(source), {name: names[name] for name in "xy" if name in names})

for source in ("x = 1 + \\", "x = 1 + \\ \n2", "x = 1;; y = 2", "if x:", "x = (1,", "x = 1)", "x = [1}", "'open",
               "'''open",
               "x = 1\0", "$", "?", "a!b"):
    try:
        compile(source, "<line>", "exec")
    except SyntaxError as error:
        print(f"{source!r:18} {error.msg} ({error.lineno}, {error.offset})")
