//! Runs as files, and what is made of them.

use spawnpoint_protocol::{
    Time, VERSION,
    event::{Event, EventKind, WaitFor},
    syscall::Program,
};
use spawnpoint_trace::{
    Moment, Trace, axis, compare, critical,
    file::Recording,
    layout::{Scale, micros},
    perfetto,
    record::Record,
    scene::{Palette, Scene},
    svg,
    timeline::{Segment, State},
    traceback,
};

use crate::draw::Source;

/// The width of a picture in pixels.
const WIDTH: f64 = 400.0;

/// Pixels from one place that is pointed at to the next.
const STRIDE: usize = 97;

/// What is no file of a run is refused, and what is one comes back as it was.
pub fn run_file(bytes: &[u8]) {
    for recording in readings(bytes) {
        let again = Recording::from_bytes(&recording.to_bytes());
        assert_eq!(again.as_ref(), Ok(&recording));
    }
}

/// Whatever run a file can be read as, [its log](log) can be shown and taken along.
pub fn export(bytes: &[u8]) {
    for recording in readings(bytes) {
        log(&recording.events);
    }
    let drawn = Recording {
        program: Program::default(),
        events: draw_log(bytes),
        outcome: None,
    };
    if let Ok(recording) = Recording::from_bytes(&drawn.to_bytes()) {
        log(&recording.events);
    }
}

/// The oldest version of files of runs that is read.
const OLDEST: u32 = 5;

/// The runs that bytes are files of, as they are or behind a header.
fn readings(bytes: &[u8]) -> impl Iterator<Item = Recording> {
    let behind_header = move |version: u32| {
        let mut content = format!("spawnpoint run {version}\n").into_bytes();
        content.extend(bytes);
        content
    };
    let contents = (OLDEST..=VERSION).map(behind_header);
    contents
        .chain([bytes.to_vec()])
        .flat_map(|content| Recording::from_bytes(&content))
}

/// Events in the order of time that may be about anything.
fn draw_log(bytes: &[u8]) -> Vec<Event> {
    let mut source = Source(bytes);
    let mut time = Time::default();
    let mut events = Vec::new();
    while !source.is_empty()
        && let Some(mut event) = source.draw::<Event>()
    {
        let mut at = time;
        time = time.after(event.time.0);
        event.time = time;
        // What a process tells of earlier is in the order of time as well.
        if let EventKind::Used { uses, .. } = &mut event.kind {
            for what in uses {
                *what = what.by(|later| {
                    at = at.after(later.0).min(time);
                    at
                });
            }
        }
        events.push(event);
    }
    events
}

/// What a log says can be shown at any moment and taken along: pictures and records are well formed, and
/// the numbers in them are numbers.
pub fn log(events: &[Event]) {
    let mut trace = Trace::default();
    for event in events {
        trace.push(event.clone());
    }
    moments(&trace);
    pictures(&trace);
    comparison(&trace);
    let file = serde_json::to_string(&perfetto::file(&trace)).expect("a trace has a form in JSON");
    let file: serde_json::Value = serde_json::from_str(&file).expect("the trace is JSON");
    for entry in file["traceEvents"]
        .as_array()
        .expect("the trace has events")
    {
        let depth = entry["args"]["messages"].as_u64().unwrap_or_default();
        assert!(depth <= events.len() as u64, "{depth} messages wait");
        let until = entry["ts"].as_u64().zip(entry["dur"].as_u64());
        let until = until.map_or(0, |(from, lasts)| from.saturating_add(lasts));
        assert!(
            until <= trace.timeline().end().0,
            "{entry} lasts beyond the end"
        );
    }
    for event in events {
        serde_json::to_string(&Record::from(event)).expect("a record has a form in JSON");
    }
}

/// What the views show of the beginning, the end and what is between.
fn moments(trace: &Trace) {
    let end = trace.log().end();
    for moment in [Moment(0), Moment(end.0 / 2), end] {
        let time = trace
            .log()
            .event(moment)
            .map_or(Time(0), |event| event.time);
        let console = trace.console_at(moment);
        for row in (console.dropped()..console.end()).filter_map(|number| console.row(number)) {
            drop(traceback::pieces(&row.text));
        }
        for channel in trace.channels().iter() {
            let _ = trace.channels().last_received(channel, moment);
            let waiting = trace.channels().waiting(channel, moment).len();
            assert_eq!(waiting, trace.channels().depth(channel, moment));
        }
        trace.memories().rows(moment).for_each(drop);
        drop(trace.memories().shared(moment));
        for row in trace.files().at(moment) {
            let content = trace.files().content(row.file, moment);
            assert!(content.bytes.len() as u64 <= row.size);
        }
        drop(trace.locks().waits(trace.timeline(), moment));
        for lane in trace.timeline().lanes() {
            let _ = lane.at(moment);
            let _ = lane.spent(time);
        }
    }
}

/// The whole picture, and a part of it, each also as it looks with something pointed at.
fn pictures(trace: &Trace) {
    let timeline = trace.timeline();
    let path = critical::path(timeline, trace.channels());
    let caption = |segment: &Segment| match &segment.state {
        State::Blocked {
            on: WaitFor::Sleep { micros },
            ..
        } => axis::given_duration(*micros),
        _ => axis::duration(segment.to.unwrap_or(timeline.end()).since(segment.from)),
    };
    let whole = Scale {
        from: 0.0,
        span: micros(timeline.end()).max(1.0),
        width: WIDTH,
    };
    for scale in [whole, whole.zoomed(7.0, WIDTH / 3.0)] {
        let mut scene = Scene {
            trace,
            scale,
            scroll: 0.0,
            height: Scene::content_height(timeline),
            now: timeline.end(),
            is_live: false,
            cursor: None,
            target: None,
            path: Some(&path),
            caption: &caption,
        };
        picture(&scene);
        let (width, height) = svg::size(&scene);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "both are small and not negative"
        )]
        let places = (0..width as usize)
            .step_by(STRIDE)
            .zip((0..height as usize).step_by(STRIDE).cycle());
        for (x, y) in places {
            #[expect(clippy::cast_precision_loss, reason = "they are small")]
            let target = scene.target_at(x as f64, y as f64);
            if target.is_some() && target != scene.target {
                scene.target = target;
                picture(&scene);
            }
        }
    }
}

fn picture(scene: &Scene) {
    let palette = Palette::of(|name| format!("var({name})"));
    let document = svg::document(scene, &palette, "a \u{0} <run> & \u{ffff}");
    let parsed = roxmltree::Document::parse(&document);
    let parsed = parsed.unwrap_or_else(|error| panic!("{error} in {document}"));
    for node in parsed.descendants() {
        for attribute in node.attributes() {
            let value = attribute.value();
            assert!(
                !value.contains("NaN") && !value.contains("inf"),
                "{}={value}",
                attribute.name()
            );
        }
    }
}

/// A run beside itself.
fn comparison(trace: &Trace) {
    let timeline = trace.timeline();
    drop(compare::work(timeline));
    drop(compare::globals(trace, trace));
    drop(compare::output(trace.console(), trace.console()));
    let processors = compare::processors(timeline).into_iter();
    let gain = compare::gain(timeline, timeline, 2);
    let gain = gain
        .into_iter()
        .flat_map(|gain| [gain.expected, gain.measured]);
    for number in processors.chain(gain) {
        assert!(number.is_finite(), "{number}");
    }
}
