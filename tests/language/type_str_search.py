"""str: searching, splitting, joining, replacing, stripping, translating, predicates."""

text = "the quick brown fox jumps over the lazy dog"
print(text.find("the"), text.find("the", 1), text.find("cat"), text.rfind("the"), text.index("fox"), text.rindex("o"),
      text.count("o"), text.count("the", 5), text.count(""), "aaaa".count("aa"), text.find("", 100), text.find("", 43),
      "".find(""), "abc".find("c", -1), "abc".rfind("a", 0, -3))
print(text.startswith("the"), text.startswith(("a", "the")), text.endswith("dog", 5), text.startswith("quick", 4, 9),
      text.endswith(()), "".startswith(""), "abc".startswith("", 4), "abc".endswith("", 3), "abc".startswith("bc", 1))
print(text.split(), text.split(" ", 2), text.rsplit(" ", 2), "a,b,,c,".split(","), "".split(), "".split(","),
      "  a  b ".split(), "  a  b ".split(" "), "abcabc".split("bc"), "a  b   c".split(None, 1),
      " a b c ".rsplit(None, 1), "aXbXc".split(sep="X", maxsplit=1), "a\tb\nc\x0bd\u2003e".split(),
      "a--b--c".rsplit("--", 1))
print("a\nb\r\nc\rd\x0be\x0cf\x1cg\x85h\u2028i\n".splitlines(), "a\nb\r\n".splitlines(True), "".splitlines(),
      "\n".splitlines(), "\n\n".splitlines(), "a".splitlines())
print("key=value=x".partition("="), "key=value=x".rpartition("="), "none".partition("="), "none".rpartition("="),
      "=".partition("="), ",".join(["a", "b"]), "".join(()), "-".join("abc"), ", ".join({"x": 1, "y": 2}),
      "x".join(["one"]))
print(text.replace("the", "a"), text.replace("the", "a", 1), "aaa".replace("a", "bb", 2), "abc".replace("", "-"),
      "abc".replace("", "-", 2), "".replace("", "x"), "aXbX".replace("X", ""), "ab".replace("ab", "ab" * 3),
      "banana".replace("ana", "*"), "a" .replace("a", "b", count=0))
print(repr("  \t text \n".strip()), "xxtextyx".strip("xy"), "xxtext".lstrip("x"), "textyy".rstrip("y"),
      "www.example.com".strip("cmowz."), "abc".removeprefix("ab"), "abc".removesuffix("bc"), "abc".removeprefix("x"),
      "aaa".removesuffix("a"), "\u2003a\u3000".strip(), "".strip(), "abc".strip(""), "\x1f a \x85".strip())
print("hello".translate({104: "J", 108: None}), "abc".translate(str.maketrans("abc", "xyz")),
      "abc".translate(str.maketrans({"a": "A", "b": None, 99: "CC"})), "abc".translate(str.maketrans("ab", "xy", "c")),
      "abc".translate({97: 120}), "é日".translate({233: "e", 0x65e5: "sun"}))
print("abc" < "abd", "a" < "B", "a" * 3 + "b", "b" in "abc", "x" not in "abc", "abc"[::-1], len("日本語"), min("hello"),
      max("hello"), sorted("hello"), list(reversed("abc")), "abc" == "ab" "c", "a" != "b", hash("a") == hash("a"))
PREDICATES = ("isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower", "isnumeric",
              "isprintable", "isspace", "istitle", "isupper")
for sample in ("", "abc", "ABC", "Abc Def", "abc1", "123", "²", "½", "٣", "Ⅷ", " ", "\t\n", "a b", "é", "日本", "ß", "ǅ",
               "_a", "1a", "\x00", "\xad", "a\u0301", "😀", "ﬁ", "IJ ij", "\u200b", "I'm Here"):
    print(f"{ascii(sample):14}", *[name[2:] for name in PREDICATES if getattr(sample, name)()])
for wrong in ("'a'.index('b')", "'a'.rindex('b')", "'a'.split('')", "'a'.split(1)", "'a'.partition('')",
              "'a'.join([1])", "'a'.join(['b', None])", "'a'.join(5)", "'a'.replace(1, 2)", "'a'.replace('b')",
              "'a'.find(1)", "'a'.find()", "'a'.startswith(1)", "'a'.startswith((1,))", "'a'.startswith(['a'])",
              "'a'.strip(1)", "'a'.count()", "'a'.translate()", "'a'.translate(5)", "'a'.translate({97: 'x', 98: 5})",
              "'b'.translate({98: 5.5})", "str.maketrans('ab', 'c')", "str.maketrans({'ab': 1})",
              "str.maketrans(1)", "str.maketrans('a', 'b', 1)", "'a' + 1", "'a' + b'b'", "1 in 'a'", "'a' * 'b'",
              "'a' < 1", "'abc'[5]", "text['a']", "'a'.splitlines(1, 2)", "'a'.x", "'a'.removeprefix(1)",
              "'a'.split(maxsplit='x')", "'a'.translate({97: 0x110000})", "'a' % 1"):
    try:
        print(wrong, repr(eval(wrong)))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
