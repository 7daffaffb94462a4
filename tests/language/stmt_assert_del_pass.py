"""assert, del, pass and expression statements."""


def tried(source, **names):
    try:
        exec(source, names)
    except Exception as error:
        print(f"{source}: {type(error).__name__}: {error}")
    else:
        print(f"{source}: fine, left are {sorted(name for name in names if name != '__builtins__')}")


tried("assert True")
tried("assert 0")
tried("assert [], 'a message'")
tried("assert None, (1, 2)")
tried("assert 1 == 1, 1 / 0")
tried("assert 1 == 2, 1 / 0")
tried("assert not 1 if 1 else 1, f'{1 + 1}'")
try:
    assert False, [1]
except AssertionError as error:
    print(error.args, repr(error))
try:
    assert ""
except AssertionError as error:
    print(error.args, repr(error), str(error) == "")
AssertionErrorSaved, AssertionError = AssertionError, KeyError
try:
    assert False, "still the built-in one"
except AssertionErrorSaved as error:
    print(type(error).__name__, error)
del AssertionError

tried("del x", x=1)
tried("del x, y", x=1, y=2)
tried("del (x), [y, (z)]", x=1, y=2, z=3)
tried("del x.a", x=type("C", (), {"a": 1}))
tried("del x[0], x[-1:], x[:1]", x=[1, 2, 3, 4])
tried("del x['k']", x={"k": 1})
tried("del ()", x=1)
tried("del x; del x", x=1)
tried("del x, undefined, y", x=1, y=2)
tried("del x[9]", x=[1])
tried("del x['k']", x={})
tried("del x.nothing", x=object())
tried("del x[0]", x=(1,))
tried("del x[0]", x="a")
tried("del x[0]", x=5)
tried("del x.real", x=1)


def deletes():
    a = b = 1
    del a
    try:
        return a
    except UnboundLocalError as error:
        print(error)
    a = 2
    return a, b


def deletes_free():
    shared = 1

    def inner():
        nonlocal shared
        del shared

    inner()
    try:
        return shared
    except UnboundLocalError as error:
        return str(error)


print(deletes(), deletes_free())
pass; pass
1; "a string"; None; [print("an expression statement")]; ...
for wrong in ("del", "del 1", "del f()", "del x + y", "del (x, 1)", "del None", "del x = 1", "del [x for x in y]",
              "del x,", "del *x", "del (yield)", "del x if y else z", "del 'a'", "del {}", "del (x,)", "del x.y[0].z",
              "del (x for x in y)", "del lambda: x", "del -x", "del ...", "del x and y", "del x == y",
              "assert", "assert x, y, z", "assert x = 1", "assert (yield)", "pass 1", "passs 1", "pass = 1",
              "assert *x"):
    try:
        compile(wrong, "", "exec")
        print(f"{wrong}: compiles")
    except SyntaxError as error:
        print(f"{wrong}: {error.msg}")
