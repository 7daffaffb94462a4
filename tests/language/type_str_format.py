"""str.format, format_map, % formatting and string.Formatter: fields, conversions, nesting, errors."""

import string

print("{} {} {}".format(1, "b", [3]), "{1} {0} {1}".format("a", "b"), "{x} {y!r} {x:>4}".format(x=1, y="q"),
      "{{}} {{{0}}}".format(5), "{0[1]} {0[key]} {1.real} {1.imag}".format({1: "one", "key": "k"}, 2j),
      "{0[0]}{0[1][2]}".format([1, "abc"]), "{:{}}|{:{w}.{p}}".format("a", 4, 3.14159, w=8, p=3))
print("{:>10}|{:<10}|{:^10}|{:*^10}|{:5.2}|{:.1}|{!s:>4}|{!a}".format("abc", "abc", "abc", "abc", "abcdef", "xyz", None,
    "é"), "{:c}{:x}{:o}{:b}{:e}{:%}".format(65, 255, 8, 5, 12.5, 0.25), "{:,} {:_} {:+} {: } {:-}".format(12345, 12345,
        5, 5, 5), "{0!r:^12}{0!s:^12}".format("mid"))
print("{0.__class__.__name__} {0.real:>5}".format(7), "{a.b[c].d}".format(a=type("A", (),
    {"b": {"c": type("D", (), {"d": "deep"})}})), "{}{}{}".format(*"abc"), "{a}{b}".format(**{"a": 1, "b": 2}),
    "{0[-1]} {0[ a ]}".format({"-1": "text key", " a ": "spaces"}), "{:{fill}{align}{width}}".format("x", fill="*",
        align="^", width=7))


class Default(dict):
    def __missing__(self, key): return f"<{key}>"


class Shows:
    def __format__(self, specification): return f"[{specification}]"
    def __getattr__(self, name): return f"attribute {name}"
    def __getitem__(self, key): return f"item {key!r}"


shows = Shows()
print("{a} {b}".format_map(Default(a=1)), "{0} {0:} {0:a b:c} {0.x} {0[y]} {0[1]:>8}".format(shows),
      "{:{}{}}".format(shows, "p", "q"), f"{shows}{shows:{'n'}ested}", format(shows, "spec"), format("text", ">6"),
      format(3, ""), format(None))
print("%s %r %a %d %i %u %f %e %g %x %X %o %c %c %%" % ("s", "r", "é", 1, 2, 3, 1.5, 1.5, 1.5, 255, 255, 8, "c", 99))
print("%5s|%-5s|%.2s|%5.1s|%05d|%+d|% d|%#x|%#o|%-+6d|%*d|%-*d|%.*f|%08.3f|%+.2e" % ("ab", "ab", "abc", "xyz", 42, 42,
    42, 255, 8, 7, 5, 3, 5, 3, 2, 3.14159, -3.14159, 12345.678))
print("%(name)s is %(age)d, %(name)r, %(age)05.1f %%" % {"name": "Ada", "age": 36}, "%s" % (1,), "%s" % [1, 2],
      "%s %s" % ("a", (1, 2)), "%s" % {}, "%d%%" % 50, "%s" % b"x", "%s" % None, "no fields" % (), "no fields" % {},
      "%d" % 3.99, "%x" % -255, "%c" % 0x1F600, "%s" % (("t",),), "%.0f %.0f" % (0.5, 1.5), "%5c|" % "x",
      "%ld %hd" % (1, 2))
formatter = string.Formatter()
print(formatter.format("{0} {x:>3}", 1, x=2), list(formatter.parse("a{b!r:c{d}}e{{f}}")),
      formatter.vformat("{0}{k}", (1,), {"k": 2}), string.Formatter().format("{} {}", 1, 2))


class Upper(string.Formatter):
    def get_value(self, key, args, kwargs): return kwargs.get(key, f"no {key}") if isinstance(key, str) else args[key]
    def convert_field(self, value,
                      conversion): return str(value).upper() if conversion == "u" else super().convert_field(value,
                          conversion)
    def format_field(self, value, specification): return f"<{super().format_field(value, specification)}>"
    def check_unused_args(self, used, args, kwargs): print("used", sorted(map(str, used)), len(args), sorted(kwargs))


print(Upper().format("{a!u} {b:>8} {0!r}", "z", a="word", c=1))
template = string.Template("$name owes $$${amount} to ${other}s, $missing")
print(template.safe_substitute(name="Ada", amount=5, other="Grace"), template.get_identifiers(), template.is_valid(),
      string.Template("$a").substitute({"a": 1}), string.Template("${a}b").substitute(a=2),
      string.Template("$é $_x").safe_substitute(_x=1), string.capwords("hello  big world"), string.ascii_letters[:3],
      string.punctuation)
for wrong in ("'{}'.format()", "'{0} {}'.format(1, 2)", "'{} {0}'.format(1, 2)", "'{x}'.format()", "'{'.format()",
              "'}'.format()", "'{0'.format(1)", "'{0!x}'.format(1)", "'{0!}'.format(1)", "'{0!rr}'.format(1)",
              "'{0.x}'.format(1)", "'{0[5]}'.format([1])", "'{0[x]}'.format([1])", "'{0[}'.format([1])",
              "'{0[]}'.format([1])", "'{0.}'.format(1)", "'{:d}'.format('a')", "'{:q}'.format(1)", "'{:.2d}'.format(1)",
              "'{:>>5}'.format(1)", "'{:{}}'.format(1)", "'{:{:{}}}'.format(1, 2, 3)", "'{a b}'.format(a=1)",
              "'{:5'.format(1)", "'{:=5}'.format('a')", "'{:+}'.format('a')", "'{:,}'.format('a')",
              "'%d' % 'a'", "'%s %s' % 1", "'%s' % (1, 2)", "'%q' % 1", "'%' % 1", "'%(a)s' % 1", "'%(a)s' % {}",
              "'%(a' % {}", "'%c' % 'ab'", "'%x' % 1.5", "'%*d' % ('a', 1)", "'%.500000000000f' % 1.0", "'%d' % None",
              "'%s'", "'a' % 1", "format(1, 2)", "format([], '>5')", "'{}'.format_map([])", "'{x}'.format_map({})",
              "string.Template('$').substitute()", "string.Template('$a').substitute()",
              "string.Template('${a').substitute(a=1)", "'{0[0]}'.format(5)"):
    try:
        print(wrong, repr(eval(wrong)))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
