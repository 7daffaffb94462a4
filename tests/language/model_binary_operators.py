"""Binary operators by special methods: every one, its reflected form, its form in place, and who goes first."""

OPERATORS = {"+": "add", "-": "sub", "*": "mul", "@": "matmul", "/": "truediv", "//": "floordiv", "%": "mod",
             "**": "pow",
             "<<": "lshift", ">>": "rshift", "&": "and", "^": "xor", "|": "or"}


class Left:
    def __init__(self, name="left"):
        self.name = name

    def __repr__(self):
        return self.name


class Right(Left):
    def __init__(self, name="right"):
        super().__init__(name)


class Silent:
    def __repr__(self):
        return "silent"


def method(name):
    return lambda self, other, *rest: f"{self}.{name}({other}{''.join(f', {value}' for value in rest)})"


for name in OPERATORS.values():
    setattr(Left, f"__{name}__", method(name))
    setattr(Left, f"__r{name}__", method(f"r{name}"))
    setattr(Right, f"__r{name}__", method(f"R{name}"))
    setattr(Silent, f"__{name}__", lambda self, other: NotImplemented)

left, right, silent = Left(), Right(), Silent()
for operator, name in OPERATORS.items():
    print(eval(f"left {operator} 1"), eval(f"1 {operator} left"), eval(f"left {operator} right"),
          eval(f"silent {operator} left"))
    for expression in (f"silent {operator} 1", f"1 {operator} silent", f"None {operator} None"):
        try:
            eval(expression)
        except TypeError as error:
            print("   ", error)
print(divmod(5, 2), pow(left, 2), pow(left, 2, 3), right + left, right + right, Right("other") - right)


class InPlace:
    def __init__(self):
        self.log = []

    def __iadd__(self, other):
        self.log.append(other)
        return self

    def __imul__(self, other):
        return f"replaced by {other}"

    def __isub__(self, other):
        return NotImplemented

    def __sub__(self, other):
        return f"minus {other}"


value = same = InPlace()
value += 1
value += 2
print(value is same, value.log)
value *= 3
print(value)
same -= 4
print(same)
for operator, name in OPERATORS.items():
    target = Left()
    exec(f"target {operator}= 5")
    print(target, end=" ")
print()
