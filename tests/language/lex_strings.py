"""String literals: quotes, prefixes, every escape, concatenation of neighbours."""

import warnings

print('single "quoted"', "double 'quoted'", 'it\'s', "say \"so\"")
print("""three lines,
with a "quote" or "" two and the last\"""")
print(repr("\a\b\f\n\r\t\v\\\'\""))
print(repr("\0\1\12\101\377\x41\xff\u0041\u20ac\U0001f600"))
print("\N{GREEK SMALL LETTER ALPHA} \N{bullet} \N{LATIN SMALL LETTER E WITH ACUTE}\N{CJK UNIFIED IDEOGRAPH-6C34}\N{HANGUL SYLLABLE GA}")
print("a backslash at the end \
joins lines")
print(r"raw \n stays \x41 \N{x} \'", r'\\', len(r"\""))
print(R"upper \n", U"nicode" u' and unicode')
print("neighbours " 'of ' """all """ r"\kinds " f"{1 + 1}" "")
print(repr('''one'
two"
three\
 joined'''))

joined = ("within "
          "brackets "  # and with comments
          "over lines")
print(joined)
print("precedence: " "%d " "of %d" % (1, 2))

print(len("\U0010ffff"), ord("\ud800"), repr("\ud83d\ude00"), "\ud83d\ude00" == "\U0001f600")
print(repr("\u00ad\u200b\u2028\ufeff\x7f\x80 é ñ 日本"), ascii("é 日本 😀"))

# What is no escape stays as it is, with a warning.
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(repr(eval(r"'\d \8 \400 \ä'")))
for warning in caught:
    print(warning.category.__name__, warning.message)

for source in (r"'\x4'", r"'\u12'", r"'\U00110000'", r"'\N{no such name}'", r"'\N'", r"'\N{}'", "'a' b'b'", "'a\nb'",
               "ur'x'", "bu'x'",
               "'\\", "fb'x'", "r'\\'"):
    try:
        print(source, eval(source))
    except SyntaxError as error:
        print(f"{source!r}: {error.msg}")
