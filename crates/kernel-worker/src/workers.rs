//! The workers that processes live in, and a small stock of idle ones.

use std::collections::BTreeMap;

use js_sys::{Object, Reflect, SharedArrayBuffer, Uint8Array};
use spawnpoint_protocol::{
    ObjectId, Pid, decode, encode,
    syscall::{FromProcess, ToProcess},
};
use wasm_bindgen::{JsCast, prelude::*};
use web_sys::{ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::with_shell;

/// How many workers wait with a started VM, so that a start does not wait for one.
const STOCK: usize = 4;

/// Names a worker from its making on; it becomes a process later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct WorkerId(u32);

/// What a worker says.
pub(crate) enum Said {
    Messages(Vec<FromProcess>),
    /// It broke, and this is what is known.
    Died(String),
}

/// Makes, keeps and ends workers.
#[derive(Default)]
pub(crate) struct Workers {
    interpreter: Option<Interpreter>,
    idle: BTreeMap<WorkerId, Handle>,
    busy: BTreeMap<Pid, (WorkerId, Handle)>,
    next: u32,
}

struct Interpreter {
    module: JsValue,
    script: String,
}

struct Handle {
    worker: Worker,
    // Kept as long as the worker may call them.
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

impl Workers {
    pub fn provide(&mut self, module: JsValue, script: String) {
        self.interpreter = Some(Interpreter { module, script });
    }

    /// Makes idle workers until the stock is full.
    pub fn stock_up(&mut self) -> Result<(), String> {
        while self.idle.len() < STOCK {
            let (id, handle) = self.make()?;
            self.idle.insert(id, handle);
        }
        Ok(())
    }

    /// Makes an idle worker, or a new one, the process `pid`.
    pub fn start(&mut self, pid: Pid, boot: &ToProcess) -> Result<(), String> {
        let (id, handle) = match self.idle.pop_first() {
            Some(entry) => entry,
            None => self.make()?,
        };
        self.busy.insert(pid, (id, handle));
        self.send(pid, boot)
    }

    pub fn send(&self, pid: Pid, message: &ToProcess) -> Result<(), String> {
        let Some((_, handle)) = self.busy.get(&pid) else {
            return Ok(());
        };
        let bytes = Uint8Array::from(encode(message).as_slice());
        handle
            .worker
            .post_message(&bytes)
            .map_err(|error| text(&error))
    }

    /// Gives a process shared memory to see in place.
    pub fn share(
        &self,
        pid: Pid,
        memory: ObjectId,
        buffer: &SharedArrayBuffer,
    ) -> Result<(), String> {
        let Some((_, handle)) = self.busy.get(&pid) else {
            return Ok(());
        };
        let message = Object::new();
        Reflect::set(&message, &"memory".into(), &memory.0.into())
            .and_then(|_| Reflect::set(&message, &"buffer".into(), buffer))
            .and_then(|_| handle.worker.post_message(&message))
            .map_err(|error| text(&error))
    }

    pub fn terminate(&mut self, pid: Pid) {
        self.busy.remove(&pid);
    }

    pub fn terminate_all(&mut self) {
        self.busy.clear();
    }

    /// Which process the worker `id` is.
    pub fn process(&self, id: WorkerId) -> Option<Pid> {
        self.busy
            .iter()
            .find(|(_, (worker, _))| *worker == id)
            .map(|(&pid, _)| pid)
    }

    /// Forgets an idle worker that broke.
    pub fn discard(&mut self, id: WorkerId) {
        self.idle.remove(&id);
    }

    fn make(&mut self) -> Result<(WorkerId, Handle), String> {
        let interpreter = self
            .interpreter
            .as_ref()
            .ok_or("the interpreter is not loaded yet")?;
        let id = WorkerId(self.next);
        self.next += 1;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name(&format!("process worker {}", id.0));
        let worker = Worker::new_with_options(&interpreter.script, &options)
            .map_err(|error| text(&error))?;
        let on_message = Closure::new(move |event: MessageEvent| {
            let said = read(&event.data());
            with_shell(|shell| shell.said(id, said));
        });
        let on_error = Closure::new(move |event: ErrorEvent| {
            let report = format!("the worker could not run: {}\n", event.message());
            with_shell(|shell| shell.said(id, Said::Died(report)));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let first = Object::new();
        Reflect::set(&first, &"module".into(), &interpreter.module)
            .map_err(|error| text(&error))?;
        worker.post_message(&first).map_err(|error| text(&error))?;
        Ok((
            id,
            Handle {
                worker,
                _on_message: on_message,
                _on_error: on_error,
            },
        ))
    }
}

fn read(data: &JsValue) -> Said {
    if let Some(bytes) = data.dyn_ref::<Uint8Array>() {
        match decode(&bytes.to_vec()) {
            Ok(messages) => Said::Messages(messages),
            Err(error) => Said::Died(format!("{error}\n")),
        }
    } else {
        let reason = Reflect::get(data, &"died".into()).unwrap_or(JsValue::UNDEFINED);
        Said::Died(format!(
            "Fatal Python error: the interpreter failed: {}\n",
            text(&reason)
        ))
    }
}

/// What a JavaScript value says of itself.
pub(crate) fn text(value: &JsValue) -> String {
    value.as_string().unwrap_or_else(|| format!("{value:?}"))
}
