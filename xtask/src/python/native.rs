//! CPython for this machine: what builds the other one, what tests compare with, and the library of the native
//! host.

use std::iter;
use std::path::PathBuf;

use anyhow::{Result, bail};

use super::libraries::{self, Libraries};
use super::{Build, Places, STAMP, VERSION, is_made_of, modules, name, own, stamp};
use crate::command::{self, program};
use crate::debian;
use crate::files;
use crate::steps::note;

/// Debian's packages for building CPython, with all the modules that tests may ask for.
const PACKAGES: [&str; 6] = [
    "gcc",
    "libc6-dev",
    "libssl-dev",
    "make",
    "pkg-config",
    "xz-utils",
];

/// Programs without which nothing is built.
const PROGRAMS: [&str; 5] = ["ar", "cc", "make", "tar", "xz"];

/// How C is compiled. Rust links the result into programs that may be loaded anywhere.
pub const FLAGS: &str = "-O2 -DNDEBUG -fPIC -fno-semantic-interposition";

const OPTIONS: [&str; 6] = [
    "--disable-shared",
    "--disable-test-modules",
    "--with-system-libmpdec=no",
    "--without-ensurepip",
    // Whoever sleeps says for how long, as a reader is shown, instead of until when.
    "ac_cv_func_clock_nanosleep=no",
    "ac_cv_lib_rt_clock_nanosleep=no",
];

/// Makes sure that CPython is built for this machine; the result changes with whatever it is made of.
pub fn prepare(places: &Places, source: &str) -> Result<String> {
    let compiler = command::output(program("cc").arg("--version")).unwrap_or_default();
    let options = OPTIONS.join(" ");
    let included = [&modules::INCLUDED[..], &modules::SIDE, &modules::NATIVE]
        .concat()
        .join(" ");
    let header = files::read_text(&own::look_up(places))?;
    let libraries = libraries::prepare(
        places,
        &places.libraries("native"),
        &libraries::Compiler {
            machine: "this machine",
            cc: &|| program("cc"),
            ar: &|| program("ar"),
            flags: &FLAGS.split(' ').map(str::to_owned).collect::<Vec<_>>(),
        },
        &compiler,
    )?;
    let parts = [
        source,
        &compiler,
        &options,
        FLAGS,
        &included,
        &header,
        &libraries.stamp,
    ];
    let wanted = stamp(&parts);
    let made = places.native().join(STAMP);
    if !is_made_of(&made, &wanted) {
        require_tools()?;
        build(places, &libraries)?;
        files::write(&made, &wanted)?;
    }
    Ok(wanted)
}

/// Makes sure that what builds C is there, installing it where nobody need be asked.
pub fn require_tools() -> Result<()> {
    if let Err(error) = debian::require(&PACKAGES) {
        note(format!("{error:#}; going on with what is there"));
    }
    for name in PROGRAMS {
        if command::find(name).is_none() {
            bail!(
                "CPython is built with {}, and there is no `{name}` on PATH: install it",
                PROGRAMS.join(", ")
            );
        }
    }
    Ok(())
}

fn build(places: &Places, libraries: &Libraries) -> Result<()> {
    let build = Build::begin(places, "native")?;
    note(format!(
        "Building CPython {VERSION} for this machine, which takes about 3 minutes once"
    ));
    let native = places.native();
    let mut configure = build.configure();
    configure
        .arg(format!("--prefix={}", native.display()))
        .args(OPTIONS)
        // Both: with one alone configure adds flags of its own.
        .args(["OPT=".to_owned(), format!("CFLAGS={FLAGS}")])
        .envs(libraries.variables.iter().cloned())
        .arg(format!(
            "CFLAGS_NODIST=-include {}",
            own::look_up(places).display()
        ));
    build.run(&mut configure)?;
    let missing = missing(&files::read_text(&build.folder.join("Makefile"))?);
    if !missing.is_empty() {
        note(format!(
            "The interpreter for this machine is without {}, for which there are no headers",
            missing.join(", ")
        ));
    }
    // Read by the makefile, which makes itself anew.
    let modules = build.folder.join("Modules");
    let setup = modules::native_setup(&files::read_text(&modules.join("Setup.stdlib"))?)?;
    files::write(&modules.join("Setup.local"), setup)?;
    build.run(&mut build.make(["all"]))?;
    files::make_empty(&native)?;
    build.run(&mut build.make(["altinstall"]))?;
    let (system, archives): (Vec<_>, Vec<_>) = build
        .libraries()?
        .into_iter()
        .partition(|library| library.starts_with("-l"));
    let library = iter::once(name("libpython", ".a"));
    let archives: Vec<_> = library.chain(archives).map(PathBuf::from).collect();
    build.deliver(&native, &archives, &system)?;
    build.end()
}

/// The modules that the makefile says cannot be built here.
fn missing(makefile: &str) -> Vec<String> {
    let lines = makefile.lines();
    let names = lines.filter_map(|line| {
        let state = line.strip_prefix("MODULE_")?;
        state.strip_suffix("_STATE=missing")
    });
    names.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_that_lack_something_are_told_by_the_makefile() {
        let makefile =
            "MODULE_ZLIB_STATE=missing\nMODULE__SSL_STATE=yes\nMODULE__BZ2_STATE=missing\n";
        assert_eq!(missing(makefile), ["zlib", "_bz2"]);
    }
}
