//! The console: what the processes printed, as rows of the page.
//!
//! Rows are put into the document directly, a bounded number in each frame, since output can come
//! faster than a document can show it; the rest of the page is Yew's.

use std::{
    collections::{BTreeMap, VecDeque},
    rc::Rc,
    time::Duration,
};

use spawnpoint_link as link;
use spawnpoint_protocol::Stream;
use spawnpoint_trace::{
    Timeline,
    console::{Console as Rows, Row},
    traceback::{Piece, pieces},
};
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::{Callback, Component, Context, Html, NodeRef, Properties, TargetCast, html};

use crate::{
    dom,
    strings::{Key, text},
    views::{
        Place, View, Who,
        entry::{Draw, Entry},
        hue, who_filter,
    },
    words,
};

/// How many rows are put into the document in a frame.
const ROWS_PER_FRAME: usize = 100;

/// Of how many bytes of text, after which no further row is begun: long rows take long to lay out.
const BYTES_PER_FRAME: usize = 32_000;

/// How many rows share an element, so that a change lays out few of them again.
const ROWS_PER_BLOCK: usize = 20;

/// How near to the end, in pixels, a reader is taken to follow the output.
const FOLLOW: i32 = 24;

/// For how long the button says that it has copied.
const COPIED: Duration = Duration::from_millis(1_500);

/// The view for the page. It keeps its rows in the document.
pub const ENTRY: Entry = Entry {
    id: "console",
    label: Key::of("tab-console"),
    link: Some(link::View::Console),
    draw: Draw::Always(|context, is_shown| {
        html! {
            <Console view={context.view.clone()} {is_shown} paths={Rc::clone(&context.paths)}
                on_go_to={context.on_go_to.clone()} />
        }
    }),
};

/// What the console shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The run.
    pub view: View,
    /// Whether it is in sight. If not, nothing is drawn.
    pub is_shown: bool,
    /// The paths of the program's files that its messages may lead to, the main module's among them.
    pub paths: Rc<[String]>,
    /// Takes the reader to a line of one of them.
    pub on_go_to: Callback<Place>,
}

/// What happens in the console.
pub enum Msg {
    /// There are rows left from the last frame.
    More,
    /// The reader pressed something.
    Pressed(Option<Place>),
    /// The rows were scrolled, by the reader or by the console.
    Scrolled,
    /// The reader wants the rows of one process, or of all.
    Who(Option<Who>),
    /// The reader wants the rows that contain this.
    Search(String),
    /// The reader wants the rows as text elsewhere.
    Copy,
    /// The button has said for long enough that it has copied.
    Copied,
}

/// The console.
pub struct Console {
    list: NodeRef,
    nothing: NodeRef,
    blocks: VecDeque<Block>,
    /// The number of the first row that was not looked at yet.
    next: u64,
    /// How many rows the console had dropped when it was drawn.
    dropped: u64,
    /// What rows said that were still open when they were drawn.
    open: BTreeMap<u64, String>,
    more_requested: bool,
    /// Whether the reader is at the end, which is then kept in sight.
    follows: bool,
    /// Where the console scrolled to last.
    scrolled_to: i32,
    who: Option<Who>,
    /// In lower case.
    search: String,
    is_copied: bool,
}

/// Rows in the document, the oldest first.
struct Block {
    element: Element,
    rows: Vec<Drawn>,
}

/// A row in the document.
struct Drawn {
    number: u64,
    element: Element,
    content: Element,
}

impl Component for Console {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self {
            list: NodeRef::default(),
            nothing: NodeRef::default(),
            blocks: VecDeque::new(),
            next: 0,
            dropped: 0,
            open: BTreeMap::new(),
            more_requested: false,
            follows: true,
            scrolled_to: 0,
            who: None,
            search: String::new(),
            is_copied: false,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Msg) -> bool {
        match message {
            Msg::More => {
                self.more_requested = false;
                self.draw(ctx);
                return false;
            }
            Msg::Pressed(place) => {
                if let Some(place) = place {
                    ctx.props().on_go_to.emit(place);
                }
                return false;
            }
            Msg::Scrolled => {
                self.scrolled();
                return false;
            }
            Msg::Who(who) => {
                self.who = who;
                self.clear();
            }
            Msg::Search(search) => {
                self.search = dom::lowercase(&search);
                self.clear();
            }
            Msg::Copy => {
                dom::copy(&self.text(ctx));
                self.is_copied = true;
                let link = ctx.link().clone();
                dom::after(COPIED, move || link.send_message(Msg::Copied));
            }
            Msg::Copied => self.is_copied = false,
        }
        true
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        if !Rc::ptr_eq(&ctx.props().view.trace, &old.view.trace) {
            self.clear();
            self.who = None;
        }
        true
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        self.draw(ctx);
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let trace = ctx.props().view.trace.borrow();
        let (dropped, empty) = (trace.console().dropped(), trace.console().end() == 0);
        let onclick = ctx.link().callback(|event: yew::MouseEvent| {
            let target = event.target_dyn_into::<Element>();
            let link = target.and_then(|target| target.closest("[data-line]").ok().flatten());
            if link.is_some() {
                event.prevent_default();
            }
            Msg::Pressed(link.and_then(|link| {
                let path = link.get_attribute("data-path")?;
                Some(Place {
                    path,
                    line: dom::data(&link, "data-line")?,
                })
            }))
        });
        let onscroll = ctx.link().callback(|_: yew::Event| Msg::Scrolled);
        html! {
            <div class="console">
                if empty {
                    <p class="empty">{ text!("console-empty") }</p>
                } else {
                    { self.filters(ctx, trace.timeline()) }
                }
                { for trace.limits().iter().map(|&(pid, limit)| html! {
                    <p class="notice limit">
                        { format!("{}: {}", words::process(trace.timeline(), pid), words::limited(limit)) }
                    </p>
                }) }
                if dropped > 0 {
                    <p class="notice">
                        { text!("console-dropped", &[("count", dropped.into())]) }
                    </p>
                }
                <p class="empty" ref={self.nothing.clone()} hidden={true}>
                    { text!("console-nothing") }
                </p>
                <div class="rows" ref={self.list.clone()} {onclick} {onscroll} hidden={empty}
                    tabindex="0" role="log" aria-live="off" aria-label={text!("console-label")}></div>
            </div>
        }
    }
}

impl Console {
    fn filters(&self, ctx: &Context<Self>, timeline: &Timeline) -> Html {
        let on_search = ctx.link().callback(|event: yew::InputEvent| {
            let field = event.target_dyn_into::<HtmlInputElement>();
            Msg::Search(field.map(|field| field.value()).unwrap_or_default())
        });
        let copy = if self.is_copied {
            text!("console-copied")
        } else {
            text!("console-copy")
        };
        html! {
            <div class="filters">
                { who_filter(timeline, self.who, ctx.link().callback(Msg::Who)) }
                <input type="search" placeholder={text!("filter-search")}
                    aria-label={text!("filter-search")} oninput={on_search} />
                <button type="button" class="small" title={text!("console-copy-hint")}
                    onclick={ctx.link().callback(|_| Msg::Copy)}>{ copy }</button>
            </div>
        }
    }

    fn clear(&mut self) {
        if let Some(list) = self.list.cast::<Element>() {
            list.set_text_content(None);
        }
        self.blocks.clear();
        self.open.clear();
        self.next = 0;
        self.dropped = 0;
        self.follows = true;
        self.scrolled_to = 0;
    }

    /// Whether the reader asked for this row. One that is still open may yet contain what is sought.
    fn is_wanted(&self, row: &Row, is_open: bool) -> bool {
        self.who.is_none_or(|who| who.is((row.pid, row.thread)))
            && (is_open
                || self.search.is_empty()
                || dom::lowercase(&row.text).contains(&self.search))
    }

    /// What the console shows, without the names.
    fn text(&self, ctx: &Context<Self>) -> String {
        let view = &ctx.props().view;
        let console = view.trace.borrow().console_at(view.moment());
        let mut text = String::new();
        for row in (console.dropped()..console.end()).filter_map(|number| console.row(number)) {
            if self.is_wanted(row, false) {
                text.push_str(&row.text);
                text.push('\n');
            }
        }
        text
    }

    /// Finds out whether the reader went away from the end or came back to it.
    fn scrolled(&mut self) {
        let Some(list) = self.list.cast::<HtmlElement>() else {
            return;
        };
        let top = list.scroll_top();
        if list.scroll_height() - top - list.client_height() < FOLLOW {
            self.follows = true;
        } else if top < self.scrolled_to {
            self.follows = false;
        }
    }

    /// Brings the document to what the console says, or nearer to it.
    fn draw(&mut self, ctx: &Context<Self>) {
        let Props {
            view,
            is_shown,
            paths,
            ..
        } = ctx.props();
        let Some(list) = self.list.cast::<HtmlElement>().filter(|_| *is_shown) else {
            return;
        };
        let trace = view.trace.borrow();
        let past = view.cursor.map(|cursor| trace.console_at(cursor.moment));
        let console = past.as_ref().unwrap_or(trace.console());

        let before = (self.next, self.dropped);
        if console.dropped() < self.dropped {
            self.clear();
        }
        self.drop_rows(console);
        self.take_back_rows(console);
        let is_redrawn = self.redraw_open_rows(console, paths);
        self.append_rows(&list, console, trace.timeline(), paths);
        if let Some(nothing) = self.nothing.cast::<HtmlElement>() {
            let is_empty = trace.console().end() == 0;
            nothing.set_hidden(is_empty || !self.blocks.is_empty() || self.next < console.end());
        }
        if self.follows && (is_redrawn || before != (self.next, self.dropped)) {
            list.set_scroll_top(list.scroll_height());
            self.scrolled_to = list.scroll_top();
        }

        if self.next < console.end() && !self.more_requested {
            self.more_requested = true;
            let link = ctx.link().clone();
            dom::on_next_frame(move || link.send_message(Msg::More));
        }
    }

    /// Takes blocks out of the document of which the console has kept nothing.
    fn drop_rows(&mut self, console: &Rows) {
        self.dropped = console.dropped();
        self.next = self.next.max(self.dropped);
        let is_gone = |block: &mut Block| {
            let last = block.rows.last();
            last.is_none_or(|row| row.number < console.dropped())
        };
        while let Some(block) = self.blocks.pop_front_if(is_gone) {
            block.element.remove();
        }
    }

    /// Takes rows out of the document that the console does not have yet.
    fn take_back_rows(&mut self, console: &Rows) {
        let end = console.end();
        self.next = self.next.min(end);
        self.open.split_off(&end);
        let is_later = |block: &mut Block| block.rows.first().is_none_or(|row| row.number >= end);
        while let Some(block) = self.blocks.pop_back_if(is_later) {
            block.element.remove();
        }
        if let Some(block) = self.blocks.back_mut() {
            while let Some(row) = block.rows.pop_if(|row| row.number >= end) {
                row.element.remove();
            }
        }
    }

    /// Brings rows up to date that were open when they were drawn, or are now; says whether any was
    /// another.
    fn redraw_open_rows(&mut self, console: &Rows, paths: &[String]) -> bool {
        let open: Vec<u64> = console.open_rows().filter(|row| *row < self.next).collect();
        let drawn = std::mem::take(&mut self.open);
        let mut is_redrawn = false;
        for number in open.iter().chain(drawn.keys()) {
            let Some(row) = console.row(*number) else {
                continue;
            };
            let is_open = open.contains(number);
            let is_wanted = self.is_wanted(row, is_open);
            match (is_wanted, self.place(*number)) {
                (true, Some((block, place))) if drawn.get(number) != Some(&row.text) => {
                    let content = &self.blocks[block].rows[place].content;
                    content.set_text_content(None);
                    fill(content, &row.text, paths);
                    is_redrawn = true;
                }
                (false, Some((block, place))) => {
                    self.blocks[block].rows.remove(place).element.remove();
                    is_redrawn = true;
                }
                (true, None) => {
                    // It was sorted out when it was whole, and is open at this earlier moment.
                    self.clear();
                    return true;
                }
                _ => {}
            }
            if is_open {
                self.open.insert(*number, row.text.clone());
            }
        }
        is_redrawn
    }

    /// Where a row is: in which block, and there in which place.
    fn place(&self, number: u64) -> Option<(usize, usize)> {
        let is_before = |block: &Block| block.rows.first().is_none_or(|row| row.number <= number);
        let block = self.blocks.partition_point(is_before).checked_sub(1)?;
        let rows = &self.blocks[block].rows;
        let place = rows.binary_search_by_key(&number, |row| row.number).ok()?;
        Some((block, place))
    }

    fn append_rows(
        &mut self,
        list: &Element,
        console: &Rows,
        timeline: &Timeline,
        paths: &[String],
    ) {
        let open: Vec<u64> = console.open_rows().collect();
        let (mut rows, mut bytes) = (0, 0);
        while self.next < console.end() && rows < ROWS_PER_FRAME && bytes < BYTES_PER_FRAME {
            let number = self.next;
            self.next += 1;
            let is_open = open.contains(&number);
            let row = console.row(number);
            let Some(row) = row.filter(|row| self.is_wanted(row, is_open)) else {
                continue;
            };
            rows += 1;
            bytes += row.text.len();
            let Some(block) = self.block(list) else {
                return;
            };
            // A block begins with a name, so that some are in sight in a long output of one process.
            let is_continued = (block.rows.last())
                .and_then(|last| console.row(last.number))
                .is_some_and(|last| {
                    (last.pid, last.thread, last.stream) == (row.pid, row.thread, row.stream)
                });
            let Some((element, content)) = append_row(block, timeline, row, is_continued, paths)
            else {
                return;
            };
            block.rows.push(Drawn {
                number,
                element,
                content,
            });
            if is_open {
                self.open.insert(number, row.text.clone());
            }
        }
    }

    /// The block that takes the next row.
    fn block(&mut self, list: &Element) -> Option<&mut Block> {
        let is_full = |block: &Block| block.rows.len() >= ROWS_PER_BLOCK;
        if self.blocks.back().is_none_or(is_full) {
            let element = element("div", "block")?;
            list.append_child(&element).ok()?;
            let rows = Vec::new();
            self.blocks.push_back(Block { element, rows });
        }
        self.blocks.back_mut()
    }
}

fn element(name: &str, class: &str) -> Option<Element> {
    let element = dom::document().create_element(name).ok()?;
    element.set_class_name(class);
    Some(element)
}

/// Appends a row to a block of the document; returns its element, and that of its text.
fn append_row(
    block: &Block,
    timeline: &Timeline,
    row: &Row,
    is_continued: bool,
    paths: &[String],
) -> Option<(Element, Element)> {
    let printer = timeline
        .lane((row.pid, row.thread))
        .or_else(|| timeline.process(row.pid));
    let is_error = row.stream == Stream::Stderr;
    let mut class = format!("row {}", hue(printer.map_or(0, |lane| lane.hue)));
    if is_error {
        class.push_str(" stderr");
    }
    if is_continued {
        class.push_str(" continued");
    }
    let line = element("div", &class)?;

    let who = element("span", "who")?;
    let name = element("span", "name")?;
    name.set_text_content(printer.map(|lane| lane.name.as_str()));
    let pid = element("span", "pid")?;
    pid.set_text_content(Some(&row.pid.to_string()));
    who.append_with_node_2(&name, &pid).ok()?;
    if is_error {
        let mark = element("abbr", "mark")?;
        mark.set_attribute("title", &text!("console-stderr-hint"))
            .ok()?;
        mark.set_text_content(Some(&text!("console-stderr")));
        who.append_child(&mark).ok()?;
    }

    let content = element("span", "text")?;
    fill(&content, &row.text, paths);
    line.append_with_node_2(&who, &content).ok()?;
    block.element.append_child(&line).ok()?;
    Some((line, content))
}

/// Puts a row's text into its element, with links for the lines of the program's files that it names.
fn fill(content: &Element, row: &str, paths: &[String]) {
    for piece in pieces(row) {
        let appended = match piece {
            Piece::Source { text, path, line } if paths.iter().any(|known| known == path) => {
                source_link(text, path, line).and_then(|link| content.append_with_node_1(&link))
            }
            Piece::Text(text) | Piece::Source { text, .. } => content.append_with_str_1(text),
        };
        if appended.is_err() {
            content.set_text_content(Some(row));
            return;
        }
    }
}

/// A link rather than a button, since only a link breaks across lines as text does.
fn source_link(label: &str, path: &str, line: u32) -> Result<Element, wasm_bindgen::JsValue> {
    let anchor = dom::document().create_element("a")?;
    anchor.set_class_name("source");
    anchor.set_attribute("href", "#program")?;
    anchor.set_attribute("data-path", path)?;
    anchor.set_attribute("data-line", &line.to_string())?;
    let values = [("file", path.into()), ("line", line.to_string().into())];
    let hint = text!("console-go-to", &values);
    anchor.set_attribute("title", &hint)?;
    anchor.set_text_content(Some(label));
    Ok(anchor)
}
