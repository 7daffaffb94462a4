//! What there is to copy of the page: a link to what is on it, and the markup that shows that in another page.

use std::fmt::Write;

use html_escape::encode_double_quoted_attribute as escaped;
use spawnpoint_link::{Beside, Link, Source, base64url};
use spawnpoint_project::{ProgramFile, Project};

use crate::{effect::Shareable, settings::Settings, workspace::Workspace};

/// What there is to copy of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    link: String,
    markup: String,
    is_too_large: bool,
    copied: Option<Shareable>,
}

impl Shared {
    /// A link to what is in the editor, for a page at this address.
    pub(crate) fn new(page: &str, link: &Link, project: &Project) -> Self {
        Self {
            markup: markup(page, link, project),
            link: format!("{page}#{}", link.fragment()),
            ..Self::default()
        }
    }

    /// Nothing, since the files are too large for a link.
    pub(crate) fn too_large() -> Self {
        Self {
            is_too_large: true,
            ..Self::default()
        }
    }

    /// Whether there is nothing, since the files are too large for a link.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.is_too_large
    }

    /// What there is to copy; nothing until it was made.
    #[must_use]
    pub fn text(&self, what: Shareable) -> &str {
        match what {
            Shareable::Link => &self.link,
            Shareable::Markup => &self.markup,
        }
    }

    /// What was copied last.
    #[must_use]
    pub fn copied(&self) -> Option<Shareable> {
        self.copied
    }

    /// Takes note that this was copied.
    pub(crate) fn copy(&mut self, what: Shareable) {
        self.copied = Some(what);
    }
}

/// A link to the program in the editor and its settings, with the program and what is beside it at these places.
pub(crate) fn link(
    workspace: &Workspace,
    settings: Settings,
    source: Source,
    beside: Beside,
) -> Link {
    let linked = workspace.chosen_link();
    let mut link = Link {
        source: Some(source),
        beside,
        name: linked.and_then(|linked| linked.name.clone()),
        ..Link::default()
    };
    settings.put_into(&mut link);
    link
}

/// A link to the program in the editor as it is, which takes no time to make.
pub(crate) fn plain_link(workspace: &Workspace, settings: Settings) -> Link {
    let Project { source, files } = workspace.project().clone();
    link(
        workspace,
        settings,
        Source::Plain(source),
        Beside::Plain(files),
    )
}

/// The markup that shows a program in another page.
fn markup(page: &str, link: &Link, project: &Project) -> String {
    let script = format!("<script type=\"module\" src=\"{page}spawnpoint.js\"></script>\n");
    let mut element = String::from("<spawn-point");
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value {
            // A string takes whatever is written.
            let _ = write!(element, " {name}=\"{}\"", escaped(&value));
        }
    };
    let number = |number: Option<u32>| number.map(|number| number.to_string());
    let example = match &link.source {
        Some(Source::Example(id)) => Some(id.clone()),
        _ => None,
    };
    let is_example = example.is_some();
    put("example", example);
    put("mode", link.choice.map(|choice| choice.name().to_owned()));
    let method = link.start_method.map(|method| method.name().to_owned());
    put("start-method", method);
    put("serial", link.is_serial.then(String::new));
    put("interval", number(link.interval));
    put("seed", number(link.seed));
    if is_example {
        return format!("{script}{element}></spawn-point>\n");
    }
    let program = escaped(project.source.trim_end());
    let files: String = project.files.list().iter().map(file_markup).collect();
    format!("{script}{element}><pre><code>{program}\n</code></pre>{files}</spawn-point>\n")
}

/// The markup for a file beside the program.
fn file_markup(ProgramFile { path, bytes }: &ProgramFile) -> String {
    let path = escaped(path);
    match std::str::from_utf8(bytes) {
        Ok(text) if is_the_same_in_markup(text) => {
            format!("\n<script type=\"text/plain\" data-file=\"{path}\">\n{text}</script>")
        }
        _ => {
            let content = base64url::encode(bytes);
            format!(
                "\n<script type=\"text/plain\" data-file=\"{path}\" data-encoding=\"base64\">{content}</script>"
            )
        }
    }
}

/// Whether a text is the same when it comes out of a script element, where blank lines around and the indentation of
/// all lines are left out.
fn is_the_same_in_markup(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let odd = ["\r", "\u{feff}", "<!--", "</script"];
    let begins = text
        .lines()
        .next()
        .is_some_and(|line| !line.trim().is_empty());
    let ends = text.strip_suffix('\n');
    let is_outdented = |line: &str| line.starts_with(|first: char| !first.is_whitespace());
    begins
        && ends.is_some_and(|text| text.trim_end() == text)
        && text.lines().any(is_outdented)
        && !odd.iter().any(|odd| lower.contains(odd))
}

#[cfg(test)]
mod tests {
    use spawnpoint_project::{Files, ROOM_IN_LINK};

    use super::*;

    #[test]
    fn markup_says_what_the_link_says() {
        let link = Link {
            source: Some(Source::Packed("x".into())),
            seed: Some(7),
            is_serial: true,
            ..Link::default()
        };
        assert_eq!(
            markup(
                "https://example.org/",
                &link,
                &project("print(\"<&>\")\n\n", &[])
            ),
            "<script type=\"module\" src=\"https://example.org/spawnpoint.js\"></script>\n\
             <spawn-point serial=\"\" seed=\"7\"><pre><code>print(&quot;&lt;&amp;&gt;&quot;)\n\
             </code></pre></spawn-point>\n"
        );
        let link = Link {
            source: Some(Source::Example("race".into())),
            ..Link::default()
        };
        let project = project("", &[("a.py", b"x = 1\n")]);
        assert!(
            markup("", &link, &project).ends_with("<spawn-point example=\"race\"></spawn-point>\n")
        );
    }

    fn project(source: &str, files: &[(&str, &[u8])]) -> Project {
        let files = files.iter().map(|(path, bytes)| ProgramFile {
            path: (*path).to_owned(),
            bytes: bytes.to_vec(),
        });
        Project {
            source: source.to_owned(),
            files: Files::of(files, ROOM_IN_LINK).unwrap(),
        }
    }

    #[test]
    fn files_that_markup_would_change_are_encoded() {
        let plain = "def f():\n    return \"<b>&\"\n";
        for (content, is_plain) in [
            (plain, true),
            ("", false),
            ("no end", false),
            ("two ends\n\n", false),
            ("\nbegins blank\n", false),
            ("  indented\n", false),
            ("a\r\nb\r\n", false),
            ("'</Script>'\n", false),
            ("'<!--'\n", false),
        ] {
            let project = project("", &[("a\".py", content.as_bytes())]);
            let markup = markup("", &Link::default(), &project);
            assert!(markup.contains("data-file=\"a&quot;.py\""), "{markup}");
            assert_eq!(
                markup.contains(&format!(">\n{content}</script>")),
                is_plain,
                "{markup}"
            );
            assert_eq!(
                markup.contains("data-encoding=\"base64\""),
                !is_plain,
                "{markup}"
            );
        }
        let bytes = project("", &[("b", &[0xFF, 0xFE])]);
        let markup = markup("", &Link::default(), &bytes);
        assert!(
            markup.contains("data-encoding=\"base64\">__4</script>"),
            "{markup}"
        );
    }
}
