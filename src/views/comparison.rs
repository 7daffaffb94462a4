//! One program with processes and with shared state: what took how long, and what came out.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use spawnpoint_protocol::event::Summary;
use spawnpoint_trace::{
    Timeline, Trace, axis,
    compare::{self, Contrast, Global, Line, Work},
};
use yew::{Callback, Html, Properties, classes, function_component, html};

use crate::{
    strings::{Key, Value, text},
    views::{
        entry::{Draw, Entry},
        hue, hue_of,
    },
    words,
};

/// Runs whose durations differ by less took about as long.
const ABOUT: f64 = 1.2;

/// Work that took so many times as long was not alone on the processors.
const BUSY: f64 = 1.4;

/// More lines of output than these are not shown.
const LINES: usize = 200;

/// The view for the page.
pub const ENTRY: Entry = Entry {
    id: "comparison",
    label: Key::of("tab-comparison"),
    link: None,
    draw: Draw::Shown(|context| {
        let pair = context.pair.as_ref();
        pair.map_or_else(Html::default, |pair| {
            html! {
                <Comparison processes={Rc::clone(&pair.processes)} shared={Rc::clone(&pair.shared)}
                    is_done={pair.is_done} revision={context.view.revision}
                    processors={pair.processors} on_go_to={context.on_line()} />
            }
        })
    }),
};

/// What the view shows.
#[derive(Properties)]
pub struct Props {
    /// The run with processes.
    pub processes: Rc<RefCell<Trace>>,
    /// The run with shared state.
    pub shared: Rc<RefCell<Trace>>,
    /// Grows when either has grown.
    pub revision: u32,
    /// Whether both have ended.
    pub is_done: bool,
    /// How many processors the machine has.
    pub processors: u32,
    /// Takes the reader to a line of the program.
    pub on_go_to: Callback<u32>,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.processes, &other.processes)
            && Rc::ptr_eq(&self.shared, &other.shared)
            && (self.revision, self.is_done) == (other.revision, other.is_done)
    }
}

/// The comparison.
#[function_component]
pub fn Comparison(props: &Props) -> Html {
    let (processes, shared) = (props.processes.borrow(), props.shared.borrow());
    if !props.is_done {
        return html! { <p class="empty">{ text!("compare-empty") }</p> };
    }
    let globals = compare::globals(&processes, &shared);
    html! {
        <div class="comparison">
            <ul class="findings">
                { for findings(props, &processes, &shared, &globals).into_iter().map(|finding| {
                    html! { <li>{ finding }</li> }
                }) }
            </ul>
            <h3>{ text!("compare-time") }</h3>
            { times(&processes, &shared, props.processors) }
            if !globals.is_empty() {
                <h3>{ text!("compare-globals") }</h3>
                { table(&processes, &globals) }
            }
            <h3>{ text!("compare-output") }</h3>
            <div class="outputs">
                { output(&processes, &shared, text!("mode-processes")) }
                { output(&shared, &processes, text!("mode-shared")) }
            </div>
        </div>
    }
}

/// What the two runs have shown, a sentence for each thing that matters.
fn findings(props: &Props, processes: &Trace, shared: &Trace, globals: &[Global]) -> Vec<String> {
    let mut findings: Vec<String> = speed(processes, shared).into_iter().collect();
    for global in globals {
        findings.extend(contrast(processes, global));
    }
    let mut lost: BTreeMap<&str, u64> = BTreeMap::new();
    for loss in shared.timeline().losses() {
        *lost.entry(&loss.name).or_default() += 1;
    }
    for (name, count) in lost {
        let values = [("name", name.into()), ("count", count.into())];
        findings.push(text!("compare-lost", &values));
    }
    let others = |run: &Trace, other: &Trace| {
        let lines = compare::output(run.console(), other.console());
        lines.iter().filter(|line| line.is_other).count() as u64
    };
    findings.push(
        match others(processes, shared).max(others(shared, processes)) {
            0 => text!("compare-output-same"),
            count => text!("compare-output-differs", &[("count", count.into())]),
        },
    );
    if props.processors == 1 {
        findings.push(text!("compare-one-processor"));
    }
    findings
}

/// Which run was faster, and why, by what was measured.
fn speed(processes: &Trace, shared: &Trace) -> Option<String> {
    let (here, there) = (processes.timeline(), shared.timeline());
    let (fast, slow) = (compare::duration(here)?, compare::duration(there)?);
    let ratio = ratio(slow, fast)?;
    let all = compare::work(there);
    let waited: u64 = all.iter().map(|work| work.sleeping).sum();
    let computed: u64 = all.iter().map(|work| work.running).sum();
    let computed_here: u64 = compare::work(here).iter().map(|work| work.running).sum();
    let is_busy = self::ratio(computed_here, computed).is_some_and(|ratio| ratio >= BUSY);
    let values = |ratio: f64| -> Vec<(&'static str, Value)> {
        vec![
            ("ratio", format!("{ratio:.1}").into()),
            ("here", axis::duration(fast).into()),
            ("there", axis::duration(slow).into()),
            ("processors", processors(here).into()),
            ("computed", axis::duration(computed).into()),
            ("spent", axis::duration(computed_here).into()),
            ("waited", axis::duration(waited).into()),
            ("start", axis::duration(longest_start(here)).into()),
        ]
    };
    Some(if ratio >= ABOUT {
        text!("compare-processes-faster", &values(ratio))
    } else if is_busy && computed > waited {
        text!("compare-busy", &values(ratio))
    } else if ratio * ABOUT <= 1.0 {
        text!("compare-shared-faster", &values(ratio.recip()))
    } else if waited > computed {
        text!("compare-about-equal-waiting", &values(ratio))
    } else {
        text!("compare-about-equal", &values(ratio))
    })
}

fn longest_start(timeline: &Timeline) -> u64 {
    let starts = compare::work(timeline)
        .into_iter()
        .skip(1)
        .map(|work| work.starting);
    starts.max().unwrap_or(0)
}

#[expect(clippy::cast_precision_loss, reason = "a ratio is not that precise")]
fn ratio(slow: u64, fast: u64) -> Option<f64> {
    (fast > 0).then(|| slow as f64 / fast as f64)
}

fn processors(timeline: &Timeline) -> String {
    compare::processors(timeline).map_or_else(|| "–".to_owned(), |number| format!("{number:.1}"))
}

/// What a variable shows of the memories.
fn contrast(processes: &Trace, global: &Global) -> Option<String> {
    let shared = global.shared.map(words::value)?;
    let name = global.name.into();
    match global.contrast {
        Contrast::Same => None,
        Contrast::Apart => {
            let lanes = processes.timeline();
            let own: Vec<_> = (global.own.iter())
                .map(|(pid, value)| {
                    let values = [
                        ("value", words::value(value).into()),
                        ("process", words::process(lanes, *pid).into()),
                    ];
                    text!("compare-value-in", &values)
                })
                .collect();
            let values = [
                ("name", name),
                ("own", own.join(", ").into()),
                ("shared", shared.into()),
            ];
            Some(text!("compare-apart", &values))
        }
        Contrast::Differs => {
            let own = global.own.first().map(|(_, value)| words::value(value))?;
            let values = [
                ("name", name),
                ("own", own.into()),
                ("shared", shared.into()),
            ];
            Some(text!("compare-differs", &values))
        }
    }
}

/// What each process and each thread did for how long, and the gain expected of that.
fn times(processes: &Trace, shared: &Trace, processors: u32) -> Html {
    let rows = |trace: &Trace, heading: String| {
        let duration = compare::duration(trace.timeline()).map(axis::duration);
        let used = self::processors(trace.timeline());
        let total = text!(
            "compare-total",
            &[
                ("duration", duration.unwrap_or_default().into()),
                ("processors", used.into()),
            ],
        );
        html! {
            <tbody>
                <tr class="total">
                    <th scope="rowgroup" colspan="6">
                        { heading }<span class="about">{ total }</span>
                    </th>
                </tr>
                { for compare::work(trace.timeline()).iter().map(row) }
            </tbody>
        }
    };
    let gain = compare::gain(processes.timeline(), shared.timeline(), processors).map(|gain| {
        let values = [
            ("expected", format!("{:.2}", gain.expected).into()),
            ("measured", format!("{:.2}", gain.measured).into()),
            ("processors", processors.to_string().into()),
        ];
        html! { <p class="gain">{ text!("compare-gain", &values) }</p> }
    });
    html! {
        <>
            <div class="scroll" tabindex="0" role="group" aria-label={text!("compare-time")}>
                <table class="times">
                    <thead>
                        <tr>
                            <th scope="col">{ text!("compare-who") }</th>
                            <th scope="col">{ text!("compare-starting") }</th>
                            <th scope="col">{ text!("compare-running") }</th>
                            <th scope="col">{ text!("compare-ready") }</th>
                            <th scope="col">{ text!("compare-sleeping") }</th>
                            <th scope="col">{ text!("compare-waiting") }</th>
                        </tr>
                    </thead>
                    { rows(processes, text!("mode-processes")) }
                    { rows(shared, text!("mode-shared")) }
                </table>
            </div>
            { for gain }
        </>
    }
}

fn row(work: &Work) -> Html {
    let cell = |micros: u64| {
        let duration = if micros == 0 {
            "–".to_owned()
        } else {
            axis::duration(micros)
        };
        html! { <td>{ duration }</td> }
    };
    html! {
        <tr>
            <th scope="row" class={classes!("who-cell", hue(work.hue))}>{ &work.name }</th>
            { cell(work.starting) }{ cell(work.running) }{ cell(work.ready) }
            { cell(work.sleeping) }{ cell(work.waiting) }
        </tr>
    }
}

fn table(processes: &Trace, globals: &[Global]) -> Html {
    let lanes = processes.timeline();
    let cell = |value: &Summary| html! { <code>{ words::value(value) }</code> };
    html! {
        <div class="scroll" tabindex="0" role="group" aria-label={text!("compare-globals")}>
            <table class="globals">
                <thead>
                    <tr>
                        <th scope="col">{ text!("memories-name") }</th>
                        <th scope="col">{ text!("mode-processes") }</th>
                        <th scope="col">{ text!("mode-shared") }</th>
                    </tr>
                </thead>
                <tbody>
                    { for globals.iter().map(|global| {
                        let differs = global.contrast != Contrast::Same;
                        html! {
                            <tr class={differs.then_some("differs")}>
                                <th scope="row">
                                    <code>{ global.name }</code>
                                    if differs {
                                        <span class="badge">{ text!("memories-differs") }</span>
                                    }
                                </th>
                                <td>
                                    { for global.own.iter().map(|(pid, value)| {
                                        let thread = (*pid, spawnpoint_protocol::Tid::MAIN);
                                        html! {
                                            <span class={classes!("own", hue_of(lanes, thread))}>
                                                <span class="who">{ words::process(lanes, *pid) }</span>
                                                { cell(value) }
                                            </span>
                                        }
                                    }) }
                                </td>
                                <td>{ for global.shared.map(cell) }</td>
                            </tr>
                        }
                    }) }
                </tbody>
            </table>
        </div>
    }
}

fn output(run: &Trace, other: &Trace, heading: String) -> Html {
    let lines = compare::output(run.console(), other.console());
    let more = lines.len().saturating_sub(LINES) as u64;
    let timeline = run.timeline();
    let item = |line: &Line| {
        let thread = (line.row.pid, line.row.thread);
        let class = classes!(hue_of(timeline, thread), line.is_other.then_some("other"));
        html! {
            <li {class}>
                if line.is_other {
                    <span class="for-screen-readers">{ text!("compare-line-other") }</span>
                }
                { &line.row.text }
            </li>
        }
    };
    html! {
        <section>
            <h4>{ heading }</h4>
            <ol>{ for lines.iter().take(LINES).map(item) }</ol>
            if more > 0 {
                <p class="about">{ text!("compare-lines-more", &[("count", more.into())]) }</p>
            }
        </section>
    }
}
