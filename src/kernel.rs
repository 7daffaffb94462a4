//! The page's end of a kernel worker.

use js_sys::{Reflect, Uint8Array, WebAssembly};
use spawnpoint_protocol::{
    control::{FromKernel, ToKernel},
    encode,
};
use spawnpoint_workbench::Report;
use spawnpoint_worker_messages::{FromKernelWorker, Posted, ToKernelWorker, to_value};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};

use crate::{dom, runtime::Runtime, strings::text};

/// A kernel worker. Dropping it ends the worker and every process of its run.
pub struct Kernel {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(JsValue)>,
}

impl Kernel {
    /// Starts a kernel that will run processes with this interpreter.
    pub fn start(
        runtime: &Runtime,
        module: &WebAssembly::Module,
        report: impl Fn(Report) + Clone + 'static,
    ) -> Result<Self, JsValue> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        options.set_name("kernel");
        let worker = Worker::new_with_options(&runtime.address("kernel-worker.js"), &options)?;

        let fatal = report.clone();
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            report(read(event.data()));
        });
        let on_error = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            let reason = Reflect::get(&event, &JsValue::from_str("message"))
                .ok()
                .and_then(|message| message.as_string())
                .unwrap_or_else(|| "kernel-worker.js".to_owned());
            fatal(Report::Fatal(text!(
                "fatal-worker",
                &[("reason", reason.into())],
            )));
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let kernel = Self {
            worker,
            _on_message: on_message,
            _on_error: on_error,
        };

        let module = module.clone();
        let first = to_value(&ToKernelWorker::Interpreter { module })?;
        kernel.worker.post_message(&first)?;
        Ok(kernel)
    }

    /// Tells the kernel something.
    pub fn send(&self, message: &ToKernel) -> Result<(), JsValue> {
        self.worker
            .post_message(&Uint8Array::from(encode(message).as_slice()))
    }
}

impl Drop for Kernel {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn read(data: JsValue) -> Report {
    match Posted::read(data) {
        Ok(Posted::Protocol(FromKernel::Events(events))) => Report::Events(events),
        Ok(Posted::Protocol(FromKernel::Reserve(reserve))) => Report::Reserve(reserve),
        Ok(Posted::Protocol(FromKernel::Ended(outcome))) => Report::Ended(outcome),
        Ok(Posted::Worker(FromKernelWorker::Fatal { reason })) => Report::Fatal(reason),
        Err(error) => Report::Fatal(text!("fatal-undecodable", &[("reason", error.into())])),
    }
}

/// How many processors Python is told of.
pub fn cpu_count() -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small positive integer in a double"
    )]
    let count = dom::window().navigator().hardware_concurrency() as u32;
    count.max(1)
}
