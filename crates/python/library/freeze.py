"""Compiles the standard library for `library.rs`: freeze.py SOURCES ZONES OWN OUTPUT SIDE...

SOURCES is CPython's folder `Lib`, ZONES that of the package `tzdata`, OWN has modules of ours, SIDE are the names of the
side modules. Code is compiled as a start with `-X no_debug_ranges` would; assertions and docstrings stay. The names of
files are those of an installation.
"""

import ast
import importlib.util
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
__future__ _colorize _compat_pickle _opcode_metadata _spawnpoint_absent _weakrefset ast base64 bisect collections
contextlib copy copyreg dataclasses dis encodings encodings.aliases encodings.ascii encodings.latin_1 encodings.utf_8
enum fnmatch functools heapq importlib importlib._abc inspect keyword linecache locale multiprocessing
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

# CPython's tests of itself.
TESTS = ("__hello__", "__phello__", "test", "tests")

# What of ours is fetched like the rest of the library: few programs use it.
FETCHED = ("_hashlib", "_spawnpoint_resources")

# What `sysconfig` asks for: natively, and in the browser.
SETTINGS = (sysconfig._get_sysconfigdata_name(), "_sysconfigdata__linux_wasm32-wasi")


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


class Imports(ast.NodeVisitor):
    """What a module imports while it is imported itself."""

    def __init__(self, name, text, is_package):
        self.package = name if is_package else name.rpartition(".")[0]
        self.names = set()
        self.visit(ast.parse(text))

    def visit_FunctionDef(self, node):
        pass

    visit_AsyncFunctionDef = visit_Lambda = visit_FunctionDef

    def visit_If(self, node):
        # `__name__ == "__main__"`, `TYPE_CHECKING`
        if not any(word in ast.unparse(node.test) for word in ("__name__", "TYPE_CHECKING")):
            self.generic_visit(node)

    def visit_Try(self, node):
        # What stands in for something that is here is not needed.
        for statement in node.body + node.orelse + node.finalbody:
            self.visit(statement)

    def visit_Import(self, node):
        self.names.update(alias.name for alias in node.names)

    def visit_ImportFrom(self, node):
        name = importlib.util.resolve_name("." * node.level + (node.module or ""), self.package)
        self.names.update([name, *(f"{name}.{alias.name}" for alias in node.names)])


def with_parents(name):
    parts = name.split(".")
    return {".".join(parts[:count]) for count in range(1, len(parts) + 1)}


def needs(found, fetched, later):
    """Of each module that is in no package: what else is fetched when it is imported."""
    direct = {name: Imports(name, *module).names for name, module in found.items()}

    def closure(top):
        seen, rest = set(), [top]
        while rest:
            name = rest.pop()
            if name not in seen and (name in direct or name in fetched):
                seen.add(name)
                for other in direct.get(name, ()):
                    rest += with_parents(other) if other not in later else ()
        return {name.partition(".")[0] for name in seen & fetched} - {top}

    return {name: closure(name) for name in found if "." not in name}


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


def write_pieces(found, needed, output):
    """Writes modules as pieces, one for each that is in no package and for each package, and lists them."""
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
    rows = []
    for name in sorted(pieces):
        rows.append(f'    Piece {{ name: "{name}", needs: "{" ".join(sorted(needed[name]))}" }},\n')
    return f"static PIECES: [Piece; {len(rows)}] = [\n{''.join(rows)}];\n"


def main(sources, zones_folder, own, output, side):
    told = runpy.run_path(str(own / "_spawnpoint_absent.py"))
    absent, later = told["REASONS"], told["LATER"]
    found = modules(sources, absent) | zones(zones_folder)
    ours = modules(own, ("freeze",))
    settings = ours.pop("_spawnpoint_sysconfigdata")
    found |= ours | dict.fromkeys(SETTINGS, settings)
    built_in = {name: found[name] for name in [*BUILT_IN, *ours] if name not in FETCHED}
    pieces = {name: module for name, module in found.items() if name not in built_in}
    needed = needs(found, pieces.keys() | side, later)
    (output / "library.rs").write_text(write_built_in(built_in, output) + "\n" + write_pieces(pieces, needed, output))


main(*map(pathlib.Path, sys.argv[1:5]), set(sys.argv[5:]))
