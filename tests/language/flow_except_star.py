"""except*: groups split by type, the rest raised again, plain exceptions wrapped, what handlers raise, what is refused."""


def describe(error):
    if isinstance(error, BaseExceptionGroup):
        return f"{type(error).__name__}({error.message!r}: {', '.join(map(describe, error.exceptions))})"
    return repr(error)


def handle(raised):
    log = []
    try:
        try:
            if raised:
                raise raised
        except* ValueError as group:
            log.append(f"values {describe(group)}")
        except* (KeyError, IndexError) as group:
            log.append(f"lookups {describe(group)}")
        except* OSError:
            log.append("system")
        else:
            log.append("else")
        finally:
            log.append("finally")
    except BaseException as left:
        log.append(f"left {describe(left)}")
    print("; ".join(log))


G = ExceptionGroup
handle(None)
handle(ValueError("alone"))
handle(TypeError("alone"))
handle(G("one", [ValueError(1)]))
handle(G("mixed", [ValueError(1), KeyError(2), OSError(3), TypeError(4), ValueError(5)]))
handle(G("deep", [ValueError(1), G("in", [IndexError(2), G("deeper", [ValueError(3), TypeError(4)])])]))
handle(BaseExceptionGroup("base", [ValueError(1), KeyboardInterrupt()]))
handle(G("fully handled", [G("a", [KeyError(1)]), OSError()]))


def handlers_raise():
    try:
        raise G("start", [ValueError(1), KeyError(2), TypeError(3)])
    except* ValueError as group:
        raise ZeroDivisionError("from the handler")
    except* KeyError as group:
        raise group.exceptions[0]


def bare_raise():
    try:
        raise G("start", [ValueError(1), KeyError(2)])
    except* ValueError:
        raise
    except* KeyError as group:
        raise group


def raised_alone():
    try:
        raise ValueError("plain")
    except* ValueError:
        raise KeyError("instead")


for function in (handlers_raise, bare_raise, raised_alone):
    try:
        function()
    except BaseException as error:
        print(function.__name__, describe(error), describe(error.__context__),
              [describe(inner.__context__) for inner in getattr(error, "exceptions", [])])


def wrong_types(kind):
    try:
        try:
            raise ValueError("x")
        except* kind:
            print("never")
    except TypeError as error:
        print(error)


for kind in (1, G, BaseExceptionGroup, (ValueError, ExceptionGroup), [ValueError]):
    wrong_types(kind)
for n in range(2):
    try:
        raise G("g", [ValueError(n)])
    except* ValueError as group:
        caught = group
    print(describe(caught), "group" in globals())
for wrong in ("try: pass\nexcept*: pass", "try: pass\nexcept* X: pass\nexcept Y: pass",
              "try: pass\nexcept X: pass\nexcept* Y: pass", "while 1:\n try: pass\n except* X: break",
              "while 1:\n try: pass\n except* X: continue", "def f():\n try: pass\n except* X: return",
              "try: pass\nexcept *X as y: pass",
              "try: pass\nexcept * (X, Y): pass", "try: pass\nexcept* X, Y: pass",
              "def f():\n try: pass\n except* X:\n  while 1: break",
              "def f():\n try: pass\n except* X:\n  def g(): return", "try: pass\nexcept ** X: pass",
              "try: pass\nexcept*\nX: pass", "def f():\n try: return\n except* X: pass"):
    try:
        compile(wrong, "", "exec")
        print(f"{wrong!r} compiles")
    except SyntaxError as error:
        print(f"{wrong!r}: {error.msg}")
