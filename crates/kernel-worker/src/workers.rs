//! The workers that processes live in.
//!
//! Making a worker and starting CPython in it takes far longer than copying memory into one. So one worker,
//! the template, starts it and never becomes a process; the interpreters of others are copies of it. A few
//! workers stand ready with such a copy, and a few more with nothing, for copies of processes. A process
//! that ended by itself leaves its worker behind for another.

use std::collections::{BTreeMap, VecDeque};

use js_sys::{Array, ArrayBuffer, SharedArrayBuffer, Uint8Array, WebAssembly::Module};
use spawnpoint_protocol::{
    ObjectId, Pid,
    control::Reserve,
    encode,
    syscall::{Boot, Image, ToProcess},
};
use spawnpoint_worker_messages::{MemoryCopy, Posted, ToProcessWorker, to_value};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{ErrorEvent, Event, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::{
    line::{Line, make_line, ring},
    with_shell,
};

/// How many workers wait with a started interpreter, so that a start does not wait for one.
const FRESH: usize = 2;

/// How many workers wait with nothing in them.
const BLANK: usize = 2;

/// How many idle workers are kept at the most, after many processes lived at once.
const MOST_IDLE: usize = 8;

/// How many bytes of its memory a worker may have that a process in it does not know of.
const MOST_UNUSED: u64 = 4 << 20;

/// Messages of more bytes are posted even where there is a line (`static/runtime/line.js`).
const LARGE: usize = 1 << 14;

/// Names a worker from its making on; it becomes a process later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct WorkerId(u32);

/// Makes, keeps and ends workers.
#[derive(Default)]
pub(crate) struct Workers {
    interpreter: Option<Interpreter>,
    template: Option<Handle>,
    /// The workers that get the next copies of the template, in the order in which they were asked for.
    awaiting: VecDeque<WorkerId>,
    fresh: VecDeque<Handle>,
    blank: VecDeque<Handle>,
    prepared: BTreeMap<Image, Handle>,
    busy: BTreeMap<Pid, Handle>,
    next: u32,
    /// What processes ring where memory can be shared with them.
    bell: Option<SharedArrayBuffer>,
    /// How many lines there were.
    lines: u32,
}

struct Interpreter {
    module: Module,
    script: String,
}

struct Handle {
    id: WorkerId,
    worker: Worker,
    /// The copy of its memory that it handed over last.
    copy: Option<MemoryCopy>,
    /// How many bytes of memory it has, as far as is known.
    bytes: u64,
    /// How many bytes were put into it last.
    installed: u64,
    /// The worker whose copy they were.
    source: Option<WorkerId>,
    /// The line to the process that it is.
    line: Option<Line>,
    /// The number of that line.
    number: u32,
    /// Whether the worker has opened it, so that it tells of what the worker posts.
    is_open: bool,
    // Kept as long as the worker may call them.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(Event)>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Handle {
    fn post(&self, message: &ToProcessWorker) -> Result<(), String> {
        self.announce();
        to_value(message)
            .and_then(|message| self.worker.post_message(&message))
            .map_err(|error| text(&error))
    }

    /// Posts a message and the memory that goes with it.
    fn hand_over(&self, message: &ToProcessWorker, buffer: &ArrayBuffer) -> Result<(), String> {
        self.announce();
        self.transfer(message, buffer)
    }

    fn transfer(&self, message: &ToProcessWorker, buffer: &ArrayBuffer) -> Result<(), String> {
        let transfer = Array::of1(buffer);
        to_value(message)
            .and_then(|message| self.worker.post_message_with_transfer(&message, &transfer))
            .map_err(|error| text(&error))
    }

    fn announce(&self) {
        if let Some(line) = &self.line {
            line.announce();
        }
    }

    /// Opens a line to the process that it becomes.
    fn open_line(&mut self, number: u32, bell: &SharedArrayBuffer) -> Result<(), String> {
        let (line, bell) = (make_line(), bell.clone());
        let side = Line::new(&line);
        self.post(&ToProcessWorker::Line { number, line, bell })?;
        self.line = Some(side);
        self.number = number;
        Ok(())
    }

    fn close_line(&mut self) {
        self.line = None;
        self.is_open = false;
    }

    /// Puts a copy of another worker's memory into this one, which then waits for a boot message.
    fn install(
        &mut self,
        copy: MemoryCopy,
        source: WorkerId,
        is_process: bool,
    ) -> Result<(), String> {
        self.source = Some(source);
        self.installed = copy.image.length().into();
        let buffer = copy.image.buffer();
        // A line that the worker has already been sent is opened after this: it tells nothing of it.
        self.transfer(&ToProcessWorker::Install { copy, is_process }, &buffer)
    }
}

impl Workers {
    /// Readies the first workers.
    pub fn provide(&mut self, module: Module, script: String) -> Result<(), String> {
        self.interpreter = Some(Interpreter { module, script });
        self.template = Some(self.make(true)?);
        self.stock_up(false)
    }

    /// From now on processes have lines, and ring this bell.
    pub fn set_bell(&mut self, bell: SharedArrayBuffer) {
        self.bell = Some(bell);
    }

    /// Whether processes have lines.
    pub fn has_lines(&self) -> bool {
        self.bell.is_some()
    }

    /// Has the kernel look at all lines once more.
    pub fn ring(&self) {
        if let Some(bell) = &self.bell {
            ring(bell);
        }
    }

    /// Sees that some workers wait, and not too many: as few as it takes once a run is over.
    pub fn stock_up(&mut self, is_running: bool) -> Result<(), String> {
        while self.fresh.len() < FRESH {
            let handle = self.take_blank()?;
            self.freshen(&handle)?;
            self.fresh.push_back(handle);
        }
        while self.blank.len() < BLANK {
            let handle = self.make(false)?;
            self.blank.push_back(handle);
        }
        let most = if is_running { MOST_IDLE - FRESH } else { BLANK };
        self.blank.truncate(most);
        Ok(())
    }

    /// A worker with a started interpreter, or one that is about to have it.
    fn take_fresh(&mut self) -> Result<Handle, String> {
        if let Some(handle) = self.fresh.pop_front() {
            return Ok(handle);
        }
        let handle = self.take_blank()?;
        self.freshen(&handle)?;
        Ok(handle)
    }

    /// A worker with nothing in it.
    fn take_blank(&mut self) -> Result<Handle, String> {
        match self.blank.pop_front() {
            Some(handle) => Ok(handle),
            None => self.make(false),
        }
    }

    /// Has a copy of the template put into a worker.
    fn freshen(&mut self, handle: &Handle) -> Result<(), String> {
        self.awaiting.push_back(handle.id);
        let template = self.template.as_ref().ok_or(NOT_LOADED)?;
        template.post(&ToProcessWorker::Copy)
    }

    /// Puts a copy of a process's memory, which the process has handed over, into a worker.
    pub fn prepare(&mut self, image: Image) -> Result<(), String> {
        let handed_over = self.busy.get_mut(&image.of).and_then(|handle| {
            let is_wanted = |copy: &mut MemoryCopy| copy.call == image.call.0;
            Some((handle.copy.take_if(is_wanted)?, handle.id))
        });
        // Who claims to have handed over what he has not has a child that cannot start.
        let Some((copy, source)) = handed_over else {
            return Ok(());
        };
        let mut handle = self.take_blank()?;
        handle.install(copy, source, true)?;
        self.prepared.insert(image, handle);
        Ok(())
    }

    /// Makes an idle worker, or a new one, the process that `boot` describes. Returns whether it could:
    /// there may be no copy that it is to begin with.
    pub fn start(&mut self, boot: Box<Boot>) -> Result<bool, String> {
        let pid = boot.pid;
        let mut handle = match boot.role.image() {
            Some(image) => {
                let Some(handle) = self.prepared.remove(&image) else {
                    return Ok(false);
                };
                handle
            }
            None => self.take_fresh()?,
        };
        if let Some(bell) = &self.bell {
            self.lines += 1;
            handle.open_line(self.lines, bell)?;
        }
        self.busy.insert(pid, handle);
        self.send(pid, &ToProcess::Boot(boot))?;
        Ok(true)
    }

    pub fn send(&self, pid: Pid, message: &ToProcess) -> Result<(), String> {
        let Some(handle) = self.busy.get(&pid) else {
            return Ok(());
        };
        let message = encode(message);
        if let Some(line) = handle.line.as_ref().filter(|_| message.len() <= LARGE) {
            line.write(&message);
            return Ok(());
        }
        handle.announce();
        let message = Uint8Array::from(message.as_slice());
        // It is handed over: nobody needs it here.
        let transfer = Array::of1(&message.buffer());
        (handle.worker)
            .post_message_with_transfer(&message, &transfer)
            .map_err(|error| text(&error))
    }

    /// The processes that have lines.
    pub fn on_lines(&self) -> Vec<Pid> {
        let with_line = |(pid, handle): (&Pid, &Handle)| handle.line.is_some().then_some(*pid);
        self.busy.iter().filter_map(with_line).collect()
    }

    /// The next message of a process that is there in its line. What did not fit into the line before is written.
    pub fn read(&self, pid: Pid) -> Option<Uint8Array> {
        let line = self.busy.get(&pid)?.line.as_ref()?;
        line.flush();
        line.read()
    }

    /// A worker has opened this line, which may have been that of the process before.
    pub fn has_opened(&mut self, id: WorkerId, number: u32) {
        if let Some(handle) = self.busy.values_mut().find(|handle| handle.id == id) {
            handle.is_open |= handle.number == number;
        }
    }

    /// What a worker has written before it posted what has come now.
    pub fn written_before(&self, id: WorkerId) -> Result<Vec<Uint8Array>, String> {
        let mut messages = Vec::new();
        let mut all = self.busy.values();
        let handle = all.find(|handle| handle.id == id && handle.is_open);
        if let Some(line) = handle.and_then(|handle| handle.line.as_ref()) {
            line.posted(&mut |message| messages.push(message))
                .map_err(|error| text(&error))?;
        }
        Ok(messages)
    }

    /// Gives a process shared memory to see in place.
    pub fn share(
        &self,
        pid: Pid,
        memory: ObjectId,
        buffer: SharedArrayBuffer,
    ) -> Result<(), String> {
        let Some(handle) = self.busy.get(&pid) else {
            return Ok(());
        };
        let memory = memory.0;
        handle.post(&ToProcessWorker::Share { memory, buffer })
    }

    pub fn terminate(&mut self, pid: Pid) {
        self.busy.remove(&pid);
    }

    /// Takes the worker of a process that ended by itself back.
    pub fn release(&mut self, pid: Pid) -> Result<(), String> {
        match self.busy.remove(&pid) {
            Some(handle) => self.clear(handle),
            None => Ok(()),
        }
    }

    fn clear(&mut self, mut handle: Handle) -> Result<(), String> {
        // What has just been started may not have got its copy yet.
        if self.awaiting.contains(&handle.id) {
            return Ok(());
        }
        handle.copy = None;
        handle.close_line();
        handle.post(&ToProcessWorker::Reset)?;
        self.blank.push_back(handle);
        Ok(())
    }

    /// Ends all processes. Copies that have not become one leave their workers behind.
    pub fn terminate_all(&mut self) -> Result<(), String> {
        self.busy.clear();
        for handle in std::mem::take(&mut self.prepared).into_values() {
            self.clear(handle)?;
        }
        Ok(())
    }

    /// Which process the worker `id` is.
    pub fn process(&self, id: WorkerId) -> Option<Pid> {
        self.busy
            .iter()
            .find(|(_, handle)| handle.id == id)
            .map(|(&pid, _)| pid)
    }

    /// Takes in how much memory a worker has. One that its process has left with far more than was put
    /// into it is ended: memory never shrinks, and the next process would not know of it.
    pub fn has_size(&mut self, id: WorkerId, bytes: u64) {
        if let Some(handle) = self.all_mut().find(|handle| handle.id == id) {
            handle.bytes = bytes;
        }
        self.blank
            .retain(|handle| handle.bytes.saturating_sub(handle.installed) <= MOST_UNUSED);
    }

    /// The workers that are no process.
    pub fn reserve(&self) -> Reserve {
        Reserve {
            workers: u32::try_from(self.idle().count()).unwrap_or(u32::MAX),
            bytes: self.idle().map(|handle| handle.bytes).sum(),
        }
    }

    fn idle(&self) -> impl Iterator<Item = &Handle> {
        (self.template.iter())
            .chain(&self.fresh)
            .chain(&self.blank)
            .chain(self.prepared.values())
    }

    fn all_mut(&mut self) -> impl Iterator<Item = &mut Handle> {
        (self.template.iter_mut())
            .chain(&mut self.fresh)
            .chain(&mut self.blank)
            .chain(self.prepared.values_mut())
            .chain(self.busy.values_mut())
    }

    /// Forgets a worker that broke before it was a process, and says whether there was one.
    pub fn discard(&mut self, id: WorkerId) -> bool {
        let before = self.idle().count();
        self.template.take_if(|template| template.id == id);
        self.fresh.retain(|handle| handle.id != id);
        self.blank.retain(|handle| handle.id != id);
        self.prepared.retain(|_, handle| handle.id != id);
        self.idle().count() < before
    }

    /// Takes in a copy of a worker's memory: it is kept if the worker is a process, and goes to who waits
    /// for it if the worker is the template.
    pub fn copied(&mut self, id: WorkerId, copy: MemoryCopy) -> Result<(), String> {
        if let Some(handle) = self.busy.values_mut().find(|handle| handle.id == id) {
            handle.copy = Some(copy);
            return Ok(());
        }
        if self
            .template
            .as_ref()
            .is_none_or(|template| template.id != id)
        {
            return Ok(());
        }
        let Some(waiting) = self.awaiting.pop_front() else {
            return Ok(());
        };
        let mut workers = self.fresh.iter_mut().chain(self.busy.values_mut());
        match workers.find(|handle| handle.id == waiting) {
            Some(handle) => handle.install(copy, id, false),
            // It was ended meanwhile.
            None => Ok(()),
        }
    }

    /// Has what a copy came in used for the next copy of the same worker, if that is still there.
    pub fn give_back(&self, by: WorkerId, buffer: ArrayBuffer) -> Result<(), String> {
        let all = || self.idle().chain(self.busy.values());
        let source = all()
            .find(|handle| handle.id == by)
            .and_then(|handle| handle.source);
        // Nobody else makes copies.
        let mut makers = self.template.iter().chain(self.busy.values());
        let Some(source) = makers.find(|handle| Some(handle.id) == source) else {
            return Ok(());
        };
        let transferred = buffer.clone();
        source.hand_over(&ToProcessWorker::Spare { buffer }, &transferred)
    }

    fn make(&mut self, is_template: bool) -> Result<Handle, String> {
        let interpreter = self.interpreter.as_ref().ok_or(NOT_LOADED)?;
        let id = WorkerId(self.next);
        self.next += 1;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(&format!("process worker {}", id.0));
        let worker = Worker::new_with_options(&interpreter.script, &options)
            .map_err(|error| text(&error))?;
        let on_message = Closure::new(move |event: MessageEvent| {
            with_shell(|shell| match Posted::read(event.data()) {
                Ok(posted) => shell.posted(id, posted),
                Err(error) => shell.died(id, format!("{error}\n"), false),
            });
        });
        let on_error = Closure::new(move |event: Event| {
            // A script that does not load is told of by an event that has no message.
            let reason = (event.dyn_ref::<ErrorEvent>())
                .map_or_else(|| "its script did not load".to_owned(), ErrorEvent::message);
            let report = format!("the worker could not run: {reason}\n");
            with_shell(|shell| shell.died(id, report, false));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let handle = Handle {
            id,
            worker,
            copy: None,
            bytes: 0,
            installed: 0,
            source: None,
            line: None,
            number: 0,
            is_open: false,
            _on_message: on_message,
            _on_error: on_error,
        };
        let module = interpreter.module.clone();
        handle.post(&ToProcessWorker::Interpreter {
            module,
            is_template,
        })?;
        Ok(handle)
    }
}

const NOT_LOADED: &str = "the interpreter is not loaded yet";

/// What a JavaScript value says of itself.
pub(crate) fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_else(|| format!("{value:?}"))
}
