# methods: forkserver
# shared: no, it is about the library
"""Decimal numbers: those in C, which say and round as those in Python do, in each context."""

import decimal
import pickle
import random
import threading
from decimal import Decimal

import _pydecimal

print(decimal.Decimal.__module__, decimal.__version__, decimal.__libmpdec_version__)
print(Decimal("0.1") + Decimal("0.2"), Decimal(2).sqrt(), Decimal(1) / Decimal(7), Decimal("1e400") * 3)
print(repr(Decimal("NaN")), Decimal("-0"), Decimal("1_000.50"), Decimal("１２.５"), f"{Decimal('1234567.891'):,.2f}")
print(Decimal("2.675").quantize(Decimal("0.01")), round(Decimal("2.5")), Decimal(5).exp(), Decimal(10).ln())
print(pickle.loads(pickle.dumps(Decimal("1.10"))), hash(Decimal("1.0")) == hash(1), Decimal(0.1))

for work in (lambda: Decimal(1) / 0, lambda: Decimal("x"), lambda: Decimal("sNaN") + 1, lambda: Decimal(1) + 1.0):
    try:
        work()
    except (ArithmeticError, TypeError) as error:
        print(type(error).__name__, error)

with decimal.localcontext(prec=50, rounding=decimal.ROUND_DOWN) as context:
    print(Decimal(2).sqrt(), context.flags[decimal.Inexact])
print(decimal.getcontext().prec)


# Each thread has a context of its own.
def work(found, digits):
    decimal.getcontext().prec = digits
    found[digits] = Decimal(1) / 3


found = {}
threads = [threading.Thread(target=work, args=(found, digits)) for digits in (3, 30)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(found, Decimal(1) / 3)

# The other implementation says the same, of numbers of all sizes.
drawn = random.Random(1)
roundings = [name for name in dir(decimal) if name.startswith("ROUND_")]
same = 0
for _ in range(2_000):
    digits = drawn.randrange(1, 60)
    options = {"prec": digits, "rounding": drawn.choice(roundings), "traps": []}
    texts = [f"{drawn.randrange(-(10 ** drawn.randrange(1, 40)), 10**20)}e{drawn.randrange(-30, 30)}" for _ in "ab"]
    results = []
    for module in (decimal, _pydecimal):
        with module.localcontext(module.Context(**options)):
            a, b = map(module.Decimal, texts)
            results.append([str(one) for one in (a + b, a * b, a / b, a // b, a % b, a.sqrt(), a.compare(b), +a)])
    assert results[0] == results[1], (texts, options)
    same += 1
print(same, "calculations")

# Far beyond what is multiplied digit by digit.
with decimal.localcontext(prec=20_000):
    print(Decimal(3).sqrt() ** 2 - 3 < Decimal("1e-19990"), (Decimal(7) ** 20_000).adjusted())
