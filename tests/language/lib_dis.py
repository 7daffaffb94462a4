"""dis: names of the instructions of small functions, their arguments and jumps, stack effects, lines."""

import dis
import io
import opcode


def add(a, b): return a + b
def branch(x): return "yes" if x else "no"
def loop(n):
    total = 0
    for i in range(n):
        total += i
    return total


def calls(f, *args, **kwargs): return f(1, k=2), f(*args, **kwargs), len("x").real
def closure(x):
    def inner(): return x
    return inner


def guarded():
    try:
        return {}["k"]
    except KeyError as error:
        return error
    finally:
        print("finally")


def unpack(t):
    a, *b = t
    return [*b, a], {"k": a, **{}}, f"{a!r:>5}"


def matches(x):
    match x:
        case [1, y]: return y
        case {"k": v}: return v
        case int(): return 0


def managed(m):
    with m as v:
        yield v
    return (yield from m)


async def awaits(x):
    async with x as y:
        return [z async for z in await y]


class Body:
    value: int = 1
    def method(self): return super().x


for function in (add, branch, loop, calls, closure, guarded, unpack, matches, managed, awaits, Body.method,
                 lambda x: x.attribute[1:2] is not None in [1]):
    print(function.__name__, *[instruction.opname for instruction in dis.get_instructions(function)])
for instruction in dis.get_instructions(loop):
    print(instruction.offset, instruction.opname, instruction.arg, instruction.argrepr,
          instruction.line_number - loop.__code__.co_firstlineno, instruction.is_jump_target, instruction.jump_target)
text = io.StringIO()
dis.dis("x = [i for i in y if i]\nprint(x, sep='')", file=text)
print(text.getvalue().split("<code")[0])
dis.dis(add, file=(text := io.StringIO()))
print(text.getvalue())
print(dis.code_info(branch).split("\n")[0], [line.split()[0] for line in dis.code_info(loop).splitlines()][:8],
      dis.stack_effect(opcode.opmap["BUILD_LIST"], 3), dis.stack_effect(opcode.opmap["POP_TOP"]),
      dis.stack_effect(opcode.opmap["LOAD_CONST"], 0), [line for _, line in dis.findlinestarts(compile("a\nb\n\nc", "",
          "exec"))], dis.findlabels(branch.__code__.co_code), len(dis.Bytecode(add).dis().splitlines()),
          dis.Bytecode("1 + x").first_line)
print(sorted(dis.hasfree), [dis.opname[op] for op in dis.hasconst], [dis.opname[op] for op in sorted(dis.hasjrel)][:6],
      "ADAPTIVE" in "".join(dis.opname), opcode.cmp_op, dis.COMPILER_FLAG_NAMES[32], dis.pretty_flags(3),
      opcode.stack_effect is dis.stack_effect, len(opcode.opmap) > 150)
constants = {"2 * 3 + 1": None, "'a' * 5": None, "(1, 2) + (3,)": None, "x in [1, 2]": None, "x in {1, 2}": None,
             "-5": None, "1 if True else 2": None, "not (a < b)": None, "[1, 2, 3]": None, "'a' 'b'": None,
             "2 ** 100": None, "1 << 200": None, "1 / 0": None, "(1, (2, 3))[1]": None, "f'a{1}b'": None}
for source in constants:
    code = compile(source, "", "eval")
    print(source, code.co_consts, [i.opname for i in dis.get_instructions(code) if i.opname not in ("CACHE", "RESUME")])
for attempt in (lambda: dis.dis(5), lambda: dis.get_instructions(5), lambda: dis.stack_effect(5000),
                lambda: dis.stack_effect(opcode.opmap["BUILD_LIST"]), lambda: dis.dis("1 +"), lambda: dis.code_info(5)):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
