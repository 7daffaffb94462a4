# methods: forkserver
# shared: no, it is about the library
"""The encodings of East Asia, with what they cannot say, and in parts; names of characters and their forms."""

import codecs
import io
import unicodedata

TEXT = "日本語、ひらがなとカタカナ。ＡＢＣ１２３"
ENCODINGS = {
    "shift_jis": TEXT,
    "cp932": TEXT + "①㈱～∥",
    "euc_jp": TEXT,
    "iso2022_jp": TEXT,
    "iso2022_jp_2": TEXT,
    "shift_jis_2004": TEXT + "𠀋",
    "euc_jisx0213": TEXT,
    "gb2312": "简体中文，测试",
    "gbk": "简体中文，測試",
    "gb18030": "任何文字 𠀀 😀",
    "hz": "简体中文，测试",
    "big5": "繁體中文，測試",
    "cp950": "繁體中文，測試",
    "big5hkscs": "繁體中文，嘅",
    "euc_kr": "한국어 시험",
    "cp949": "한국어 시험 뷁",
    "johab": "한국어 시험",
    "iso2022_kr": "한국어 시험",
}

for encoding, text in ENCODINGS.items():
    packed = text.encode(encoding)
    assert packed.decode(encoding) == text
    print(encoding, len(packed), packed[:12].hex())
    decoder = codecs.getincrementaldecoder(encoding)()
    assert "".join(decoder.decode(bytes([byte])) for byte in packed) + decoder.decode(b"", True) == text
    with io.TextIOWrapper(io.BytesIO(), encoding, newline="\n") as file:
        file.write(f"{text}\n{text}\n")
        file.seek(0)
        assert file.readlines() == [f"{text}\n"] * 2

for work in (
    lambda: "日本 é".encode("shift_jis"),
    lambda: b"\x93\xfa\x96".decode("shift_jis"),
    lambda: b"\xff\xff".decode("euc_jp"),
    lambda: "😀".encode("big5"),
):
    try:
        work()
    except UnicodeError as error:
        print(type(error).__name__, error)
print("日 é 😀".encode("cp932", "xmlcharrefreplace"), b"\x93\xfa\x96 \xfc\xfc".decode("cp932", "replace"))
print("日 é".encode("iso2022_jp", "namereplace"))


def question(error):
    return "?" * (error.end - error.start), error.end


codecs.register_error("question", question)
print("é日é".encode("euc_jp", "question"), "éé".encode("gb2312", "question"))

print(unicodedata.name("鬱"), unicodedata.lookup("HIRAGANA LETTER A"), "\N{SNOWMAN}", unicodedata.unidata_version)
print([unicodedata.normalize(form, "ｶﾞ①é") for form in ("NFC", "NFD", "NFKC", "NFKD")])
print([unicodedata.east_asian_width(character) for character in "aあｱα"], unicodedata.numeric("五"))
