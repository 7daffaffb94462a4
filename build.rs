//! Compiles the catalogues in `src/locales/` to what the page carries of them, and has the linker leave
//! out what a reader need not download.

use std::{collections::BTreeSet, env, fs, path::Path};

#[path = "src/strings/compiler.rs"]
mod compiler;
#[path = "src/strings/encoding.rs"]
mod encoding;

use compiler::LANGUAGES;
use encoding::SEPARATOR;

fn main() {
    if env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|target| target == "wasm32") {
        // The names of functions would be a sixth of what a reader downloads.
        println!("cargo::rustc-link-arg-bins=--strip-all");
    }
    println!("cargo::rerun-if-changed=build.rs");
    if let Err(message) = build() {
        println!("cargo::error={message}");
    }
}

/// Writes the names of all texts as an array, and for each language the texts in that order.
fn build() -> Result<(), String> {
    let mut catalogues = Vec::new();
    for (tag, categories) in LANGUAGES {
        let path = format!("src/locales/{tag}.ftl");
        println!("cargo::rerun-if-changed={path}");
        let source = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let texts = compiler::compile(&source, categories)
            .map_err(|message| format!("{path}: {message}"))?;
        catalogues.push((tag, texts));
    }
    let names: BTreeSet<&String> = (catalogues.iter())
        .flat_map(|(_, texts)| texts.keys())
        .collect();
    write("names", &format!("&{:?}", Vec::from_iter(&names)))?;
    for (tag, texts) in &catalogues {
        let texts: Result<Vec<&str>, String> = (names.iter())
            .map(|name| match texts.get(*name) {
                Some(text) => Ok(text.as_str()),
                None => Err(format!("src/locales/{tag}.ftl: {name}: there is none")),
            })
            .collect();
        write(tag, &texts?.join(&SEPARATOR.to_string()))?;
    }
    Ok(())
}

fn write(name: &str, content: &str) -> Result<(), String> {
    let folder = env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?;
    let path = Path::new(&folder).join(name);
    fs::write(&path, content).map_err(|error| format!("{}: {error}", path.display()))
}
