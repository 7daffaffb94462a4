//! The files of a run: what there is at the moment, who wrote it and when, and what is in it.

use std::rc::Rc;

use spawnpoint_link as link;
use spawnpoint_protocol::files::{FileChange, FileKind, Inode};
use spawnpoint_trace::{
    Moment, Trace, axis,
    files::{Content, Edit, Row},
};
use yew::{
    Callback, Html, Properties, classes, function_component, html, use_effect_with, use_memo,
    use_state,
};

use crate::{
    exports::Save,
    strings::{Key, text},
    views::{
        View,
        entry::{Draw, Entry},
        hue_of, line_link,
    },
    words,
};

/// How much of a text is shown, in bytes.
const MOST_TEXT: usize = 64 << 10;

/// How many of the latest changes are listed.
const MOST_EDITS: usize = 100;

/// The view for the page.
pub const ENTRY: Entry = Entry {
    id: "files",
    label: Key::of("tab-files"),
    link: Some(link::View::Files),
    draw: Draw::Shown(|context| {
        html! {
            <Files view={context.view.clone()} on_go_to={context.on_line()}
                on_moment={context.on_moment.clone()} on_save={context.on_save.clone()} />
        }
    }),
};

/// What the files view shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The run.
    pub view: View,
    /// Takes the reader to a line of the program.
    pub on_go_to: Callback<u32>,
    /// Takes all views to a moment.
    pub on_moment: Callback<Moment>,
    /// Takes a file that the reader wants to have.
    pub on_save: Callback<Save>,
}

/// The files of the run, and one of them in full.
#[function_component]
pub fn Files(props: &Props) -> Html {
    let chosen = use_state(|| None::<Inode>);
    let run = Rc::as_ptr(&props.view.trace).addr();
    {
        // Files of another run have the same numbers.
        let chosen = chosen.clone();
        use_effect_with(run, move |_| chosen.set(None));
    }
    let trace = props.view.trace.borrow();
    let moment = props.view.moment();
    // A file is another one with each thing that is done to it.
    let state = chosen.map(|file| (file, trace.files().history(file, moment).len()));
    let content = use_memo((run, state), |(_, state)| {
        let (file, _) = (*state)?;
        Some(trace.files().content(file, moment))
    });
    let rows = trace.files().at(moment);
    if rows.is_empty() {
        return html! { <p class="empty">{ text!("files-empty") }</p> };
    }
    let on_choice = |file: Inode| {
        let chosen = chosen.clone();
        let is_chosen = *chosen == Some(file);
        move |_: yew::MouseEvent| chosen.set(Some(file).filter(|_| !is_chosen))
    };
    let shown = rows.iter().find(|row| Some(row.file) == *chosen);
    html! {
        <>
            <div class="scroll" tabindex="0" role="group" aria-label={text!("files-view-label")}>
                <table class="run-files">
                    <thead>
                        <tr>
                            <th scope="col">{ text!("files-path") }</th>
                            <th scope="col">{ text!("files-size") }</th>
                            <th scope="col">{ text!("files-written") }</th>
                            <th scope="col">
                                <span class="for-screen-readers">{ text!("file-download") }</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>
                        { for rows.iter().map(|row| {
                            let onclick = Callback::from(on_choice(row.file));
                            line(props, &trace, row, *chosen == Some(row.file), onclick)
                        }) }
                    </tbody>
                </table>
            </div>
            if let (Some(row), Some(content)) = (shown, content.as_ref()) {
                <section class="run-file" id={DETAIL} aria-labelledby="run-file-heading">
                    <h3 id="run-file-heading" class="subheading"><code>{ row.path }</code></h3>
                    { inside(row, content) }
                    { history(props, &trace, trace.files().history(row.file, moment)) }
                </section>
            }
        </>
    }
}

/// The place of what is told of one file.
const DETAIL: &str = "run-file";

/// A file in the table.
fn line(
    props: &Props,
    trace: &Trace,
    row: &Row,
    is_chosen: bool,
    onclick: Callback<yew::MouseEvent>,
) -> Html {
    let is_fresh = row.written.moment == props.view.moment();
    let is_file = row.kind == FileKind::File;
    html! {
        <tr class={classes!(is_chosen.then_some("chosen"), is_fresh.then_some("fresh"))}>
            <td class="path">
                if is_file {
                    <button type="button" class="link" aria-expanded={is_chosen.to_string()}
                        aria-controls={is_chosen.then_some(DETAIL)} {onclick}>
                        { path(row.path) }
                    </button>
                } else {
                    { path(row.path) }{ " " }
                    <span class="badge">{ kind(row.kind) }</span>
                }
            </td>
            <td class="size">{ is_file.then(|| words::bytes(row.size)) }</td>
            <td>{ written(props, trace, row.written) }</td>
            <td>
                if is_file { { download(props, row) } }
            </td>
        </tr>
    }
}

/// A path that goes on in another line behind a folder.
fn path(path: &str) -> Html {
    let names = path.split_inclusive('/');
    html! { <code>{ for names.map(|name| html! { <>{ name }<wbr /></> }) }</code> }
}

fn kind(kind: FileKind) -> String {
    match kind {
        FileKind::File => text!("files-kind-file"),
        FileKind::Directory => text!("files-kind-directory"),
        FileKind::Symlink => text!("files-kind-symlink"),
        FileKind::Device(_) => text!("files-kind-device"),
        FileKind::Stream(_) => text!("files-kind-stream"),
    }
}

/// Who did something to a file, when and at which line.
fn written(props: &Props, trace: &Trace, edit: &Edit) -> Html {
    if let FileChange::Given { .. } = edit.change {
        return html! { <span class="about">{ text!("files-given") }</span> };
    }
    html! {
        <>
            <span class={classes!("by", hue_of(trace.timeline(), edit.by))}>
                { words::thread(trace.timeline(), edit.by) }
            </span>{ " " }
            { when(props, edit) }{ " " }
            { for edit.line.map(|line| line_link(line, &props.on_go_to)) }
        </>
    }
}

/// The time of an edit, which leads to its moment.
fn when(props: &Props, edit: &Edit) -> Html {
    let moment = edit.moment;
    let onclick = props.on_moment.reform(move |_: yew::MouseEvent| moment);
    html! {
        <button type="button" class="link" title={text!("events-go")} {onclick}>
            { axis::duration(edit.time.0) }
        </button>
    }
}

/// A button that hands the reader a file as it is at the moment.
fn download(props: &Props, row: &Row) -> Html {
    let (view, file) = (props.view.clone(), row.file);
    let name = row.path.rsplit('/').next().unwrap_or_default().to_owned();
    let label = text!("files-download", &[("path", row.path.into())]);
    let onclick = props.on_save.reform(move |_: yew::MouseEvent| {
        let content = view.trace.borrow().files().content(file, view.moment());
        Save::File {
            name: name.clone(),
            bytes: content.bytes,
        }
    });
    html! {
        <button type="button" class="small quiet" aria-label={label.clone()} title={label} {onclick}>
            { "↓" }
        </button>
    }
}

/// What is in a file.
fn inside(row: &Row, Content { bytes, is_whole }: &Content) -> Html {
    let known = words::grouped(bytes.len() as u64);
    let size = words::grouped(row.size);
    let partial = (!is_whole).then(|| {
        let values = [("known", known.into()), ("bytes", size.clone().into())];
        text!("files-partial", &values)
    });
    let content = match text_of(bytes) {
        None => {
            let values = [("count", row.size.into()), ("bytes", size.into())];
            html! { <p class="about">{ text!("file-binary", &values) }</p> }
        }
        Some("") => html! { <p class="about">{ text!("files-nothing") }</p> },
        Some(text) => {
            let shown = &text[..text.floor_char_boundary(MOST_TEXT)];
            html! {
                <>
                    <pre tabindex="0" role="group" aria-label={text!("files-content")}>{ shown }</pre>
                    if shown.len() < text.len() {
                        <p class="about">{ text!("files-cut", &[("bytes", words::grouped(shown.len() as u64).into())]) }</p>
                    }
                </>
            }
        }
    };
    html! {
        <>
            { content }
            { for partial.map(|partial| html! { <p class="about">{ partial }</p> }) }
        </>
    }
}

/// Bytes as text, without the beginning of a letter at the end, or none if they are no text.
fn text_of(bytes: &[u8]) -> Option<&str> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()?
        }
        Err(_) => return None,
    };
    Some(text).filter(|text| !text.contains('\0'))
}

/// What was done to a file, the latest first.
fn history(props: &Props, trace: &Trace, edits: &[Edit]) -> Html {
    let left_out = edits.len().saturating_sub(MOST_EDITS);
    let item = |edit: &Edit| {
        html! {
            <li>
                { written(props, trace, edit) }{ " " }
                if !matches!(edit.change, FileChange::Given { .. }) {
                    <span class="about">{ words::file_change(trace, edit.time, &edit.change) }</span>
                }
            </li>
        }
    };
    html! {
        <>
            <h4>{ text!("files-history") }</h4>
            <ol class="edits">{ for edits[left_out..].iter().rev().map(item) }</ol>
            if left_out > 0 {
                <p class="about">{ text!("files-more", &[("count", (left_out as u64).into())]) }</p>
            }
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_may_end_amid_a_letter() {
        assert_eq!(text_of("日本".as_bytes()), Some("日本"));
        assert_eq!(text_of(&"日本".as_bytes()[..5]), Some("日"));
        assert_eq!(text_of(b"a\xFFb"), None);
        assert_eq!(text_of(b"a\0b"), None);
        assert_eq!(text_of(b""), Some(""));
    }
}
