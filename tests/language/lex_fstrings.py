"""Formatted string literals: expressions, conversions, specifications, and the form that documents itself."""

import datetime
import decimal

name, number, width, digits = "Ada", 42, 12, 3
print(f"{name} {number!r} {name!r} {'é'!a} {name!s:>6} {{literal}} {{{number}}}")
print(f"{number:5d}|{number:<5}|{number:^5}|{number:>5}|{number:05}|{number:+}|{number:x}|{number:#b}|{number:,}")
print(f"{3.14159:.2f} {3.14159:{width}.{digits}} {1234567.891:,.1f} {0.25:.0%} {1e100:g} {float('nan'):>5}")
print(f"{number=} {number = } {number + 1 = :>6} {name=!s} {name=:>5} {  name  =  }")
print(f"{datetime.date(2024, 2, 29):%d.%m.%Y} {decimal.Decimal('1.50'):.1f} {True} {True:d} {None}")
print(f"{[n * n for n in range(4)]} { {1: 2}[1] } {(lambda x: x + 1)(1)} {number if number else 0} { {1, 2} & {2} }")
print(f"{'nested' + f' {name}'}" f" and {'joined'}" " with plain {name}" rf" raw\n {name}" Rf"\{number}")
print(F"""{
    number
    + 1
} over lines""")
print(f"{name:*^{width}}|{name:{'*'}<{width}}|{number:{'0'}{width}}")
print(f'{name.upper()} {name[0]} {name[::-1]} {"a" "b"} {number != 41} {number >= 42} {(number := 43)} {number}')
print(f"{number:=5}", f"{number!r:^{width}}", f"{'x' 'y'}", f"", f"{''}", f"{1,}", f"{*[1, 2],}")


class Money:
    def __init__(self, value):
        self.value = value

    def __format__(self, specification):
        return f"<{self.value}|{specification}>"

    def __repr__(self):
        return "Money()"


print(f"{Money(3)} {Money(4):a b:c} {Money(5)!r:>9} {Money(6):{width}{name}} {Money(7):{{}}} {Money(8)=}")

order = []
f"{order.append(1)}{order.append(2):}{order.append(3)!s}"
print(order)

for source in ('f"{}"', 'f"{ }"', 'f"{a"', 'f"}"', 'f"{a!x}"', 'f"{a!}"', 'f"{a b}"', 'f"{a:{b:{c:{d}}}}"', 'f"{!r}"',
               'f"{lambda x: 1}"', 'f"{a$}"',
               'f"{a! r}"', 'f"{a:', 'f"{=}"', "f'{a[}'"):
    try:
        compile(source, "<f-string>", "eval")
        print(source, "compiles")
    except SyntaxError as error:
        print(f"{source}: {error.msg}")
