//! What other pages load to embed programs: `spawnpoint.js`, and the page for their frames.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use flate2::{Compression, write::GzEncoder};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use serde_json::json;

use crate::command;
use crate::files;
use crate::site::{LIBRARY, PROCESS_WASM};
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The languages of the interface, which are the names of the catalogues.
pub const LANGUAGES: [&str; 2] = ["en", "ja"];

/// The message with what Spawnpoint is.
pub const TAGLINE: &str = "app-tagline";

/// The messages, beside those of `embed/`, that are shown before the page is there.
const EARLY: [&str; 3] = ["run", "editor-label", TAGLINE];

/// What pages load.
const SCRIPT: &str = "spawnpoint.js";

/// Adds to the site what other pages load. The site has its page already.
pub fn build(workspace: &Workspace, tools: &Tools, runtime: &Path, site: &Path) -> Result<()> {
    let examples = examples(&workspace.root)?;
    let lines: BTreeMap<_, _> = examples
        .iter()
        .map(|(id, source)| (id, source.lines().count()))
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

/// The examples' programs by their ids, which are the names of their files with `-` for `_`.
fn examples(root: &Path) -> Result<BTreeMap<String, String>> {
    let folder = root.join("examples");
    let mut examples = BTreeMap::new();
    let entries =
        fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "py") {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            examples.insert(stem.replace('_', "-"), files::read_text(&path)?);
        }
    }
    Ok(examples)
}

/// The messages of a language that are shown before the page is there.
pub fn messages(workspace: &Workspace, language: &str) -> Result<BTreeMap<String, String>> {
    let folder = workspace.root.join("src/locales");
    let catalogue = folder.join(language).with_extension("ftl");
    messages_of(&files::read_text(&catalogue)?)
        .with_context(|| format!("cannot use {}", catalogue.display()))
}

fn messages_of(catalogue: &str) -> Result<BTreeMap<String, String>> {
    let resource = parser::parse(catalogue).map_err(|(_, errors)| anyhow!("{errors:?}"))?;
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let key = message.id.name;
        let is_early = key.starts_with("embed-") || EARLY.contains(&key);
        if let Some(pattern) = message.value.filter(|_| is_early) {
            let text = text(&pattern).with_context(|| format!("the message `{key}`"))?;
            messages.insert(key.to_owned(), text);
        }
    }
    Ok(messages)
}

/// A message as `embed/texts.js` understands it: words, and values as `{ $name }`.
fn text(pattern: &Pattern<&str>) -> Result<String> {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => text.extend(["{ $", id.name, " }"]),
            PatternElement::Placeable { .. } => {
                bail!("can put in values as they are, and nothing else, in an embedded element")
            }
        }
    }
    Ok(text)
}

/// How many megabytes a first run downloads where the server compresses, about.
fn download(runtime: &Path) -> Result<String> {
    let mut bytes = 0;
    for name in [PROCESS_WASM, LIBRARY] {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(&files::read(&runtime.join(name))?)?;
        bytes += encoder.finish()?.len();
    }
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
        let messages = messages_of(catalogue).unwrap();
        assert_eq!(messages.len(), 2);
        assert_eq!(messages["run"], "Run");
        assert_eq!(messages["embed-a"], "a { $b }");
    }

    #[test]
    fn refuses_what_an_embedded_element_would_show_wrongly() {
        let catalogue = "embed-a = { $count ->\n    [one] a\n   *[other] b\n }\n";
        let error = messages_of(catalogue).unwrap_err();
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
