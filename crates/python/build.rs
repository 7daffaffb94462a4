//! Freezes the standard library, and has what depends on this crate linked with CPython, which `cargo xtask python`
//! builds.

use std::{
    collections::BTreeMap,
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=library");
    println!("cargo::rerun-if-changed=wrapped.txt");
    if let Err(message) = build() {
        println!("cargo::error={message}");
    }
}

fn build() -> Result<(), String> {
    let output = variable("OUT_DIR")?;
    let built = built(Path::new(&output)).ok_or(
        "there is no CPython to link with: run `cargo xtask python`, which builds it in some minutes, once",
    )?;
    // For the build scripts of what is linked: these functions of CPython come to ours first.
    let wrapped =
        fs::read_to_string("wrapped.txt").map_err(|error| format!("wrapped.txt: {error}"))?;
    println!(
        "cargo::metadata=wrapped={}",
        wrapped.split_whitespace().collect::<Vec<_>>().join(" ")
    );
    if variable("CARGO_CFG_TARGET_ARCH")? == "wasm32" {
        let side_modules = side_modules(&built.join("wasm/side"))?;
        link(&built.join("wasm"))?;
        freeze(&built, &output, side_modules.keys())?;
        deliver(&side_modules, Path::new(&output)).map_err(|error| format!("side modules: {error}"))
    } else {
        link(&built.join("native"))?;
        freeze(&built, &output, [])
    }
}

fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|error| format!("{name}: {error}"))
}

/// The folder with what was built, within the target folder.
fn built(output: &Path) -> Option<PathBuf> {
    output
        .ancestors()
        .map(|folder| folder.join("xtask/python"))
        .find(|folder| folder.join("wasm/link.txt").is_file())
}

/// Has the linker take what a list names: a file in `lib`, or a library of the system.
fn link(built: &Path) -> Result<(), String> {
    let list = built.join("link.txt");
    let names =
        fs::read_to_string(&list).map_err(|error| format!("{}: {error}", list.display()))?;
    println!(
        "cargo::rustc-link-search=native={}",
        built.join("lib").display()
    );
    for name in names.lines() {
        if let Some(name) = name.strip_prefix("-l") {
            println!("cargo::rustc-link-lib=dylib={name}");
        } else {
            println!(
                "cargo::rerun-if-changed={}",
                built.join("lib").join(name).display()
            );
            let name = name.trim_start_matches("lib").trim_end_matches(".a");
            println!("cargo::rustc-link-lib=static:-bundle={name}");
        }
    }
    Ok(())
}

/// The side modules in a folder, by their names.
fn side_modules(folder: &Path) -> Result<BTreeMap<String, PathBuf>, String> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let entries = entries.map_err(|error| format!("{}: {error}", folder.display()))?;
    let paths = entries.into_iter().map(|entry| entry.path());
    let named = paths.filter_map(|path| {
        let name = path.file_stem()?.to_str()?.to_owned();
        Some((name, path))
    });
    Ok(named.collect())
}

/// Puts side modules beside the pieces of the library, and lists them for `src/library/side.rs`.
fn deliver(side_modules: &BTreeMap<String, PathBuf>, output: &Path) -> io::Result<()> {
    let mut rows = Vec::new();
    for (place, (name, path)) in side_modules.iter().enumerate() {
        fs::copy(
            path,
            output.join("pieces").join(name).with_extension("wasm"),
        )?;
        rows.push(format!(
            "    SideModule::new(c\"{name}\", init::<{place}>),\n"
        ));
    }
    let list = format!(
        "static SIDE_MODULES: [SideModule; {}] = [\n{}];\n",
        rows.len(),
        rows.concat()
    );
    fs::write(output.join("side_modules.rs"), list)
}

/// Compiles the standard library's modules with the interpreter that was built.
fn freeze<'a>(
    built: &Path,
    output: &str,
    side_modules: impl IntoIterator<Item = &'a String>,
) -> Result<(), String> {
    let folder = built.join("native/bin");
    let python = fs::read_dir(&folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .find(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("python3.") && !name.ends_with("-config")
        })
        .ok_or_else(|| format!("{}: there is no interpreter", folder.display()))?;
    let run = Command::new(&python)
        .args(["-X", "no_debug_ranges", "library/freeze.py"])
        .args([built.join("source/Lib"), built.join("tzdata/tzdata")])
        .args(["library", output])
        .args(side_modules)
        .output()
        .map_err(|error| format!("{}: {error}", python.display()))?;
    if run.status.success() {
        Ok(())
    } else {
        let complaint = String::from_utf8_lossy(&run.stderr);
        Err(format!(
            "library/freeze.py failed: {}",
            complaint.trim_end().replace('\n', " | ")
        ))
    }
}
