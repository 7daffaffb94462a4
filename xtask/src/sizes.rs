//! What the site weighs, and what it may weigh.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::files;
use crate::site::{LIBRARY, PROCESS_WASM, RUNTIME_PREFIX};

/// The page.
const PAGE: &str = "index.html";

/// What the page names as its picture on a home screen.
const HOME_SCREEN_ICON: &str = "icon-192.png";

/// What the page may fetch before Run, gzipped.
const FIRST_LOAD_LIMIT: usize = 468_000;

/// What the interpreter may weigh, gzipped.
const INTERPRETER_LIMIT: usize = 2_400_000;

/// What all may weigh that a first run downloads, gzipped: the page, and what workers run. The parts of the standard
/// library that only some programs take are not among it.
const FIRST_RUN_LIMIT: usize = 3_300_000;

/// One file of the site.
struct Weight {
    raw: usize,
    gzipped: usize,
}

impl Weight {
    fn add(&mut self, other: &Self) {
        self.raw += other.raw;
        self.gzipped += other.gzipped;
    }
}

/// Prints the sizes of a site's files; one that is too big is an error.
pub fn check(site: &Path) -> Result<()> {
    let mut first_load = Weight { raw: 0, gzipped: 0 };
    let mut runtime = Weight { raw: 0, gzipped: 0 };
    let mut interpreter = None;
    let page = files::read_text(&site.join(PAGE))?;
    println!("{:>12} {:>12}", "raw", "gzipped");
    for file in files::list(site)? {
        let content = files::read(&site.join(&file))?;
        let weight = Weight {
            raw: content.len(),
            gzipped: gzipped(&content, Compression::best())?,
        };
        print_line(&weight, &file.display().to_string());
        if is_first(&file, &page) {
            first_load.add(&weight);
        } else if is_run_by_workers(&file) {
            runtime.add(&weight);
            if file.ends_with(PROCESS_WASM) {
                interpreter = Some(weight);
            }
        }
    }
    let interpreter = interpreter.with_context(|| format!("the site has no {PROCESS_WASM}"))?;
    println!();
    let mut first_run = Weight { raw: 0, gzipped: 0 };
    first_run.add(&first_load);
    first_run.add(&runtime);
    let totals = [
        ("first load before Run", first_load, FIRST_LOAD_LIMIT),
        ("interpreter", interpreter, INTERPRETER_LIMIT),
        ("all that a first run downloads", first_run, FIRST_RUN_LIMIT),
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

/// How many bytes the page and what it names are on the way.
pub fn first_load(site: &Path) -> Result<usize> {
    let page = files::read_text(&site.join(PAGE))?;
    let files = files::list(site)?.into_iter();
    files
        .filter(|file| is_first(file, &page))
        .map(|file| gzipped(&files::read(&site.join(file))?, Compression::best()))
        .sum()
}

/// Whether a file is the page or one that the page names. The interpreter comes after them, a picture for home
/// screens only where somebody puts the page there, and the rest is for other pages or for later.
fn is_first(file: &Path, page: &str) -> bool {
    let file = file.to_string_lossy().replace('\\', "/");
    let is_for_later = file.starts_with(RUNTIME_PREFIX) || file == HOME_SCREEN_ICON;
    !is_for_later && (file == PAGE || page.contains(&file))
}

/// Whether a file is what every run has workers load.
fn is_run_by_workers(file: &Path) -> bool {
    let file = file.to_string_lossy().replace('\\', "/");
    let rest = file
        .split_once('/')
        .filter(|(folder, _)| folder.starts_with(RUNTIME_PREFIX));
    rest.is_some_and(|(_, rest)| rest.split('/').next() != Some(LIBRARY))
}

/// How many bytes are left of a file that is compressed for the way.
pub fn gzipped(content: &[u8], level: Compression) -> Result<usize> {
    Ok(compressed(content, level)?.len())
}

/// A file as it is compressed for the way.
pub fn compressed(content: &[u8], level: Compression) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

fn print_line(weight: &Weight, name: &str) {
    println!(
        "{:>12} {:>12}  {name}",
        thousands(weight.raw),
        thousands(weight.gzipped)
    );
}

fn thousands(number: usize) -> String {
    grouped(&number.to_string())
}

/// The digits of a whole number in groups of three.
pub fn grouped(digits: &str) -> String {
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
    use crate::workspace::Workspace;

    #[test]
    fn the_readme_says_what_the_site_may_weigh() {
        let readme = Workspace::find().unwrap().root.join("README.md");
        let readme = files::read_text(&readme).unwrap();
        let kilobytes = |limit: usize| format!("({} KB gzipped)", limit / 1_000);
        let megabytes =
            |limit: usize| format!("({}.{} MB)", limit / 1_000_000, limit / 100_000 % 10);
        for said in [
            kilobytes(FIRST_LOAD_LIMIT),
            megabytes(INTERPRETER_LIMIT),
            megabytes(FIRST_RUN_LIMIT),
        ] {
            assert!(readme.contains(&said), "{said}");
        }
    }

    #[test]
    fn groups_digits() {
        assert_eq!(thousands(7), "7");
        assert_eq!(thousands(400_000), "400,000");
        assert_eq!(thousands(11_534_336), "11,534,336");
    }

    #[test]
    fn what_the_page_names_is_part_of_the_first_load() {
        let page = r#"<link href="runtime-0/kernel.js"><script src="./page-1.js"></script>"#;
        assert!(is_first(Path::new("index.html"), page));
        assert!(is_first(Path::new("page-1.js"), page));
        assert!(!is_first(Path::new("runtime-0/kernel.js"), page));
        assert!(!is_first(Path::new("embed/index.html"), page));
        assert!(!is_first(Path::new("spawnpoint.js"), page));
    }

    #[test]
    fn what_every_run_loads_is_told_from_what_some_programs_do() {
        assert!(is_run_by_workers(Path::new("runtime-0/kernel_bg.wasm")));
        assert!(!is_run_by_workers(Path::new("runtime-0/library/wave.bin")));
        assert!(!is_run_by_workers(Path::new("guide/en/index.html")));
    }

    #[test]
    fn a_site_that_is_too_big_fails() {
        let site = tempfile::tempdir().unwrap();
        let runtime = site.path().join("runtime-0");
        std::fs::create_dir(&runtime).unwrap();
        files::write(&runtime.join(PROCESS_WASM), b"\0asm").unwrap();
        let page = r#"<!doctype html><script src="page.js"></script>"#;
        files::write(&site.path().join(PAGE), page).unwrap();
        check(site.path()).unwrap();
        let page = gzipped(page.as_bytes(), Compression::best()).unwrap();
        assert_eq!(first_load(site.path()).unwrap(), page);
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
