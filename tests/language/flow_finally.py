"""finally: with return, break, continue, raise, yield and nesting; what is pending and what replaces it."""

log = []


def runs(function, *arguments):
    log.clear()
    try:
        result = function(*arguments)
    except BaseException as error:
        result = f"{type(error).__name__}({error}) from {type(error.__context__).__name__}"
    print(f"{function.__name__}{arguments}: {result} {log}")


def returns(where):
    try:
        log.append("try")
        if where == "try":
            return "of try"
        if where == "except":
            raise ValueError
    except ValueError:
        log.append("except")
        return "of except"
    else:
        log.append("else")
        if where == "else":
            return "of else"
    finally:
        log.append("finally")
        if where == "finally":
            return "of finally"
    return "after"


def overrides(how):
    for n in range(3):
        try:
            if how == "raise":
                raise ValueError(n)
            if how == "return":
                return n
            if how == "break":
                break
        finally:
            log.append(n)
            if n < 1:
                continue
            if how == "return":
                break
            if how == "raise":
                return "swallowed"
    return "end"


def nested():
    try:
        try:
            try:
                raise ValueError("one")
            finally:
                log.append("inner")
        except ValueError:
            log.append("caught")
            raise KeyError("two")
        finally:
            log.append("middle")
    finally:
        log.append("outer")


def raises_in_finally():
    try:
        return "lost"
    finally:
        raise KeyError("in finally")


def chains():
    try:
        try:
            1 / 0
        finally:
            [][0]
    finally:
        {}["key"]


def deep(n):
    try:
        if n:
            return deep(n - 1)
        return "bottom"
    finally:
        log.append(n)


def loops():
    total = 0
    while True:
        try:
            total += 1
            if total < 3:
                continue
            if total == 5:
                break
        finally:
            log.append(total)
            try:
                continue_inner = total
            finally:
                log.append("f")
    return total


def generator():
    try:
        yield 1
        yield 2
    except ValueError:
        log.append("except")
        yield "handled"
    finally:
        log.append("finally")
        yield "from finally"


def uses_generator(how):
    made = generator()
    values = [next(made)]
    if how == "throw":
        values.append(made.throw(ValueError))
    if how == "close":
        made.close()
    return values + list(made)


for where in ("try", "except", "else", "finally", "nowhere"):
    runs(returns, where)
for how in ("raise", "return", "break", "pass"):
    runs(overrides, how)
for function, *arguments in ((nested,), (raises_in_finally,), (chains,), (deep, 3), (loops,),
                             (uses_generator, "through"), (uses_generator, "throw"), (uses_generator, "close")):
    runs(function, *arguments)
