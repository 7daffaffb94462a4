"""try: handlers in order, by class and tuple, else, finally, names that go away, handlers that are expressions."""


def attempt(action):
    log = []
    try:
        log.append("try")
        action()
    except ValueError as error:
        log.append(f"ValueError {error}")
    except (KeyError, IndexError) as error:
        log.append(f"lookup {type(error).__name__}")
    except ArithmeticError:
        log.append("arithmetic")
    except Exception as error:
        log.append(f"other {type(error).__name__}")
    except:
        log.append("anything")
    else:
        log.append("else")
    finally:
        log.append("finally")
    return log


def raises(error):
    raise error


for error in (ValueError("v"), KeyError("k"), IndexError(), ZeroDivisionError(), OSError(2, "text"),
              UnicodeDecodeError("ascii", b"\xff", 0, 1, "why"), KeyboardInterrupt(), SystemExit(3), GeneratorExit(),
              StopIteration()):
    print(attempt(lambda: raises(error)))
print(attempt(lambda: None))

error = "before"
try:
    raise ValueError("inner")
except ValueError as error:
    print(repr(error))
try:
    error
except NameError as gone:
    print(gone)
try:
    try:
        raise KeyError("inner")
    except ValueError:
        print("never")
    finally:
        print("inner finally")
except KeyError as outer:
    print("outer", outer)


def handlers():
    print("evaluated only when it is needed")
    return (TypeError, [ValueError][0])


for thrown in (None, ValueError("x")):
    try:
        if thrown:
            raise thrown
    except handlers() as caught:
        print("by expression", caught)
errors = []
for wrong in (1, "text", (ValueError, 1), int, [ValueError], None, ((ValueError,),)):
    try:
        try:
            raise ValueError("first")
        except wrong:
            print("caught by", wrong)
    except TypeError as error:
        print(error, repr(error.__context__))
try:
    raise LookupError
except (): print("never")
except (KeyError, (LookupError)): print("nested brackets")


class Custom(Exception):
    def __init__(self, code, *rest):
        super().__init__(code, *rest)
        self.code = code

    def __str__(self):
        return f"custom {self.code}"


class Derived(Custom):
    pass


try:
    raise Derived(5, "more")
except Custom as custom:
    print(custom, custom.args, custom.code, type(custom).__name__)
try:
    try:
        1 / 0
    except ZeroDivisionError as first:
        [][1]
except IndexError as second:
    print(repr(second.__context__), second.__cause__)
try: pass
except: pass
else: print("on one line")
finally: print("and finally")
for wrong in ("try: pass", "try: pass\nexcept: pass\nexcept X: pass", "try: pass\nelse: pass",
              "try: pass\nfinally: pass\nelse: pass", "try: pass\nexcept X, Y: pass",
              "try: pass\nexcept X as y.z: pass", "try: pass\nexcept X as (y): pass", "try: pass\nexcept as x: pass",
              "except: pass", "finally: pass", "try: pass\nexcept X as 1: pass",
              "try\n pass", "try: pass\nexcept X\n pass", "try: pass\nexcept *X: pass\nexcept Y: pass",
              "try: pass\nexcept X as None: pass", "try: pass\nexcept (X, Y) as z: pass",
              "try: pass\nexcept X, Y as z: pass", "try: pass\nexcept X or Y: pass", "try: pass\nexcept x := X: pass",
              "try: pass\nfinally: pass\nfinally: pass", "try: pass\nexcept X: pass\nfinally: pass\nexcept Y: pass",
              "try x: pass"):
    try:
        compile(wrong, "", "exec")
        print(f"{wrong!r} compiles")
    except SyntaxError as error:
        print(f"{wrong!r}: {error.msg}")
