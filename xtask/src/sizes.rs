//! What the site weighs, and what it may weigh.

use std::io::Write;
use std::path::{Component, Path};

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::files;
use crate::site::{PROCESS_WASM, RUNTIME_PREFIX};

/// What the page may fetch before Run, gzipped.
const FIRST_LOAD_LIMIT: usize = 400_000;

/// What the interpreter may weigh, gzipped.
const INTERPRETER_LIMIT: usize = 4_000_000;

/// One file of the site.
struct Weight {
    raw: usize,
    gzipped: usize,
}

/// Prints the sizes of a site's files; one that is too big is an error.
pub fn check(site: &Path) -> Result<()> {
    let mut first_load = Weight { raw: 0, gzipped: 0 };
    let mut interpreter = None;
    println!("{:>12} {:>12}", "raw", "gzipped");
    for file in files::list(site)? {
        let content = files::read(&site.join(&file))?;
        let weight = Weight {
            raw: content.len(),
            gzipped: gzipped_size(&content)?,
        };
        print_line(&weight, &file.display().to_string());
        if !is_runtime(&file) {
            first_load.raw += weight.raw;
            first_load.gzipped += weight.gzipped;
        } else if file.ends_with(PROCESS_WASM) {
            interpreter = Some(weight);
        }
    }
    let interpreter = interpreter.with_context(|| format!("the site has no {PROCESS_WASM}"))?;
    println!();
    let totals = [
        ("first load before Run", first_load, FIRST_LOAD_LIMIT),
        ("interpreter", interpreter, INTERPRETER_LIMIT),
    ];
    for (name, weight, limit) in &totals {
        print_line(
            weight,
            &format!("{name} (limit {} gzipped)", thousands(*limit)),
        );
    }
    for (name, weight, limit) in totals {
        if weight.gzipped > limit {
            let (actual, limit) = (thousands(weight.gzipped), thousands(limit));
            bail!("{name}: {actual} bytes gzipped are more than the limit of {limit}");
        }
    }
    Ok(())
}

/// Whether a file is fetched for running programs only.
fn is_runtime(file: &Path) -> bool {
    let first = file.components().next();
    matches!(first, Some(Component::Normal(name)) if name.to_string_lossy().starts_with(RUNTIME_PREFIX))
}

fn gzipped_size(content: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?.len())
}

fn print_line(weight: &Weight, name: &str) {
    println!(
        "{:>12} {:>12}  {name}",
        thousands(weight.raw),
        thousands(weight.gzipped)
    );
}

/// A number with its digits in groups of three.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_digits() {
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(400_000), "400,000");
        assert_eq!(thousands(11_534_336), "11,534,336");
    }

    #[test]
    fn the_workers_files_are_not_part_of_the_first_load() {
        assert!(is_runtime(Path::new(
            "runtime-0123456789abcdef/process_bg.wasm"
        )));
        assert!(!is_runtime(Path::new("index.html")));
        assert!(!is_runtime(Path::new("assets/runtime-note.txt")));
    }

    #[test]
    fn a_site_that_is_too_big_fails() {
        let site = tempfile::tempdir().unwrap();
        let runtime = site.path().join("runtime-0");
        std::fs::create_dir(&runtime).unwrap();
        files::write(&runtime.join(PROCESS_WASM), b"\0asm").unwrap();
        files::write(&site.path().join("index.html"), b"<!doctype html>").unwrap();
        check(site.path()).unwrap();
        // Bytes that do not compress: each is a step of a generator of random numbers.
        let noise: Vec<u8> = std::iter::successors(Some(1_u32), |state| {
            let state = state ^ (state << 13);
            let state = state ^ (state >> 17);
            Some(state ^ (state << 5))
        })
        .map(|state| state.to_le_bytes()[1])
        .take(FIRST_LOAD_LIMIT + 1)
        .collect();
        files::write(&site.path().join("page.js"), noise).unwrap();
        assert!(
            check(site.path())
                .unwrap_err()
                .to_string()
                .contains("first load")
        );
    }
}
