"""Exceptions: notes, causes and contexts in printed tracebacks, cycles, tracebacks as objects, what print_exc shows."""

import sys
import traceback


def show():
    """Prints what is being handled, with the file's name left out."""
    print(traceback.format_exc().replace(__file__, "program.py"), end="")


def fails(n):
    return 1 // n


def caused():
    try:
        fails(0)
    except ZeroDivisionError as error:
        raise ValueError("from a cause") from error


def in_context():
    try:
        fails(0)
    except ZeroDivisionError:
        raise KeyError("while handling")


def suppressed():
    try:
        fails(0)
    except ZeroDivisionError:
        raise KeyError("nothing before it") from None


def noted():
    error = TypeError("with notes\nand two lines")
    error.add_note("first note")
    error.add_note("second note\nof two lines")
    raise error


def reraised():
    try:
        fails(0)
    except ZeroDivisionError as error:
        error.add_note("noted on the way")
        raise


def cycle():
    one, two = ValueError("one"), ValueError("two")
    one.__cause__, two.__cause__ = two, one
    raise one


def deep(n):
    if n == 0:
        raise RecursionError("at the bottom")
    deep(n - 1)


for function in (caused, in_context, suppressed, noted, reraised, cycle, lambda: deep(6), lambda: eval("1 +"),
                 lambda: exec("x = 1\ny = undefined_name")):
    try:
        function()
    except Exception:
        show()
    print("-----")
try:
    deep(2)
except RecursionError as error:
    trace = error.__traceback__
    lines = []
    while trace:
        lines.append((trace.tb_frame.f_code.co_name, trace.tb_lineno - trace.tb_frame.f_code.co_firstlineno,
                      trace.tb_lasti >= 0))
        trace = trace.tb_next
    print(lines[1:], sys.exception() is error, sys.exc_info()[1] is error)
    print(traceback.extract_tb(error.__traceback__)[-1].line,
          [frame.name for frame in traceback.extract_tb(error.__traceback__)])
print(sys.exception(), sys.exc_info())
plain = ValueError("x")
for wrong in (lambda: plain.add_note(1), lambda: plain.add_note()):
    try:
        wrong()
    except TypeError as error:
        print(error)
print(hasattr(plain, "__notes__"), plain.add_note("n"), plain.__notes__)
plain.__notes__ = "not a list"
print(traceback.format_exception_only(plain), traceback.format_exception_only(KeyError("k")),
      traceback.format_exception_only(AssertionError()))
