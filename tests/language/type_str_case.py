"""str: case, alignment, encoding, Unicode names and categories, normalisation, repr and ascii."""

import unicodedata

for text in ("hello World", "ΑΣ ας", "straße", "ŉ ﬁ İ ı", "ǆ ǅ Ǆ", "they're bill's", "ÀÉÎ", "ß", "ΐ", "𐐀𐐨", "a1b2",
             "日本 x", "o'neill mc-donald"):
    print(f"{text!r}: {text.upper()!r} {text.lower()!r} {text.title()!r} {text.capitalize()!r} "
          f"{text.swapcase()!r} {text.casefold()!r}")
print("abc".center(9, "*"), "abc".center(8, "*"), "abc".center(2), "abc".ljust(6, "."), "abc".rjust(6), "42".zfill(5),
      "-42".zfill(6), "+4".zfill(4), "".zfill(2), "--1".zfill(5), "日本".center(6, "-"), "a\tb\tc".expandtabs(),
      "a\tbcd\te\n\tf".expandtabs(4), "\t".expandtabs(0), "ab\t|".expandtabs(2))
for code in ("utf-8", "utf-16", "utf-16-le", "utf-32-be", "utf-8-sig", "utf-7", "unicode_escape", "raw_unicode_escape",
             "idna", "punycode"):
    print(code, "é日😀a".encode(code), "é日😀a".encode(code).decode(code) == "é日😀a")
for errors in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace"):
    print(errors, "aé日😀".encode("ascii", errors), "aé".encode("latin-1", errors), "日é".encode("cp1252", errors))
for errors in ("ignore", "replace", "backslashreplace", "surrogateescape"):
    print(errors, ascii(b"a\xff\xc3\xa9\xe2\x82".decode("utf-8", errors)), ascii(b"\x80a".decode("ascii", errors)))
print("\udcff".encode("utf-8", "surrogateescape"), "\ud800".encode("utf-8", "surrogatepass"),
      ascii(b"\xed\xa0\x80".decode("utf-8", "surrogatepass")), str(b"abc", "utf-8"), str(b"\xe9", "latin-1"),
      str(b"abc"), str(bytearray(b"x"), encoding="ascii", errors="strict"), str(object=5), str())
for char in "aÁ1½²٣_ \n€+日😀\u0301\u200d\ue000\uffff\N{LATIN SMALL LIGATURE FI}":
    print(f"{ord(char):04x} {unicodedata.name(char, 'no name')} {unicodedata.category(char)} "
          f"{unicodedata.bidirectional(char)} {unicodedata.combining(char)} "
          f"{unicodedata.east_asian_width(char)} {unicodedata.mirrored(char)} "
          f"{unicodedata.decomposition(char)!r} {unicodedata.decimal(char, None)} "
          f"{unicodedata.digit(char, None)} {unicodedata.numeric(char, None)}")
for form in ("NFC", "NFD", "NFKC", "NFKD"):
    print(form, *[ascii(unicodedata.normalize(form, sample)) for sample in ("é", "e\u0301", "ﬁ²Å", "가", "\u1100\u1161",
        "ｱ")], unicodedata.is_normalized(form, "e\u0301"))
print(unicodedata.lookup("SNOWMAN"), unicodedata.lookup("latin small letter a with acute"), unicodedata.unidata_version,
      "\N{GREEK CAPITAL LETTER OMEGA}", ascii(unicodedata.lookup("LATIN SMALL LETTER R WITH TILDE")),
      ascii("\N{LATIN CAPITAL LETTER GHA}"), unicodedata.name("\U00013000"))
print(repr("a'b"), repr('a"b'), repr("a'b\"c"), repr("\\n\n\t\r\x00\x7f\xa0\xad"), repr("é日😀\u200b\ue000\ud800"),
      ascii("é日😀"), repr("\u0301a"), repr("\U000e0001\U0001f600\U0003ffff"), str("x"), format("é", ">3"), chr(0x1F600),
      ord("😀"), ord("\x00"), "%a %r %s" % ("é", "é", "é"))
for wrong in ("'é'.encode('ascii')", "'日😀'.encode('latin-1')", "b'\\xff'.decode()", "b'\\xc3'.decode()",
              "b'a\\xe2\\x82b'.decode()", "b'\\x80'.decode('ascii')", "'a'.encode('nope')",
              "'a'.encode('utf-8', 'nope')", "'é'.encode('ascii', 'nope')", "'\\ud800'.encode()",
              "b'\\xed\\xa0\\x80'.decode()", "b'a'.decode('utf-16')", "b'\\x00\\xd8'.decode('utf-16-le')",
              "str(b'a', 5)", "str('a', 'utf-8')", "str(5, 'utf-8')", "'a'.center()", "'a'.center(5, 'xx')",
              "'a'.ljust('x')", "'a'.zfill('5')", "ord('ab')", "ord('')", "chr('a')",
              "unicodedata.lookup('NOPE')", "unicodedata.name('\\n')", "unicodedata.decimal('a')",
              "unicodedata.normalize('X', 'a')", "unicodedata.category('ab')", "'a'.encode(encoding=None)",
              "b'\\xf5\\x80\\x80\\x80'.decode()", "b'\\xc0\\x80'.decode()", "'a..b'.encode('idna')",
              "b'\\\\u12'.decode('unicode_escape')", "'x' * -1 + 1"):
    try:
        print(wrong, ascii(eval(wrong)))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
