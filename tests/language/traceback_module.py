"""The traceback module: what is extracted, formatted, walked and limited, groups, StackSummary, TracebackException."""

import io
import sys
import traceback


def clean(text):
    return text.replace(__file__, "program.py")


def one(): two()
def two(): three()
def three(): raise ValueError("three")


def caught(function):
    try:
        function()
    except BaseException as error:
        return error


error = caught(one)
print(clean("".join(traceback.format_exception(error))), end="")
print(clean("".join(traceback.format_exception(error, limit=1))), end="")
print(clean("".join(traceback.format_exception(error, limit=-1))), end="")
print(clean("".join(traceback.format_tb(error.__traceback__, 2))), end="")
print(traceback.format_exception_only(error), traceback.format_exception_only(type(error), error))
traceback.print_exception(KeyError("without traceback"), file=sys.stdout)
traceback.print_exception(None, file=sys.stdout)
try:
    three()
except ValueError:
    buffer = io.StringIO()
    traceback.print_exc(file=buffer, chain=False)
    print(clean(buffer.getvalue()), end="")


def stack():
    return traceback.extract_stack()[-2:], traceback.format_stack()[-1]


frames, text = stack()
print([frame.name for frame in frames], frames[-1].line, clean(text))
summary = traceback.extract_tb(error.__traceback__)
print(type(summary).__name__, len(summary), [(frame.name, frame.line, frame.colno,
                                              frame.end_colno) for frame in summary], summary[0].filename == __file__)
print([frame.f_code.co_name for frame, line in traceback.walk_tb(error.__traceback__)])
made = traceback.StackSummary.from_list([("file.py", 1, "f", "x = 1"), ("file.py", 2, "g", None)] + [("again.py", 5,
    "loop", "loop()")] * 6)
print("".join(made.format()), end="")
captured = traceback.TracebackException.from_exception(error, capture_locals=True)
print(captured.exc_type_str, str(captured), captured.stack[-1].locals, captured.__cause__,
      captured == traceback.TracebackException.from_exception(error, capture_locals=True))


def group():
    errors = [caught(three), caught(lambda: {}["k"])]
    try:
        raise TypeError("context of the group")
    except TypeError:
        raise ExceptionGroup("several", [errors[0], ExceptionGroup("inner", [errors[1], OSError(2, "none")])])


group_error = caught(group)
group_error.add_note("note of the group")
print(clean("".join(traceback.format_exception(group_error))), end="")
many = ExceptionGroup("many", [ValueError(n) for n in range(20)])
print("".join(traceback.format_exception(many)).count("ValueError"),
      "".join(traceback.TracebackException.from_exception(many, max_group_width=2).format()))
deep = ValueError("deep")
for level in range(12):
    deep = ExceptionGroup(str(level), [deep])
print(clean("".join(traceback.TracebackException.from_exception(deep, max_group_depth=3).format())))


class Bad(Exception):
    __module__ = "builtins"
    def __str__(self): raise ValueError


print(traceback.format_exception_only(Bad()), traceback.format_exception_only(StopIteration(1)))
syntax = caught(lambda: compile("a = (1,\nb = 2 c\n", "<made>", "exec"))
print("".join(traceback.format_exception_only(syntax)))
print(list(traceback.TracebackException(ValueError, ValueError("v"), None).format_exception_only()))
