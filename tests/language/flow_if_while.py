"""if, elif, else and while: nesting, else of a loop, break and continue, conditions that are constant."""


def kind(n):
    if n < 0:
        if n == -1:
            return "minus one"
        return "negative"
    elif n == 0:
        return "zero"
    elif n < 10: return "small"
    elif n < 100:
        pass
    else:
        return "large"
    return "middle"


print([kind(n) for n in (-5, -1, 0, 5, 50, 500)])
if 0: print("never")
elif "": print("never")
else: print("else on one line")

n, steps = 27, 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
else:
    print("loop ended by its condition after", steps)

count = 10
while count:
    count -= 1
    if count % 2:
        continue
    if count < 3:
        break
    print(count, end=" ")
else:
    print("not reached after break")
print("left with", count)
while False:
    print("never")
else:
    print("else of a loop that never ran")
while True:
    while True:
        break
    else:
        print("not reached")
    print("after the inner break")
    break
while 1: break
i = 0
while i < 3: i += 1
print(i)


def labels():
    seen = []
    outer = 0
    while outer < 4:
        outer += 1
        inner = 0
        while inner < 4:
            inner += 1
            if inner == outer:
                break
            if (inner + outer) % 3 == 0:
                continue
            seen.append((outer, inner))
        else:
            seen.append("full")
            continue
        if outer == 3:
            break
    return seen


print(labels())


def loops_with_try(values):
    for value in values:
        try:
            if value == "continue":
                continue
            if value == "break":
                break
            if value == "raise":
                raise ValueError
        except ValueError:
            print("caught", end=" ")
            continue
        else:
            print("else", end=" ")
        finally:
            print("finally", end=" ")
        print("end of body", end=" ")
    else:
        print("loop's else", end="")
    print()


loops_with_try(["plain", "raise", "continue"])
loops_with_try(["plain", "break", "never"])
if (value := 5) > 3 and value < 10 or value == 100: print("in range")
for wrong in ("break", "continue", "if x: break", "def f(): continue", "while x:\n def f(): break",
              "while x:\n class C: continue", "while x: pass\nelse: break", "for x in y: pass\nelse: continue",
              "if x: pass\nelif: pass", "else: pass", "elif x: pass", "if x: pass\nelse: pass\nelse: pass", "if x pass",
              "while: pass",
              "if x = 1: pass", "if x: pass else: pass", "while x\n pass", "if x then: pass", "if : pass",
              "if x:\n pass\n else: pass", "while (x: pass", "if *x: pass", "break 2", "lambda: break",
              "try: pass\nfinally: break", "while 1:\n try: pass\n finally: continue", "elseif x: pass",
              "while x := 1: break", "if x: while y: pass"):
    try:
        compile(wrong, "", "exec")
        print(f"{wrong!r} compiles")
    except SyntaxError as error:
        print(f"{wrong!r}: {error.msg}")
