//! The guide: pages of `docs/guide/`, one folder a language, as a part of the site.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use html_escape::encode_double_quoted_attribute as escaped;
use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html,
};

use crate::benchmarks::Benchmarks;
use crate::catalogue::{self, LANGUAGES};
use crate::files;
use crate::policy;
use crate::workspace::Workspace;

/// The pages in the order of reading.
const PAGES: [&str; 12] = [
    "index",
    "first-run",
    "views",
    "examples",
    "start-methods",
    "shared-state",
    "api",
    "limits",
    "benchmarks",
    "embedding",
    "automation",
    "inside",
];

/// What comes before the guide's own styles: the colours of the playground.
const THEME: &str = "static/theme.css";

/// What makes programs of the guide runnable.
const SCRIPT: &str =
    r#"<script src="../../spawnpoint.js" data-selector="code.runnable" defer></script>"#;

/// Builds the guide into the site's folder `guide`.
pub fn build(workspace: &Workspace, site: &Path) -> Result<()> {
    let sources = workspace.root.join("guide");
    let template = files::read_text(&sources.join("template.html"))?;
    let pictures = workspace.root.join("docs/guide/pictures");
    let benchmarks = Benchmarks::read(&workspace.root)?;
    let guide = site.join("guide");
    files::make_empty(&guide)?;
    for language in LANGUAGES {
        let words = words(&sources.join(language).with_extension("ftl"))?;
        let pages = read(&workspace.root, language)?;
        let folder = guide.join(language);
        files::make_empty(&folder)?;
        for (place, page) in pages.iter().enumerate() {
            let text = page.html(&pictures);
            let html = text.and_then(|text| {
                let text = benchmarks.fill_in(&text, &words)?;
                let mut values = words.clone();
                values.extend(page.values(language, &words, &text));
                values.insert("navigation".into(), navigation(&pages, place));
                values.insert("neighbours".into(), neighbours(&pages, place, &words));
                fill_in(&template, &values)
            });
            let html =
                html.with_context(|| format!("cannot make {language}/{} of the guide", page.name))?;
            files::write(&folder.join(page.name).with_extension("html"), html)?;
        }
    }
    let theme = files::read_text(&workspace.root.join(THEME))?;
    let styles = files::read_text(&sources.join("guide.css"))?;
    files::write(&guide.join("guide.css"), format!("{theme}\n{styles}"))?;
    let index = files::read_text(&sources.join("index.html"))?;
    files::write(&guide.join("index.html"), policy::allow_scripts(&index)?)?;
    files::copy_all(&pictures, &guide.join("pictures"))
}

/// A page of the guide in one language.
struct Page {
    /// The name of its file, without the ending.
    name: &'static str,
    /// Its first heading.
    title: String,
    /// Its first paragraph.
    description: String,
    /// The sections: their anchors and headings.
    sections: Vec<(String, String)>,
    /// The page as Markdown has it, with anchors at the headings.
    events: Vec<Event<'static>>,
}

/// The pages of a language, in the order of reading.
fn read(root: &Path, language: &str) -> Result<Vec<Page>> {
    let folder = root.join("docs/guide").join(language);
    for file in files::list(&folder)? {
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        if !PAGES.contains(&stem.as_ref()) {
            bail!("PAGES does not say where {} belongs", file.display());
        }
    }
    let mut pages = Vec::new();
    for name in PAGES {
        let path = folder.join(name).with_extension("md");
        if path.is_file() {
            let text = files::read_text(&path)?;
            let page = Page::parse(name, &text);
            pages.push(page.with_context(|| format!("cannot use {}", path.display()))?);
        }
    }
    Ok(pages)
}

impl Page {
    fn parse(name: &'static str, markdown: &str) -> Result<Self> {
        let mut page = Self {
            name,
            title: String::new(),
            description: String::new(),
            sections: Vec::new(),
            events: Vec::new(),
        };
        let mut anchors = BTreeMap::new();
        // Where the heading or paragraph begins that is being read, and what it says.
        let mut begin = 0;
        let mut plain = String::new();
        let options = Options::ENABLE_TABLES | Options::ENABLE_SMART_PUNCTUATION;
        let parser = Parser::new_ext(markdown, options);
        let mut events: Vec<_> = parser.map(Event::into_static).collect();
        join_wide_lines(&mut events);
        for event in events {
            match &event {
                Event::Start(Tag::Heading { .. } | Tag::Paragraph) => {
                    begin = page.events.len();
                    plain.clear();
                }
                Event::Text(text) | Event::Code(text) => plain.push_str(text),
                Event::SoftBreak => plain.push(' '),
                Event::End(TagEnd::Heading(level)) => {
                    let anchor = unique(slug(&plain), &mut anchors);
                    if let Some(Event::Start(Tag::Heading { id, .. })) = page.events.get_mut(begin)
                    {
                        *id = Some(anchor.clone().into());
                    }
                    match level {
                        HeadingLevel::H1 => page.title.clone_from(&plain),
                        HeadingLevel::H2 => page.sections.push((anchor, plain.clone())),
                        _ => {}
                    }
                }
                Event::End(TagEnd::Paragraph) if page.description.is_empty() => {
                    page.description.clone_from(&plain);
                }
                _ => {}
            }
            page.events.push(event);
        }
        if page.title.is_empty() || page.description.is_empty() {
            bail!("a page begins with a heading and a paragraph");
        }
        Ok(page)
    }

    /// The page's own part of its file.
    fn html(&self, pictures: &Path) -> Result<String> {
        let mut events = Vec::new();
        let mut picture: Option<(String, String)> = None;
        for event in &self.events {
            if let Some((address, alternative)) = &mut picture {
                match event {
                    Event::Text(text) | Event::Code(text) => alternative.push_str(text),
                    Event::SoftBreak => alternative.push(' '),
                    Event::End(TagEnd::Image) => {
                        let element = picture_element(address, alternative, pictures)?;
                        events.push(Event::InlineHtml(element.into()));
                        picture = None;
                    }
                    _ => {}
                }
                continue;
            }
            match event {
                Event::Start(Tag::Image { dest_url, .. }) => {
                    picture = Some((dest_url.to_string(), String::new()));
                }
                Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    id,
                }) => events.push(Event::Start(Tag::Link {
                    link_type: *link_type,
                    dest_url: of_site(dest_url).into(),
                    title: title.clone(),
                    id: id.clone(),
                })),
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                    events.push(Event::Html(code_begin(info)?.into()));
                }
                Event::End(TagEnd::CodeBlock) => {
                    events.push(Event::Html(CowStr::Borrowed("</code></pre>\n")));
                }
                Event::Start(Tag::Table(_)) => {
                    // It scrolls where it is wider than the page, by keys as well.
                    events.push(Event::Html(CowStr::Borrowed(
                        "<div class=\"table\" tabindex=\"0\">",
                    )));
                    events.push(event.clone());
                }
                Event::End(TagEnd::Table) => {
                    events.push(event.clone());
                    events.push(Event::Html(CowStr::Borrowed("</div>\n")));
                }
                _ => events.push(event.clone()),
            }
        }
        let mut text = String::new();
        html::push_html(&mut text, events.into_iter());
        Ok(text)
    }

    /// What the template says of this page alone.
    fn values(
        &self,
        language: &str,
        words: &BTreeMap<String, String>,
        text: &str,
    ) -> Vec<(String, String)> {
        let guide = words.get("guide").map(String::as_str).unwrap_or_default();
        let full_title = if self.name == PAGES[0] {
            self.title.clone()
        } else {
            format!("{} – Spawnpoint {guide}", self.title)
        };
        let has_programs = text.contains(r#"runnable""#);
        let script = if has_programs { SCRIPT } else { "" };
        [
            ("language", language.to_owned()),
            ("page", self.name.to_owned()),
            ("full-title", escaped(&full_title).into_owned()),
            ("description", escaped(&self.description).into_owned()),
            ("script", script.to_owned()),
            ("text", text.trim_end().to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
    }

    fn link(&self, attributes: &str) -> String {
        format!(
            "<a href=\"{}.html\"{attributes}>{}</a>",
            self.name,
            escaped(&self.title)
        )
    }
}

/// Takes out the ends of the source's lines where no space belongs: a browser would show one.
fn join_wide_lines(events: &mut Vec<Event<'static>>) {
    let is_joined: Vec<_> = (0..events.len())
        .map(|place| {
            let (before, after) = events.split_at(place);
            let last = before
                .iter()
                .rev()
                .find_map(text_of)
                .and_then(|text| text.chars().last());
            let next = after
                .iter()
                .find_map(text_of)
                .and_then(|text| text.chars().next());
            matches!(events[place], Event::SoftBreak)
                && last.is_some_and(is_wide)
                && next.is_some_and(is_wide)
        })
        .collect();
    let mut is_joined = is_joined.into_iter();
    events.retain(|_| !is_joined.next().unwrap_or_default());
}

fn text_of<'a>(event: &'a Event<'static>) -> Option<&'a str> {
    match event {
        Event::Text(text) | Event::Code(text) => Some(text),
        _ => None,
    }
}

/// Whether a character is of a script without spaces, or of its punctuation.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// The anchor of a heading, as hosts of repositories make it: so links work there and here.
fn slug(heading: &str) -> String {
    let lower = heading.trim().to_lowercase();
    let kept = lower.chars().filter_map(|character| match character {
        ' ' => Some('-'),
        '-' | '_' => Some(character),
        _ => character.is_alphanumeric().then_some(character),
    });
    kept.collect()
}

/// The anchor, with a number if there was the same before.
fn unique(anchor: String, taken: &mut BTreeMap<String, usize>) -> String {
    let count = taken.entry(anchor.clone()).or_default();
    *count += 1;
    match *count {
        1 => anchor,
        count => format!("{anchor}-{}", count - 1),
    }
}

/// A link of a Markdown file as one of the site.
fn of_site(address: &str) -> String {
    let (path, anchor) = match address.split_once('#') {
        Some((path, anchor)) => (path, Some(anchor)),
        None => (address, None),
    };
    let path = match path.strip_suffix(".md") {
        Some(stem) if !address.contains("://") => format!("{stem}.html"),
        _ => path.to_owned(),
    };
    match anchor {
        Some(anchor) => format!("{path}#{anchor}"),
        None => path,
    }
}

/// The begin of a block of code. After the language, `run` makes it a program that readers can run there,
/// and `name=value` are settings of that. It takes no room for a run before there is one.
fn code_begin(info: &str) -> Result<String> {
    let mut words = info.split_whitespace();
    let Some(language) = words.next() else {
        return Ok("<pre tabindex=\"0\"><code>".into());
    };
    let language = escaped(language);
    match words.next() {
        None => Ok(format!(
            "<pre tabindex=\"0\"><code class=\"language-{language}\">"
        )),
        Some("run") => {
            let mut begin = format!(
                "<pre tabindex=\"0\"><code class=\"language-{language} runnable\" data-height=\"auto\""
            );
            for word in words {
                let (name, value) = word.split_once('=').unwrap_or((word, ""));
                // Writing to a string does not fail.
                let _ = write!(begin, " data-{}=\"{}\"", escaped(name), escaped(value));
            }
            begin.push('>');
            Ok(begin)
        }
        Some(other) => bail!("a block of code can be marked `run`, but not `{other}`"),
    }
}

/// A picture for either kind of colours; the address is that of the light one.
fn picture_element(address: &str, alternative: &str, pictures: &Path) -> Result<String> {
    let name = Path::new(address).file_name().unwrap_or_default();
    let size = imagesize::size(pictures.join(name))
        .with_context(|| format!("{address} is no WebP picture"))?;
    if alternative.is_empty() {
        bail!("{address} has no text for those who do not see it");
    }
    let dark = address.replace(".light.", ".dark.");
    // They are taken with two dots to a CSS pixel.
    Ok(format!(
        "<picture><source srcset=\"{}\" media=\"(prefers-color-scheme: dark)\">\
         <img src=\"{}\" alt=\"{}\" width=\"{}\" height=\"{}\" loading=\"lazy\"></picture>",
        escaped(&dark),
        escaped(address),
        escaped(alternative),
        size.width / 2,
        size.height / 2,
    ))
}

/// The list of all pages, with the sections of the one at `current`.
fn navigation(pages: &[Page], current: usize) -> String {
    let mut list = String::from("<ul>");
    for (place, page) in pages.iter().enumerate() {
        list.push_str("<li>");
        if place == current {
            list.push_str(&page.link(" aria-current=\"page\""));
            if !page.sections.is_empty() {
                list.push_str("<ul>");
                for (anchor, heading) in &page.sections {
                    let heading = escaped(heading);
                    let _ = write!(list, "<li><a href=\"#{anchor}\">{heading}</a></li>");
                }
                list.push_str("</ul>");
            }
        } else {
            list.push_str(&page.link(""));
        }
        list.push_str("</li>");
    }
    list.push_str("</ul>");
    list
}

/// Links to the pages before and after the one at `place`.
fn neighbours(pages: &[Page], place: usize, words: &BTreeMap<String, String>) -> String {
    let link = |page: Option<&Page>, name: &str| {
        let word = words.get(name).map(String::as_str).unwrap_or_default();
        page.map(|page| {
            let link = page.link(&format!(
                " rel=\"{}\"",
                if name == "next" { "next" } else { "prev" }
            ));
            format!("<p class=\"{name}\"><span>{word}</span> {link}</p>")
        })
        .unwrap_or_default()
    };
    let before = place.checked_sub(1).and_then(|place| pages.get(place));
    format!(
        "<footer>{}{}</footer>",
        link(before, "previous"),
        link(pages.get(place + 1), "next")
    )
}

/// The texts around the pages, by their keys.
pub fn words(path: &Path) -> Result<BTreeMap<String, String>> {
    let words = catalogue::read(path, |_| true)?;
    Ok(words
        .into_iter()
        .map(|(key, text)| (key, escaped(&text).into_owned()))
        .collect())
}

/// Puts values in the place of `{{ name }}`.
pub fn fill_in(template: &str, values: &BTreeMap<String, String>) -> Result<String> {
    let mut filled = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{ ") {
        let (name, after) = after
            .split_once(" }}")
            .context("the template has a `{{ ` without its ` }}`")?;
        let value = values
            .get(name)
            .with_context(|| format!("nothing is known of `{name}` in the template"))?;
        filled.push_str(before);
        filled.push_str(value);
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notices;

    fn workspace() -> Workspace {
        Workspace::find().unwrap()
    }

    fn programs(page: &Page) -> Vec<(String, String)> {
        let mut programs = Vec::new();
        let mut info = None;
        for event in &page.events {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(words))) => {
                    info = words.contains(" run").then(|| words.to_string());
                }
                Event::Text(text) => {
                    if let Some(info) = info.take() {
                        programs.push((info, text.to_string()));
                    }
                }
                _ => {}
            }
        }
        programs
    }

    /// The values of all attributes of this name.
    fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
        let begin = format!(" {name}=\"");
        html.split(&begin)
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect()
    }

    #[test]
    fn the_languages_have_the_same_pages_and_programs() {
        let root = workspace().root;
        let [english, japanese] = LANGUAGES.map(|language| read(&root, language).unwrap());
        let names = |pages: &[Page]| pages.iter().map(|page| page.name).collect::<Vec<_>>();
        assert_eq!(names(&english), names(&japanese));
        for (one, other) in english.iter().zip(&japanese) {
            assert_eq!(programs(one), programs(other), "{}", one.name);
            assert_eq!(one.sections.len(), other.sections.len(), "{}", one.name);
        }
    }

    #[test]
    fn all_links_lead_somewhere() {
        let workspace = workspace();
        let site = tempfile::tempdir().unwrap();
        build(&workspace, site.path()).unwrap();
        let guide = site.path().join("guide");
        let mut broken = Vec::new();
        for file in files::list(&guide).unwrap() {
            if file.extension().is_none_or(|kind| kind != "html") {
                continue;
            }
            let html = files::read_text(&guide.join(&file)).unwrap();
            let addresses = ["href", "src", "srcset"]
                .into_iter()
                .flat_map(|name| attributes(&html, name));
            for address in addresses {
                if !leads_somewhere(&workspace.root, &guide, &file, address) {
                    broken.push(format!("{}: {address}", file.display()));
                }
            }
        }
        assert!(broken.is_empty(), "{broken:#?}");
    }

    fn decoded(address: &str) -> String {
        let mut bytes = Vec::new();
        let mut parts = address.split('%');
        bytes.extend_from_slice(parts.next().unwrap().as_bytes());
        for part in parts {
            bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
            bytes.extend_from_slice(&part.as_bytes()[2..]);
        }
        String::from_utf8(bytes).unwrap()
    }

    fn leads_somewhere(root: &Path, guide: &Path, from: &Path, address: &str) -> bool {
        if address.starts_with("https://") {
            return true;
        }
        let (path, anchor) = address.split_once('#').unwrap_or((address, ""));
        let playground = if from.components().count() == 1 {
            "../"
        } else {
            "../../"
        };
        if path == playground {
            // The playground, with an example or without.
            return anchor.split('&').all(|part| match part.split_once('=') {
                Some(("example", id)) => {
                    let file = format!("examples/{}.py", id.replace('-', "_"));
                    root.join(file).is_file()
                }
                _ => true,
            });
        }
        if path.starts_with(playground) {
            // Files of the rest of the site.
            return ["favicon.svg", "spawnpoint.js", notices::PAGE]
                .iter()
                .any(|file| path.strip_prefix(playground) == Some(file));
        }
        let target = if path.is_empty() {
            guide.join(from)
        } else {
            guide.join(from.parent().unwrap()).join(path)
        };
        let is_there = target.is_file();
        is_there
            && (anchor.is_empty() || {
                let html = files::read_text(&target).unwrap();
                attributes(&html, "id").contains(&decoded(anchor).as_str())
            })
    }

    #[test]
    fn the_words_around_the_pages_are_there_in_every_language() {
        let root = workspace().root;
        let [english, japanese] = LANGUAGES.map(|language| {
            let path = root.join("guide").join(language).with_extension("ftl");
            words(&path).unwrap().into_keys().collect::<Vec<_>>()
        });
        assert_eq!(english, japanese);
    }

    fn html_of(markdown: &str) -> String {
        let page = Page::parse("index", &format!("# Title\n\nText.\n\n{markdown}")).unwrap();
        page.html(Path::new("")).unwrap()
    }

    #[test]
    fn a_block_marked_run_is_runnable_with_its_settings() {
        let html = html_of("```python run mode=both views=timeline,console read-only\na < b\n```");
        let expected = "<pre tabindex=\"0\"><code class=\"language-python runnable\" \
            data-height=\"auto\" data-mode=\"both\" data-views=\"timeline,console\" data-read-only=\"\">a &lt; b\n</code></pre>";
        assert!(html.contains(expected), "{html}");
        assert!(html_of("```python\n1\n```").contains("<code class=\"language-python\">"));
        assert!(code_begin("python walk").is_err());
    }

    #[test]
    fn headings_have_the_anchors_that_hosts_of_repositories_give_them() {
        assert_eq!(
            slug("`Process` and exceptions"),
            "process-and-exceptions".replace('`', "")
        );
        assert_eq!(slug("What's new, 3.14?"), "whats-new-314");
        assert_eq!(slug("メモリー(記録)"), "メモリー記録");
        let html = html_of("## A `b`\n\n## A b\n");
        assert!(
            html.contains("<h2 id=\"a-b\">") && html.contains("<h2 id=\"a-b-1\">"),
            "{html}"
        );
    }

    #[test]
    fn lines_of_japanese_are_joined_without_a_space() {
        let html = html_of("プロセスは\n`start()`\nで始まり、\n終わります。");
        assert!(
            html.contains("プロセスは\n<code>start()</code>\nで始まり、終わります。"),
            "{html}"
        );
    }

    #[test]
    fn links_between_sources_become_links_between_pages() {
        assert_eq!(of_site("limits.md#threads"), "limits.html#threads");
        assert_eq!(of_site("../ja/index.md"), "../ja/index.html");
        assert_eq!(
            of_site("https://example.org/a.md"),
            "https://example.org/a.md"
        );
        assert_eq!(of_site("../../#example=race"), "../../#example=race");
    }

    #[test]
    fn a_template_has_no_unknown_names() {
        let values = BTreeMap::from([("a".to_owned(), "1 {{ b }}".to_owned())]);
        assert_eq!(fill_in("<{{ a }}>", &values).unwrap(), "<1 {{ b }}>");
        assert!(fill_in("{{ c }}", &values).is_err());
        assert!(fill_in("{{ a", &values).is_err());
    }
}
