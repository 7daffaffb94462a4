//! CPython for WebAssembly: a library, and beside it the C library that it needs.

use std::iter;
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::compiler::WasmCompiler;
use super::{Build, Places, STAMP, VERSION, is_made_of, modules, name, own, stamp};
use crate::command;
use crate::files;
use crate::steps::note;

/// How C is compiled: for speed, with nothing for debugging. CPython wants integers to wrap around and says so in a way that
/// later releases of clang take for pointers, too; every offset of a field would then be an addition of its own. Without being
/// told so, zig adds checks, and refuses a date in a program.
pub const FLAGS: &str =
    "-O3 -DNDEBUG -g0 -fstrict-overflow -fwrapv -fno-sanitize=all -Wno-date-time";

const OPTIONS: [&str; 9] = [
    "--host=wasm32-unknown-wasi",
    "--disable-ipv6",
    "--disable-test-modules",
    "--with-pymalloc",
    "--with-system-libmpdec=no",
    "--without-doc-strings",
    "--without-ensurepip",
    "--without-mimalloc",
    // None is needed, and the one of this machine would not do.
    "CXX=false",
];

/// The header with what configure found.
const SETTINGS: &str = "pyconfig.h";

/// Makes sure that CPython is built for WebAssembly; the result changes with whatever it is made of.
pub fn prepare(places: &Places, source: &str, compiler: &WasmCompiler) -> Result<String> {
    let wanted = stamp(&[
        source,
        &compiler.name,
        &OPTIONS.join(" "),
        FLAGS,
        &modules::INCLUDED.join(" "),
        &modules::site(),
        &files::read_text(&places.site())?,
        &own::headers(places)?,
    ]);
    let made = places.wasm().join(STAMP);
    if !is_made_of(&made, &wanted) {
        build(places, compiler)?;
        files::write(&made, &wanted)?;
    }
    Ok(wanted)
}

fn build(places: &Places, compiler: &WasmCompiler) -> Result<()> {
    let build = Build::begin(places, "wasm")?;
    note(format!(
        "Building CPython {VERSION} for WebAssembly with {}, which takes about 4 minutes once",
        compiler.name
    ));
    let c_library = compiler.c_library(&build.folder)?;
    configure(&build, compiler)?;
    let setup = build.folder.join("Modules/Setup.stdlib");
    modules::check_included(&files::read_text(&setup)?)?;
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
    files::copy_all(&places.source().join("Include"), &wasm.join("include"))?;
    files::write(&wasm.join("include").join(SETTINGS), settings)?;
    let archives: Vec<_> = archives
        .iter()
        .map(PathBuf::from)
        .chain(c_library)
        .collect();
    build.deliver(&wasm, &archives, &[])?;
    build.end()
}

fn configure(build: &Build, compiler: &WasmCompiler) -> Result<()> {
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
