//! What other pages load to embed programs: `spawnpoint.js`, and the page for their frames.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Result, bail};
use flate2::Compression;
use serde::Serialize;
use serde_json::json;

use crate::catalogue::{self, LANGUAGES};
use crate::command;
use crate::files;
use crate::site::PROCESS_WASM;
use crate::sizes;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The message with what Spawnpoint is.
pub const TAGLINE: &str = "app-tagline";

/// The messages, beside those of `embed/`, that are shown before the page is there.
const EARLY: [&str; 4] = ["run", "editor-label", "files-label", TAGLINE];

/// What pages load.
const SCRIPT: &str = "spawnpoint.js";

/// Adds to the site what other pages load. The site has its page already.
pub fn build(workspace: &Workspace, tools: &Tools, runtime: &Path, site: &Path) -> Result<()> {
    let examples = examples(&workspace.root)?;
    let lines: BTreeMap<_, _> = examples
        .iter()
        .map(|(id, example)| (id, example.code.lines().count()))
        .collect();
    let with_files: Vec<_> = examples
        .iter()
        .filter(|(_, example)| !example.files.is_empty())
        .map(|(id, _)| id)
        .collect();
    let mut texts = BTreeMap::new();
    for language in LANGUAGES {
        let mut messages = messages(workspace, language)?;
        messages.remove(TAGLINE);
        texts.insert(language, messages);
    }
    let mut esbuild = tools.esbuild("embed/spawnpoint.js");
    esbuild
        .args(["--format=iife", "--loader:.css=text"])
        .arg(format!("--define:TEXTS={}", json!(texts)))
        .arg(format!("--define:EXAMPLE_LINES={}", json!(lines)))
        .arg(format!("--define:EXAMPLE_FILES={}", json!(with_files)))
        .arg(format!(
            "--define:DOWNLOAD_MB={}",
            json!(download(runtime)?)
        ))
        .arg(format!("--outfile={}", site.join(SCRIPT).display()));
    command::run(esbuild.current_dir(&workspace.root))?;

    let types = workspace.root.join("embed/spawnpoint.d.ts");
    files::write(&site.join("spawnpoint.d.ts"), files::read(&types)?)?;
    let examples = format!("globalThis.spawnpointExamples={};\n", json!(examples));
    files::write(&site.join("examples.js"), examples)?;

    let folder = site.join("embed");
    files::make_empty(&folder)?;
    let page = files::read_text(&site.join("index.html"))?;
    files::write(&folder.join("index.html"), embedded(&page)?)
}

/// An example as pages get it.
#[derive(Serialize)]
struct Example {
    code: String,
    /// The files beside it, which are of text, by their paths.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    files: BTreeMap<String, String>,
}

/// The examples by their ids, which are the names of their programs with `-` for `_`. A folder of the same name has what
/// is beside the program.
fn examples(root: &Path) -> Result<BTreeMap<String, Example>> {
    let folder = root.join("examples");
    let mut examples = BTreeMap::new();
    let all = files::list(&folder)?;
    for file in &all {
        let is_example = file.extension().is_some_and(|extension| extension == "py")
            && file.components().count() == 1;
        if !is_example {
            continue;
        }
        let mut example = Example {
            code: files::read_text(&folder.join(file))?,
            files: BTreeMap::new(),
        };
        for beside in all
            .iter()
            .filter(|path| path.starts_with(file.with_extension("")))
        {
            let path = beside.strip_prefix(file.with_extension(""))?;
            let path = path.to_string_lossy().replace('\\', "/");
            example
                .files
                .insert(path, files::read_text(&folder.join(beside))?);
        }
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        examples.insert(stem.replace('_', "-"), example);
    }
    Ok(examples)
}

/// The messages of a language that are shown before the page is there.
pub fn messages(workspace: &Workspace, language: &str) -> Result<BTreeMap<String, String>> {
    let folder = workspace.root.join("src/locales");
    catalogue::read(&folder.join(language).with_extension("ftl"), is_early)
}

fn is_early(key: &str) -> bool {
    key.starts_with("embed-") || EARLY.contains(&key)
}

/// How many megabytes a first run downloads where the server compresses, about.
fn download(runtime: &Path) -> Result<String> {
    let process = files::read(&runtime.join(PROCESS_WASM))?;
    let bytes = sizes::gzipped(&process, Compression::fast())?;
    #[expect(clippy::cast_precision_loss, reason = "one decimal is shown")]
    let megabytes = bytes as f64 / 1e6;
    Ok(format!("{megabytes:.1}"))
}

/// The page for frames in other pages: the same, a folder deeper.
fn embedded(page: &str) -> Result<String> {
    let changes = [
        (
            "<head>",
            "<head>\n    <base href=\"../\" />\n    <meta name=\"robots\" content=\"noindex\" />",
        ),
        ("<html ", "<html data-embedded "),
    ];
    let mut page = page.to_owned();
    for (found, wanted) in changes {
        if !page.contains(found) {
            bail!("index.html lacks `{found}`, by which the embedded page is made");
        }
        page = page.replacen(found, wanted, 1);
    }
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_messages_that_are_shown_first() {
        let catalogue = "run = Run\nembed-a = a { $b }\nother = x\n";
        let messages = catalogue::parse(catalogue, is_early).unwrap();
        assert_eq!(messages.len(), 2);
        assert_eq!(messages["run"], "Run");
        assert_eq!(messages["embed-a"], "a { $b }");
    }

    #[test]
    fn an_example_has_what_is_beside_it() {
        let examples = examples(&Workspace::find().unwrap().root).unwrap();
        let files: Vec<_> = examples["reports"].files.keys().collect();
        assert_eq!(files, ["celsius.csv", "stations.py"]);
        assert!(examples["race"].files.is_empty());
    }

    #[test]
    fn refuses_what_an_embedded_element_would_show_wrongly() {
        let catalogue = "embed-a = { $count ->\n    [one] a\n   *[other] b\n }\n";
        let error = catalogue::parse(catalogue, is_early).unwrap_err();
        assert!(format!("{error:#}").contains("embed-a"), "{error:#}");
    }

    #[test]
    fn the_embedded_page_finds_the_files_of_the_page() {
        let page = embedded("<html lang=\"en\"><head><link href=\"./a\"></head></html>").unwrap();
        assert!(
            page.starts_with("<html data-embedded lang=\"en\"><head>\n    <base href=\"../\" />")
        );
        assert!(embedded("<p>").is_err());
    }
}
