//! The licences of CPython, of what is in its source from elsewhere, and of all that is linked with it.

use std::path::Path;

use anyhow::{Result, bail};

use super::compiler::WasmCompiler;
use super::{LINK_LIST, Places, VERSION, ZONES, libraries, modules, name, own, source};
use crate::files;
use crate::notices::{Notice, Text};
use crate::workspace::Workspace;

/// Something that CPython's source brings along, with a licence of its own.
struct Part {
    name: &'static str,
    licence: &'static str,
    /// The modules in C that it is in.
    modules: &'static [&'static str],
    /// The archives of it, as makefiles name them: how these names begin.
    archive: &'static str,
    /// Files with the texts, in CPython's source.
    texts: &'static [&'static str],
}

/// What `Doc/license.rst` does not have, or has not whole.
const PARTS: [Part; 3] = [
    Part {
        name: "Expat",
        licence: "MIT",
        modules: &["pyexpat", "_elementtree"],
        archive: "libexpat",
        texts: &["Modules/expat/COPYING"],
    },
    Part {
        name: "HACL*",
        licence: "MIT and Apache-2.0",
        modules: &["_md5", "_sha1", "_sha2", "_sha3"],
        archive: "libHacl",
        texts: &[
            "Modules/_hacl/Hacl_Hash_SHA2.c",
            "Modules/_hacl/include/krml/lowstar_endianness.h",
        ],
    },
    Part {
        name: "libmpdec",
        licence: "BSD-2-Clause",
        modules: &["_decimal"],
        archive: "libmpdec",
        texts: &["Modules/_decimal/libmpdec/mpdecimal.h"],
    },
];

/// Archives that are ours.
const OURS: [&str; 2] = [own::ARCHIVE, "libsymbols.a"];

/// The notices of all that the engine is linked with and that is not of Rust. CPython has been built. What is linked and
/// has no notice here is an error.
pub fn gather(workspace: &Workspace) -> Result<Vec<Notice>> {
    let places = Places::new(workspace)?;
    check(&files::read_text(&places.wasm().join(LINK_LIST))?)?;
    let mut notices = vec![cpython(&places)?];
    for part in &PARTS {
        notices.push(part.notice(&places.source())?);
    }
    notices.extend(libraries::notices(&places)?);
    notices.push(ZONES.notice(&places.root.join(ZONES.name), "Apache-2.0")?);
    notices.extend(WasmCompiler::find(&places.root)?.notices()?);
    Ok(notices)
}

fn cpython(places: &Places) -> Result<Notice> {
    let source = places.source();
    let mut texts = read(&source, &["LICENSE", "Doc/license.rst"])?;
    texts.push(changes(places)?);
    Ok(Notice {
        name: "CPython".to_owned(),
        version: VERSION.to_owned(),
        licence: "PSF-2.0, and others".to_owned(),
        texts,
    })
}

/// What is different from CPython's source, which its licence wants to be summarised.
fn changes(places: &Places) -> Result<Text> {
    let mut lines = vec![format!("Changes to CPython {VERSION} for Spawnpoint")];
    for (name, patch) in source::patches(&places.ours.join("patches"))? {
        let (reason, _) = patch.split_once("\n--- ").unwrap_or((&patch, ""));
        lines.push(format!("\n{name}:\n{}", reason.trim()));
    }
    let left_out = modules::LEFT_OUT.join(", ");
    lines.push(format!("\nModules that are left out:\n{left_out}"));
    lines.push("\nModules of Spawnpoint that are added, or stand in for others:".to_owned());
    for file in files::list(&places.ours.join("library"))? {
        lines.push(file.with_extension("").display().to_string());
    }
    Ok(Text {
        name: "changes".to_owned(),
        text: lines.join("\n"),
    })
}

impl Part {
    fn notice(&self, source: &Path) -> Result<Notice> {
        Ok(Notice {
            name: self.name.to_owned(),
            version: format!("of CPython, for {}", self.modules.join(", ")),
            licence: self.licence.to_owned(),
            texts: read(source, self.texts)?,
        })
    }
}

/// The texts in some files of a folder.
pub fn read(folder: &Path, names: &[&str]) -> Result<Vec<Text>> {
    names
        .iter()
        .map(|name| Text::read(&folder.join(name), name))
        .collect()
}

/// Makes sure that there is a notice for each archive that is linked.
fn check(list: &str) -> Result<()> {
    let cpython = name("libpython", ".a");
    let is_known = |archive: &str| {
        archive == cpython
            || OURS.contains(&archive)
            || PARTS.iter().any(|part| archive.starts_with(part.archive))
            || libraries::has(archive)
            || WasmCompiler::brings(archive)
    };
    let unknown: Vec<_> = list.lines().filter(|archive| !is_known(archive)).collect();
    if !unknown.is_empty() {
        bail!(
            "nobody has said where the licence is of {}, which CPython is linked with: {} does of others",
            unknown.join(", "),
            file!()
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        Places::new(&Workspace::find().unwrap()).unwrap()
    }

    #[test]
    fn cpython_and_its_parts_have_their_notices() {
        let places = places();
        if !places.source().join("LICENSE").is_file() {
            // `cargo xtask python` has not been here. The build looks as well.
            return;
        }
        let notice = cpython(&places).unwrap();
        for words in ["PYTHON SOFTWARE FOUNDATION LICENSE", "Mersenne Twister"] {
            assert!(
                notice.texts.iter().any(|text| text.text.contains(words)),
                "{words}"
            );
        }
        for part in &PARTS {
            let texts = part.notice(&places.source()).unwrap().texts;
            assert!(
                texts.iter().all(|text| text.text.contains("Copyright")),
                "{}",
                part.name
            );
        }
    }

    #[test]
    fn the_parts_are_in_modules_that_there_are() {
        let all = [&modules::INCLUDED[..], &modules::SIDE].concat();
        for module in PARTS.iter().flat_map(|part| part.modules) {
            assert!(all.contains(module), "{module}");
        }
    }

    #[test]
    fn the_changes_are_the_reasons_of_the_patches() {
        let changes = changes(&places()).unwrap().text;
        assert!(changes.contains("01-recursion-limit.patch:\nHow deep C may call C"));
        assert!(changes.contains("_tkinter") && changes.contains("_spawnpoint_boot"));
        assert!(!changes.contains("+++ b/"));
    }

    #[test]
    fn what_is_linked_without_a_notice_is_named() {
        let known = "libspawnpoint.a\nlibpython3.13.a\nlibz.a\nlibHacl_Hash_SHA2.a\nlibsymbols.a\nlibc.a\nlibzigc.a\n\
                     libcompiler_rt.a\n";
        check(known).unwrap();
        let error = check("libc.a\nlibzstd.a\n").unwrap_err().to_string();
        assert!(error.contains("of libzstd.a,"), "{error}");
    }
}
