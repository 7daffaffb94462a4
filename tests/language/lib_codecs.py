"""codecs: incremental decoding, error handlers of one's own, streams, character maps, transforms of bytes and text."""

import codecs
import io

print(codecs.encode("é", "utf-8"), codecs.decode(b"\xc3\xa9", "utf-8"), codecs.lookup("UTF8").name,
      codecs.lookup("latin1").name,
      codecs.getencoder("ascii")("abc"), codecs.getdecoder("utf-16-be")(b"\x00a"), codecs.BOM_UTF8, codecs.BOM_UTF16_LE)
print(codecs.encode("Hello", "rot13"), codecs.encode(b"ab", "hex"), codecs.decode(b"6162", "hex"),
      codecs.encode(b"hi", "base64"),
      codecs.escape_decode(rb"a\x41\n")[0], codecs.decode(r"\u00e9\t", "unicode_escape"),
      codecs.encode(b"a=b", "quopri"),
      codecs.encode(b"x", "uu").splitlines()[1])
decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(bytes([byte])) for byte in "aé日😀".encode()], decoder.decode(b"\xe6"), decoder.getstate(),
      decoder.reset(), decoder.decode(b"z", final=True))
wide = codecs.getincrementaldecoder("utf-16")()
print([wide.decode(bytes([byte])) for byte in b"\xfe\xff\x00a\xd8\x3d\xde\x00"],
      codecs.getincrementalencoder("utf-8-sig")().encode("é"))
print(list(codecs.iterdecode([b"\xc3", b"\xa9", b"x"], "utf-8")), list(codecs.iterencode(["a", "é"], "latin-1")))


def stars(error):
    return "*" * (error.end - error.start), error.end


def bytes_instead(error):
    if isinstance(error, UnicodeEncodeError):
        return b"<" + str(ord(error.object[error.start])).encode() + b">", error.start + 1
    return f"<{error.object[error.start]}>", error.start + 1


def again(error):
    return "", error.start if error.start > 100 else error.end


codecs.register_error("test.stars", stars)
codecs.register_error("test.bytes", bytes_instead)
codecs.register_error("test.wrong", lambda error: 5)
codecs.register_error("test.again", again)
for handler in ("test.stars", "test.bytes", "test.again"):
    print(handler, "aé日b".encode("ascii", handler), b"a\xff\xfeb".decode("utf-8", handler),
          "é日".encode("latin-1", handler))
stream = codecs.getreader("utf-8")(io.BytesIO("é\nline two\nthree".encode()))
print(stream.readline(), stream.read(4), stream.readlines(), stream.seek(0), next(stream))
target = io.BytesIO()
writer = codecs.getwriter("utf-16-le")(target)
print(writer.write("aé"), writer.writelines(["b"]), target.getvalue())
recoder = codecs.EncodedFile(io.BytesIO("é".encode("latin-1")), "utf-8", "latin-1")
print(recoder.read(), codecs.charmap_encode("ab", "strict", {97: b"x", 98: 121}),
      codecs.charmap_decode(b"\x00\x01", "strict", "XY"),
      codecs.charmap_build("ab\ufffe") is not None, codecs.make_identity_dict(range(2)),
      codecs.lookup_error("strict").__name__)
for name in ("cp1252", "cp437", "iso8859-15", "koi8-r", "mac-roman", "cp1251", "ascii", "latin-1", "hp-roman8",
             "cp037"):
    text = bytes(range(0x41, 0x44)) + b"\xa4\xe9"
    try:
        decoded = text.decode(name)
        print(name, ascii(decoded), decoded.encode(name) == text)
    except UnicodeDecodeError as error:
        print(name, error)


def search(name):
    if name == "test_upper":
        return codecs.CodecInfo(lambda text, errors="strict": (text.upper().encode(), len(text)),
                                lambda data, errors="strict": (bytes(data).decode().lower(), len(data)), name=name)


codecs.register(search)
try:
    print("abc".encode("test-upper"), b"ABC".decode("Test Upper"), codecs.lookup("test_upper").name)
finally:
    codecs.unregister(search)
for wrong in ("'a'.encode('rot13')", "b'a'.decode('hex')", "codecs.encode('a', 'hex')", "codecs.decode('zz', 'hex')",
              "codecs.lookup('x\\0')",
              "codecs.lookup('nope')", "codecs.lookup_error('nope')", "codecs.register(5)",
              "codecs.register_error('x', 5)",
              "'é'.encode('ascii', 'test.wrong')", "b'\\xff'.decode('ascii', 'test.wrong')", "'é'.encode('test-upper')",
              "codecs.charmap_encode('c', 'strict', {97: b'x'})", "codecs.charmap_decode(b'\\x05', 'strict', 'XY')",
              "codecs.utf_8_decode('a')", "codecs.getincrementaldecoder('rot13')().decode(5)",
              "'a\\ud800'.encode('utf-16')",
              "codecs.getincrementaldecoder('utf-8')().decode(b'\\xc3', final=True)",
              "b'+AOk'.decode('utf-7') + b'+A!'.decode('utf-7')"):
    try:
        print(wrong, ascii(eval(wrong)))
    except Exception as error:
        print(f"{wrong}: {type(error).__name__}: {error}")
