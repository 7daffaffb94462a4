//! Compiles the part of Python's standard library that a process has, and our modules for it, to
//! bytecode that is built into the interpreter.

use std::{
    collections::BTreeMap,
    env,
    error::Error,
    fs, iter,
    path::{Path, PathBuf},
};

use rustpython_compiler::{
    CompileOpts, Mode,
    ast::{
        AtomicNodeIndex, Mod, Stmt, StmtPass,
        visitor::transformer::{Transformer, walk_stmt},
    },
    codegen,
    core::{
        SourceFileBuilder,
        bytecode::CodeObject,
        frozen::{FrozenCodeObject, FrozenLib, FrozenModule},
        marshal,
    },
    parser,
};

/// Modules and packages of the standard library that are built into the interpreter: what a process
/// imports before the program does, and what programs here import most. A module of ours in
/// `python/` comes before one of the same name.
const BUILT_IN: &[&str] = &[
    "__future__",
    "_collections_abc",
    "_colorize",
    "_compat_pickle",
    "_opcode_metadata",
    "_py_warnings",
    "_sitebuiltins",
    "_threading_local",
    "_weakrefset",
    "abc",
    "annotationlib",
    "ast",
    "bisect",
    "codecs",
    "codeop",
    "collections",
    "concurrent/__init__",
    "concurrent/futures/__init__",
    "concurrent/futures/_base",
    "concurrent/futures/process",
    "concurrent/futures/thread",
    "contextlib",
    "contextvars",
    "copy",
    "copyreg",
    "dataclasses",
    "dis",
    "encodings/__init__",
    "encodings/aliases",
    "encodings/ascii",
    "encodings/utf_8",
    "enum",
    "fnmatch",
    "functools",
    "genericpath",
    "heapq",
    "importlib/__init__",
    "importlib/_abc",
    "importlib/machinery",
    "importlib/util",
    "inspect",
    "io",
    "json",
    "keyword",
    "linecache",
    "logging/__init__",
    "multiprocessing/context",
    "multiprocessing/dummy/__init__",
    "multiprocessing/dummy/connection",
    "multiprocessing/managers",
    "multiprocessing/pool",
    "multiprocessing/process",
    "multiprocessing/sharedctypes",
    "multiprocessing/spawn",
    "multiprocessing/synchronize",
    "multiprocessing/util",
    "opcode",
    "operator",
    "os",
    "pickle",
    "pkgutil",
    "posixpath",
    "queue",
    "random",
    "re",
    "reprlib",
    "runpy",
    "signal",
    "stat",
    "string",
    "struct",
    "textwrap",
    "threading",
    "token",
    "tokenize",
    "traceback",
    "types",
    "typing",
    "warnings",
    "weakref",
];

/// Modules and packages that are fetched together when a program imports the first of them, so that
/// they cost nobody else anything; those of ours are in `library/`. What is in neither list is not
/// part of the playground.
const FETCHED: &[&str] = &[
    "_ast_unparse",
    "_pydatetime",
    "_pydecimal",
    "_pylong",
    "_strptime",
    "argparse",
    "asyncio/__init__",
    "asyncio/base_events",
    "asyncio/base_futures",
    "asyncio/base_subprocess",
    "asyncio/base_tasks",
    "asyncio/constants",
    "asyncio/coroutines",
    "asyncio/events",
    "asyncio/exceptions",
    "asyncio/format_helpers",
    "asyncio/futures",
    "asyncio/graph",
    "asyncio/locks",
    "asyncio/log",
    "asyncio/mixins",
    "asyncio/protocols",
    "asyncio/queues",
    "asyncio/runners",
    "asyncio/selector_events",
    "asyncio/sslproto",
    "asyncio/staggered",
    "asyncio/streams",
    "asyncio/subprocess",
    "asyncio/taskgroups",
    "asyncio/tasks",
    "asyncio/threads",
    "asyncio/timeouts",
    "asyncio/transports",
    "asyncio/trsock",
    "asyncio/unix_events",
    "base64",
    "calendar",
    "csv",
    "datetime",
    "decimal",
    "difflib",
    "encodings/idna",
    "encodings/latin_1",
    "encodings/unicode_escape",
    "encodings/utf_16",
    "encodings/utf_32",
    "encodings/utf_8_sig",
    "fractions",
    "getopt",
    "gettext",
    "glob",
    "graphlib",
    "hashlib",
    "hmac",
    "importlib/abc",
    "locale",
    "ntpath",
    "numbers",
    "pathlib",
    "platform",
    "pprint",
    "sched",
    "secrets",
    "shlex",
    "shutil",
    "statistics",
    "this",
    "timeit",
    "unittest/__init__",
    "unittest/_log",
    "unittest/async_case",
    "unittest/case",
    "unittest/loader",
    "unittest/main",
    "unittest/result",
    "unittest/runner",
    "unittest/signals",
    "unittest/suite",
    "unittest/util",
    "uuid",
];

/// What is changed in a module of the standard library: the module's file, what is there, what takes
/// its place.
const CHANGES: &[(&str, &str, &str)] = &[(
    // A manager looks up every second, without which nothing would be amiss: whoever waits without
    // end for nothing could be told so.
    "multiprocessing/managers.py",
    "self.stop_event.wait(1)",
    "self.stop_event.wait()",
)];

fn main() -> Result<(), Box<dyn Error>> {
    let own = Path::new("python");
    let own_fetched = Path::new("library");
    println!("cargo::rerun-if-changed=build.rs");
    for folder in [own, own_fetched] {
        println!("cargo::rerun-if-changed={}", folder.display());
    }

    let mut built_in = sources_of(BUILT_IN)?;
    collect(own, own, &mut built_in)?;
    let mut fetched = sources_of(FETCHED)?;
    collect(own_fetched, own_fetched, &mut fetched)?;

    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("built_in.bin"), freeze(&built_in)?)?;
    fs::write(out.join("library.bin"), freeze(&fetched)?)?;
    let names: BTreeMap<_, _> = fetched.keys().map(|file| module_name(file)).collect();
    let index: Vec<_> = names.into_iter().collect();
    fs::write(out.join("library_index.rs"), format!("&{index:?}"))?;
    Ok(())
}

/// The files of modules and packages of the standard library, by their path in it.
fn sources_of(entries: &[&str]) -> Result<BTreeMap<PathBuf, PathBuf>, Box<dyn Error>> {
    let lib = Path::new(rustpython_pylib::LIB_PATH);
    let mut sources = BTreeMap::new();
    for entry in entries {
        let file = lib.join(format!("{entry}.py"));
        if file.is_file() {
            sources.insert(PathBuf::from(format!("{entry}.py")), file);
        } else {
            collect(lib, &lib.join(entry), &mut sources)?;
        }
    }
    Ok(sources)
}

/// A source after [`CHANGES`].
fn changed(source: String, relative: &Path) -> Result<String, Box<dyn Error>> {
    let mut changed = source;
    for (file, there, instead) in CHANGES {
        if relative == Path::new(file) {
            if changed.matches(there).count() != 1 {
                return Err(format!("{file} does not have {there:?} once").into());
            }
            changed = changed.replace(there, instead);
        }
    }
    Ok(changed)
}

/// The compiled form of all `sources` together.
fn freeze(sources: &BTreeMap<PathBuf, PathBuf>) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut modules = BTreeMap::new();
    for (relative, file) in sources {
        let source = changed(fs::read_to_string(file)?, relative)?;
        let (name, package) = module_name(relative);
        let path = format!("/usr/lib/python3.14/{}", relative.display());
        let code = small(&source, &path).map_err(|error| format!("{}: {error}", file.display()))?;
        let code = store(&code);
        modules.insert(name, FrozenModule { code, package });
    }
    let lib = FrozenLib::encode(modules.iter().map(|(name, module)| {
        let code = FrozenCodeObject {
            bytes: module.code.bytes.as_slice(),
        };
        let package = module.package;
        (name.as_str(), FrozenModule { code, package })
    }));
    Ok(lib.bytes)
}

/// Compiles a module without what only takes room: docstrings, and the columns of lines whose text
/// is not shipped. Assertions stay, since `multiprocessing` reports misuse by them.
fn small(source: &str, path: &str) -> Result<CodeObject, Box<dyn Error>> {
    let mut module = parser::parse_module(source)?.into_syntax();
    remove_docstring(&mut module.body);
    for statement in &mut module.body {
        WithoutDocstrings.visit_stmt(statement);
    }
    let file = SourceFileBuilder::new(path, source).finish();
    let options = CompileOpts {
        debug_ranges: false,
        ..CompileOpts::default()
    };
    Ok(codegen::compile::compile_top(
        Mod::Module(module),
        file,
        Mode::Exec,
        options,
    )?)
}

struct WithoutDocstrings;

impl Transformer for WithoutDocstrings {
    fn visit_stmt(&self, statement: &mut Stmt) {
        match statement {
            Stmt::FunctionDef(node) => remove_docstring(&mut node.body),
            Stmt::ClassDef(node) => remove_docstring(&mut node.body),
            _ => {}
        }
        walk_stmt(self, statement);
    }
}

fn remove_docstring(body: &mut [Stmt]) {
    if let Some(first) = body.first_mut()
        && let Stmt::Expr(expression) = first
        && expression.value.is_string_literal_expr()
    {
        let range = expression.range;
        *first = Stmt::Pass(StmtPass {
            node_index: AtomicNodeIndex::NONE,
            range,
        });
    }
}

/// The frozen form of `code`, stored rather than compressed: the module as a whole is compressed on
/// its way to the browser, which works better on what was not compressed before.
fn store(code: &CodeObject) -> FrozenCodeObject<Vec<u8>> {
    let mut plain = Vec::new();
    marshal::serialize_code(&mut plain, code);
    // An LZ4 block of literals alone, as the frozen format prescribes LZ4 after the plain length.
    let length = u32::try_from(plain.len()).expect("a module is smaller than 4 GiB");
    let mut bytes = length.to_le_bytes().to_vec();
    match plain.len().checked_sub(15) {
        None => bytes.push(u8::try_from(plain.len() << 4).expect("below 240")),
        Some(rest) => {
            bytes.push(0xF0);
            bytes.extend(iter::repeat_n(255, rest / 255));
            bytes.push(u8::try_from(rest % 255).expect("below 255"));
        }
    }
    bytes.extend(plain);
    FrozenCodeObject { bytes }
}

/// Adds every Python file below `folder` to `sources`, keyed by its path from `root`.
fn collect(
    root: &Path,
    folder: &Path,
    sources: &mut BTreeMap<PathBuf, PathBuf>,
) -> Result<(), Box<dyn Error>> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, sources)?;
        } else if path.extension().is_some_and(|extension| extension == "py") {
            sources.insert(path.strip_prefix(root)?.to_owned(), path);
        }
    }
    Ok(())
}

/// The dotted name of the module in the file at `relative`, and whether it is a package.
fn module_name(relative: &Path) -> (String, bool) {
    let stem = relative.with_extension("");
    let mut parts: Vec<_> = stem
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    let package = parts.last().is_some_and(|last| last == "__init__");
    if package {
        parts.pop();
    }
    (parts.join("."), package)
}
