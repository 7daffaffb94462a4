//! `globalThis.spawnpoint`: runs without the page's editor and views, described in
//! `docs/guide/en/automation.md`.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};

use js_sys::{Array, Error, Function, Object, Promise, Reflect, TypeError};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use spawnpoint_project::ROOM;
use spawnpoint_protocol::{
    StartMethod, Stream,
    control::{Outcome, ToKernel},
    event::{Event, EventKind},
    syscall::{Mode, Program, Turns},
};
use spawnpoint_trace::{Trace, record::Record};
use spawnpoint_workbench::Report;
use wasm_bindgen::{JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

use crate::{
    dom,
    kernel::{self, Kernel},
    runtime::Runtime,
    scripted, support,
};

/// How long after a run should have ended its kernel is ended.
const PATIENCE: Duration = Duration::from_millis(500);

/// Puts the interface on the global object.
pub fn install(runtime: &Rc<Runtime>) -> Result<(), JsValue> {
    let interface = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&interface, &name.into(), value);
    set("version", &env!("CARGO_PKG_VERSION").into())?;

    let (resolve_ready, ready) = promise();
    set("ready", &ready)?;
    // Whoever does not use `ready` should not be told of its rejection.
    let ignore = Closure::<dyn FnMut(JsValue)>::new(|_| {});
    let _ = ready.catch(&ignore);
    ignore.forget();
    let loading = Rc::clone(runtime);
    dom::after(Duration::ZERO, move || {
        resolve_ready(&future_to_promise(async move {
            loaded(&loading).await.map(|_| JsValue::UNDEFINED)
        }));
    });

    let runtime = Rc::clone(runtime);
    let idle = Rc::<Idle>::default();
    let run = Closure::<dyn Fn(JsValue) -> Promise>::new(move |options: JsValue| {
        let (runtime, idle) = (Rc::clone(&runtime), Rc::clone(&idle));
        future_to_promise(async move { run(&runtime, &idle, Request::read(&options)?).await })
    });
    set("run", run.as_ref())?;
    run.forget();
    Reflect::set(&js_sys::global(), &"spawnpoint".into(), &interface)?;
    Ok(())
}

struct Request {
    program: Program,
    time_limit: Option<Duration>,
    /// What processes read from standard input.
    stdin: String,
}

impl Request {
    fn read(options: &JsValue) -> Result<Self, JsValue> {
        if !options.is_object() {
            return Err(TypeError::new("run: the argument must be an object").into());
        }
        let option = |name: &str| Reflect::get(options, &name.into());
        let source = option("code")?
            .as_string()
            .ok_or_else(|| TypeError::new("run: code must be a string"))?;

        let method = option("startMethod")?;
        let start_method = if method.is_undefined() {
            StartMethod::default()
        } else {
            method
                .as_string()
                .and_then(|name| StartMethod::from_name(&name))
                .ok_or_else(|| {
                    TypeError::new(
                        "run: startMethod must be the name of a start method, such as spawn",
                    )
                })?
        };

        let mode = option("mode")?;
        let mode = if mode.is_undefined() {
            Mode::default()
        } else {
            let name = mode.as_string();
            let mode = name.and_then(|name| Mode::from_name(&name));
            mode.ok_or_else(|| {
                TypeError::new("run: mode must be \"processes\", \"shared\" or \"serial\"")
            })?
        };
        let seed = option("seed")?;
        let seed = if seed.is_undefined() {
            None
        } else {
            let whole =
                |seed: &f64| seed.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(seed);
            let Some(seed) = seed.as_f64().filter(whole) else {
                let message = "run: seed must be a whole number from 0 to 4294967295";
                return Err(TypeError::new(message).into());
            };
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it was looked at"
            )]
            Some(seed as u32)
        };

        let timeout = option("timeoutMs")?;
        let time_limit = if timeout.is_undefined() {
            None
        } else {
            let millis = timeout.as_f64().filter(|&millis| millis > 0.0);
            let limit = millis.and_then(|ms| Duration::try_from_secs_f64(ms / 1_000.0).ok());
            Some(limit.ok_or_else(|| {
                TypeError::new("run: timeoutMs must be a positive number of milliseconds")
            })?)
        };
        let stdin = option("stdin")?;
        let stdin = match stdin.as_string() {
            Some(stdin) => stdin,
            None if stdin.is_undefined() => String::new(),
            None => return Err(TypeError::new("run: stdin must be a string").into()),
        };
        let files = scripted::read(&option("files")?, ROOM);
        let files = files.map_err(|reason| TypeError::new(&format!("run: {reason}")))?;
        Ok(Self {
            stdin,
            program: Program {
                source,
                files: files.list().to_vec(),
                start_method,
                mode,
                turns: Turns {
                    seed,
                    ..Turns::default()
                },
            },
            time_limit,
        })
    }
}

/// What `run` resolves to, without the events.
#[derive(Serialize)]
struct Answer {
    status: Outcome,
    stdout: String,
    stderr: String,
}

/// How many events are made objects of before the page has a turn.
const EVENTS_AT_ONCE: usize = 5_000;

/// Who hears what a kernel says.
type Listener = Rc<dyn Fn(Report)>;

/// A kernel that runs a program for a script, and then the next.
struct Server {
    kernel: Kernel,
    /// The run's; nobody's between two runs.
    listener: Rc<RefCell<Option<Listener>>>,
    is_broken: Rc<Cell<bool>>,
}

impl Server {
    fn start(runtime: &Runtime, module: &js_sys::WebAssembly::Module) -> Result<Self, JsValue> {
        let listener = Rc::<RefCell<Option<Listener>>>::default();
        let is_broken = Rc::<Cell<bool>>::default();
        let report = {
            let (listener, is_broken) = (Rc::clone(&listener), Rc::clone(&is_broken));
            move |report| {
                if let Report::Fatal(_) = report {
                    is_broken.set(true);
                }
                let listener = listener.borrow().clone();
                if let Some(listener) = listener {
                    listener(report);
                }
            }
        };
        Ok(Self {
            kernel: Kernel::start(runtime, module, report)?,
            listener,
            is_broken,
        })
    }
}

/// The kernel that waits for the next run of a script. Chromium keeps some of the workers of a kernel that was
/// ended, so that one for each run fills the memory after some hundreds of runs.
type Idle = RefCell<Option<Server>>;

/// How a run ended, and what its page-side end adds to stderr.
type End = (Outcome, Option<String>);

async fn run(runtime: &Rc<Runtime>, idle: &Idle, request: Request) -> Result<JsValue, JsValue> {
    let module = loaded(runtime).await?;
    let trace = Rc::new(RefCell::new(Trace::default()));
    let end: Rc<RefCell<Option<End>>> = Rc::default();
    let (resolve, ended) = promise();
    let finish = {
        let end = Rc::clone(&end);
        move |outcome, note| {
            end.borrow_mut().get_or_insert((outcome, note));
            resolve(&JsValue::UNDEFINED);
        }
    };

    let is_over = Rc::<Cell<bool>>::default();
    let report = {
        let (trace, finish) = (Rc::clone(&trace), finish.clone());
        let is_over = Rc::clone(&is_over);
        move |report| match report {
            Report::Events(events) => {
                let mut trace = trace.borrow_mut();
                for event in events {
                    trace.push(event);
                }
                if trace.log().is_full() {
                    finish(Outcome::Stopped, None);
                }
            }
            Report::Reserve(_) => {}
            Report::Ended(outcome) => {
                is_over.set(true);
                finish(outcome, None);
            }
            Report::Fatal(reason) => finish(Outcome::Error, Some(reason)),
        }
    };
    let waiting = (idle.take()).filter(|server| !server.is_broken.get());
    let server = waiting.map_or_else(|| Server::start(runtime, &module), Ok)?;
    server.listener.replace(Some(Rc::new(report)));
    let kernel = &server.kernel;
    let time_limit = request
        .time_limit
        .map(|limit| u64::try_from(limit.as_micros()).unwrap_or(u64::MAX));
    let program = request.program;
    kernel.send(&ToKernel::Run {
        program,
        cpu_count: kernel::cpu_count(),
        time_limit,
    })?;
    for line in request.stdin.split_inclusive('\n') {
        kernel.send(&ToKernel::Line(line.to_owned()))?;
    }
    // The end of the input, since nobody is there to type more.
    kernel.send(&ToKernel::Line(String::new()))?;
    if let Some(limit) = request.time_limit {
        dom::after(limit.saturating_add(PATIENCE), move || {
            finish(Outcome::Timeout, None);
        });
    }
    JsFuture::from(ended).await?;
    server.listener.replace(None);
    // Of runs that overlapped, one leaves its kernel to the next. Who did not end a run himself can run no other.
    if is_over.get() && !server.is_broken.get() {
        idle.replace(Some(server));
    } else {
        drop(server);
    }

    // Nobody else has it any more.
    let mut trace = trace.take();
    let now = trace.timeline().end();
    trace.kill_all(now);
    let (outcome, note) = end.borrow_mut().take().unwrap_or((Outcome::Error, None));
    let (answer, records) = without_events(&trace, outcome, note.as_deref())?;
    for (index, events) in trace.log().events().chunks(EVENTS_AT_ONCE).enumerate() {
        if index > 0 {
            let (resolve, turn) = promise();
            dom::after(Duration::ZERO, move || resolve(&JsValue::UNDEFINED));
            JsFuture::from(turn).await?;
        }
        add(&records, events)?;
    }
    Ok(answer)
}

/// A run as scripts get it: how it ended, what it printed, with a note at the end of stderr, and its log.
pub fn answer(trace: &Trace, status: Outcome, note: Option<&str>) -> Result<JsValue, JsValue> {
    let (answer, records) = without_events(trace, status, note)?;
    add(&records, trace.log().events())?;
    Ok(answer)
}

/// Adds events to those that scripts get.
fn add(records: &Array, events: &[Event]) -> Result<(), JsValue> {
    let serializer = serializer();
    for event in events {
        records.push(&Record::from(event).serialize(&serializer)?);
    }
    Ok(())
}

fn serializer() -> Serializer {
    Serializer::new()
        .serialize_maps_as_objects(true)
        .serialize_missing_as_null(true)
}

/// The answer, and the array in it that [`add`] is to fill with the events.
fn without_events(
    trace: &Trace,
    status: Outcome,
    note: Option<&str>,
) -> Result<(JsValue, Array), JsValue> {
    let (mut stdout, mut stderr) = (String::new(), String::new());
    for event in trace.log().events() {
        match &event.kind {
            EventKind::Printed {
                stream: Stream::Stdout,
                text,
            } => stdout.push_str(text),
            EventKind::Printed {
                stream: Stream::Stderr,
                text,
            } => stderr.push_str(text),
            _ => {}
        }
    }
    stderr.push_str(note.unwrap_or_default());
    let answer = Answer {
        status,
        stdout,
        stderr,
    }
    .serialize(&serializer())?;

    let exitcodes = Object::new();
    for lane in trace.timeline().processes() {
        if let Some(exit) = lane.exit {
            Reflect::set(&exitcodes, &lane.pid.0.into(), &exit.code.into())?;
        }
    }
    Reflect::set(&answer, &"exitcodes".into(), &exitcodes)?;
    let records = Array::new();
    Reflect::set(&answer, &"events".into(), &records)?;
    Ok((answer, records))
}

/// The interpreter, or an error that can be read.
async fn loaded(runtime: &Rc<Runtime>) -> Result<js_sys::WebAssembly::Module, JsValue> {
    if !support::has_jspi() {
        return Err(Error::new("this browser has no JavaScript Promise Integration").into());
    }
    runtime.load().await.map_err(|error| {
        let reason = dom::message(&error);
        Error::new(&format!(
            "the Python interpreter could not be loaded: {reason}"
        ))
        .into()
    })
}

/// A promise and the function that resolves it.
fn promise() -> (impl Fn(&JsValue) + Clone + 'static, Promise) {
    let mut resolve = None;
    let promise = Promise::new(&mut |resolve_function, _| resolve = Some(resolve_function));
    let resolve: Option<Function> = resolve;
    let resolve = move |value: &JsValue| {
        if let Some(resolve) = &resolve {
            // A promise's own resolve function does not throw.
            let _ = resolve.call1(&JsValue::UNDEFINED, value);
        }
    };
    (resolve, promise)
}
