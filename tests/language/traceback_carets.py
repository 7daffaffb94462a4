"""Carets under the part of a line that failed: calls, attributes, subscripts, operators, several lines, wide letters."""

import traceback


class Thing:
    pass


def call(): return (lambda a: a)(1, 2)
def inner_call(): return len(str(int("x")))
def attribute(): return Thing().first.second
def chain(): return {"a": {"b": None}}["a"]["b"]["c"]
def binary(): return 1 + 2 * 3 + (4 + "a") + 5
def division(a=1, b=0): return a * (a / b) - a
def subscript(x=[1]): return x[0] + x[5] + x[0]
def comparison(): return 1 < 2 < "a"
def unary(): return 5 + -"a"
def multiple_lines():
    return max(
        1,
        int(
            "not a number"
        ),
    )


def over_lines():
    return (1
            + 2
            + None
            + 3)


def wide(): return "日本語" + "é" + int("ü")
def unpack(): a, b = 1, 2, 3
def unpack_call(): return print(*5)
def with_statement():
    with 5 as x: pass
def for_loop():
    for x in 5: pass
def raised(): raise ValueError("x" * 3)
def asserted(): assert 1 == 2, "not equal"
def conditional(): return (1 if [] else {}["missing"]) or 2
def comprehension(): return [1 / n for n in (1, 0)]
def generator(): return sum(1 / n for n in (1, 0))
def in_lambda(): return (lambda n: 1 / n)(0)
def fstring(n=0): return f"{1} {1 / n:.2f} {3}"
def deletion(): del Thing().x
def store(): Thing.x.y = 5
def item(t=(1,)): t[0] = 2
def augmented(a=1): a += "x"
def awaited():
    async def f(): await 5
    f().send(None)
def slices(): return [1, 2][1:"a"]
def name(): return undefined_name + 1
def matched():
    match 1:
        case int(a, b): pass
def decorated():
    @int
    def f(): pass
def class_body():
    class C:
        x = 1 / 0
def default():
    def f(x=[][0]): pass
def keyword(): return dict(a=1, **{"b": 2})["c"]
def parenthesised(): return ((((1)) / ((0))))


for function in (call, inner_call, attribute, chain, binary, division, subscript, comparison, unary, multiple_lines,
                 over_lines, wide, unpack, unpack_call, with_statement, for_loop, raised, asserted, conditional,
                 comprehension, generator, in_lambda, fstring, deletion, store, item, augmented, awaited,
                 slices, name, matched, decorated, class_body, default, keyword, parenthesised):
    try:
        function()
    except Exception as error:
        text = "".join(traceback.format_tb(error.__traceback__.tb_next)).replace(f'File "{__file__}", ', "")
        print(text + "".join(traceback.format_exception_only(error)), end="")
