//! The console: what the processes printed, as rows of the page.
//!
//! Rows are put into the document directly, a bounded number in each frame, since output can come
//! faster than a document can show it; the rest of the page is Yew's.

use std::{collections::VecDeque, rc::Rc};

use spawnpoint_protocol::Stream;
use spawnpoint_trace::{
    Trace,
    console::{Console as Rows, Row},
    traceback::{Piece, pieces},
};
use web_sys::{Element, HtmlElement};
use yew::{Callback, Component, Context, Html, NodeRef, Properties, TargetCast, html};

use crate::{
    dom,
    session::View,
    strings::{text, text_with},
    timeline::hue,
};

/// How many rows are put into the document in a frame.
const ROWS_PER_FRAME: usize = 100;

/// How many rows share an element, so that a change lays out few of them again.
const ROWS_PER_BLOCK: usize = 20;

/// How near to the end, in pixels, a reader is taken to follow the output.
const FOLLOW: i32 = 24;

/// What the console shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The run.
    pub view: View,
    /// Takes the reader to a line of the program.
    pub on_go_to: Callback<u32>,
}

/// What happens in the console.
pub enum Msg {
    /// There are rows left from the last frame.
    More,
    /// The reader pressed something.
    Pressed(Option<u32>),
    /// The rows were scrolled, by the reader or by the console.
    Scrolled,
}

/// The console.
pub struct Console {
    list: NodeRef,
    /// Blocks of rows with the number of their first row.
    blocks: VecDeque<(u64, Element)>,
    in_last_block: usize,
    /// The number of the first row that is not in the document yet.
    next: u64,
    /// Rows that were still open when they were drawn.
    open: Vec<(u64, Row, Element)>,
    more_requested: bool,
    /// Whether the reader is at the end, which is then kept in sight.
    follows: bool,
    /// Where the console scrolled to last.
    scrolled_to: i32,
}

impl Component for Console {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self {
            list: NodeRef::default(),
            blocks: VecDeque::new(),
            in_last_block: 0,
            next: 0,
            open: Vec::new(),
            more_requested: false,
            follows: true,
            scrolled_to: 0,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Msg) -> bool {
        match message {
            Msg::More => {
                self.more_requested = false;
                self.draw(ctx);
            }
            Msg::Pressed(line) => {
                if let Some(line) = line {
                    ctx.props().on_go_to.emit(line);
                }
            }
            Msg::Scrolled => self.scrolled(),
        }
        false
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        if !Rc::ptr_eq(&ctx.props().view.trace, &old.view.trace) {
            self.clear();
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
            Msg::Pressed(link.and_then(|link| dom::data(&link, "data-line")))
        });
        let onscroll = ctx.link().callback(|_: yew::Event| Msg::Scrolled);
        html! {
            <section class="panel console" aria-labelledby="console-heading">
                <h2 id="console-heading">{ text("console-heading") }</h2>
                if dropped > 0 {
                    <p class="notice">
                        { text_with("console-dropped", &[("count", dropped.into())]) }
                    </p>
                }
                if empty {
                    <p class="empty">{ text("console-empty") }</p>
                }
                <div class="rows" ref={self.list.clone()} {onclick} {onscroll} hidden={empty}
                    tabindex="0" role="log" aria-live="off" aria-label={text("console-label")}></div>
            </section>
        }
    }
}

impl Console {
    fn clear(&mut self) {
        if let Some(list) = self.list.cast::<Element>() {
            list.set_text_content(None);
        }
        self.blocks.clear();
        self.open.clear();
        self.in_last_block = 0;
        self.next = 0;
        self.follows = true;
        self.scrolled_to = 0;
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

    /// Brings the document up to the trace, or nearer to it.
    fn draw(&mut self, ctx: &Context<Self>) {
        let trace = ctx.props().view.trace.borrow();
        let console = trace.console();
        let Some(list) = self.list.cast::<HtmlElement>() else {
            return;
        };
        let stale = self
            .open
            .iter()
            .any(|(number, row, _)| console.row(*number) != Some(row));
        if self.next == console.end() && !stale {
            return;
        }

        self.drop_rows(console);
        self.redraw_open_rows(console);
        self.append_rows(&list, &trace);
        if self.follows {
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
        self.next = self.next.max(console.dropped());
        while let Some((_, block)) = self.blocks.front() {
            let end = self.blocks.get(1).map_or(self.next, |(next, _)| *next);
            if end > console.dropped() {
                break;
            }
            block.remove();
            self.blocks.pop_front();
        }
        if self.blocks.is_empty() {
            self.in_last_block = 0;
        }
    }

    fn redraw_open_rows(&mut self, console: &Rows) {
        self.open.retain_mut(|(number, drawn, element)| {
            let Some(row) = console.row(*number) else {
                return false;
            };
            if row != drawn {
                element.set_text_content(None);
                fill(element, &row.text);
                drawn.clone_from(row);
            }
            console.open_rows().any(|open| open == *number)
        });
    }

    fn append_rows(&mut self, list: &Element, trace: &Trace) {
        let console = trace.console();
        let until = console.end().min(self.next + ROWS_PER_FRAME as u64);
        while self.next < until {
            let number = self.next;
            self.next += 1;
            let Some(row) = console.row(number) else {
                continue;
            };
            let Some(block) = self.block(list, number) else {
                return;
            };
            // A block begins with a name, so that some are in sight in a long output of one process.
            let continued = self.in_last_block > 1
                && number
                    .checked_sub(1)
                    .and_then(|previous| console.row(previous))
                    .is_some_and(|previous| {
                        (previous.pid, previous.stream) == (row.pid, row.stream)
                    });
            let Some(content) = append_row(&block, trace, row, continued) else {
                return;
            };
            if console.open_rows().any(|open| open == number) {
                self.open.push((number, row.clone(), content));
            }
        }
    }

    /// The block that takes the next row.
    fn block(&mut self, list: &Element, number: u64) -> Option<Element> {
        if self.blocks.is_empty() || self.in_last_block == ROWS_PER_BLOCK {
            let block = element("div", "block")?;
            list.append_child(&block).ok()?;
            self.blocks.push_back((number, block));
            self.in_last_block = 0;
        }
        self.in_last_block += 1;
        self.blocks.back().map(|(_, block)| block.clone())
    }
}

fn element(name: &str, class: &str) -> Option<Element> {
    let element = dom::document().create_element(name).ok()?;
    element.set_class_name(class);
    Some(element)
}

/// Appends a row to a block and returns the element that holds its text.
fn append_row(block: &Element, trace: &Trace, row: &Row, continued: bool) -> Option<Element> {
    let timeline = trace.timeline();
    let index = timeline.index(row.pid).unwrap_or_default();
    let is_error = row.stream == Stream::Stderr;
    let mut class = format!("row {}", hue(index));
    if is_error {
        class.push_str(" stderr");
    }
    if continued {
        class.push_str(" continued");
    }
    let line = element("div", &class)?;

    let who = element("span", "who")?;
    let name = element("span", "name")?;
    name.set_text_content(timeline.lane(row.pid).map(|lane| lane.name.as_str()));
    let pid = element("span", "pid")?;
    pid.set_text_content(Some(&row.pid.to_string()));
    who.append_with_node_2(&name, &pid).ok()?;
    if is_error {
        let mark = element("abbr", "mark")?;
        mark.set_attribute("title", &text("console-stderr-hint"))
            .ok()?;
        mark.set_text_content(Some(&text("console-stderr")));
        who.append_child(&mark).ok()?;
    }

    let content = element("span", "text")?;
    fill(&content, &row.text);
    line.append_with_node_2(&who, &content).ok()?;
    block.append_child(&line).ok()?;
    Some(content)
}

/// Puts a row's text into its element, with links for the lines of the program it names.
fn fill(content: &Element, row: &str) {
    for piece in pieces(row) {
        let appended = match piece {
            Piece::Text(piece) => content.append_with_str_1(piece),
            Piece::Source { text, line } => {
                source_link(text, line).and_then(|link| content.append_with_node_1(&link))
            }
        };
        if appended.is_err() {
            content.set_text_content(Some(row));
            return;
        }
    }
}

/// A link rather than a button, since only a link breaks across lines as text does.
fn source_link(label: &str, line: u32) -> Result<Element, wasm_bindgen::JsValue> {
    let anchor = dom::document().create_element("a")?;
    anchor.set_class_name("source");
    anchor.set_attribute("href", "#program")?;
    anchor.set_attribute("data-line", &line.to_string())?;
    let hint = text_with("console-go-to", &[("line", line.to_string().into())]);
    anchor.set_attribute("title", &hint)?;
    anchor.set_text_content(Some(label));
    Ok(anchor)
}
