"""Precedence and associativity of every operator, told by how expressions are put in brackets."""

import ast

OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
             ast.MatMult: "@", ast.LShift: "<<", ast.RShift: ">>", ast.BitAnd: "&", ast.BitOr: "|",
             ast.BitXor: "^", ast.And: "and", ast.Or: "or", ast.Not: "not ", ast.USub: "-", ast.UAdd: "+",
             ast.Invert: "~", ast.Lt: "<", ast.Gt: ">", ast.LtE: "<=", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
             ast.In: "in", ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not"}


def bracketed(node):
    sign = lambda operator: OPERATORS[type(operator)]
    match node:
        case ast.BinOp(left, operator, right):
            return f"({bracketed(left)} {sign(operator)} {bracketed(right)})"
        case ast.UnaryOp(operator, operand):
            return f"({sign(operator)}{bracketed(operand)})"
        case ast.BoolOp(operator, values):
            return "(" + f" {sign(operator)} ".join(map(bracketed, values)) + ")"
        case ast.Compare(left, operators, comparators):
            return f"({bracketed(left)}" + "".join(f" {sign(o)} {bracketed(c)}" for o,
                                                   c in zip(operators, comparators)) + ")"
        case ast.IfExp(test, body, orelse):
            return f"({bracketed(body)} if {bracketed(test)} else {bracketed(orelse)})"
        case ast.Lambda(body=body):
            return f"(lambda: {bracketed(body)})"
        case ast.NamedExpr(target, value):
            return f"({bracketed(target)} := {bracketed(value)})"
        case ast.Await(value):
            return f"(await {bracketed(value)})"
        case ast.Name(name) | ast.Constant(name):
            return str(name)
        case ast.Attribute(value, name):
            return f"({bracketed(value)}.{name})"
        case ast.Call(function):
            return f"({bracketed(function)}())"
        case ast.Subscript(value, index):
            return f"({bracketed(value)}[{bracketed(index)}])"


for expression in ("a + b * c", "a * b + c", "a - b - c", "a ** b ** c", "-a ** b", "a ** -b", "a ** -b ** c",
                   "not a == b", "not a in b", "a or b and c", "not a or b", "a and not b", "a < b < c",
                   "a < b == c is d not in e", "a | b ^ c & d", "a & b | c",
                   "a << b + c", "a << b >> c", "a + b << c", "~a ** b", "~a * b", "- - a", "-a.b", "-a[b]()",
                   "a if b else c if d else e", "a if b or c else d", "lambda: a if b else c", "lambda: lambda: a",
                   "a or (lambda: b)",
                   "a / b // c % d @ e", "a * -b", "a == b or c", "a & b == c", "a < b | c", "(x := a + b)", "a.b ** c",
                   "await_ ** b", "not not a", "a is not b", "a is (not b)", "not a is b", "a in b in c",
                   "a if not b else c", "+a + +b", "a ** b.c", "a ** b()", "~-+a",
                   "a or b if c else d", "a == b and c < d or e"):
    print(f"{expression:30} {bracketed(ast.parse(expression, mode="eval").body)}")
print(bracketed(ast.parse("async def f(): return await a ** b").body[0].body[0].value),
      bracketed(ast.parse("async def f(): return -await a ** -await b.c").body[0].body[0].value))
print(2 ** 3 ** 2, -2 ** 2, 2 ** -1, not 1 == 2, 1 < 2 == True, (1 < 2) == True, 5 & 3 == 3, 1 | 2 ^ 3 & 1, 1 + 2 << 1,
      ~1 + 1, 7 // 2 * 2, 7 % 4 ** 2, 1 if 0 else 2 if 0 else 3, 1 or 1 / 0, 0 and 1 / 0, 1 < 3 > 2,
      "a" in "abc" == True, - 3 // 2, -(3 // 2), 2 * 3 % 4)
