//! Programs of links: opening one, keeping it in the address, and making a link of what is on the page.

use html_escape::encode_double_quoted_attribute as escaped;
use spawnpoint_link::{Beside, Link, Source, base64url};
use spawnpoint_project::{ProgramFile, Project, ROOM_IN_LINK};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlTextAreaElement, MouseEvent};
use yew::{Callback, Context, Html, html};

use super::{App, Msg};
use crate::{
    address, dom, embed,
    examples::example,
    pack,
    settings::Settings,
    storage,
    strings::text,
    words,
    workspace::{LINKED, OWN, files_of_text, files_to_text},
};

/// What there is to copy of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// The address of the program with its settings.
    link: String,
    /// What shows it in another page.
    markup: String,
    /// Whether there is neither, since the files are too large for a link.
    is_too_large: bool,
    /// Which of them was copied last, by its id.
    copied: Option<&'static str>,
}

/// Where the program is that was left, after the fragment that it came from and was edited since.
const LEFT: &str = "left";

/// Where the files beside it are.
const LEFT_FILES: &str = "left-files";

const LINK_ID: &str = "share-link";
const MARKUP_ID: &str = "share-markup";

impl App {
    /// Does what the address asks for. A link that cannot be followed changes nothing.
    pub(super) fn arrive(&mut self, ctx: &Context<Self>) {
        let fragment = address::fragment();
        let (link, damaged) = Link::parse_rest(&fragment);
        if let Some(damaged) = damaged {
            let value = [("value", damaged.to_string().into())];
            // Where a page embeds a program there is no other to be kept.
            if !self.is_embedded() {
                self.problem = Some(text!("link-value", &value));
                return;
            }
            self.problem = Some(text!("link-attribute", &value));
        }
        match link.source.clone() {
            Some(Source::Example(id)) => self.follow_example(ctx, link, &id),
            Some(source) => match (source, link.beside.clone()) {
                (Source::Plain(source), Beside::Plain(files)) => {
                    self.follow(ctx, link, Project { source, files });
                }
                (source, beside) => {
                    let sender = ctx.link().clone();
                    spawn_local(async move {
                        let project = pack::unpack(&source, &beside).await;
                        let project = project.map_err(|error| dom::message(&error));
                        sender.send_message(Msg::Unpacked(fragment, Box::new(link), project));
                    });
                }
            },
            None if self.workspace.chosen() == LINKED && !self.is_embedded() => {
                self.workspace.choose_stored();
                self.settings = Settings::stored();
                self.show_program();
            }
            None => self.configure(&link),
        }
    }

    /// Takes in what was packed into the link with this fragment.
    pub(super) fn arrive_unpacked(
        &mut self,
        ctx: &Context<Self>,
        fragment: &str,
        link: Link,
        project: Result<Project, String>,
    ) {
        match project {
            // Another link may have been gone to meanwhile.
            _ if address::fragment() != fragment => {}
            Ok(project) => self.follow(ctx, link, project),
            Err(reason) => {
                self.problem = Some(text!("link-damaged", &[("reason", reason.into())]));
            }
        }
    }

    fn follow_example(&mut self, ctx: &Context<Self>, mut link: Link, id: &str) {
        let Some(example) = example(id) else {
            self.problem = Some(text!("link-no-example", &[("id", id.into())]));
            return;
        };
        link.choice.get_or_insert(example.choice);
        link.seed = link.seed.or(example.seed);
        if self.is_embedded() {
            link.name.get_or_insert_with(|| id.to_owned());
            self.follow(ctx, link, example.project());
        } else {
            self.save(ctx);
            self.workspace.choose(id);
            self.configure(&link);
            self.show_program();
        }
    }

    fn follow(&mut self, ctx: &Context<Self>, link: Link, project: Project) {
        if !self.is_embedded() {
            self.problem = None;
        }
        self.save(ctx);
        self.configure(&link);
        // A page of its own runs nothing that the reader has not seen.
        let runs = self.is_embedded() && embed::has_parent() && link.runs_at_once;
        self.workspace.link(link.name, project, link.is_read_only);
        if !self.is_embedded()
            && let Some(project) = kept_in_tab()
        {
            self.workspace.change_all(project);
        }
        self.show_program();
        if runs {
            ctx.link().send_message(Msg::Run);
        }
    }

    fn configure(&mut self, link: &Link) {
        if *link != Link::default() && !self.is_busy() {
            self.settings = Settings::of_link(link);
            self.shown.clone_from(&link.views);
        }
    }

    /// A link to the program in the editor and its settings, with the program and what is beside it at these places.
    fn link(&self, source: Source, beside: Beside) -> Link {
        let linked = self.workspace.chosen_link();
        let mut link = Link {
            source: Some(source),
            beside,
            name: linked.and_then(|linked| linked.name.clone()),
            ..Link::default()
        };
        self.settings.put_into(&mut link);
        link
    }

    /// A link to the program in the editor as it is, which takes no time to make.
    pub(super) fn plain_link(&self) -> Link {
        let Project { source, files } = self.workspace.project().clone();
        self.link(Source::Plain(source), Beside::Plain(files))
    }

    /// Keeps the program of a link in the address, since that is where it came from.
    pub(super) fn keep_in_address(&self, ctx: &Context<Self>) {
        let project = self.workspace.project().clone();
        let sender = ctx.link().clone();
        spawn_local(async move {
            let (source, beside) = pack::pack(&project).await;
            sender.send_message(Msg::Packed(project, source, beside));
        });
    }

    /// Puts the program, which was packed meanwhile, into the address.
    pub(super) fn put_into_address(&self, project: &Project, source: Source, beside: Beside) {
        if self.workspace.chosen() == LINKED && self.workspace.project() == project {
            let link = self.link(source, beside);
            address::replace_fragment(&link.fragment());
        }
    }

    /// Keeps the program of a link as it is when the reader leaves: there is no time to pack it, and no address
    /// to put it into.
    pub(super) fn keep_in_tab(&self) {
        if self.workspace.chosen() == LINKED && !self.is_embedded() {
            let Project { source, files } = self.workspace.project();
            // The reader leaves: there is nobody to tell.
            let _ = storage::set_in_tab(LEFT, &format!("{}\n{source}", address::fragment()));
            let _ = storage::set_in_tab(LEFT_FILES, &files_to_text(files));
        }
    }

    /// Has the address follow what was chosen: a program of a link is in it, any other is not.
    pub(super) fn turn_address(&self, before: &str, ctx: &Context<Self>) {
        let chosen = self.workspace.chosen();
        if before == LINKED && chosen != LINKED {
            address::go_on(None);
        } else if before != LINKED && chosen == LINKED {
            address::go_on(Some(&self.plain_link().fragment()));
            self.keep_in_address(ctx);
        }
    }

    /// Begins to make the link to what is on the page.
    pub(super) fn share(&mut self, ctx: &Context<Self>) {
        self.shared = Shared::default();
        let chosen = self.workspace.chosen();
        if chosen != OWN && !self.workspace.is_edited(chosen) && example(chosen).is_some() {
            let source = Source::Example(chosen.to_owned());
            ctx.link()
                .send_message(Msg::Shared(source, Beside::default()));
            return;
        }
        if self.workspace.files().size() > ROOM_IN_LINK {
            self.shared.is_too_large = true;
            return;
        }
        let project = self.workspace.project().clone();
        let sender = ctx.link().clone();
        spawn_local(async move {
            let (source, beside) = pack::pack(&project).await;
            sender.send_message(Msg::Shared(source, beside));
        });
    }

    /// Shows the link with the program and what is beside it at these places.
    pub(super) fn show_link(&mut self, source: Source, beside: Beside) {
        let link = self.link(source, beside);
        let page = address::playground();
        self.shared = Shared {
            markup: markup(&page, &link, self.workspace.project()),
            link: format!("{page}#{}", link.fragment()),
            ..Shared::default()
        };
    }

    /// Copies one of the things there are to copy.
    pub(super) fn copy_shared(&mut self, id: &'static str) {
        dom::copy(if id == LINK_ID {
            &self.shared.link
        } else {
            &self.shared.markup
        });
        if let Some(field) = dom::element::<HtmlTextAreaElement>(id) {
            field.select();
        }
        self.shared.copied = Some(id);
    }

    pub(super) fn sharing(&self, ctx: &Context<Self>) -> Html {
        let field = |id: &'static str, label: String, rows: &'static str, content: &str| {
            let onclick: Callback<MouseEvent> = ctx.link().callback(move |_| Msg::Copy(id));
            let is_copied = self.shared.copied == Some(id);
            html! {
                <div class="to-copy">
                    <label for={id}>{ label }</label>
                    <textarea {id} {rows} readonly=true spellcheck="false" value={content.to_owned()} />
                    <button type="button" {onclick}>
                        { if is_copied { text!("share-copied") } else { text!("share-copy") } }
                    </button>
                </div>
            }
        };
        html! {
            <>
                <button type="button" class="quiet share" popovertarget="share"
                    title={text!("share-hint")} onclick={ctx.link().callback(|_| Msg::Share)}>
                    { text!("share") }
                </button>
                <div id="share" class="menu sharing" popover="auto" aria-label={text!("share")}>
                    if self.shared.is_too_large {
                        <p class="notice error" role="alert">
                            { text!("share-refused", &[("room", words::room(ROOM_IN_LINK as u64).into())]) }
                        </p>
                    } else {
                        { field(LINK_ID, text!("share-link"), "2", &self.shared.link) }
                        <p class="hint">{ text!("share-private") }</p>
                        { field(MARKUP_ID, text!("share-markup"), "5", &self.shared.markup) }
                    }
                </div>
            </>
        }
    }
}

/// What the program of the link in the address was when the reader left it in this tab.
fn kept_in_tab() -> Option<Project> {
    let left = storage::get_in_tab(LEFT)?;
    let (fragment, source) = left.split_once('\n')?;
    let files = storage::get_in_tab(LEFT_FILES).and_then(|text| files_of_text(&text));
    (fragment == address::fragment()).then(|| Project {
        source: source.to_owned(),
        files: files.unwrap_or_default(),
    })
}

/// The markup that shows a program in another page.
fn markup(page: &str, link: &Link, project: &Project) -> String {
    use std::fmt::Write;

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
    use spawnpoint_project::Files;

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
