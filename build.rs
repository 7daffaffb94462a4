//! Compiles the catalogues in `src/locales/` to what the page carries of them, and has the linker leave
//! out what a reader need not download.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::Path,
};

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

/// Writes the keys of all messages, in order, and for each language the texts in that order.
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
    let keys: BTreeSet<&str> = catalogues
        .iter()
        .flat_map(|(_, texts)| texts.keys().map(String::as_str))
        .collect();
    write("keys", keys.iter().copied())?;
    for (tag, texts) in &catalogues {
        write(tag, keys.iter().map(|key| text(texts, key)))?;
    }
    Ok(())
}

/// The text with this key; a language that lacks it has an empty one.
fn text<'a>(texts: &'a BTreeMap<String, String>, key: &str) -> &'a str {
    texts.get(key).map_or("", String::as_str)
}

fn write<'a>(name: &str, items: impl Iterator<Item = &'a str>) -> Result<(), String> {
    let folder = env::var_os("OUT_DIR").ok_or("cargo names no OUT_DIR")?;
    let path = Path::new(&folder).join(name);
    let items: Vec<&str> = items.collect();
    fs::write(&path, items.join(&SEPARATOR.to_string()))
        .map_err(|error| format!("{}: {error}", path.display()))
}
