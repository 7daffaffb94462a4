"""re: patterns, groups, flags, substitution, splitting, scanning, lookaround, errors."""

import re

m = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)(-(\d\d))?", "2024-02 and more")
print(m, m.group(), m.group(1, "month"), m["year"], m.groups(), m.groups("none"), m.groupdict(), m.span(), m.start(2),
      m.end("year"), m.lastindex, m.lastgroup, m.pos, m.endpos, m.string[:4], m.re.groups, m.re.groupindex["month"],
      m.expand(r"\2/\g<year>"), m.regs[:2], bool(m), m[4])
print(re.search("b+", "aabbb").span(), re.fullmatch("a.c", "abc") is not None, re.fullmatch("a", "ab"),
      re.match("b", "ab"), re.findall(r"\d+", "1 22 333"), re.findall(r"(\w)(\d)", "a1 b2"), re.findall("(a)|b", "ab"),
      [m.span() for m in re.finditer("a*", "baac")], re.findall("", "ab"), re.findall(r"\b\w", "hi you"),
      re.search("$", "a\n").span())
print(re.sub("a", "x", "banana"), re.sub("a", "x", "banana", count=2), re.sub(r"(\w)(\w)", r"\2\1", "abcd"),
      re.sub(r"\d", lambda m: str(int(m[0]) * 2), "a1b5"), re.subn("z", "", "abc"), re.sub("x*", "-", "abxd"),
      re.sub("(a)?b", r"[\1]", "ab b"), re.sub(r"(?P<n>a)", r"\g<n>\g<0>\n", "a"), re.sub("a", r"\\", "a"),
      re.sub("", "-", "ab"))
print(re.split(r"[,;]\s*", "a, b;c"), re.split("(-)", "a-b-c"), re.split("-", "a-b-c", maxsplit=1),
      re.split("x*", "axbc"), re.split(r"\b", "hi you"), re.split("z", ""), re.escape("a.b*c[d] é-#&~\n"),
      re.split("(a)|(b)", "xayb"))
TESTS = [("a|b|cd", "xcd"), ("[a-c]+[^a-c]", "abcd"), ("a{2,3}", "aaaa"), ("a{2,3}?", "aaaa"), ("<.*?>", "<a><b>"),
         ("<.*>", "<a><b>"), ("a*+a", "aaa"), ("(?>a+)b", "aab"), (r"(\w+) \1", "the the"), ("(?=b)b", "ab"),
         ("a(?!b)", "abac"), ("(?<=a)b", "cbab"), ("(?<!a)b", "abcb"), ("(?i:AB)c", "abc"),
         (r"(?x) a  b # comment", "ab"), ("(?s).+", "a\nb"), (".+", "a\nb"), ("(?m)^b$", "a\nb\nc"), (r"\Ab", "a\nb"),
         (r"b\Z", "a\nb"),
         ("(a)?(?(1)b|c)", "ab"), ("(a)?(?(1)b|c)", "c"), (r"[\w\-\]]+", "a-]b"), (r"[]a]+", "]a"), ("[^]]", "]b"),
         (r"\d\D\s\S\w\W", "1a b_!"), ("é+", "éé"), (r"\w+", "日本 é"), (r"(?a)\w+", "éab"),
         (r"\N{SNOWMAN}|\u2603|\x41", "A☃"), ("(?:ab)+", "ababa"), ("(a(b(c)))", "abc"), ("(?P<x>a)(?P=x)", "aa"),
         ("a{,2}b", "aab"), ("x{2}", "xxx"), ("a{", "a{"), ("(|a)+", "aa"), ("(a|ab)(c|bcd)(d*)", "abcd"),
         ("((a)|b)*", "ab"), (r"\B.\B", "abc"), ("(?i)straße", "STRASSE"), ("(?i)ſ", "S"), ("(?i)[α-ω]+", "ΑΒΓ")]
for pattern, text in TESTS:
    found = re.search(pattern, text)
    print(pattern, repr(text), found and (found.span(), found.group(), found.groups()))
p = re.compile(r"(?im)^(\w+)\s*=\s*(.*)$")
print(p.pattern, p.flags, re.RegexFlag(p.flags), p.groups, p.findall("a = 1\nB=2"), p.search("xx\na=1", 3).span(),
      p.match("a=1", 1), p.fullmatch("a=1").groups(), re.compile(p) is p, p == re.compile(p.pattern),
      repr(re.compile("a", re.I | re.X)), re.I | re.S, hash(p) == hash(re.compile(p.pattern)),
      re.compile("(a)(?P<n>b)").groupindex, p.scanner("a=1\nb=2").search().group(2))
print(re.findall(rb"\w+", b"ab \xff c"), re.sub(b"a", b"b", b"banana"), re.match("a", "A", re.IGNORECASE).group(),
      re.search("(?i)é", "É").group(), re.findall(r"[^\W\d_]+", "a1_bé"), re.search(r"(\d+)(?=€)", "5€").group(1),
      re.compile("x", re.ASCII).flags, re.purge(), "".join(re.findall("[aeiou]", "education")))
scanner = re.Scanner([(r"\d+", lambda s, t: ("number", int(t))), (r"[a-z]+", "word"), (r"\s+", None)])
print(scanner.scan("12 ab 3!"), [m.lastgroup for m in re.finditer(r"(?P<num>\d+)|(?P<op>[+*])", "1+2*3")],
      re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", "1234567"), re.search("a.{3}", "a日😀é!").group(),
      re.fullmatch(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}", "192.168.1.255") is not None)
for wrong in ("(", ")", "[", "*", "a**", "a{3,1}", "(?P<n>a)(?P<n>b)", "(?P<1>a)", "(?P=x)", r"\1", r"\q", "[z-a]",
              "(?<=a+)b", "(?z)", "a(?i)", "(?P<n", "(?P>n)", "(?(1)a|b|c)", "(?(2)a)", r"\x1", r"\N{nope}", "[a",
              "a{99999999999}", "(?#", "(?<", r"[\w-a]", "(?:", "+", "x{2}{3}", "(?-i)", "(?i-i:a)", "(?u-a:x)", "\\",
              r"\u12", "(?P<é>a)", "(?P<a b>x)", "++", "a?+?"):
    try:
        print(wrong, re.compile(wrong).pattern == wrong)
    except (re.error, OverflowError) as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
for attempt in (lambda: re.match("a", b"a"), lambda: re.match(5, "a"), lambda: re.sub("a", r"\2", "a"),
                lambda: re.sub("a", r"\g<x>", "a"), lambda: re.sub("a", r"\q", "a"), lambda: m.group(9),
                lambda: m.group("none"), lambda: m["none"], lambda: re.compile(b"a").search("a"),
                lambda: re.compile("a", "i"), lambda: re.compile(re.compile("a"), re.I), lambda: re.sub("a", 5, "a"),
                lambda: re.split(), lambda: re.compile(b"a", re.U), lambda: re.compile("a", re.A | re.U),
                lambda: m.span(9)):
    try:
        print(attempt())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
