//! CPython for WebAssembly: a library, and beside it the C library that it needs.

use std::iter;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::compiler::WasmCompiler;
use super::libraries::{self, Libraries};
use super::side::Symbols;
use super::{Build, Places, STAMP, VERSION, is_made_of, modules, name, own, stamp};
use crate::command;
use crate::files;
use crate::steps::note;

/// How C is compiled: for speed, with nothing for debugging. CPython wants integers to wrap around and says so in a way that
/// later releases of clang take for pointers, too; every offset of a field would then be an addition of its own. Without being
/// told so, zig adds checks, and refuses a date in a program.
pub const FLAGS: &str =
    "-O3 -DNDEBUG -g0 -fstrict-overflow -fwrapv -fno-sanitize=all -Wno-date-time";

/// How C is compiled besides that for side modules.
const SIDE_FLAGS: &str = "-fPIC";

/// How side modules are linked: what they lack they import, and only what is marked as exported is.
const LINK_FLAGS: &str = "-shared --experimental-pic --unresolved-symbols=import-dynamic -O2 --strip-all \
                          --compress-relocations";

/// The folder of the side modules.
const SIDE_MODULES: &str = "side";

const OPTIONS: [&str; 8] = [
    "--host=wasm32-unknown-wasi",
    "--disable-ipv6",
    "--disable-test-modules",
    "--with-pymalloc",
    "--with-system-libmpdec=no",
    "--without-ensurepip",
    "--without-mimalloc",
    // None is needed, and the one of this machine would not do.
    "CXX=false",
];

/// The header with what configure found.
const SETTINGS: &str = "pyconfig.h";

/// Makes sure that CPython is built for WebAssembly; the result changes with whatever it is made of.
pub fn prepare(places: &Places, source: &str, compiler: &WasmCompiler) -> Result<String> {
    let platform = own::platform(places).display().to_string();
    let flags = [FLAGS, SIDE_FLAGS, "-include", &platform].join(" ");
    let headers = own::headers(places)?;
    let libraries = libraries::prepare(
        places,
        &places.libraries("wasm"),
        &libraries::Compiler {
            machine: "WebAssembly",
            cc: &|| compiler.cc(),
            ar: &|| compiler.ar(),
            flags: &flags.split(' ').map(str::to_owned).collect::<Vec<_>>(),
        },
        &format!("{} {headers}", compiler.name),
    )?;
    let wanted = stamp(&[
        source,
        &compiler.name,
        &OPTIONS.join(" "),
        FLAGS,
        &modules::INCLUDED.join(" "),
        &modules::SIDE.join(" "),
        &modules::site(),
        &files::read_text(&places.site())?,
        &headers,
        &libraries.stamp,
        LINK_FLAGS,
    ]);
    let made = places.wasm().join(STAMP);
    if !is_made_of(&made, &wanted) {
        build(places, compiler, &libraries)?;
        files::write(&made, &wanted)?;
    }
    Ok(wanted)
}

fn build(places: &Places, compiler: &WasmCompiler, libraries: &Libraries) -> Result<()> {
    let build = Build::begin(places, "wasm")?;
    note(format!(
        "Building CPython {VERSION} for WebAssembly with {}, which takes about 4 minutes once",
        compiler.name
    ));
    let c_library = compiler.c_library(&build.folder)?;
    configure(&build, compiler, libraries)?;
    // Read by the makefile, which makes itself anew.
    let modules = build.folder.join("Modules");
    let setup = modules::wasm_setup(&files::read_text(&modules.join("Setup.stdlib"))?)?;
    files::write(&modules.join("Setup.local"), setup)?;
    let settings = files::read_text(&build.folder.join(SETTINGS))?;
    check_threads(&settings, &compiler.name)?;
    let library = name("libpython", ".a");
    let archives: Vec<_> = iter::once(library)
        .chain(build.libraries()?)
        // What is not of CPython is in the C library.
        .filter(|library| !library.starts_with("-l"))
        .collect();
    let mut make = build.make(&archives);
    // What `sys.platform` says: to a program it is one.
    make.arg("MACHDEP=linux");
    build.run(compiler.apply(&mut make))?;

    let wasm = places.wasm();
    files::make_empty(&wasm)?;
    let symbols = side_modules(&build, compiler, &wasm.join(SIDE_MODULES))?;
    files::copy_all(&places.source().join("Include"), &wasm.join("include"))?;
    files::write(&wasm.join("include").join(SETTINGS), settings)?;
    let archives: Vec<_> = archives
        .iter()
        .map(PathBuf::from)
        .chain([symbols])
        .chain(c_library)
        .collect();
    build.deliver(&wasm, &archives, &[])?;
    build.end()
}

/// Builds the side modules into a folder, and returns the archive with the table of what they take from the main module.
fn side_modules(build: &Build, compiler: &WasmCompiler, folder: &Path) -> Result<PathBuf> {
    // Mathematics is in the C library. For makefiles that name its own library there is one with nothing in it.
    let none = build.folder.join("none");
    files::make_empty(&none)?;
    let mut ar = compiler.ar();
    command::run(ar.arg("rcs").arg(none.join("libm.a")))?;
    let linked = modules::SIDE.map(|module| format!("Modules/{module}.wasm"));
    let mut make = build.make([
        "EXT_SUFFIX=.wasm".to_owned(),
        "CCSHARED=-fPIC".to_owned(),
        format!(
            "BLDSHARED={} {LINK_FLAGS} -L{}",
            compiler.ld(),
            none.display()
        ),
    ]);
    build.run(compiler.apply(make.args(&linked)))?;

    let mut symbols = Symbols::default();
    for file in &linked {
        let module = files::read(&build.folder.join(file))?;
        symbols
            .add(&module)
            .with_context(|| format!("{file} cannot be used"))?;
    }
    files::make_empty(folder)?;
    for (name, file) in modules::SIDE.iter().zip(&linked) {
        let module = symbols.link(&files::read(&build.folder.join(file))?)?;
        files::write(&folder.join(name).with_extension("wasm"), module)?;
    }
    let (source, object) = ("symbols.S", "symbols.o");
    files::write(&build.folder.join(source), symbols.assembly())?;
    let mut cc = compiler.cc();
    cc.args(["-c", source, "-o", object]);
    command::run(cc.current_dir(&build.folder))?;
    let archive = PathBuf::from("libsymbols.a");
    let mut ar = compiler.ar();
    ar.arg("rcs").arg(&archive).arg(object);
    command::run(ar.current_dir(&build.folder))?;
    Ok(archive)
}

fn configure(build: &Build, compiler: &WasmCompiler, libraries: &Libraries) -> Result<()> {
    let places = build.places;
    let source = places.source();
    let machine = command::required_output(&mut build.command(source.join("config.guess")))?;
    let interpreter = places.native().join("bin").join(name("python", ""));
    let left_out = build.folder.join("modules.site");
    files::write(&left_out, modules::site())?;
    let sites = [
        source.join("Tools/wasm/config.site-wasm32-wasi"),
        places.site(),
        left_out,
    ];
    let sites: Vec<_> = sites
        .iter()
        .map(|site| site.display().to_string())
        .collect();
    let mut configure = build.configure();
    configure
        .args(OPTIONS)
        .arg(format!("--build={}", machine.trim()))
        .arg(format!("--with-build-python={}", interpreter.display()))
        .args(compiler.variables())
        .arg(format!("OPT={FLAGS}"))
        .arg(format!(
            "CFLAGS_NODIST=-I {} -include {}",
            own::system_headers(places).display(),
            own::platform(places).display()
        ))
        .env("CONFIG_SITE", sites.join(" "))
        .envs(libraries.variables.iter().cloned())
        // What this machine has is not for WebAssembly.
        .env("PKG_CONFIG_LIBDIR", build.folder.join("none"));
    build.run(compiler.apply(&mut configure))
}

/// Threads are ours, under the names that a C library has for them. One without these names makes CPython do without.
fn check_threads(settings: &str, compiler: &str) -> Result<()> {
    if settings.contains("#define HAVE_PTHREAD_STUBS") {
        bail!(
            "the C library of {compiler} has no functions for threads, which CPython needs as names at least: take a \
             later release"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_c_library_without_threads_is_refused() {
        let error = check_threads("#define HAVE_PTHREAD_STUBS 1\n", "clang 0").unwrap_err();
        assert!(error.to_string().contains("clang 0"), "{error}");
        check_threads("/* #undef HAVE_PTHREAD_STUBS */\n", "clang 0").unwrap();
    }
}
