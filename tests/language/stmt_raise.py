"""raise: classes and instances, bare, from a cause, from None, re-raising, contexts, what is refused."""


def describe(error):
    cause = error.__cause__ and repr(error.__cause__)
    context = error.__context__ and repr(error.__context__)
    print(f"{error!r} cause={cause} context={context} suppressed={error.__suppress_context__}")


def tried(attempt):
    try:
        attempt()
    except BaseException as error:
        describe(error)


def of_class(): raise ValueError
def of_instance(): raise ValueError("text", 2)
def from_class(): raise KeyError from ValueError
def from_instance(): raise KeyError("k") from ValueError("v")
def from_none(): raise KeyError from None
def bare(): raise
def wrong_type(): raise "text"
def wrong_class(): raise int
def wrong_cause(): raise ValueError from 1
def cause_class_fails(): raise ValueError from type("Fails", (Exception,), {"__init__": lambda self: 1 / 0})
def class_fails(): raise type("Fails", (Exception,), {"__init__": lambda self: {}["key"]})
def none(): raise None


for function in (of_class, of_instance, from_class, from_instance, from_none, bare, wrong_type, wrong_class,
                 wrong_cause, cause_class_fails, class_fails, none):
    tried(function)


def in_handler():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("in handler")


def in_handler_from_none():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("hides it") from None


def reraised():
    try:
        1 / 0
    except ZeroDivisionError as error:
        error.args = ("changed",)
        raise


def reraised_from_function():
    try:
        raise ValueError("outer")
    except ValueError:
        bare()


def in_finally():
    try:
        raise ValueError("first")
    finally:
        raise KeyError("second")


def itself():
    try:
        raise ValueError("self")
    except ValueError as error:
        raise error from error


def handled_then_raised():
    try:
        1 / 0
    except ZeroDivisionError:
        pass
    raise KeyError("no context")


for function in (in_handler, in_handler_from_none, reraised, reraised_from_function, in_finally, itself,
                 handled_then_raised):
    tried(function)
chain = ValueError("one")
chain.__context__ = KeyError("set by hand")
chain.__cause__ = None
describe(chain)
for name, value in (("__cause__", 1), ("__context__", "x"), ("__traceback__", 5), ("args", 5)):
    try:
        setattr(chain, name, value)
    except TypeError as error:
        print(error)
for wrong in ("raise x, y", "raise from x", "raise x from", "raise x from y from z", "raise *x", "raise x as y",
              "raise = 1", "raise x if y", "raise (yield)"):
    try:
        compile(wrong, "", "exec")
        print(f"{wrong}: compiles")
    except SyntaxError as error:
        print(f"{wrong}: {error.msg}")
