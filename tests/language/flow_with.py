"""with: one manager and several, brackets, targets, what __exit__ decides, order, and managers that fail."""

log = []


class Manager:
    def __init__(self, name, swallow=False, fail=""):
        self.name, self.swallow, self.fail = name, swallow, fail
        log.append(f"made {name}")

    def __enter__(self):
        log.append(f"enter {self.name}")
        if self.fail == "enter":
            raise KeyError(f"entering {self.name}")
        return self.name

    def __exit__(self, kind, error, trace):
        log.append(f"exit {self.name} {kind.__name__ if kind else None} {error} {trace is not None}")
        if self.fail == "exit":
            raise IndexError(f"leaving {self.name}")
        return self.swallow


def shown(action):
    log.clear()
    try:
        result = action()
    except Exception as error:
        result = f"{error!r} context {error.__context__!r}"
    print(f"{action.__name__}: {result}", *log, sep="\n    ")


def one():
    with Manager("a") as a:
        return a


def several():
    with Manager("a") as a, Manager("b"), Manager("c") as c:
        log.append(a + c)
        raise ValueError("body")


def bracketed():
    with (
        Manager("a") as a,
        Manager("b", swallow=True) as b,
    ):
        raise ValueError(a + b)
    return "went on"


def enter_fails():
    with Manager("a", swallow=True), Manager("b", fail="enter"), Manager("never"):
        log.append("never")
    return "swallowed by a"


def exit_fails():
    with Manager("a"), Manager("b", fail="exit"):
        raise ValueError("body")


def exit_fails_alone():
    with Manager("a", swallow=1), Manager("b", fail="exit"):
        pass
    return "swallowed"


def loops():
    for n in range(3):
        with Manager(n, swallow=True):
            if n == 0:
                continue
            if n == 1:
                raise ValueError(n)
            break
    return n


def targets():
    items = [0, 0]
    with Manager("ab") as items[0], Manager("cd") as (x, y), Manager("efg") as [z, *items[1:]]:
        return items, x, y, z


def target_fails():
    with Manager("abc") as (x, y):
        log.append("never")


for action in (one, several, bracketed, enter_fails, exit_fails, exit_fails_alone, loops, targets, target_fails):
    shown(action)
with (Manager("tuple") if True else None), (Manager("x")): pass
with (yes := Manager("walrus")): print(yes.name)
for wrong in ("with 1: pass", "with object() as x: pass", "with type('E', (), {'__enter__': lambda self: 1})(): pass",
              "with type('X', (), {'__exit__': lambda self: 1})(): pass",
              "with (Manager('t'), Manager('u')): print(log[-1])", "with [Manager('l')]: pass",
              "with ((Manager('p'), 1)): pass"):
    try:
        exec(wrong)
    except TypeError as error:
        print(error)
for wrong in ("with: pass", "with x as: pass", "with x as 1: pass", "with x as f(): pass", "with x y: pass",
              "with x,: pass", "with (x,): pass", "with (x as y,): pass", "with (x as y), z: pass",
              "with x as y, z as w: pass", "with (x as y, z as w): pass", "with (x) as y: pass",
              "with (x, y) as z: pass", "with x as y.z, w as v[0]: pass",
              "with (x as y) as z: pass", "with x as *y: pass", "with x\n pass", "with () : pass",
              "with (x as (y, z)): pass", "with x as y + z: pass", "with (x as y: pass", "with *x: pass",
              "with x as None: pass"):
    try:
        compile(wrong, "", "exec")
        print(f"{wrong!r} compiles")
    except SyntaxError as error:
        print(f"{wrong!r}: {error.msg}")
