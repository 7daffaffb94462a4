"""Identifiers: Unicode letters, normalisation to NFKC, keywords, private names."""

import keyword

größe, 変数, Ω, été = 1, 2, 3, 4
print(größe + 変数 + Ω + été)

# U+212B ANGSTROM SIGN and the ligature ﬁ are normalised, also as attributes and keywords.
exec("Å = 5; ﬁle = 6")
print(sorted(name for name in globals() if name in ("\u00c5", "\u212b", "file", "ﬁle")))


class Names:
    ﬁeld = "normalised"
    _single = 1
    __private = 2
    __dunder__ = 3

    def read(self):
        return self.__private, self.ﬁeld


def keywords(**names):
    return names


print(Names().read(), getattr(Names, "field"), hasattr(Names, "ﬁeld"))
print([name for name in vars(Names) if not name.startswith("__")])
print(keywords(ﬁt=1, **{"ﬁt2": 2}))

for text in ("a", "_", "a1", "1a", "", "a b", "é", "e\u0301", "℘", "·", "a·b", "變", "😀", "ª", "x²", "class", "℮"):
    print(ascii(text), text.isidentifier(), keyword.iskeyword(text))

print(len(keyword.kwlist), keyword.kwlist)
print(keyword.softkwlist)

for source in ("x² = 1", "😀 = 1", "a\u00a0= 1", "“a”", "1a = 2", "class = 1", "None = 1", "True = 2", "__debug__ = 3",
               "f(None=1)",
               "def f(True): pass", "import a as None", "x.None", "€"):
    try:
        compile(source, "<identifier>", "exec")
    except SyntaxError as error:
        print(f"{ascii(source)}: {ascii(error.msg)} at {error.offset}")


class __Hidden:
    """A name of only underscores in front of the class's is not mangled with them."""

    def __init__(self):
        self.__value = "kept"


print(vars(__Hidden()))
