//! The timeline: a lane for each process.

use std::fmt::Write;

use spawnpoint_protocol::{Pid, Time, event::WaitFor};
use spawnpoint_trace::{
    Timeline as Lanes, axis, exit,
    layout::{Bar, Scale, bars},
    timeline::{Activity, Arrow, ArrowKind, Lane, Segment, State},
};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, PointerEvent, ResizeObserver};
use yew::{Callback, Component, Context, Html, NodeRef, Properties, TargetCast, classes, html};

use crate::{
    dom,
    session::View,
    strings::{text, text_with},
};

/// Pixels: the height of the axis and of a lane, and the bar's place in its lane. The stylesheet's
/// `--axis` and `--lane` are the same.
const AXIS: f64 = 24.0;
const LANE: f64 = 40.0;
const BAR_TOP: f64 = 10.0;
const BAR: f64 = 20.0;

/// Pixels left and right of the plot's times.
const MARGIN: f64 = 8.0;

/// Pixels that a tick's label may take.
const TICK: f64 = 84.0;

/// Pixels of a letter in a bar, at the most.
const LETTER: f64 = 6.6;

/// How many colours of processes there are.
const HUES: usize = 8;

/// The class that gives the process in this lane its colour.
pub fn hue(index: usize) -> String {
    format!("hue-{}", index % HUES)
}

/// What the timeline shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// The run.
    pub view: View,
    /// The run's time; what still lasts is drawn up to here.
    pub now: Time,
    /// Whether the run goes on.
    pub live: bool,
    /// Points at a line of the program, or at none.
    pub on_point: Callback<Option<u32>>,
    /// Takes the reader to a line of the program.
    pub on_go_to: Callback<u32>,
}

/// What happens in the timeline.
pub enum Msg {
    /// The plot has this width.
    Width(f64),
    /// The pointer is over this.
    Point(Option<Target>),
    /// The reader clicked on this.
    Click(Option<Target>),
}

/// Something that can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// So many segments of a lane from this one on.
    Segment {
        /// The lane's place.
        lane: usize,
        /// The segment's place in its lane.
        segment: usize,
        /// How many segments the bar stands for.
        count: usize,
    },
    /// The end of a lane.
    Exit(usize),
    /// An arrow.
    Arrow(usize),
}

/// The timeline.
pub struct Timeline {
    plot: NodeRef,
    width: f64,
    target: Option<Target>,
    observer: Option<(ResizeObserver, Closure<dyn Fn()>)>,
}

impl Component for Timeline {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self {
            plot: NodeRef::default(),
            width: 0.0,
            target: None,
            observer: None,
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        if !std::rc::Rc::ptr_eq(&ctx.props().view.trace, &old.view.trace) {
            self.target = None;
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: Msg) -> bool {
        match message {
            Msg::Width(width) => {
                let changed = (self.width - width).abs() > 0.5;
                self.width = width;
                changed
            }
            Msg::Point(target) => {
                if self.target == target {
                    return false;
                }
                self.target = target;
                let trace = ctx.props().view.trace.borrow();
                let line = target.and_then(|target| line_of(trace.timeline(), target));
                ctx.props().on_point.emit(line);
                true
            }
            Msg::Click(target) => {
                let trace = ctx.props().view.trace.borrow();
                if let Some(line) = target.and_then(|target| line_of(trace.timeline(), target)) {
                    ctx.props().on_go_to.emit(line);
                }
                false
            }
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if !first {
            return;
        }
        let Some(plot) = self.plot.cast::<Element>() else {
            return;
        };
        let link = ctx.link().clone();
        let observed = plot.clone();
        let callback = Closure::<dyn Fn()>::new(move || {
            link.send_message(Msg::Width(f64::from(observed.client_width())));
        });
        if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
            observer.observe(&plot);
            self.observer = Some((observer, callback));
        }
    }

    fn destroy(&mut self, _: &Context<Self>) {
        if let Some((observer, _)) = &self.observer {
            observer.disconnect();
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let trace = ctx.props().view.trace.borrow();
        let timeline = trace.timeline();
        let empty = timeline.lanes().is_empty();
        html! {
            <section class="panel timeline" aria-labelledby="timeline-heading">
                <div class="heading">
                    <h2 id="timeline-heading">{ text("timeline-heading") }</h2>
                    if !empty { { legend(timeline) } }
                </div>
                if empty {
                    <p class="empty">{ text("timeline-empty") }</p>
                }
                <div class="lanes" hidden={empty} tabindex="0" role="group"
                    aria-labelledby="timeline-heading">
                    <ol class="labels">
                        { for timeline.lanes().iter().enumerate().map(|(index, lane)| {
                            label(timeline, index, lane)
                        }) }
                    </ol>
                    <div class="plot" ref={self.plot.clone()}>
                        if !empty && self.width > 2.0 * MARGIN { { self.plot(ctx, timeline) } }
                    </div>
                </div>
                if !empty {
                    <p class="detail">{ self.detail(timeline, ctx.props().now) }</p>
                }
            </section>
        }
    }
}

impl Timeline {
    fn plot(&self, ctx: &Context<Self>, timeline: &Lanes) -> Html {
        let Props { now, live, .. } = *ctx.props();
        let end = if live {
            Time(axis::growing_end(now.0))
        } else {
            Time(now.0.max(1))
        };
        let scale = Scale {
            end,
            width: self.width - 2.0 * MARGIN,
        };
        #[expect(clippy::cast_precision_loss, reason = "there are few lanes")]
        let height = AXIS + LANE * timeline.lanes().len() as f64;
        let label = text_with(
            "timeline-label",
            &[
                ("count", (timeline.lanes().len() as u64).into()),
                ("duration", axis::duration(now.0).into()),
            ],
        );
        let onpointerover = ctx
            .link()
            .callback(|event: PointerEvent| Msg::Point(target_of(&event)));
        let onpointerleave = ctx.link().callback(|_: PointerEvent| Msg::Point(None));
        // A finger only points: jumping to the editor would bring up the keyboard.
        let onclick = ctx.link().batch_callback(|event: yew::MouseEvent| {
            let touch = event
                .dyn_ref::<PointerEvent>()
                .is_some_and(|event| event.pointer_type() == "touch");
            (!touch).then(|| Msg::Click(target_of(&event)))
        });
        html! {
            <svg class="plot-svg" width={px(self.width)} height={px(height)} role="img"
                aria-label={label} {onpointerover} {onpointerleave} {onclick}>
                { patterns() }
                <g transform={format!("translate({MARGIN} 0)")}>
                    { ticks(scale, height) }
                    { for timeline.lanes().iter().enumerate().map(|(index, lane)| {
                        self.lane(timeline, scale, now, index, lane)
                    }) }
                    { for timeline.arrows().iter().enumerate().filter_map(|(index, arrow)| {
                        self.arrow(timeline, scale, index, arrow)
                    }) }
                    if live {
                        <line class="now" x1={px(scale.x(now))} x2={px(scale.x(now))}
                            y1={px(AXIS - 6.0)} y2={px(height)} />
                    }
                </g>
            </svg>
        }
    }

    fn lane(&self, lanes: &Lanes, scale: Scale, now: Time, index: usize, lane: &Lane) -> Html {
        let top = lane_top(index);
        let exit = lane.exit.map(|exit| {
            let failed = (exit.code != 0).then_some("failed");
            let pointed = (self.target == Some(Target::Exit(index))).then_some("pointed");
            html! {
                <rect class={classes!("exit", failed, pointed)} data-exit={index.to_string()}
                    x={px(scale.x(exit.time) - 1.5)} y={px(top + BAR_TOP - 4.0)} width="4"
                    height={px(BAR + 8.0)} rx="2" />
            }
        });
        html! {
            <g>
                <line class="rule" x1={px(-MARGIN)} x2={px(scale.width + MARGIN)} y1={px(top + LANE)}
                    y2={px(top + LANE)} />
                { for bars(lane, scale, now).iter().map(|bar| {
                    self.bar(lanes, top, index, lane, bar)
                }) }
                { exit }
            </g>
        }
    }

    fn bar(&self, lanes: &Lanes, top: f64, index: usize, lane: &Lane, bar: &Bar) -> Html {
        let target = Target::Segment {
            lane: index,
            segment: bar.segment,
            count: bar.count,
        };
        let pointed = (self.target == Some(target)).then_some("pointed");
        let caption = lane
            .segments
            .get(bar.segment)
            .filter(|_| bar.count == 1)
            .map(|segment| doing(lanes, segment))
            .filter(|caption| text_width(caption) + 12.0 < bar.width);
        let y = top + BAR_TOP;
        html! {
            <>
                <rect class={classes!("bar", class(bar.activity), pointed)}
                    fill={paint(bar.activity)} data-lane={index.to_string()}
                    data-segment={bar.segment.to_string()} data-count={bar.count.to_string()}
                    x={px(bar.x)} y={px(y)} width={px(bar.width.max(1.0))} height={px(BAR)} />
                if let Some(caption) = caption {
                    <text class={classes!("caption", class(bar.activity))} x={px(bar.x + 6.0)}
                        y={px(y + BAR / 2.0)}>{ caption }</text>
                }
            </>
        }
    }

    fn arrow(&self, lanes: &Lanes, scale: Scale, index: usize, arrow: &Arrow) -> Option<Html> {
        let (from, to) = (lanes.index(arrow.from.0)?, lanes.index(arrow.to)?);
        let down = from < to;
        let (near, far) = if down { (BAR, 0.0) } else { (0.0, BAR) };
        let end_time = match arrow.kind {
            ArrowKind::Start | ArrowKind::Signal(_) => arrow.from.1,
            ArrowKind::Join => arrow.reached.unwrap_or(arrow.from.1),
        };
        let (x, end_x) = (scale.x(arrow.from.1), scale.x(end_time));
        let y = lane_top(from) + BAR_TOP + near;
        let end_y = lane_top(to) + BAR_TOP + far;
        let path = format!("M{x:.1} {y:.1}L{end_x:.1} {end_y:.1}");
        let (kind, head) = match arrow.kind {
            ArrowKind::Start => ("start", "url(#head-start)"),
            ArrowKind::Join => ("join", "url(#head-join)"),
            ArrowKind::Signal(_) => ("signal", "url(#head-signal)"),
        };
        let pointed = (self.target == Some(Target::Arrow(index))).then_some("pointed");
        Some(html! {
            <>
                <path class="reach" d={path.clone()} data-arrow={index.to_string()} />
                <path class={classes!("arrow", kind, pointed)} d={path} marker-end={head} />
            </>
        })
    }

    /// A sentence on what is pointed at.
    fn detail(&self, lanes: &Lanes, now: Time) -> String {
        self.target
            .and_then(|target| describe(lanes, target, now))
            .unwrap_or_else(|| text("timeline-hint"))
    }
}

/// A coordinate for the document, which needs no more than tenths.
fn px(value: f64) -> String {
    format!("{value:.1}")
}

#[expect(clippy::cast_precision_loss, reason = "there are few lanes")]
fn lane_top(index: usize) -> f64 {
    AXIS + LANE * index as f64
}

/// An estimate of a caption's width in pixels; wide letters count twice.
fn text_width(caption: &str) -> f64 {
    caption
        .chars()
        .map(|letter| {
            if letter < '\u{2e80}' {
                LETTER
            } else {
                2.0 * LETTER
            }
        })
        .sum()
}

fn class(activity: Activity) -> &'static str {
    match activity {
        Activity::Starting => "starting",
        Activity::Running => "running",
        Activity::Sleeping => "sleeping",
        Activity::Waiting => "waiting",
    }
}

/// A reference from a stylesheet would be relative to the stylesheet, hence an attribute.
fn paint(activity: Activity) -> Option<&'static str> {
    match activity {
        Activity::Starting => Some("url(#pattern-starting)"),
        Activity::Waiting => Some("url(#pattern-waiting)"),
        Activity::Running | Activity::Sleeping => None,
    }
}

fn activity_name(activity: Activity) -> String {
    match activity {
        Activity::Starting => text("activity-starting"),
        Activity::Running => text("activity-running"),
        Activity::Sleeping => text("activity-sleeping"),
        Activity::Waiting => text("activity-waiting"),
    }
}

fn name_of(lanes: &Lanes, pid: Pid) -> String {
    lanes
        .lane(pid)
        .map_or_else(|| pid.to_string(), |lane| lane.name.clone())
}

/// What a process does during a segment, in the words of the program.
fn doing(lanes: &Lanes, segment: &Segment) -> String {
    match &segment.state {
        State::Starting | State::Running => activity_name(segment.state.activity()),
        State::Blocked { on, call } => waiting(lanes, on, call.as_deref()),
    }
}

/// What a blocked thread waits for: by the name of what the program called, or else by its kind.
fn waiting(lanes: &Lanes, on: &WaitFor, call: Option<&str>) -> String {
    match (on, call) {
        (WaitFor::Sleep { micros }, _) => text_with(
            "doing-sleep",
            &[("duration", axis::given_duration(*micros).into())],
        ),
        (WaitFor::Exit { of }, _) => {
            text_with("doing-join", &[("name", name_of(lanes, *of).into())])
        }
        (WaitFor::Input, _) => text("doing-input"),
        (WaitFor::Drain { .. }, _) => text("doing-drain"),
        (_, Some(call)) => call.to_owned(),
        (WaitFor::Any { of }, None) => {
            text_with("doing-any", &[("count", (of.len() as u64).into())])
        }
        (WaitFor::Acquire { .. }, None) => text("doing-acquire"),
        (WaitFor::Put { .. }, None) => text("doing-put"),
        (WaitFor::Get { .. }, None) => text("doing-get"),
        (WaitFor::Tasks { .. }, None) => text("doing-tasks"),
        (WaitFor::Send { .. }, None) => text("doing-send"),
        (WaitFor::Receive { .. }, None) => text("doing-receive"),
        (WaitFor::Accept { .. }, None) => text("doing-accept"),
        (WaitFor::Thread { .. }, None) => text("doing-thread"),
    }
}

/// The line of the program that belongs to something in the timeline.
fn line_of(lanes: &Lanes, target: Target) -> Option<u32> {
    match target {
        Target::Segment { lane, segment, .. } => {
            lanes.lanes().get(lane)?.segments.get(segment)?.line
        }
        Target::Arrow(index) => {
            let arrow = lanes.arrows().get(index)?;
            let started = lanes.lane(arrow.to)?.segments.first()?;
            started.line.filter(|_| arrow.kind == ArrowKind::Start)
        }
        Target::Exit(_) => None,
    }
}

fn target_of(event: &web_sys::MouseEvent) -> Option<Target> {
    let element = event.target_dyn_into::<Element>()?;
    if let Some(index) = dom::data(&element, "data-arrow") {
        return Some(Target::Arrow(index));
    }
    if let Some(index) = dom::data(&element, "data-exit") {
        return Some(Target::Exit(index));
    }
    Some(Target::Segment {
        lane: dom::data(&element, "data-lane")?,
        segment: dom::data(&element, "data-segment")?,
        count: dom::data(&element, "data-count")?,
    })
}

fn describe(lanes: &Lanes, target: Target, now: Time) -> Option<String> {
    let at = |time: Time| axis::duration(time.0);
    Some(match target {
        Target::Segment {
            lane,
            segment,
            count,
        } => {
            let process = lanes.lanes().get(lane)?;
            let first = process.segments.get(segment)?;
            let mut values = vec![
                ("name", process.name.as_str().into()),
                ("doing", doing(lanes, first).into()),
            ];
            if count > 1 {
                values.push(("count", (count as u64).into()));
                return Some(text_with("detail-several", &values));
            }
            let to = first.to.unwrap_or(now);
            values.extend([
                ("duration", axis::duration(to.since(first.from)).into()),
                ("from", at(first.from).into()),
                ("to", at(to).into()),
            ]);
            let mut sentence = if first.to.is_some() {
                text_with("detail", &values)
            } else {
                text_with("detail-open", &values)
            };
            if first.timed_out && first.state.activity() == Activity::Waiting {
                let _ = write!(sentence, ", {}", text("detail-timed-out"));
            }
            if let Some(number) = first.line {
                let line = text_with("detail-line", &[("line", number.to_string().into())]);
                let _ = write!(sentence, " · {line}");
            }
            sentence
        }
        Target::Exit(index) => {
            let lane = lanes.lanes().get(index)?;
            let exit = lane.exit?;
            let mut values = vec![
                ("name", lane.name.as_str().into()),
                ("time", at(exit.time).into()),
                ("code", exit::describe(exit.code).into()),
            ];
            match exit.by.and_then(|signalled| signalled.by) {
                Some(by) => {
                    values.push(("by", name_of(lanes, by).into()));
                    text_with("detail-exit-signalled", &values)
                }
                None => text_with("detail-exit", &values),
            }
        }
        Target::Arrow(index) => describe_arrow(lanes, lanes.arrows().get(index)?),
    })
}

fn describe_arrow(lanes: &Lanes, arrow: &Arrow) -> String {
    let (from, to) = (name_of(lanes, arrow.from.0), name_of(lanes, arrow.to));
    let time = axis::duration(arrow.from.1.0);
    match arrow.kind {
        ArrowKind::Start => {
            let mut values = vec![
                ("parent", from.into()),
                ("child", to.into()),
                ("time", time.into()),
            ];
            match arrow.reached {
                Some(reached) => {
                    let after = axis::duration(reached.since(arrow.from.1));
                    values.push(("after", after.into()));
                    text_with("detail-start-ran", &values)
                }
                None => text_with("detail-start", &values),
            }
        }
        ArrowKind::Join => text_with(
            "detail-join",
            &[
                ("child", from.into()),
                ("waiter", to.into()),
                ("time", time.into()),
            ],
        ),
        ArrowKind::Signal(signal) => {
            let code = signal.exit_code();
            let signal =
                exit::signal_name(code).map_or_else(|| signal.0.to_string(), str::to_owned);
            text_with(
                "detail-signal",
                &[
                    ("sender", from.into()),
                    ("target", to.into()),
                    ("signal", signal.into()),
                    ("time", time.into()),
                ],
            )
        }
    }
}

fn label(lanes: &Lanes, index: usize, lane: &Lane) -> Html {
    let state = if let Some(exit) = lane.exit {
        let code = text_with(
            "timeline-exit",
            &[("code", exit::describe(exit.code).into())],
        );
        let failed = (exit.code != 0).then_some("failed");
        html! { <span class={classes!("badge", failed)}>{ code }</span> }
    } else {
        let doing = lane.current().map(|segment| doing(lanes, segment));
        html! { <span class="doing">{ doing }</span> }
    };
    html! {
        <li class={hue(index)} style={format!("--depth: {}", lane.depth.min(4))}>
            <span class="who">
                <span class="name" title={lane.name.clone()}>{ &lane.name }</span>
                <span class="pid">
                    { text_with("timeline-pid", &[("pid", lane.pid.to_string().into())]) }
                </span>
            </span>
            <span class="about">
                if lane.daemon { <span class="daemon">{ text("timeline-daemon") }</span> }
                { state }
            </span>
        </li>
    }
}

fn ticks(scale: Scale, height: f64) -> Html {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small number of labels"
    )]
    let most = (scale.width / TICK).max(1.0) as u32;
    let step = axis::step(scale.end.0, most);
    html! {
        <g class="ticks">
            { for axis::ticks(scale.end.0, step).map(|micros| {
                let x = scale.x(Time(micros));
                let caption = axis::tick_label(micros, step);
                // The first and the last label would stick out of the plot.
                let anchor = if micros == 0 {
                    "start"
                } else if x + TICK / 4.0 > scale.width + MARGIN {
                    "end"
                } else {
                    "middle"
                };
                html! {
                    <>
                        <line x1={px(x)} x2={px(x)} y1={px(AXIS - 6.0)} y2={px(height)} />
                        <text x={px(x)} y={px(AXIS - 10.0)} text-anchor={anchor}>{ caption }</text>
                    </>
                }
            }) }
        </g>
    }
}

/// What the bars and arrows are painted with.
fn patterns() -> Html {
    let head = |id: &'static str, class: &'static str| {
        html! {
            <marker id={id} class={class} viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8"
                markerHeight="8" markerUnits="userSpaceOnUse" orient="auto">
                <path d="M0 0.5L8 4L0 7.5z" />
            </marker>
        }
    };
    html! {
        <defs>
            <pattern id="pattern-starting" width="6" height="6" patternUnits="userSpaceOnUse">
                <rect class="ground starting" width="6" height="6" />
                <circle class="figure starting" cx="3" cy="3" r="1.1" />
            </pattern>
            <pattern id="pattern-waiting" width="7" height="7" patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)">
                <rect class="ground waiting" width="7" height="7" />
                <rect class="figure waiting" width="2.4" height="7" />
            </pattern>
            { head("head-start", "start") }
            { head("head-join", "join") }
            { head("head-signal", "signal") }
        </defs>
    }
}

fn legend(lanes: &Lanes) -> Html {
    let states = [
        Activity::Starting,
        Activity::Running,
        Activity::Sleeping,
        Activity::Waiting,
    ]
    .map(|state| {
        html! {
            <li>
                <svg width="20" height="12" aria-hidden="true">
                    <rect class={classes!("bar", class(state))} fill={paint(state)} x="0.5"
                        y="0.5" width="19" height="11" />
                </svg>
                { activity_name(state) }
            </li>
        }
    });
    let arrow = |kind: &'static str, head: &'static str, caption: String| {
        html! {
            <li>
                <svg width="20" height="12" aria-hidden="true">
                    <path class={classes!("arrow", kind)} d="M1 6L19 6" marker-end={head} />
                </svg>
                { caption }
            </li>
        }
    };
    let signals = lanes
        .arrows()
        .iter()
        .any(|arrow| matches!(arrow.kind, ArrowKind::Signal(_)));
    html! {
        <ul class="legend">
            { for states }
            <li>
                <svg width="8" height="14" aria-hidden="true">
                    <rect class="exit" x="2" width="4" height="14" rx="2" />
                </svg>
                { text("legend-end") }
            </li>
            { arrow("start", "url(#head-start)", text("legend-start-arrow")) }
            { arrow("join", "url(#head-join)", text("legend-join-arrow")) }
            if signals {
                { arrow("signal", "url(#head-signal)", text("legend-signal-arrow")) }
            }
        </ul>
    }
}
