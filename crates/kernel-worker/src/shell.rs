//! Drives the kernel: hands it messages and the time, and does what it wants done.

use std::collections::BTreeMap;

use js_sys::{Reflect, SharedArrayBuffer, Uint8Array, WebAssembly::Module};
use spawnpoint_kernel::{Input, Kernel, Output};
use spawnpoint_protocol::{
    ObjectId, Pid, Time,
    control::{FromKernel, Outcome, Reserve, ToKernel},
    decode, encode,
    event::{Event, EventKind},
    files::FileChange,
    syscall::FromProcess,
};
use spawnpoint_worker_messages::{FromKernelWorker, FromProcessWorker, Posted, to_value};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::DedicatedWorkerGlobalScope;

use crate::{
    line::{listen, make_bell},
    with_shell,
    workers::{WorkerId, Workers, text},
};

/// Events wait this long for company before they go to the page.
const BATCH_MILLIS: i32 = 16;

/// More events, or events with more in them, are more than one message: the page takes in one at a time, and does
/// something else in between.
const BATCH_EVENTS: usize = 2_000;
const BATCH_SIZE: usize = 128 << 10;

/// So many messages of one process are taken in before those of others.
const MOST_AT_ONCE: u32 = 64;

/// What comes before the bytes of memory in place (see `static/runtime/process-host.js`), which is
/// also the size of the largest number that is read whole.
const HEADER: u32 = 8;

/// The state of the kernel's worker.
pub(crate) struct Shell {
    scope: DedicatedWorkerGlobalScope,
    workers: Workers,
    run: Option<Run>,
    batch: Vec<Event>,
    /// How many bytes of printed text and of files are in the batch.
    batch_size: usize,
    /// Present while a flush of the batch is due.
    flush: Option<i32>,
    /// What the page was told of workers that wait.
    reserve: Option<Reserve>,
    on_ring: Closure<dyn FnMut() -> bool>,
    on_flush: Closure<dyn FnMut()>,
    on_deadline: Closure<dyn FnMut()>,
}

struct Run {
    kernel: Kernel,
    /// `performance.now()` at its beginning.
    began: f64,
    /// The memory that processes see in place.
    memories: BTreeMap<ObjectId, SharedArrayBuffer>,
    /// The timer for the kernel's deadline.
    timer: Option<i32>,
}

/// Whole microseconds, which fit an `f64` for centuries.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn micros(millis: f64) -> u64 {
    (millis.max(0.0) * 1000.0) as u64
}

impl Run {
    fn now(&self, scope: &DedicatedWorkerGlobalScope) -> Time {
        let millis = scope
            .performance()
            .map_or(self.began, |performance| performance.now());
        Time(micros(millis - self.began))
    }
}

impl Shell {
    pub fn new() -> Self {
        Self {
            scope: js_sys::global().unchecked_into(),
            workers: Workers::default(),
            run: None,
            batch: Vec::new(),
            batch_size: 0,
            flush: None,
            reserve: None,
            on_ring: Closure::new(|| with_shell(Shell::rung)),
            on_flush: Closure::new(|| with_shell(Shell::flush)),
            on_deadline: Closure::new(|| with_shell(|shell| shell.input(Input::Tick))),
        }
    }

    pub fn provide(&mut self, module: Module, script: String) {
        if is_isolated(&self.scope) {
            let bell = make_bell();
            listen(&bell, &self.on_ring);
            self.workers.set_bell(bell);
        }
        let provided = self.workers.provide(module, script);
        self.or_fatal(provided);
    }

    pub fn receive(&mut self, message: ToKernel) {
        match message {
            ToKernel::Run {
                program,
                cpu_count,
                time_limit,
            } => {
                if self.run.is_some() {
                    self.fatal("a program is running already");
                    return;
                }
                let (began, epoch) = (self.scope.performance()).map_or((0.0, 0.0), |performance| {
                    (performance.now(), performance.time_origin())
                });
                let kernel = Kernel::new(program, cpu_count, time_limit, micros(epoch + began))
                    .with_memory_in_place(is_isolated(&self.scope));
                self.run = Some(Run {
                    kernel,
                    began,
                    memories: BTreeMap::new(),
                    timer: None,
                });
                self.settle();
            }
            ToKernel::Line(line) => self.input(Input::Line(line)),
            ToKernel::Pause => self.input(Input::Pause),
            ToKernel::Resume => self.input(Input::Resume),
            ToKernel::Step(pid) => self.input(Input::Step(pid)),
            ToKernel::Stop => self.input(Input::Stop),
        }
    }

    /// Takes in what processes have written in their lines, and says whether there may be more: a process that writes
    /// without end keeps nobody else waiting.
    fn rung(&mut self) -> bool {
        let mut is_more = false;
        for pid in self.workers.on_lines() {
            let mut left = MOST_AT_ONCE;
            while left > 0
                && let Some(message) = self.workers.read(pid)
            {
                self.written(pid, &message);
                left -= 1;
            }
            is_more |= left == 0;
        }
        is_more
    }

    /// A process has written messages.
    fn written(&mut self, pid: Pid, messages: &Uint8Array) {
        match decode(&messages.to_vec()) {
            Ok(messages) => self.told(pid, messages),
            Err(error) => self.input(Input::WorkerDied {
                pid,
                report: format!("{error}\n"),
                out_of_memory: false,
            }),
        }
    }

    fn told(&mut self, pid: Pid, messages: Vec<FromProcess>) {
        for message in messages {
            self.input(Input::Message { pid, message });
        }
    }

    /// Takes in what the worker `id` posted.
    pub fn posted(&mut self, id: WorkerId, posted: Posted<Vec<FromProcess>, FromProcessWorker>) {
        if self.workers.has_lines()
            && let Some(pid) = self.workers.process(id)
        {
            match self.workers.written_before(id) {
                Ok(messages) => messages
                    .iter()
                    .for_each(|message| self.written(pid, message)),
                Err(error) => self.fatal(&error),
            }
        }
        match posted {
            Posted::Protocol(messages) => {
                // It may have been terminated before this arrived.
                if let Some(pid) = self.workers.process(id) {
                    self.told(pid, messages);
                }
            }
            Posted::Worker(FromProcessWorker::Opened { number }) => {
                self.workers.has_opened(id, number);
            }
            Posted::Worker(FromProcessWorker::Copied(copy)) => {
                let copied = self.workers.copied(id, copy);
                self.or_fatal(copied);
            }
            Posted::Worker(FromProcessWorker::Installed { buffer }) => {
                self.or_fatal(self.workers.give_back(id, buffer));
            }
            Posted::Worker(FromProcessWorker::Size { bytes }) => {
                self.workers.has_size(id, bytes);
                if self.run.is_none() {
                    self.stock_up();
                }
            }
            Posted::Worker(FromProcessWorker::Died {
                report,
                out_of_memory,
            }) => self.died(id, report, out_of_memory),
        }
        // What was written after it may have waited for it.
        if self.workers.has_lines() && self.rung() {
            self.workers.ring();
        }
    }

    /// Takes in that the worker `id` broke: what is known of it, and whether it could not have more memory.
    pub fn died(&mut self, id: WorkerId, report: String, out_of_memory: bool) {
        if let Some(pid) = self.workers.process(id) {
            self.input(Input::WorkerDied {
                pid,
                report,
                out_of_memory,
            });
        } else if self.workers.discard(id) {
            self.fatal(&report);
        }
    }

    fn input(&mut self, input: Input) {
        if let Some(run) = &mut self.run {
            let now = run.now(&self.scope);
            run.kernel.handle(now, input);
            self.settle();
        }
    }

    /// Does all that the kernel wants done, then sets the clock for its next deadline.
    fn settle(&mut self) {
        let mut unable = None;
        while let Some(output) = self.run.as_mut().and_then(|run| run.kernel.poll()) {
            let done = match output {
                Output::Prepare(image) => self.workers.prepare(image),
                Output::StartWorker(boot) => {
                    let pid = boot.pid;
                    self.workers.start(boot).map(|has_started| {
                        if !has_started {
                            unable = Some(pid);
                        }
                    })
                }
                Output::TerminateWorker(pid) => {
                    self.workers.terminate(pid);
                    Ok(())
                }
                Output::ReleaseWorker(pid) => self.workers.release(pid),
                Output::Send { pid, message } => self.workers.send(pid, &message),
                Output::Share { pid, memory, size } => self.share(pid, memory, size),
                Output::Unshare(memory) => {
                    if let Some(run) = &mut self.run {
                        run.memories.remove(&memory);
                    }
                    Ok(())
                }
                Output::Event(event) => {
                    self.record(event);
                    Ok(())
                }
                Output::Ended(outcome) => {
                    self.end(outcome);
                    return;
                }
            };
            if let Err(report) = done {
                self.fatal(&report);
                self.end(Outcome::Error);
                return;
            }
        }
        self.set_timer();
        if let Some(pid) = unable {
            let report = "there is no copy to begin with\n".to_owned();
            self.input(Input::WorkerDied {
                pid,
                report,
                out_of_memory: false,
            });
        }
        if self.run.is_some() {
            self.stock_up();
        }
    }

    fn share(&mut self, pid: Pid, memory: ObjectId, size: u32) -> Result<(), String> {
        let Some(run) = &mut self.run else {
            return Ok(());
        };
        let buffer = (run.memories)
            .entry(memory)
            .or_insert_with(|| SharedArrayBuffer::new(HEADER + size.next_multiple_of(HEADER)));
        self.workers.share(pid, memory, buffer.clone())
    }

    fn set_timer(&mut self) {
        let Some(run) = &mut self.run else { return };
        if let Some(timer) = run.timer.take() {
            self.scope.clear_timeout_with_handle(timer);
        }
        if let Some(deadline) = run.kernel.deadline() {
            let millis = deadline.since(run.now(&self.scope)).div_ceil(1000);
            // A longer wait is cut short by a tick that finds nothing due.
            let millis = i32::try_from(millis).unwrap_or(i32::MAX);
            run.timer = timeout(&self.scope, &self.on_deadline, millis);
        }
    }

    fn record(&mut self, event: Event) {
        if let EventKind::Printed { text, .. } = &event.kind {
            self.batch_size += text.len();
        } else if let EventKind::File {
            change: FileChange::Given { bytes, .. } | FileChange::Written { bytes, .. },
            ..
        } = &event.kind
        {
            self.batch_size += bytes.len();
        }
        self.batch.push(event);
        if self.batch.len() >= BATCH_EVENTS || self.batch_size >= BATCH_SIZE {
            self.post_batch();
        } else if self.flush.is_none() {
            self.flush = timeout(&self.scope, &self.on_flush, BATCH_MILLIS);
        }
    }

    fn flush(&mut self) {
        if let Some(timer) = self.flush.take() {
            self.scope.clear_timeout_with_handle(timer);
        }
        if !self.batch.is_empty() {
            self.post_batch();
        }
        self.tell_reserve();
    }

    fn post_batch(&mut self) {
        let events = std::mem::take(&mut self.batch);
        self.batch_size = 0;
        self.post(&FromKernel::Events(events));
    }

    fn tell_reserve(&mut self) {
        let reserve = self.workers.reserve();
        if self.reserve.replace(reserve) != Some(reserve) {
            self.post(&FromKernel::Reserve(reserve));
        }
    }

    fn end(&mut self, outcome: Outcome) {
        if let Some(Run {
            timer: Some(timer), ..
        }) = self.run.take()
        {
            self.scope.clear_timeout_with_handle(timer);
        }
        let terminated = self.workers.terminate_all();
        self.flush();
        self.post(&FromKernel::Ended(outcome));
        self.or_fatal(terminated);
        self.stock_up();
    }

    fn stock_up(&mut self) {
        let stocked = self.workers.stock_up(self.run.is_some());
        self.or_fatal(stocked);
        if self.run.is_none() {
            self.tell_reserve();
        }
    }

    fn post(&self, message: &FromKernel) {
        let bytes = Uint8Array::from(encode(message).as_slice());
        if let Err(error) = self.scope.post_message(&bytes) {
            self.fatal(&text(&error));
        }
    }

    fn or_fatal(&self, done: Result<(), String>) {
        if let Err(report) = done {
            self.fatal(&report);
        }
    }

    /// Tells the page of something that the kernel cannot mend.
    fn fatal(&self, report: &str) {
        let reason = report.trim_end().to_owned();
        if let Ok(message) = to_value(&FromKernelWorker::Fatal { reason }) {
            // Nobody is left to tell when this fails too.
            let _ = self.scope.post_message(&message);
        }
    }
}

/// Whether memory can be given to other workers: in pages that are cross-origin isolated.
fn is_isolated(scope: &DedicatedWorkerGlobalScope) -> bool {
    Reflect::get(scope, &"crossOriginIsolated".into()).is_ok_and(|isolated| isolated.is_truthy())
}

fn timeout(
    scope: &DedicatedWorkerGlobalScope,
    callback: &Closure<dyn FnMut()>,
    millis: i32,
) -> Option<i32> {
    let callback = callback.as_ref().unchecked_ref();
    scope
        .set_timeout_with_callback_and_timeout_and_arguments_0(callback, millis)
        .ok()
}
