"""Warnings: categories, filters, once and always, as errors, where they come from, in source that is compiled."""

import io
import sys
import warnings


def deprecated():
    warnings.warn("old", DeprecationWarning, stacklevel=2)
    return "result"


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    deprecated()
    warnings.warn("plain")
    warnings.warn(FutureWarning("as an instance"))
    warnings.warn("with source", ResourceWarning, source=[])
    print([(w.category.__name__, str(w.message), w.filename == __file__) for w in caught])
    print(caught[0].lineno - deprecated.__code__.co_firstlineno, str(caught[1]).partition("lineno")[0].replace(__file__,
        "program.py"))

for action in ("default", "once", "module", "always", "ignore"):
    with warnings.catch_warnings(record=True) as caught:
        warnings.resetwarnings()
        warnings.simplefilter(action)
        for _ in range(3):
            warnings.warn_explicit("again", UserWarning, "file.py", 1,
                                   registry=(registry := globals().setdefault(f"registry_{action}", {})))
            warnings.warn_explicit("again", UserWarning, "file.py", 2, registry=registry)
        print(action, len(caught))

with warnings.catch_warnings():
    warnings.simplefilter("error")
    for attempt in (deprecated, lambda: warnings.warn("raised"), lambda: compile("1 is 1", "<source>", "exec"),
                    lambda: compile("'\\d'", "<source>", "exec")):
        try:
            attempt()
        except (Warning, SyntaxError) as error:
            print(type(error).__name__, error)
with warnings.catch_warnings(record=True) as caught:
    warnings.resetwarnings()
    warnings.filterwarnings("always")
    warnings.filterwarnings("ignore", message="skip.*")
    warnings.filterwarnings("error", category=RuntimeWarning, module="strict")
    warnings.filterwarnings("ignore", category=UserWarning, lineno=7)
    warnings.warn("skip this")
    warnings.warn("keep this")
    warnings.warn_explicit("line seven", UserWarning, "f", 7)
    warnings.warn_explicit("lenient", RuntimeWarning, "f", 1, module="lenient")
    try:
        warnings.warn_explicit("strict", RuntimeWarning, "f", 1, module="strict")
    except RuntimeWarning as error:
        print("raised", error)
    print([str(w.message) for w in caught])
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for source in ("x is 5", "'a' is x", "assert (x, 'message')", "(1)(2)", "[1][1, 2]", "'\\q'", "1if x else 2",
                   "x is ()", "'a'['b']", "None.x()", "1 .x()", "{}()", "x is not 'a'", "1[0]"):
        compile(source, "<source>", "exec")
    print(*[f"{w.category.__name__}: {w.message}" for w in caught], sep="\n")
print(warnings.formatwarning("text", UserWarning, "file.py", 3, "the line\n"), warnings.formatwarning("t",
    DeprecationWarning, "no-such-file", 1), end="")
stream, original = io.StringIO(), sys.stderr
with warnings.catch_warnings():
    warnings.simplefilter("always")
    sys.stderr = stream
    try:
        warnings.warn("to standard error")
    finally:
        sys.stderr = original
print(stream.getvalue().replace(__file__, "program.py").split(":", 2)[2], end="")


@warnings.deprecated("use other instead")
def marked(): return 5


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(marked(), [str(w.message) for w in caught], marked.__deprecated__)
for wrong in (lambda: warnings.warn("x", int), lambda: warnings.simplefilter("wrong"),
              lambda: warnings.filterwarnings("ignore", message=5), lambda: warnings.warn("x", UserWarning, "y"),
              lambda: warnings.filterwarnings("ignore", lineno=-1), lambda: warnings.warn_explicit("x", UserWarning, 1,
                  1)):
    try:
        wrong()
    except (TypeError, ValueError, AssertionError) as error:
        print(f"{type(error).__name__}: {error}")
