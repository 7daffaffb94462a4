//! The timeline: a lane for each process, and for each of its threads.

mod controls;
mod drawing;
mod labels;
mod legend;
mod listening;
mod props;
mod tooltip;

use std::rc::Rc;

use spawnpoint_trace::{
    gestures::{Deed, Hands, Shift},
    scene::Target,
};
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, PointerEvent, ResizeObserver, WheelEvent};
use yew::{Component, Context, Html, KeyboardEvent, NodeRef, html};

use self::{controls::Controls, drawing::Drawing, listening::MARGIN, props::Props};
use crate::{
    dom,
    exports::{Picture, Save},
    strings::text,
    words,
};

/// What happens in the timeline.
pub enum Msg {
    /// The plot has this width, and there is room for this height.
    Size(f64, f64),
    /// The lanes were scrolled.
    Scrolled,
    /// The pointer is here, in the plot.
    Moved((f64, f64)),
    /// The pointer is elsewhere.
    Left,
    /// A button or a finger went down here.
    Down(i32, (f64, f64)),
    /// It went up; whether by a finger.
    Up(i32, bool),
    /// The reader wants to see another part.
    Shift(Shift),
    /// The reader wants to see the critical path, or no longer.
    Critical,
    /// The reader wants a picture, saved in this way.
    Picture(fn(Picture) -> Save),
    /// The next frame is about to be painted.
    Paint,
}

/// The timeline.
pub struct Timeline {
    drawing: Drawing,
    plot: NodeRef,
    /// The page of labels that the lanes are scrolled to.
    page: i32,
    hands: Hands,
    paint_requested: bool,
    observer: Option<(ResizeObserver, Closure<dyn Fn()>)>,
    on_wheel: Option<Closure<dyn Fn(WheelEvent)>>,
}

impl Component for Timeline {
    type Message = Msg;
    type Properties = Props;

    fn create(_: &Context<Self>) -> Self {
        Self {
            drawing: Drawing::default(),
            plot: NodeRef::default(),
            page: 0,
            hands: Hands::default(),
            paint_requested: false,
            observer: None,
            on_wheel: None,
        }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        if !Rc::ptr_eq(&ctx.props().view.trace, &old.view.trace) {
            self.page = 0;
            self.drawing.begin();
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, message: Msg) -> bool {
        match message {
            Msg::Size(width, height) => {
                let changed = self.drawing.size != (width, height);
                self.drawing.size = (width, height);
                return changed;
            }
            Msg::Scrolled => {
                let page = labels::page(self.drawing.scroll());
                if page != self.page {
                    self.page = page;
                    return true;
                }
            }
            Msg::Moved(place) => {
                let deed = self.hands.move_to(place, self.drawing.plot_width());
                return self.act(ctx, deed);
            }
            Msg::Left => {
                if !self.hands.is_pressed() {
                    return self.point(ctx, None);
                }
            }
            Msg::Down(pointer, place) => {
                let deed = self.hands.press(pointer, place);
                self.act(ctx, deed);
            }
            Msg::Up(pointer, is_touch) => {
                let is_click = self.hands.release(pointer);
                // A finger only points: jumping to the editor would bring up the keyboard.
                if is_click && !is_touch {
                    self.go_to_target(ctx);
                }
            }
            Msg::Shift(shift) => self.drawing.shift(ctx.props(), shift),
            Msg::Critical => {
                self.drawing.is_critical = !self.drawing.is_critical;
                return true;
            }
            Msg::Picture(save) => {
                if let Some(picture) = self.drawing.picture(ctx.props()) {
                    ctx.props().on_save.emit(save(picture));
                }
                return false;
            }
            Msg::Paint => {
                self.paint_requested = false;
                self.drawing.paint(ctx.props());
                return false;
            }
        }
        self.request_paint(ctx);
        false
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.listen(ctx);
        }
        self.drawing.paint(ctx.props());
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
        let height = format!("height: {}px", self.drawing.surface_height(timeline));
        html! {
            <section class="panel timeline" aria-labelledby={format!("{id}-heading")}>
                <div class="heading">
                    <h2 id={format!("{id}-heading")}>
                        { name.clone().unwrap_or_else(|| text!("timeline-heading")) }
                    </h2>
                    if !is_empty {
                        if *has_legend { { legend::legend(timeline) } }
                        { self.controls(ctx).view() }
                    }
                </div>
                if is_empty {
                    <p class="empty">{ text!("timeline-empty") }</p>
                }
                <div class="lanes" ref={self.drawing.lanes.clone()} hidden={is_empty} tabindex="0"
                    role="group" aria-label={labels::summary(timeline, ctx.props().now)}
                    aria-describedby={format!("{id}-keys")} {onscroll} {onkeydown}>
                    { labels::labels(timeline, view, self.page, self.drawing.size.1) }
                    <div class="plot" ref={self.plot.clone()}>
                        <canvas ref={self.drawing.canvas.clone()} ~style={height} aria-hidden="true"
                            onpointermove={ctx.link().callback(|event: PointerEvent| {
                                Msg::Moved(listening::place(&event))
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
    fn request_paint(&mut self, ctx: &Context<Self>) {
        if !self.paint_requested {
            self.paint_requested = true;
            let link = ctx.link().clone();
            dom::on_next_frame(move || link.send_message(Msg::Paint));
        }
    }

    fn point(&mut self, ctx: &Context<Self>, target: Option<Target>) -> bool {
        if self.drawing.target == target {
            return false;
        }
        self.drawing.target = target;
        let trace = ctx.props().view.trace.borrow();
        let line = target.and_then(|target| words::line_of(&trace, target));
        ctx.props().on_point.emit(line);
        true
    }

    fn go_to_target(&self, ctx: &Context<Self>) {
        let trace = ctx.props().view.trace.borrow();
        let line = (self.drawing.target).and_then(|target| words::line_of(&trace, target));
        if let Some(line) = line {
            ctx.props().on_go_to.emit(line);
        }
    }

    /// Does what a pointer did; says whether the document changes by it.
    fn act(&mut self, ctx: &Context<Self>, deed: Deed) -> bool {
        match deed {
            Deed::Nothing => false,
            Deed::Point => {
                let target = self.drawing.target_at(ctx.props(), self.hands.at());
                // The tooltip goes with the pointer.
                self.point(ctx, target) || target.is_some()
            }
            Deed::Seek(x) => {
                let time = self.drawing.time(ctx.props(), x);
                ctx.props().on_seek.emit(time.min(ctx.props().now));
                false
            }
            Deed::Shift(shift) => {
                self.drawing.shift(ctx.props(), shift);
                self.request_paint(ctx);
                false
            }
        }
    }

    fn listen(&mut self, ctx: &Context<Self>) {
        let (Some(lanes), Some(plot)) = (
            self.drawing.lanes.cast::<HtmlElement>(),
            self.plot.cast::<HtmlElement>(),
        ) else {
            return;
        };
        let link = ctx.link().clone();
        let on_shift = move |shift| link.send_message(Msg::Shift(shift));
        self.on_wheel = Some(listening::on_wheel(&plot, on_shift));
        let link = ctx.link().clone();
        let on_size = move |width, height| link.send_message(Msg::Size(width, height));
        self.observer = listening::on_size(&lanes, &plot, on_size);
    }

    fn controls(&self, ctx: &Context<Self>) -> Controls {
        Controls {
            id: ctx.props().id,
            is_critical: self.drawing.is_critical,
            on_critical: ctx.link().callback(|_| Msg::Critical),
            on_shift: ctx.link().callback(Msg::Shift),
            on_picture: ctx.link().callback(Msg::Picture),
            on_save: ctx.props().on_save.clone(),
        }
    }

    fn tooltip(&self, ctx: &Context<Self>) -> Html {
        let trace = ctx.props().view.trace.borrow();
        let sentence = self
            .drawing
            .target
            .filter(|_| !self.hands.is_dragging())
            .and_then(|target| words::describe(&trace, target, ctx.props().now));
        let (Some(sentence), Some(surface)) = (sentence, self.drawing.canvas.cast::<Element>())
        else {
            return Html::default();
        };
        let (x, y) = self.hands.at();
        tooltip::tooltip(&sentence, &surface, (x + MARGIN, y))
    }
}

fn key(event: &KeyboardEvent) -> Option<Msg> {
    let key = listening::key(event)?;
    let message = match key.as_str() {
        "c" => Msg::Critical,
        other => Msg::Shift(Shift::of_key(other)?),
    };
    event.prevent_default();
    Some(message)
}

fn down(event: &PointerEvent) -> Option<Msg> {
    let is_ours = listening::capture(event);
    is_ours.then(|| Msg::Down(event.pointer_id(), listening::place(event)))
}

fn up(event: &PointerEvent) -> Msg {
    Msg::Up(event.pointer_id(), event.pointer_type() == "touch")
}
