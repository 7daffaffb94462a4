//! Freezes the standard library, and has what depends on this crate linked with CPython, which `cargo xtask python`
//! builds.

use std::{
    env, fs,
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
    let target = if variable("CARGO_CFG_TARGET_ARCH")? == "wasm32" {
        "wasm"
    } else {
        "native"
    };
    link(&built.join(target))?;
    // For the build scripts of what is linked: these functions of CPython come to ours first.
    let wrapped = fs::read_to_string("wrapped.txt").map_err(|error| format!("wrapped.txt: {error}"))?;
    println!("cargo::metadata=wrapped={}", wrapped.split_whitespace().collect::<Vec<_>>().join(" "));
    freeze(&built, &output)
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

/// Compiles the standard library's modules with the interpreter that was built.
fn freeze(built: &Path, output: &str) -> Result<(), String> {
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
        .arg(built.join("source/Lib"))
        .args(["library", output])
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
