"""pickle: protocols, shared and recursive objects, reducers, persistent ids, copyreg, restricted loading, errors."""

import collections
import copyreg
import datetime
import decimal
import fractions
import io
import pickle
import pickletools
import types

VALUES = [None, True, 0, 255, 65536, -1, 2 ** 31, 10 ** 40, -10 ** 40, 1.5, float("inf"), 1j, "", "text é 😀", "x" * 300,
          b"", b"bytes\xff", b"y" * 300, bytearray(b"ba"), (), (1,), (1, 2, 3, 4), [], [1, [2]], {}, {"k": [1]}, set(),
          {1, 2}, frozenset([1]), range(3), slice(1, 2), ..., NotImplemented, int, len, ValueError("e", 1),
          datetime.date(2024, 1, 2), datetime.timedelta(1), decimal.Decimal("1.5"), fractions.Fraction(1, 3),
          collections.OrderedDict(a=1), collections.Counter("aab"), collections.deque([1], 5),
          collections.defaultdict(list, k=[1]), types.SimpleNamespace(a=1), [].append.__name__, complex, type(None)]
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    again = [pickle.loads(pickle.dumps(value, protocol)) for value in VALUES]
    wrong = [value for value, made in zip(VALUES, again) if made != value and repr(made) != repr(value)]
    print(protocol, wrong, [len(pickle.dumps(value, protocol)) for value in VALUES[:20]])
print(pickle.dumps([1, "a", (2.5, None)]), pickle.dumps({"k": b"v"}, 0), pickle.dumps((1, 2), 2), pickle.dumps("é", 4),
      pickle.DEFAULT_PROTOCOL)
shared = [1]
pair = pickle.loads(pickle.dumps([shared, shared, (shared,)]))
loop = [1]
loop.append(loop)
table = {}
table["me"] = (table,)
print(pair[0] is pair[1] is pair[2][0], (lambda made: made[1] is made)(pickle.loads(pickle.dumps(loop))),
      (lambda made: made["me"][0] is made)(pickle.loads(pickle.dumps(table))))


class Persistent(pickle.Pickler):
    def persistent_id(self, thing): return f"the {thing.__name__}" if isinstance(thing, types.ModuleType) else None


class Loads(pickle.Unpickler):
    def persistent_load(self, pid): return f"loaded {pid}"
    def find_class(self, module, name):
        if module == "builtins": return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} is forbidden")


def with_persistent(value):
    buffer = io.BytesIO()
    Persistent(buffer).dump(value)
    return Loads(io.BytesIO(buffer.getvalue())).load()


class Reducer(pickle.Pickler):
    def reducer_override(self, thing):
        return (complex, (1, 2)) if isinstance(thing, types.FunctionType) else NotImplemented


class Local:
    """Pickled through a table, so that its own name is not needed."""
    def __init__(self, value): self.value = value


def by_table(value):
    buffer = io.BytesIO()
    pickler = pickle.Pickler(buffer)
    pickler.dispatch_table = copyreg.dispatch_table | {Local: lambda local: (sorted, ([local.value, 0],))}
    pickler.dump(value)
    return pickle.loads(buffer.getvalue())


buffer = io.BytesIO()
Reducer(buffer).dump([lambda: 0, 5])
print(with_persistent([io, {"m": types}]), pickle.loads(buffer.getvalue()), by_table([Local(5), Local(-5)]))
stream = io.BytesIO()
pickler = pickle.Pickler(stream)
for value in (1, "two", shared, shared): pickler.dump(value)
stream.seek(0)
unpickler = pickle.Unpickler(stream)
print([unpickler.load() for _ in range(4)], pickler.clear_memo(), stream.read())
buffers = []
data = pickle.dumps([pickle.PickleBuffer(b"out of band")], protocol=5, buffer_callback=buffers.append)
print(len(buffers), bytes(pickle.loads(data, buffers=buffers)[0]), bytes(buffers[0].raw()))
text = io.StringIO()
pickletools.dis(pickletools.optimize(pickle.dumps([1, "a", {"k": (2.5, None)}], 2)), text)
print(text.getvalue())
print(pickle.loads(b"\x80\x04]\x94(K\x01K\x02e."), pickle.loads(b"I1\n."), pickle.loads(b"(lp0\nI5\na."),
      pickle.loads(b"c__builtin__\nlist\n."), pickle.loads(pickle.dumps(b"x", 2)),
      pickle.loads(b"U\x03\xe9bc.", encoding="latin-1"))
for attempt in (lambda: pickle.dumps((n for n in "")), lambda: pickle.dumps(io),
                lambda: pickle.dumps([].__iter__().__class__) and "fine", lambda: pickle.dumps(memoryview(b"")),
                lambda: pickle.dumps(1, 9), lambda: pickle.loads(b""), lambda: pickle.loads(b"x"),
                lambda: pickle.loads(b"I1\n"), lambda: pickle.loads(b"\x80\x09."),
                lambda: pickle.loads(b"cno_such_module\nx\n."), lambda: pickle.loads(b"cbuiltins\nno_such\n."),
                lambda: pickle.loads("text"), lambda: pickle.loads(5), lambda: pickle.loads(b"Iabc\n."),
                lambda: pickle.loads(b"."), lambda: pickle.loads(b"h\x05."), lambda: with_persistent(datetime.date(1, 1,
                    1)), lambda: pickle.dumps(5, buffer_callback=print, protocol=4),
                    lambda: pickle.loads(b"\x80\x04K\x01K\x02R."), lambda: pickle.Pickler(5),
                    lambda: pickle.Unpickler(5), lambda: pickle.loads(pickle.dumps(b"x")[:-3])):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {str(error).split(' at 0x')[0]}")
