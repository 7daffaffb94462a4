"""json: encoding and decoding, options, hooks, subclasses, numbers, Unicode, errors with positions."""

import collections
import decimal
import enum
import json

value = {"text": "é \"quoted\" \\ \n\t\u2028 😀", "numbers": [1, -2.5, 1e100, 1e-7, 0.1, 10 ** 20], "nothing": None,
         "flags": [True, False], "nested": {"a": [], "b": {}, "c": [[1], {"d": ()}]}, 5: "int key", None: "null key",
         True: "true key", 1.5: "float key"}
print(json.dumps(value))
print(json.dumps(value, ensure_ascii=False))
print(json.dumps({"b": 1, "a": [1, {"c": 2}]}, indent=2, sort_keys=True))
print(json.dumps([1, {"a": []}], indent="\t"), json.dumps({"a": [1, 2]}, separators=(",", ":")),
      json.dumps({"a": 1}, indent=0), json.dumps([], indent=4), json.dumps("\x00\x1f\x7f"), json.dumps("\ud800"),
      json.dumps({(1, 2): 3}, skipkeys=True), json.dumps([float("inf"), float("-inf"), float("nan")]))
text = ' {"a" : [1, 2.50, -3e2, 1E+2, true, false, null, "\\u00e9\\ud83d\\ude00\\/\\b", {}], "dup": 1, "dup": 2, "big": 123456789012345678901234567890} '
print(json.loads(text), json.loads(b'"bytes \xc3\xa9"'), json.loads('"utf16"'.encode("utf-16")),
      json.loads("[NaN, Infinity, -Infinity]"), json.loads("1"), json.loads("0.10"), json.loads("-0"),
      json.loads("-0.0"), json.loads("1e400"), json.loads("[]"))
print(json.loads(text, parse_float=decimal.Decimal)["a"][1], json.loads("[1, 2]", parse_int=str),
      json.loads("[NaN]", parse_constant=lambda name: f"<{name}>"), json.loads('{"a": 1, "a": 2}',
          object_pairs_hook=list), json.loads('{"x": {"y": 1}}', object_hook=lambda d: tuple(sorted(d.items()))),
          type(json.loads('{"a": 1}', object_pairs_hook=collections.OrderedDict)).__name__)


class Point:
    def __init__(self, x, y): self.x, self.y = x, y


class Encoder(json.JSONEncoder):
    def default(self, thing):
        if isinstance(thing, Point): return {"point": [thing.x, thing.y]}
        if isinstance(thing, (set, frozenset)): return sorted(thing)
        return super().default(thing)


class Level(enum.IntEnum): LOW = 1
class Name(enum.StrEnum): A = "a"
class Text(str): pass
class Number(int):
    def __repr__(self): return "number"
class Dict(dict): pass


print(json.dumps([Point(1, 2), {3, 1}], cls=Encoder), json.dumps(Point(3, 4), default=vars),
      json.dumps([Level.LOW, Name.A, Text("t"), Number(5), Dict(k=1), collections.namedtuple("N", "a")(1),
                  collections.OrderedDict(z=1), collections.Counter("a"), {Level.LOW: 1}]),
                  "".join(Encoder(indent=1).iterencode([1, {"a": 2}])), list(json.JSONEncoder().iterencode([1, "a"])),
                  Encoder(sort_keys=True, separators=(", ", "=")).encode({"b": 1, "a": {2}}))
decoder = json.JSONDecoder(strict=False)
print(decoder.raw_decode("[1] rest"), decoder.decode('"a\tb"'), json.JSONDecoder().raw_decode("  5"[2:]),
      json.loads("[1]", cls=json.JSONDecoder), json.loads(json.dumps(value))["numbers"] == value["numbers"],
      json.loads(json.dumps("\ud800")) == "\ud800")
deep = []
for _ in range(50): deep = [deep]
print(json.dumps(deep).count("["), json.loads("[" * 50 + "]" * 50) == [json.loads("[" * 49 + "]" * 49)])
for wrong in ("", " ", "{", "[", "[1", "[1,", "[1,]", "{'a': 1}", '{"a"}', '{"a":}', '{"a": 1,}', '{"a": 1 "b": 2}',
              "[1 2]", "nul", "tru", "01", "1.", ".5", "+1", "1e", "-", '"abc', '"\\x"', '"\\u12"', '"\\ud83d"x',
              '"a\nb"', "[1]]", "{1: 2}", "undefined", "\ufeff[]", "[1]\n\n,", "{}{}", '{"a": [1, {"b": }]}', "NaNx",
              "'a'"):
    try:
        print(repr(wrong), json.loads(wrong))
    except json.JSONDecodeError as error:
        print(f"{wrong!r}: {error} | {error.msg} {error.pos} {error.lineno} {error.colno}")
loop = []
loop.append(loop)
for attempt in (lambda: json.dumps({1, 2}), lambda: json.dumps({"a": [Point(1, 2)]}), lambda: json.dumps({(1, 2): 3}),
                lambda: json.dumps(loop), lambda: json.dumps(float("nan"), allow_nan=False), lambda: json.dumps(b"x"),
                lambda: json.dumps({"b": 1, 2: 3}, sort_keys=True), lambda: json.loads(5), lambda: json.loads(b"\xff"),
                lambda: json.loads(None), lambda: json.dumps(object, default=lambda x: x), lambda: json.dumps(1j),
                lambda: json.loads("[" * 100000)):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {str(error).split(' at 0x')[0]}", getattr(error, "__notes__", ""))
