"""Compiles the standard library for `library.rs`: freeze.py SOURCES ZONES OWN OUTPUT

SOURCES is CPython's folder `Lib`, ZONES that of the package `tzdata`, OWN has modules of ours. Code is compiled as a
start with `-X no_debug_ranges` would; assertions and docstrings stay. The names of files are those of an installation.
"""

import marshal
import pathlib
import runpy
import sys
import sysconfig

PLACE = "/usr/lib/python3.13"

# Importers have this name for CPython, which leaves their frames out of tracebacks.
IMPORTER = "<frozen importlib._bootstrap>"

# What every process imports, and what most programs do, beside what is frozen in CPython itself.
BUILT_IN = """
__future__ _colorize _compat_pickle _opcode_metadata _spawnpoint_absent _spawnpoint_library _weakrefset ast base64
bisect collections contextlib copy copyreg dataclasses dis encodings encodings.aliases encodings.ascii
encodings.latin_1 encodings.utf_8 enum functools heapq importlib importlib._abc inspect keyword linecache locale opcode
operator pickle queue random re re._casefix re._compiler re._constants re._parser reprlib selectors signal string struct
textwrap threading token tokenize traceback types typing warnings weakref
""".split()

# What is frozen in CPython itself.
FROZEN = """
_collections_abc _sitebuiltins abc codecs genericpath importlib._bootstrap importlib._bootstrap_external
importlib.machinery importlib.util io ntpath os posixpath runpy site stat zipimport
""".split()

# CPython's tests of itself.
TESTS = ("__hello__", "__phello__", "test", "tests")

# What `sysconfig` asks for: natively, and in the browser.
SETTINGS = (sysconfig._get_sysconfigdata_name(), "_sysconfigdata__wasi_wasm32-wasi")


def modules(folder, left_out):
    """The modules in a folder by their names: the text of each, and whether it is a package."""
    found = {}
    for path in sorted(folder.rglob("*.py")):
        *parents, last = path.relative_to(folder).with_suffix("").parts
        is_package = last == "__init__"
        parts = parents if is_package else [*parents, last]
        name = ".".join(parts)
        if name and name not in FROZEN and not any(part in TESTS or not part.isidentifier() for part in parts):
            if parts[0] not in left_out:
                found[name] = path.read_bytes(), is_package
    return found


def zones(folder):
    """The package with the time zones, and its files as a module of it."""
    found = {f"tzdata.{name}" if name else "tzdata": module for name, module in modules(folder, ()).items()}
    found["tzdata"] = (folder / "__init__.py").read_bytes(), True
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in (".py", ".pyc")
    }
    found["tzdata._spawnpoint_files"] = f"FILES = {files}\n".encode(), False
    return found


def compiled(name, text, is_package):
    ending = "/__init__.py" if is_package else ".py"
    place = IMPORTER if name == "_spawnpoint_library" else f"{PLACE}/{name.replace('.', '/')}{ending}"
    return marshal.dumps(compile(text, place, "exec", dont_inherit=True, optimize=0))


def write_built_in(found, output):
    """Writes the code of some modules, and where that of each is."""
    blob, rows = bytearray(), []
    for name, (text, is_package) in found.items():
        code = compiled(name, text, is_package)
        rows.append(
            f'    BuiltIn {{ name: c"{name}", begin: {len(blob):_}, length: {len(code):_}, '
            f"is_package: {str(is_package).lower()} }},\n"
        )
        blob += code
    (output / "built_in.bin").write_bytes(blob)
    return f"static BUILT_IN: [BuiltIn; {len(rows)}] = [\n{''.join(rows)}];\n"


def write_pieces(found, output):
    """Writes modules as pieces, one for each that is in no package and for each package."""
    pieces = {}
    for name, (text, is_package) in sorted(found.items()):
        code = compiled(name, text, is_package)
        # It is never asked for by another.
        top = "sysconfig" if name in SETTINGS else name.partition(".")[0]
        piece = pieces.setdefault(top, bytearray())
        for number in (len(name.encode()), len(code), is_package):
            piece += int(number).to_bytes(4, "little")
        piece += name.encode() + code
    folder = output / "pieces"
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, piece in pieces.items():
        (folder / f"{name}.bin").write_bytes(piece)
    names = ", ".join(f'"{name}"' for name in sorted(pieces))
    return f"static PIECES: [&str; {len(pieces)}] = [{names}];\n"


def main(sources, zones_folder, own, output):
    absent = runpy.run_path(str(own / "_spawnpoint_absent.py"))["REASONS"]
    found = modules(sources, absent) | zones(zones_folder)
    ours = modules(own, ("freeze",))
    settings = ours.pop("_spawnpoint_sysconfigdata")
    found |= ours | dict.fromkeys(SETTINGS, settings)
    built_in = {name: found.pop(name) for name in BUILT_IN}
    (output / "library.rs").write_text(write_built_in(built_in, output) + "\n" + write_pieces(found, output))


main(*map(pathlib.Path, sys.argv[1:5]))
