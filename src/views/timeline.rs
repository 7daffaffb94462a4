//! The timeline: a lane for each process, and for each of its threads.

use std::rc::Rc;

use spawnpoint_protocol::Time;
use spawnpoint_trace::{
    Timeline as Lanes, axis, critical, exit,
    layout::{Row, Scale, micros},
    scene::{AXIS, Palette, STRIP, Scene, Target},
    svg,
    timeline::{Activity, Lane},
};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, HtmlCanvasElement, HtmlElement, PointerEvent, ResizeObserver, WheelEvent};
use yew::{
    Callback, Component, Context, Html, KeyboardEvent, MouseEvent, NodeRef, Properties, classes,
    html,
};

use crate::{
    canvas::{self, Canvas},
    dom,
    exports::{Picture, Save},
    strings::text,
    views::{View, hue},
    words,
};

/// Pixels left and right of the plot's times.
pub const MARGIN: f64 = 8.0;

/// How much a key or a button zooms.
const ZOOM: f64 = 1.6;

/// The shortest time that fills the plot, in microseconds.
const SHORTEST: f64 = 10.0;

/// The labels of the lanes in so many pixels come and go together.
const LABELS: i32 = 2_000;

/// The part of the plot that a key moves over.
const PAN: f64 = 0.15;

/// What the timeline shows.
#[derive(PartialEq, Properties)]
pub struct Props {
    /// Its id, by which it differs from another on the page.
    pub id: &'static str,
    /// What it is the timeline of, where there are two.
    pub name: Option<String>,
    /// Whether it explains its signs.
    pub has_legend: bool,
    /// The time that fills it, if not that of the run.
    pub span: Option<Time>,
    /// The run.
    pub view: View,
    /// The run's time; what still lasts is drawn up to here.
    pub now: Time,
    /// Whether the run goes on.
    pub live: bool,
    /// Another number when the colours of the page are others.
    pub look: u32,
    /// What a picture of the run is called.
    pub title: String,
    /// Points at a line of the program, or at none.
    pub on_point: Callback<Option<u32>>,
    /// Takes the reader to a line of the program.
    pub on_go_to: Callback<u32>,
    /// Takes all views to a time.
    pub on_seek: Callback<Time>,
    /// Saves the run.
    pub on_save: Callback<Save>,
}

/// What happens in the timeline.
pub enum Msg {
    /// The plot has this width, and there is room for this height.
    Size(f64, f64),
    /// The lanes were scrolled.
    Scrolled,
    /// The pointer is here, in the plot.
    Moved(f64, f64),
    /// The pointer is elsewhere.
    Left,
    /// A button or a finger went down here.
    Down(i32, f64, f64),
    /// It went up; whether by a finger.
    Up(i32, bool),
    /// The reader wants to see more or less around this place.
    Zoom(f64, Option<f64>),
    /// The reader wants to see what is so many parts of the plot further on.
    Pan(f64),
    /// The reader wants to see all.
    Fit,
    /// The reader wants to see the critical path, or no longer.
    Critical,
    /// The reader wants a picture, saved in this way.
    Picture(fn(Picture) -> Save),
    /// The next frame is about to be painted.
    Paint,
}

/// What a pressed pointer does.
#[derive(Clone, Copy, PartialEq)]
enum Drag {
    /// It moves the plot; whether it has moved at all.
    Pan { at: f64, moved: bool },
    /// It moves the cursor.
    Seek,
}

/// The timeline.
pub struct Timeline {
    lanes: NodeRef,
    plot: NodeRef,
    canvas: NodeRef,
    size: (f64, f64),
    /// Where the lanes are scrolled to, in [`LABELS`].
    page: i32,
    /// The microseconds in sight, by their beginning and their number; none for all.
    window: Option<(f64, f64)>,
    pointers: Vec<(i32, f64, f64)>,
    drag: Option<Drag>,
    target: Option<Target>,
    pointer: (f64, f64),
    is_critical: bool,
    paint_requested: bool,
    palette: Option<(u32, Palette)>,
    observer: Option<(ResizeObserver, Closure<dyn Fn()>)>,
    on_wheel: Option<Closure<dyn Fn(WheelEvent)>>,
}

impl Component for Timeline {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self {
            lanes: NodeRef::default(),
            plot: NodeRef::default(),
            canvas: NodeRef::default(),
            size: (0.0, 0.0),
            page: 0,
            window: None,
            pointers: Vec::new(),
            drag: None,
            target: None,
            pointer: (0.0, 0.0),
            is_critical: false,
            paint_requested: false,
            palette: None,
            observer: None,
            on_wheel: None,
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        if !Rc::ptr_eq(&ctx.props().view.trace, &old.view.trace) {
            self.target = None;
            self.window = None;
            self.page = 0;
            if let Some(lanes) = self.lanes.cast::<Element>() {
                lanes.set_scroll_top(0);
            }
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: Msg) -> bool {
        match message {
            Msg::Size(width, height) => {
                let changed = self.size != (width, height);
                self.size = (width, height);
                return changed;
            }
            Msg::Scrolled => {
                let lanes = self.lanes.cast::<Element>();
                let page = lanes.map_or(0, |lanes| lanes.scroll_top()) / LABELS;
                if page != self.page {
                    self.page = page;
                    return true;
                }
            }
            Msg::Moved(x, y) => return self.moved(ctx, x, y),
            Msg::Left => {
                if self.drag.is_none() {
                    return self.point(ctx, None);
                }
            }
            Msg::Down(pointer, x, y) => self.pressed(ctx, pointer, x, y),
            Msg::Up(pointer, is_touch) => self.released(ctx, pointer, is_touch),
            Msg::Zoom(factor, at) => {
                let middle = self.plot_width() / 2.0;
                self.zoom(ctx, factor, at.unwrap_or(middle));
            }
            Msg::Pan(parts) => {
                let scale = self.scale(ctx);
                self.show(ctx, scale.from + parts * scale.span, scale.span);
            }
            Msg::Fit => self.window = None,
            Msg::Critical => {
                self.is_critical = !self.is_critical;
                return true;
            }
            Msg::Picture(save) => {
                if let Some(picture) = self.picture(ctx) {
                    ctx.props().on_save.emit(save(picture));
                }
                return false;
            }
            Msg::Paint => {
                self.paint_requested = false;
                self.paint(ctx);
                return false;
            }
        }
        self.request_paint(ctx);
        false
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.observe(ctx);
            self.listen_to_wheel(ctx);
        }
        self.paint(ctx);
    }

    fn destroy(&mut self, _: &Context<Self>) {
        if let Some((observer, _)) = &self.observer {
            observer.disconnect();
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props {
            id,
            name,
            has_legend,
            view,
            ..
        } = ctx.props();
        let trace = view.trace.borrow();
        let timeline = trace.timeline();
        let is_empty = timeline.lanes().is_empty();
        let onscroll = ctx.link().callback(|_: yew::Event| Msg::Scrolled);
        let onkeydown = ctx
            .link()
            .batch_callback(|event: KeyboardEvent| key(&event));
        let height = format!("height: {}px", self.surface_height(timeline));
        html! {
            <section class="panel timeline" aria-labelledby={format!("{id}-heading")}>
                <div class="heading">
                    <h2 id={format!("{id}-heading")}>
                        { name.clone().unwrap_or_else(|| text!("timeline-heading")) }
                    </h2>
                    if !is_empty {
                        if *has_legend { { legend(timeline) } }
                        { self.controls(ctx) }
                    }
                </div>
                if is_empty {
                    <p class="empty">{ text!("timeline-empty") }</p>
                }
                <div class="lanes" ref={self.lanes.clone()} hidden={is_empty} tabindex="0"
                    role="group" aria-label={label_of(timeline, ctx.props().now)}
                    aria-describedby={format!("{id}-keys")} {onscroll} {onkeydown}>
                    <div class="labels">
                        if timeline.has_turns() {
                            <p class="strip-label" title={text!("timeline-holder-hint")}>
                                { text!("timeline-holder") }
                            </p>
                        } else {
                            <p class="strip-label" title={text!("timeline-parallel-hint")}>
                                { text!("timeline-parallel") }
                            </p>
                        }
                        { self.labels(timeline, view) }
                    </div>
                    <div class="plot" ref={self.plot.clone()}>
                        <canvas ref={self.canvas.clone()} ~style={height} aria-hidden="true"
                            onpointermove={ctx.link().callback(|event: PointerEvent| {
                                Msg::Moved(event.offset_x().into(), event.offset_y().into())
                            })}
                            onpointerleave={ctx.link().callback(|_: PointerEvent| Msg::Left)}
                            onpointerdown={ctx.link().batch_callback(|event: PointerEvent| down(&event))}
                            onpointerup={ctx.link().callback(|event: PointerEvent| up(&event))}
                            onpointercancel={ctx.link().callback(|event: PointerEvent| up(&event))} />
                        { self.tooltip(ctx) }
                    </div>
                </div>
                <p class="for-screen-readers" id={format!("{id}-keys")}>{ text!("timeline-keys") }</p>
            </section>
        }
    }
}

impl Timeline {
    fn plot_width(&self) -> f64 {
        (self.size.0 - 2.0 * MARGIN).max(1.0)
    }

    fn surface_height(&self, timeline: &Lanes) -> f64 {
        Scene::content_height(timeline).min(self.size.1.max(AXIS + STRIP))
    }

    fn scale(&self, ctx: &Context<Self>) -> Scale {
        let (from, span) = self.window.unwrap_or_else(|| (0.0, whole(ctx)));
        Scale {
            from,
            span,
            width: self.plot_width(),
        }
    }

    /// Shows these microseconds, as far as there is something.
    fn show(&mut self, ctx: &Context<Self>, from: f64, span: f64) {
        let whole = whole(ctx);
        let span = span.clamp(SHORTEST.min(whole), whole);
        let from = from.clamp(0.0, whole - span);
        self.window = (span < whole).then_some((from, span));
    }

    fn zoom(&mut self, ctx: &Context<Self>, factor: f64, at: f64) {
        let scale = self.scale(ctx).zoomed(factor, at);
        self.show(ctx, scale.from, scale.span);
    }

    /// The labels of the lanes in sight and of some around them: of a run with thousands of lanes, all would be
    /// more than a document can show.
    fn labels(&self, timeline: &Lanes, view: &View) -> Html {
        let rows: Vec<Row> = Row::of(timeline).collect();
        let bottom = |row: &Row| row.top + row.height;
        let from = f64::from((self.page - 1) * LABELS);
        let to = f64::from((self.page + 2) * LABELS) + self.size.1;
        let first = rows.partition_point(|row| bottom(row) < from);
        let end = rows.partition_point(|row| row.top < to);
        let before = rows[..first].last().map_or(0.0, bottom);
        let after = rows.last().map_or(0.0, bottom) - rows[..end].last().map_or(0.0, bottom);
        let count = rows.len();
        let labels = timeline.lanes()[first..end].iter().zip(first + 1..);
        html! {
            <ol ~style={format!("padding: {before}px 0 {after}px")}>
                { for labels.map(|(lane, place)| label(timeline, lane, view, (place, count))) }
            </ol>
        }
    }

    /// Reads the picture, as far as it is in sight, or in its whole height.
    fn scene<R>(&self, ctx: &Context<Self>, is_whole: bool, read: impl FnOnce(&Scene) -> R) -> R {
        let Props {
            view, now, live, ..
        } = ctx.props();
        let trace = view.trace.borrow();
        let timeline = trace.timeline();
        let (scroll, height) = if is_whole {
            (0, Scene::content_height(timeline))
        } else {
            let scroll = self
                .lanes
                .cast::<Element>()
                .map_or(0, |lanes| lanes.scroll_top());
            (scroll, self.surface_height(timeline))
        };
        let path = self
            .is_critical
            .then(|| critical::path(timeline, trace.channels()));
        read(&Scene {
            trace: &trace,
            scale: self.scale(ctx),
            scroll: scroll.into(),
            height,
            now: *now,
            is_live: *live,
            cursor: view.cursor.map(|cursor| cursor.time),
            target: self.target,
            path: path.as_deref(),
            caption: &|segment| words::doing(timeline, segment),
        })
    }

    /// What is in sight, in its whole height, as a picture that stands alone.
    fn picture(&self, ctx: &Context<Self>) -> Option<Picture> {
        let (_, palette) = self.palette.as_ref()?;
        Some(self.scene(ctx, true, |scene| Picture {
            svg: svg::document(scene, palette, &ctx.props().title),
            size: svg::size(scene),
        }))
    }

    fn request_paint(&mut self, ctx: &Context<Self>) {
        if !self.paint_requested {
            self.paint_requested = true;
            let link = ctx.link().clone();
            dom::on_next_frame(move || link.send_message(Msg::Paint));
        }
    }

    fn paint(&mut self, ctx: &Context<Self>) {
        let Some(surface) = self.canvas.cast::<HtmlCanvasElement>() else {
            return;
        };
        if self.size.0 <= 2.0 * MARGIN {
            return;
        }
        let look = ctx.props().look;
        if self.palette.as_ref().is_none_or(|(of, _)| *of != look) {
            self.palette = Some((look, canvas::palette(&surface)));
        }
        let Some((_, palette)) = &self.palette else {
            return;
        };
        self.scene(ctx, false, |scene| {
            let size = (self.size.0, scene.height);
            let ratio = dom::window().device_pixel_ratio();
            if let Some(mut canvas) = Canvas::begin(&surface, palette, size, ratio, MARGIN) {
                scene.paint(&mut canvas);
            }
        });
    }

    fn point(&mut self, ctx: &Context<Self>, target: Option<Target>) -> bool {
        if self.target == target {
            return false;
        }
        self.target = target;
        let trace = ctx.props().view.trace.borrow();
        let line = target.and_then(|target| words::line_of(&trace, target));
        ctx.props().on_point.emit(line);
        true
    }

    fn pressed(&mut self, ctx: &Context<Self>, pointer: i32, x: f64, y: f64) {
        self.pointers.push((pointer, x, y));
        self.pointer = (x, y);
        self.drag = if y < AXIS + STRIP {
            self.seek(ctx, x);
            Some(Drag::Seek)
        } else {
            Some(Drag::Pan {
                at: x,
                moved: false,
            })
        };
    }

    fn released(&mut self, ctx: &Context<Self>, pointer: i32, is_touch: bool) {
        self.pointers.retain(|(id, ..)| *id != pointer);
        let drag = self.drag.take();
        // A finger only points: jumping to the editor would bring up the keyboard.
        if let Some(Drag::Pan { moved: false, .. }) = drag
            && !is_touch
        {
            let trace = ctx.props().view.trace.borrow();
            if let Some(line) = self
                .target
                .and_then(|target| words::line_of(&trace, target))
            {
                ctx.props().on_go_to.emit(line);
            }
        }
    }

    fn moved(&mut self, ctx: &Context<Self>, x: f64, y: f64) -> bool {
        let (before, _) = self.pointer;
        self.pointer = (x, y);
        if let [(_, first, _), (_, second, _)] = self.pointers[..] {
            // The finger that is nearer to where the event is is the one that moved.
            let moved = usize::from((x - second).abs() < (x - first).abs());
            let still = self.pointers[1 - moved].1;
            let was = (self.pointers[moved].1 - still).abs().max(1.0);
            self.pointers[moved].1 = x;
            self.zoom(
                ctx,
                (x - still).abs().max(1.0) / was,
                (still - MARGIN).max(0.0),
            );
            self.request_paint(ctx);
            return false;
        }
        match self.drag {
            Some(Drag::Seek) => self.seek(ctx, x),
            Some(Drag::Pan { at, moved }) => {
                if moved || (x - at).abs() > 4.0 {
                    self.drag = Some(Drag::Pan { at, moved: true });
                    let scale = self.scale(ctx);
                    let from = scale.from - (x - before) / scale.width * scale.span;
                    self.show(ctx, from, scale.span);
                    self.request_paint(ctx);
                }
            }
            None => {
                let target = self.scene(ctx, false, |scene| scene.target_at(x - MARGIN, y));
                // The tooltip goes with the pointer.
                return self.point(ctx, target) || target.is_some();
            }
        }
        false
    }

    fn seek(&self, ctx: &Context<Self>, x: f64) {
        let time = self.scale(ctx).time(x - MARGIN);
        ctx.props().on_seek.emit(time.min(ctx.props().now));
    }

    fn observe(&mut self, ctx: &Context<Self>) {
        let (Some(lanes), Some(plot)) = (
            self.lanes.cast::<HtmlElement>(),
            self.plot.cast::<HtmlElement>(),
        ) else {
            return;
        };
        let link = ctx.link().clone();
        let observed = (lanes.clone(), plot.clone());
        let callback = Closure::<dyn Fn()>::new(move || {
            let (width, height) = (observed.1.client_width(), observed.0.client_height());
            link.send_message(Msg::Size(width.into(), height.into()));
        });
        if let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) {
            observer.observe(&lanes);
            observer.observe(&plot);
            self.observer = Some((observer, callback));
        }
    }

    /// The wheel zooms with Ctrl or Command, as a pinch on a touchpad does, and moves sideways; else it
    /// scrolls as it does everywhere. Only a listener that is not passive can keep the page from
    /// zooming.
    fn listen_to_wheel(&mut self, ctx: &Context<Self>) {
        let Some(plot) = self.plot.cast::<Element>() else {
            return;
        };
        let link = ctx.link().clone();
        let callback = Closure::<dyn Fn(WheelEvent)>::new(move |event: WheelEvent| {
            let x = f64::from(event.offset_x()) - MARGIN;
            if event.ctrl_key() || event.meta_key() {
                event.prevent_default();
                link.send_message(Msg::Zoom((-event.delta_y() / 200.0).exp(), Some(x)));
                return;
            }
            let sideways = if event.shift_key() {
                event.delta_y()
            } else {
                event.delta_x()
            };
            if sideways.abs() > event.delta_y().abs() || event.shift_key() {
                event.prevent_default();
                link.send_message(Msg::Pan(sideways / 800.0));
            }
        });
        let options = web_sys::AddEventListenerOptions::new();
        options.set_passive(false);
        // Without it there are still the keys and the buttons.
        let _ = plot.add_event_listener_with_callback_and_add_event_listener_options(
            "wheel",
            callback.as_ref().unchecked_ref(),
            &options,
        );
        self.on_wheel = Some(callback);
    }

    fn controls(&self, ctx: &Context<Self>) -> Html {
        let button = |label: String, sign: &str, message: fn() -> Msg| {
            html! {
                <button type="button" class="quiet small" aria-label={label.clone()} title={label}
                    onclick={ctx.link().callback(move |_| message())}>{ sign }</button>
            }
        };
        html! {
            <span class="controls">
                <button type="button" class="quiet small" aria-pressed={self.is_critical.to_string()}
                    title={text!("timeline-critical-hint")}
                    onclick={ctx.link().callback(|_| Msg::Critical)}>
                    { text!("timeline-critical") }
                </button>
                { button(text!("timeline-zoom-out"), "−", || Msg::Zoom(1.0 / ZOOM, None)) }
                { button(text!("timeline-zoom-in"), "+", || Msg::Zoom(ZOOM, None)) }
                <button type="button" class="quiet small" title={text!("timeline-fit-hint")}
                    onclick={ctx.link().callback(|_| Msg::Fit)}>{ text!("timeline-fit") }</button>
                { Self::saving(ctx) }
            </span>
        }
    }

    /// The menu of ways to save the run.
    fn saving(ctx: &Context<Self>) -> Html {
        let menu = format!("{}-save-menu", ctx.props().id);
        let item = |label: String, onclick: Callback<MouseEvent>| {
            html! {
                <button type="button" class="quiet" popovertarget={menu.clone()}
                    popovertargetaction="hide" {onclick}>{ label }</button>
            }
        };
        let on_save = &ctx.props().on_save;
        html! {
            <>
                <button type="button" class="quiet small save" popovertarget={menu.clone()}>
                    { text!("save") }
                </button>
                <div id={menu.clone()} class="menu" popover="auto" aria-label={text!("save")}>
                    { item(text!("save-svg"), ctx.link().callback(|_| Msg::Picture(Save::Svg))) }
                    { item(text!("save-png"), ctx.link().callback(|_| Msg::Picture(Save::Png))) }
                    { item(text!("save-run"), on_save.reform(|_| Save::Run)) }
                    { item(text!("save-perfetto"), on_save.reform(|_| Save::Perfetto)) }
                </div>
            </>
        }
    }

    fn tooltip(&self, ctx: &Context<Self>) -> Html {
        let trace = ctx.props().view.trace.borrow();
        let is_dragging = matches!(self.drag, Some(Drag::Pan { moved: true, .. }));
        let sentence = self
            .target
            .filter(|_| !is_dragging)
            .and_then(|target| words::describe(&trace, target, ctx.props().now));
        let Some(sentence) = sentence else {
            return Html::default();
        };
        let Some(surface) = self.canvas.cast::<Element>() else {
            return Html::default();
        };
        let (rect, window) = (surface.get_bounding_client_rect(), dom::window());
        let inner = |size: Result<JsValue, JsValue>| size.ok().and_then(|size| size.as_f64());
        let width = inner(window.inner_width()).unwrap_or(0.0);
        let height = inner(window.inner_height()).unwrap_or(0.0);
        let (x, y) = (rect.left() + self.pointer.0, rect.top() + self.pointer.1);
        // To the side where there is more room.
        let side = if x < width / 2.0 {
            format!("left: {:.0}px", x + 8.0)
        } else {
            format!("right: {:.0}px", width - x + 8.0)
        };
        let end = if y < height / 2.0 {
            format!("top: {:.0}px", y + 16.0)
        } else {
            format!("bottom: {:.0}px", height - y + 12.0)
        };
        html! {
            <p class="tooltip" role="status" ~style={format!("{side}; {end}")}>
                { sentence }
            </p>
        }
    }
}

/// The microseconds of the whole plot.
fn whole(ctx: &Context<Timeline>) -> f64 {
    let Props {
        now, live, span, ..
    } = ctx.props();
    let now = &span.map_or(*now, |span| span.max(*now));
    if *live {
        micros(Time(axis::growing_end(now.0)))
    } else {
        micros(*now).max(1.0)
    }
}

fn key(event: &KeyboardEvent) -> Option<Msg> {
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return None;
    }
    let message = match event.key().as_str() {
        "ArrowLeft" => Msg::Pan(-PAN),
        "ArrowRight" => Msg::Pan(PAN),
        "+" | "=" => Msg::Zoom(ZOOM, None),
        "-" => Msg::Zoom(1.0 / ZOOM, None),
        "Home" | "0" => Msg::Fit,
        "c" => Msg::Critical,
        _ => return None,
    };
    event.prevent_default();
    Some(message)
}

fn down(event: &PointerEvent) -> Option<Msg> {
    if event.button() != 0 {
        return None;
    }
    // What is dragged stays so outside of the canvas.
    if let Some(canvas) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    {
        let _ = canvas.set_pointer_capture(event.pointer_id());
    }
    let (x, y) = (event.offset_x(), event.offset_y());
    Some(Msg::Down(event.pointer_id(), x.into(), y.into()))
}

fn up(event: &PointerEvent) -> Msg {
    Msg::Up(event.pointer_id(), event.pointer_type() == "touch")
}

fn label_of(timeline: &Lanes, now: Time) -> String {
    text!(
        "timeline-label",
        &[
            ("count", (timeline.processes().count() as u64).into()),
            ("duration", axis::duration(now.0).into()),
        ],
    )
}

/// The label of a lane, which is at this place of so many.
fn label(lanes: &Lanes, lane: &Lane, view: &View, (place, count): (usize, usize)) -> Html {
    let exit = lane.exit.filter(|exit| {
        view.cursor
            .is_none_or(|cursor| exit.moment <= cursor.moment)
    });
    let segment = match view.cursor {
        Some(cursor) => lane.at(cursor.moment),
        None => lane.current(),
    };
    let state = if let Some(exit) = exit {
        let code = text!(
            "timeline-exit",
            &[("code", exit::describe(exit.code).into())],
        );
        let failed = (exit.code != 0).then_some("failed");
        html! { <span class={classes!("badge", failed)}>{ code }</span> }
    } else {
        let doing = segment.map(|segment| words::doing(lanes, segment));
        html! { <span class="doing">{ doing }</span> }
    };
    let class = classes!(hue(lane.hue), (!lane.is_main()).then_some("thread"));
    let style = format!("--depth: {}", lane.depth.min(4));
    if !lane.is_main() {
        return html! {
            <li {class} ~style={style} aria-posinset={place.to_string()} aria-setsize={count.to_string()}>
                <span class="who"><span class="name" title={lane.name.clone()}>{ &lane.name }</span></span>
                <span class="about">{ state }</span>
            </li>
        };
    }
    html! {
        <li {class} ~style={style} aria-posinset={place.to_string()} aria-setsize={count.to_string()}>
            <span class="who">
                <span class="name" title={lane.name.clone()}>{ &lane.name }</span>
                <span class="pid">
                    { text!("timeline-pid", &[("pid", lane.pid.to_string().into())]) }
                </span>
            </span>
            <span class="about">
                if lane.daemon { <span class="daemon">{ text!("timeline-daemon") }</span> }
                { state }
            </span>
        </li>
    }
}

fn legend(lanes: &Lanes) -> Html {
    let class = |state| match state {
        Activity::Starting => "starting",
        Activity::Running => "running",
        Activity::Ready => "ready",
        Activity::Sleeping => "sleeping",
        Activity::Waiting => "waiting",
        Activity::Held => "held",
    };
    let states = Activity::ALL.into_iter().filter(|activity| match activity {
        Activity::Held => lanes.has_pauses(),
        Activity::Ready => lanes.has_turns(),
        _ => true,
    });
    let states = states.map(|state| {
        html! {
            <li><span class={classes!("sample", class(state))}></span>{ legend_of(state) }</li>
        }
    });
    let arrow = |kind: &'static str, caption: String| {
        html! { <li><span class={classes!("sample", "arrow", kind)}></span>{ caption }</li> }
    };
    html! {
        <ul class="legend">
            { for states }
            <li><span class="sample exit"></span>{ text!("legend-end") }</li>
            { arrow("start", text!("legend-start-arrow")) }
            { arrow("join", text!("legend-join-arrow")) }
            { arrow("message", text!("legend-message-arrow")) }
            <li><span class="sample hold"></span>{ text!("legend-hold") }</li>
            if !lanes.losses().is_empty() {
                <li><span class="sample loss"></span>{ text!("legend-loss") }</li>
            }
            if lanes.has_signals() {
                { arrow("signal", text!("legend-signal-arrow")) }
            }
        </ul>
    }
}

/// What an activity is called where there is little room.
fn legend_of(activity: Activity) -> String {
    match activity {
        Activity::Ready => text!("legend-ready"),
        _ => words::activity(activity),
    }
}
