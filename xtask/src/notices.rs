//! The page with the licences of all that is in the site and comes from others. No text is ours: each is read from where
//! the thing itself comes from.

mod crates;
mod npm;
mod rust;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use html_escape::encode_double_quoted_attribute as escaped;

use crate::catalogue::LANGUAGES;
use crate::files;
use crate::guide;
use crate::python::{self, SDK_VARIABLE};
use crate::site::Profile;
use crate::steps::note;
use crate::tools::Tools;
use crate::workspace::Workspace;

/// The page within the site.
pub const PAGE: &str = "notices.html";

/// How the names of files with licences begin, in any case.
const LICENCE_FILES: [&str; 6] = [
    "copying",
    "copyright",
    "licence",
    "license",
    "notice",
    "unlicense",
];

/// One thing that is in the site, with what its licences ask to be told.
pub struct Notice {
    pub name: String,
    pub version: String,
    /// Which licences it has, in a word or two.
    pub licence: String,
    /// Empty only if whatever brought the thing to this machine has none.
    pub texts: Vec<Text>,
}

/// A licence, or another text that is to go with a thing.
pub struct Text {
    /// The name of its file.
    pub name: String,
    pub text: String,
}

impl Text {
    /// A file under this name; one that begins as C does is the comment there.
    pub fn read(path: &Path, name: &str) -> Result<Self> {
        let bytes = files::read(path)?;
        // Old ones may have a name in an old encoding.
        let content = String::from_utf8_lossy(&bytes).replace("\r\n", "\n");
        let text = if content.starts_with("/*") {
            first_comment(&content)
                .with_context(|| format!("the comment in {} has no end", path.display()))?
        } else {
            content
        };
        if text.trim().is_empty() {
            bail!("there is no licence in {}", path.display());
        }
        Ok(Self {
            name: name.to_owned(),
            text,
        })
    }
}

/// Makes the page. To publish is refused if a text is missing; otherwise that is only said.
pub fn build(workspace: &Workspace, tools: &Tools, profile: Profile, site: &Path) -> Result<()> {
    let mut rust = crates::gather(workspace)?;
    rust.insert(0, rust::gather(tools)?);
    let groups = [
        ("python", python::notices::gather(workspace)?),
        ("rust", rust),
        ("editor", npm::gather(workspace, tools)?),
    ];
    for notice in groups.iter().flat_map(|(_, notices)| notices) {
        check(notice, profile)?;
    }
    files::write(&site.join(PAGE), page(&workspace.root, &groups)?)
}

fn check(notice: &Notice, profile: Profile) -> Result<()> {
    if !notice.texts.is_empty() {
        return Ok(());
    }
    let about = format!(
        "{} {} came without its licence",
        notice.name, notice.version
    );
    if profile == Profile::Dist {
        bail!(
            "{about}, and without that nothing is published: toolchains of rustup and Debian have that of Rust's library; \
             where {SDK_VARIABLE} is not set, C is compiled by zig, which has those of its own"
        );
    }
    note(about);
    Ok(())
}

/// The texts of the files with licences in a folder, but not in folders within it.
fn licences(folder: &Path) -> Result<Vec<Text>> {
    all_licences(folder, |file| file.components().count() == 1)
}

/// The texts of the files with licences anywhere in a folder for which there is a wish.
pub fn all_licences(folder: &Path, is_wanted: impl Fn(&Path) -> bool) -> Result<Vec<Text>> {
    files::list(folder)?
        .iter()
        .filter(|file| is_licence(file) && is_wanted(file))
        .map(|file| Text::read(&folder.join(file), &file.to_string_lossy()))
        .collect()
}

fn is_licence(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let name = name.to_lowercase();
    // And not what makes or checks them.
    let is_program = [".c", ".h", ".js", ".rs", ".sh"]
        .iter()
        .any(|ending| name.ends_with(ending));
    !is_program && LICENCE_FILES.iter().any(|begin| name.starts_with(begin))
}

/// The comment that a file in C begins with, up to the first line of asterisks in it.
fn first_comment(source: &str) -> Option<String> {
    let (comment, _) = source.strip_prefix("/*")?.split_once("*/")?;
    let lines = comment
        .lines()
        .map(str::trim)
        .take_while(|line| !line.starts_with("****"))
        .map(|line| {
            let line = line.trim_start_matches('*');
            line.strip_prefix(' ').unwrap_or(line)
        });
    let lines: Vec<_> = lines.collect();
    Some(lines.join("\n").trim().to_owned())
}

/// The page, whose texts are each there once, however many have it.
fn page(root: &Path, groups: &[(&str, Vec<Notice>)]) -> Result<String> {
    let sources = root.join("guide");
    let mut values = BTreeMap::new();
    for language in LANGUAGES {
        let words = guide::words(&sources.join(language).with_extension("ftl"))?;
        values.extend(
            words
                .into_iter()
                .map(|(key, word)| (format!("{language}-{key}"), word)),
        );
    }
    let mut texts = Texts::default();
    for (name, notices) in groups {
        values.insert((*name).to_owned(), list(notices, &mut texts));
    }
    values.insert("texts".to_owned(), texts.html());
    guide::fill_in(&files::read_text(&sources.join(PAGE))?, &values)
}

/// A list of things, each with links to its texts.
fn list(notices: &[Notice], texts: &mut Texts) -> String {
    let mut list = String::from("<ul>");
    for notice in notices {
        let about = format!("{} {}", notice.name, notice.version);
        // The same text under another name is one link.
        let mut links = BTreeMap::new();
        for text in &notice.texts {
            let number = texts.number(text, &about);
            links.entry(number).or_insert_with(|| {
                format!("<a href=\"#text-{number}\">{}</a>", escaped(&text.name))
            });
        }
        let links: Vec<_> = links.into_values().collect();
        // Writing to a string does not fail.
        let _ = write!(
            list,
            "\n<li><b>{}</b> <span>{}</span> {}</li>",
            escaped(&about),
            escaped(&notice.licence),
            links.join(", ")
        );
    }
    list + "\n</ul>"
}

/// All texts that differ in more than their spaces, in the order in which they were met.
#[derive(Default)]
struct Texts {
    numbers: BTreeMap<String, usize>,
    texts: Vec<Used>,
}

/// A text, and who has it.
struct Used {
    name: String,
    text: String,
    users: Vec<String>,
}

impl Texts {
    /// The number of a text, which `user` has.
    fn number(&mut self, text: &Text, user: &str) -> usize {
        let words: Vec<_> = text.text.split_whitespace().collect();
        let next = self.texts.len();
        let number = *self.numbers.entry(words.join(" ")).or_insert(next);
        if number == next {
            self.texts.push(Used {
                name: text.name.clone(),
                text: text.text.clone(),
                users: Vec::new(),
            });
        }
        let users = &mut self.texts[number].users;
        if users.last().is_none_or(|last| last != user) {
            users.push(user.to_owned());
        }
        number
    }

    fn html(&self) -> String {
        let mut html = String::new();
        for (number, Used { name, text, users }) in self.texts.iter().enumerate() {
            // A link opens what is around the element that it names.
            let _ = writeln!(
                html,
                "<details><summary><b>{}</b> {}</summary>\n<pre id=\"text-{number}\" tabindex=\"0\">{}</pre></details>",
                escaped(name),
                escaped(&users.join(", ")),
                escaped(text.trim_matches('\n'))
            );
        }
        html
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(name: &str, texts: &[&str]) -> Notice {
        Notice {
            name: name.to_owned(),
            version: "1.0".to_owned(),
            licence: "MIT".to_owned(),
            texts: texts
                .iter()
                .map(|text| Text {
                    name: "LICENSE".to_owned(),
                    text: (*text).to_owned(),
                })
                .collect(),
        }
    }

    #[test]
    fn a_text_is_there_once_and_everybody_who_has_it_leads_to_it() {
        let mut texts = Texts::default();
        let notices = [
            notice("a", &["MIT\n  one"]),
            notice("b", &["MIT one", "<other>"]),
        ];
        let list = list(&notices, &mut texts);
        assert_eq!(list.matches("href=\"#text-0\"").count(), 2);
        assert_eq!(list.matches("href=\"#text-1\"").count(), 1);
        let html = texts.html();
        assert_eq!(html.matches("<pre").count(), 2);
        assert!(html.contains("<b>LICENSE</b> a 1.0, b 1.0<"), "{html}");
        assert!(html.contains(">&lt;other&gt;</pre>"), "{html}");
    }

    #[test]
    fn nothing_is_published_without_its_texts() {
        let [with, without] = [&["MIT"][..], &[]].map(|texts| notice("a", texts));
        check(&with, Profile::Dist).unwrap();
        check(&without, Profile::Release).unwrap();
        let error = check(&without, Profile::Dist).unwrap_err().to_string();
        assert!(error.starts_with("a 1.0 came without"), "{error}");
    }

    #[test]
    fn the_page_says_all_that_it_is_given() {
        let root = Workspace::find().unwrap().root;
        let groups = ["python", "rust", "editor"].map(|name| (name, vec![notice(name, &[name])]));
        let page = page(&root, &groups).unwrap();
        for (name, _) in groups {
            assert!(page.contains(&format!("<b>{name} 1.0</b>")), "{name}");
            assert!(page.contains(&format!(" tabindex=\"0\">{name}</pre>")));
        }
    }

    #[test]
    fn files_with_licences_are_told_by_their_names() {
        for name in [
            "LICENSE",
            "LICENSE-MIT",
            "license.md",
            "COPYING.0BSD",
            "UNLICENSE",
        ] {
            assert!(is_licence(Path::new(name)), "{name}");
        }
        for name in ["README.md", "license.rs", "license-check.sh", "src"] {
            assert!(!is_licence(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn a_comment_is_read_without_its_asterisks() {
        let plain = "/* MIT License\n *\n * Copyright (c) A\n */\n\nint x; /* other */";
        assert_eq!(
            first_comment(plain).unwrap(),
            "MIT License\n\nCopyright (c) A"
        );
        let with_rule = "/*\n** 2001\n**\n**    May you\n**\n*****************\n** This file\n*/";
        assert_eq!(first_comment(with_rule).unwrap(), "2001\n\n   May you");
        assert_eq!(first_comment("/* no end"), None);
    }
}
