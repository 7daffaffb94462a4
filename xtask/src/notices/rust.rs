//! The licences of Rust's own library, which is in each module. The toolchain brings a page with all of them.

use std::path::Path;

use anyhow::{Context, Result};
use html_escape::decode_html_entities;

use super::{Notice, Text};
use crate::command;
use crate::files;
use crate::tools::Tools;
use crate::version::Version;

/// Where toolchains have it, within their folder: rustup's, and Debian's two.
const PLACES: [&str; 3] = [
    "share/doc/rust/COPYRIGHT-library.html",
    "share/doc/rustc-web/copyright",
    "share/doc/rustc/copyright",
];

/// The notice of the library that the modules are built with. It is without texts if the toolchain has none.
pub fn gather(tools: &Tools) -> Result<Notice> {
    let ask = |question: &[&str]| {
        let mut rustc = tools.command("rustc")?;
        command::required_output(rustc.args(question))
    };
    let version = Version::find(&ask(&["-vV"])?).context("rustc does not tell its version")?;
    let folder = ask(&["--print", "sysroot"])?;
    Ok(Notice {
        name: "Rust’s standard library".to_owned(),
        version: version.to_string(),
        licence: "MIT OR Apache-2.0, and others".to_owned(),
        texts: find(Path::new(folder.trim()))?,
    })
}

fn find(folder: &Path) -> Result<Vec<Text>> {
    let mut paths = PLACES.iter().map(|place| folder.join(place));
    let Some(path) = paths.find(|path| path.is_file()) else {
        return Ok(Vec::new());
    };
    let text = files::read_text(&path)?;
    if path.extension().is_some_and(|kind| kind == "html") {
        return Ok(read_page(&text));
    }
    Ok(vec![Text {
        name: "copyright".to_owned(),
        text,
    }])
}

/// What a page says: one text of all that is not preformatted, and one for each part that is.
fn read_page(page: &str) -> Vec<Text> {
    let mut around = String::new();
    let mut texts = Vec::new();
    let mut rest = page.split_once("<body>").map_or(page, |(_, body)| body);
    while let Some((before, after)) = rest.split_once("<pre>") {
        let (text, after) = after.split_once("</pre>").unwrap_or((after, ""));
        // Its file is named just before it.
        let (_, name) = before.rsplit_once("<code>").unwrap_or_default();
        texts.push(Text {
            name: plain(name),
            text: decode_html_entities(text).into_owned(),
        });
        around.push_str(before);
        rest = after;
    }
    around.push_str(rest);
    texts.insert(
        0,
        Text {
            name: "COPYRIGHT".to_owned(),
            text: plain(&around),
        },
    );
    texts
}

/// The text of markup, without empty lines.
fn plain(markup: &str) -> String {
    let mut text = String::new();
    for part in markup.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    let text = decode_html_entities(&text);
    let lines: Vec<_> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const COPYRIGHT: &str = "<html><title>No</title><body>\n<h1>Copyright</h1>\n\n<p>By A &#60;a&#62;</p>\n\
        <summary><code>LICENSE-MIT</code></summary>\n<pre>\n  &#34;As is&#34;\n\n&amp;lt;</pre>\n<p>end</p></body>";

    #[test]
    fn a_page_becomes_texts() {
        let texts = read_page(COPYRIGHT);
        let [around, licence] = &texts[..] else {
            panic!("{} texts", texts.len())
        };
        assert_eq!(around.text, "Copyright\nBy A <a>\nLICENSE-MIT\nend");
        assert_eq!(licence.name, "LICENSE-MIT");
        assert_eq!(licence.text, "\n  \"As is\"\n\n&lt;");
    }

    #[test]
    fn a_toolchain_may_have_none() {
        let folder = tempfile::tempdir().unwrap();
        assert!(find(folder.path()).unwrap().is_empty());
        let path = folder.path().join(PLACES[1]);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, "Files: *").unwrap();
        assert_eq!(find(folder.path()).unwrap()[0].text, "Files: *");
    }
}
