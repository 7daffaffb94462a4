# methods: forkserver
# shared: no, it is about the library
"""What is compressed comes back as it was: zlib, gzip, bz2, lzma, and archives with members of each kind."""

import bz2
import gzip
import io
import lzma
import os
import random
import tarfile
import tempfile
import zipfile
import zlib

drawn = random.Random(1)
CONTENTS = {
    "nothing": b"",
    "text": "日本語の文章、同じ文章。".encode() * 500,
    "noise": drawn.randbytes(50_000),
    "zeros": bytes(300_000),
}


def in_parts(compressor, decompressor, content):
    """Compresses and decompresses a little at a time."""
    packed = b"".join(compressor.compress(content[at : at + 777]) for at in range(0, len(content), 777))
    packed += compressor.flush()
    return b"".join(decompressor.decompress(packed[at : at + 333]) for at in range(0, len(packed), 333))


def refused(unpack, packed):
    try:
        unpack(packed)
    except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError) as error:
        return f"{type(error).__name__}: {error}"


for name, content in CONTENTS.items():
    print(name, len(content), f"{zlib.crc32(content):08x} {zlib.adler32(content):08x}")
    for level in (0, 1, 6, 9):
        packed = zlib.compress(content, level)
        assert zlib.decompress(packed) == content
        print("  zlib", level, len(packed) < len(content))
    for module in (gzip, bz2, lzma):
        packed = module.compress(content)
        assert module.decompress(packed) == content
        print(" ", module.__name__, len(packed) < len(content), refused(module.decompress, packed[:-9]))
    assert in_parts(zlib.compressobj(), zlib.decompressobj(), content) == content
    assert in_parts(bz2.BZ2Compressor(), bz2.BZ2Decompressor(), content) == content
    assert in_parts(lzma.LZMACompressor(), lzma.LZMADecompressor(), content) == content
    for options in ({"format": lzma.FORMAT_ALONE}, {"check": lzma.CHECK_SHA256}, {"preset": 7 | lzma.PRESET_EXTREME}):
        assert lzma.decompress(lzma.compress(content, **options)) == content
print(refused(zlib.decompress, b"nothing"), refused(bz2.decompress, b"nothing"), refused(lzma.decompress, b"nothing"))

# An older compressor can be copied in the middle.
compressor = zlib.compressobj()
begun = compressor.compress(CONTENTS["text"])
other = compressor.copy()
assert begun + compressor.flush() == begun + other.flush() == zlib.compress(CONTENTS["text"])
# A dictionary is needed on both sides.
compressor = zlib.compressobj(zdict=b"hello world")
packed = compressor.compress(b"world hello") + compressor.flush()
print(zlib.decompressobj(zdict=b"hello world").decompress(packed), refused(zlib.decompress, packed))

with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    for opener in (gzip.open, bz2.open, lzma.open):
        with opener("file", "wt", encoding="utf-8") as file:
            file.writelines(f"行 {number}\n" for number in range(1_000))
        with opener("file", "rt", encoding="utf-8") as file:
            print(sum(1 for _ in file), os.path.getsize("file") < 5_000)
    for kind in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        with zipfile.ZipFile("archive.zip", "w", kind) as archive:
            for name, content in CONTENTS.items():
                archive.writestr(f"folder/{name}", content)
        with zipfile.ZipFile("archive.zip") as archive:
            assert archive.testzip() is None
            assert {name.removeprefix("folder/"): archive.read(name) for name in archive.namelist()} == CONTENTS
            print(zipfile.compressor_names[kind], [entry.name for entry in zipfile.Path(archive, "folder/").iterdir()])
    for kind in ("", "gz", "bz2", "xz"):
        stream = io.BytesIO()
        with tarfile.open(fileobj=stream, mode=f"w:{kind}") as archive:
            for name, content in CONTENTS.items():
                member = tarfile.TarInfo(name)
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))
        stream.seek(0)
        with tarfile.open(fileobj=stream) as archive:
            archive.extractall(f"out-{kind}", filter="data")
        print(kind, sorted(os.listdir(f"out-{kind}")))
        for name, content in CONTENTS.items():
            with open(f"out-{kind}/{name}", "rb") as file:
                assert file.read() == content
