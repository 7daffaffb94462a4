"""Compiles the standard library for `library.rs`: freeze.py SOURCES OWN OUTPUT

Code is compiled as a start with `-X no_debug_ranges` would, without docstrings, which is a third of its size;
assertions stay. The names of files are those of an installation.
"""

import ast
import marshal
import pathlib
import sys

PLACE = "/usr/lib/python3.13"

# What every process imports, and what most programs do, beside what is frozen in CPython itself.
BUILT_IN = """
__future__ _colorize _compat_pickle _compression _opcode_metadata _weakrefset ast base64 bisect bz2 collections
contextlib copy copyreg dataclasses dis encodings encodings.aliases encodings.ascii encodings.latin_1 encodings.utf_8
enum fnmatch functools heapq importlib importlib._abc inspect keyword linecache locale lzma multiprocessing
multiprocessing.connection multiprocessing.context multiprocessing.forkserver multiprocessing.popen_fork
multiprocessing.popen_forkserver multiprocessing.popen_spawn_posix multiprocessing.process multiprocessing.queues
multiprocessing.reduction multiprocessing.resource_tracker multiprocessing.spawn multiprocessing.synchronize
multiprocessing.util opcode operator pickle pkgutil queue random re re._casefix re._compiler re._constants re._parser
reprlib selectors shutil signal socket string struct subprocess tempfile textwrap threading token tokenize traceback
types typing warnings weakref
""".split()

# What is frozen in CPython itself.
FROZEN = """
_collections_abc _sitebuiltins abc codecs genericpath importlib._bootstrap importlib._bootstrap_external
importlib.machinery importlib.util io ntpath os posixpath runpy site stat zipimport
""".split()

# What makes no sense here: other systems, installers, windows, and CPython's own tests.
LEFT_OUT = """
__phello__ _aix_support _android_support _apple_support _ios_support _osx_support antigravity ensurepip idlelib
lib2to3 msilib pydoc_data test this tkinter turtle turtledemo venv
""".split()


def modules(folder):
    """The modules in a folder: name, path, whether it is a package."""
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        parts = parts[:-1] if is_package else parts
        is_name = all(part.isidentifier() for part in parts)
        if parts and is_name and parts[0] not in LEFT_OUT and ".".join(parts) not in FROZEN and "tests" not in parts and "test" not in parts:
            yield ".".join(parts), path, is_package


def without_docstrings(tree):
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
                node.body[:1] = [] if len(node.body) > 1 or isinstance(node, ast.Module) else [ast.copy_location(ast.Pass(), first)]
    return tree


def code(path, name, is_package):
    ending = "/__init__.py" if is_package else ".py"
    tree = without_docstrings(ast.parse(path.read_bytes()))
    return marshal.dumps(compile(tree, f"{PLACE}/{name.replace('.', '/')}{ending}", "exec", dont_inherit=True, optimize=0))


def main(sources, own, output):
    found = {name: (path, is_package) for name, path, is_package in modules(sources)}
    ours = {name: (path, is_package) for name, path, is_package in modules(own) if name.startswith("_spawnpoint")}
    found |= ours
    built_in = sorted(set(BUILT_IN) & set(found)) + sorted(ours)
    missing = set(BUILT_IN) - set(found)
    assert not missing, missing
    blob, rows = bytearray(), []
    for name in built_in:
        path, is_package = found.pop(name)
        compiled = code(path, name, is_package)
        rows.append(
            f'    BuiltIn {{ name: c"{name}", begin: {len(blob):_}, length: {len(compiled):_}, '
            f"is_package: {str(is_package).lower()} }},"
        )
        blob += compiled
    pieces = {}
    for name, (path, is_package) in sorted(found.items()):
        compiled = code(path, name, is_package)
        piece = pieces.setdefault(name.split(".")[0], bytearray())
        for number in (len(name.encode()), len(compiled), is_package):
            piece += int(number).to_bytes(4, "little")
        piece += name.encode() + compiled
    (output / "built_in.bin").write_bytes(blob)
    names = ", ".join(f'"{name}"' for name in sorted(pieces))
    (output / "library.rs").write_text(
        f"static BUILT_IN: [BuiltIn; {len(rows)}] = [\n" + "\n".join(rows) + "\n];\n\n"
        f"static PIECES: [&str; {len(pieces)}] = [{names}];\n"
    )
    folder = output / "pieces"
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, piece in pieces.items():
        (folder / f"{name}.bin").write_bytes(piece)


main(*map(pathlib.Path, sys.argv[1:4]))
