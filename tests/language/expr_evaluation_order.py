"""Order of evaluation: left to right, assignments last, arguments, subscripts, displays, defaults, decorators."""

order = []


class Note:
    def __init__(self, name):
        self.__dict__["name"] = name

    def __getattr__(self, name):
        order.append(f"{self.name}.{name}")
        return Note(f"{self.name}.{name}")

    def __setattr__(self, name, value):
        order.append(f"set {self.name}.{name}")

    def __getitem__(self, key):
        order.append(f"{self.name}[{key}]")
        return Note("item")

    def __setitem__(self, key, value):
        order.append(f"set {self.name}[{key}]")

    def __delitem__(self, key):
        order.append(f"del {self.name}[{key}]")

    def __call__(self, *values, **names):
        order.append(f"call {self.name}")
        return self

    def __add__(self, other):
        order.append(f"{self.name}+{other.name}")
        return Note(f"({self.name}+{other.name})")

    def __mul__(self, other):
        order.append(f"{self.name}*{other.name}")
        return Note(f"({self.name}*{other.name})")

    def __pow__(self, other):
        order.append(f"{self.name}**{other.name}")
        return Note(f"({self.name}**{other.name})")

    def __iadd__(self, other):
        order.append(f"{self.name}+={other.name}")
        return self

    def __lt__(self, other):
        order.append(f"{self.name}<{other.name}")
        return True

    def __iter__(self):
        order.append(f"iter {self.name}")
        return iter((Note("x"), Note("y")))

    def __format__(self, specification):
        order.append(f"format {self.name}")
        return ""

    def __bool__(self):
        order.append(f"bool {self.name}")
        return True

    def __repr__(self):
        return self.name

    def __enter__(self):
        order.append(f"enter {self.name}")

    def __exit__(self, *rest):
        order.append(f"exit {self.name}")


def n(name):
    order.append(name)
    return Note(name)


STATEMENTS = ("n('a') + n('b') * n('c')", "n('a') ** n('b') ** n('c')", "n('a') < n('b') < n('c')",
              "n('f')(n('a'), *n('b'), k=n('c'), **{'d': n('d')})", "n('a')[n('i')] = n('v')", "n('a').x = n('v')",
              "n('a')[n('i')] += n('v')",
              "n('a').x += n('v')", "n('a')[n('i')], n('b').y = n('v')", "n('a').x = n('b').y = n('v')",
              "{n('k1').s: n('v1'), n('k2').s: n('v2')}", "n('a') if n('c') else n('b')", "n('a') and n('b') or n('c')",
              "del n('a')[n('i')], n('b')[n('j')]",
              "f'{n('a')}{n('b'):{n('w')}}'", "n('a')[n('i'):n('j'):n('k')]", "[n('e') for _ in n('it') if n('c')]",
              "lambda x=n('d'): n('never')", "(p := n('v')).q", "n('a').m(n('x')).o(n('y'))",
              "for n('t').x in n('it'): pass",
              "with n('a') as n('b').x, n('c') as n('d').y: n('body')", "assert n('a'), n('never')",
              "@n('d1')\n@n('d2')\ndef f(x=n('default'), *, y=n('keyword')) -> n('returns'): pass",
              "class C(n('base').b and object, metaclass=n('meta').m and type): n('body')",
              "a: n('annotation') = n('value')", "n('o').x: n('annotation') = n('value')",
              "n('o')[n('i')]: n('annotation')",
              "try: raise (n('e') and ValueError) from (n('c') and None)\nexcept n('k') and ValueError: n('handler')\nfinally: n('finally')",
              "match n('s'):\n case x if n('g'): n('case')", "print(*n('args'), sep=str(n('sep')) and '', end='')",
              "x, *y = n('v')")
for statement in STATEMENTS:
    order.clear()
    exec(statement)
    print(statement.replace("\n", "; "), "->", ", ".join(map(str, order)))
