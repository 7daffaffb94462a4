"""Encodings of source: UTF-8 by default, a byte order mark, and declarations in the first two lines."""

SOURCES = {
    "utf-8": "text = 'é €'".encode(),
    "byte order mark": b"\xef\xbb\xbf" + "text = 'é'".encode(),
    "latin-1": "# -*- coding: latin-1 -*-\ntext = 'é'".encode("latin-1"),
    "second line": "#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15 :\ntext = '€'".encode("iso-8859-15"),
    "cp1252": b"# coding=cp1252\ntext = '\x80'",
    "third line does not count": "\n\n# coding: latin-1\ntext = 'é'".encode(),
    "after code does not count": "text = 'é'\n# coding: ascii".encode(),
    "koi8-r": "# coding: koi8-r\ntext = 'Привет'".encode("koi8-r"),
    "utf-8 said": "# coding: UTF8\ntext = '日本'".encode(),
    "mark and utf-8": b"\xef\xbb\xbf# coding: utf-8\ntext = 'ok'",
    "mark and another": b"\xef\xbb\xbf# coding: latin-1\ntext = 'no'",
    "not utf-8": b"text = '\xe9'",
    "cut off": b"text = '\xe2\x82'",
    "unknown": b"# coding: no-such-code\ntext = ''",
    "not in ascii": b"# coding: ascii\ntext = '\xe9'",
    "carriage returns": b"text = 'a'\r\ntext += 'b'\r",
}
for name, source in SOURCES.items():
    namespace = {}
    try:
        exec(compile(source, "<source>", "exec"), namespace)
        print(f"{name}: {namespace["text"]}")
    except SyntaxError as error:
        print(f"{name}: {error.msg}")

# Text has been decoded: what a comment in it declares does not matter.
namespace = {}
exec("# coding: latin-1\ntext = 'é 日本'", namespace)
print(namespace["text"])
print(eval("'é'".encode()), eval(bytearray(b"  1 + 1 ")), eval(memoryview(b"3 * 4")))
for wrong in ("x\0", b"x\0", "\ud800"):
    try:
        eval(wrong)
    except Exception as error:
        print(type(error).__name__, error)
