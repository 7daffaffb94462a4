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

/// Modules and packages of the standard library to ship. What is not here is not part of the
/// playground; a module of ours in `python/` comes before one of the same name.
const STDLIB: &[&str] = &[
    "__future__",
    "_ast_unparse",
    "_collections_abc",
    "_colorize",
    "_compat_pickle",
    "_opcode_metadata",
    "_py_warnings",
    "_pydatetime",
    "_pydecimal",
    "_pylong",
    "_sitebuiltins",
    "_strptime",
    "_threading_local",
    "_weakrefset",
    "abc",
    "annotationlib",
    "argparse",
    "ast",
    "base64",
    "bisect",
    "calendar",
    "codecs",
    "codeop",
    "collections",
    "concurrent/__init__",
    "concurrent/futures/__init__",
    "concurrent/futures/_base",
    "concurrent/futures/thread",
    "contextlib",
    "contextvars",
    "copy",
    "copyreg",
    "csv",
    "dataclasses",
    "datetime",
    "decimal",
    "difflib",
    "dis",
    "encodings/__init__",
    "encodings/aliases",
    "encodings/ascii",
    "encodings/idna",
    "encodings/latin_1",
    "encodings/unicode_escape",
    "encodings/utf_16",
    "encodings/utf_32",
    "encodings/utf_8",
    "encodings/utf_8_sig",
    "enum",
    "fnmatch",
    "fractions",
    "functools",
    "genericpath",
    "getopt",
    "gettext",
    "glob",
    "graphlib",
    "hashlib",
    "heapq",
    "hmac",
    "importlib/__init__",
    "importlib/_abc",
    "importlib/abc",
    "importlib/machinery",
    "importlib/util",
    "inspect",
    "io",
    "json",
    "keyword",
    "linecache",
    "locale",
    "logging/__init__",
    "multiprocessing/context",
    "multiprocessing/process",
    "multiprocessing/spawn",
    "multiprocessing/util",
    "ntpath",
    "numbers",
    "opcode",
    "operator",
    "os",
    "pathlib",
    "pickle",
    "pkgutil",
    "platform",
    "posixpath",
    "pprint",
    "queue",
    "random",
    "re",
    "reprlib",
    "runpy",
    "sched",
    "secrets",
    "shlex",
    "shutil",
    "signal",
    "stat",
    "statistics",
    "string",
    "struct",
    "textwrap",
    "this",
    "threading",
    "timeit",
    "token",
    "tokenize",
    "traceback",
    "types",
    "typing",
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
    "warnings",
    "weakref",
];

fn main() -> Result<(), Box<dyn Error>> {
    let own = Path::new("python");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", own.display());

    let mut sources = BTreeMap::new();
    let lib = Path::new(rustpython_pylib::LIB_PATH);
    for entry in STDLIB {
        let file = lib.join(format!("{entry}.py"));
        if file.is_file() {
            sources.insert(PathBuf::from(format!("{entry}.py")), file);
        } else {
            collect(lib, &lib.join(entry), &mut sources)?;
        }
    }
    collect(own, own, &mut sources)?;

    let mut modules = BTreeMap::new();
    for (relative, file) in sources {
        let source = fs::read_to_string(&file)?;
        let (name, package) = module_name(&relative);
        let path = format!("/usr/lib/python3.14/{}", relative.display());
        let code = small(&source, &path).map_err(|error| format!("{}: {error}", file.display()))?;
        modules.insert(
            name,
            FrozenModule {
                code: store(&code),
                package,
            },
        );
    }
    let frozen = FrozenLib::encode(modules.iter().map(|(name, module)| {
        let code = FrozenCodeObject {
            bytes: module.code.bytes.as_slice(),
        };
        (
            name.as_str(),
            FrozenModule {
                code,
                package: module.package,
            },
        )
    }));
    let out = PathBuf::from(env::var("OUT_DIR")?).join("stdlib.bin");
    fs::write(out, frozen.bytes)?;
    Ok(())
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
