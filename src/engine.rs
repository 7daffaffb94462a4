//! The interpreter, and the kernel that runs programs with it.

use std::rc::Rc;

use js_sys::WebAssembly;
use spawnpoint_protocol::control::ToKernel;
use spawnpoint_workbench::Report;
use wasm_bindgen::JsValue;

use crate::{dom, kernel::Kernel, runtime::Runtime};

/// The interpreter, once it is here, and a kernel, while there is one.
pub struct Engine {
    runtime: Rc<Runtime>,
    module: Option<WebAssembly::Module>,
    /// The kernel with its number.
    kernel: Option<(u32, Kernel)>,
}

impl Engine {
    /// No interpreter so far.
    pub fn new(runtime: Rc<Runtime>) -> Self {
        Self {
            runtime,
            module: None,
            kernel: None,
        }
    }

    /// Where the interpreter comes from.
    pub fn runtime(&self) -> &Rc<Runtime> {
        &self.runtime
    }

    /// Takes the interpreter.
    pub fn set_module(&mut self, module: WebAssembly::Module) {
        self.module = Some(module);
    }

    /// Starts the kernel of this number.
    ///
    /// # Errors
    /// What the kernel would have said of it.
    pub fn start(
        &mut self,
        number: u32,
        report: impl Fn(Report) + Clone + 'static,
    ) -> Result<(), Report> {
        let module = self.module.as_ref().ok_or(JsValue::UNDEFINED);
        let kernel = module.and_then(|module| Kernel::start(&self.runtime, module, report));
        self.kernel = Some((number, kernel.map_err(|error| fatal(&error))?));
        Ok(())
    }

    /// Tells the kernel something. One that is not there hears nothing.
    ///
    /// # Errors
    /// The number of the kernel, and what it would have said of it.
    pub fn send(&self, message: &ToKernel) -> Result<(), (u32, Report)> {
        let Some((number, kernel)) = &self.kernel else {
            return Ok(());
        };
        let sent = kernel.send(message);
        sent.map_err(|error| (*number, fatal(&error)))
    }

    /// Ends the kernel, and every process with it.
    pub fn end(&mut self) {
        self.kernel = None;
    }
}

fn fatal(error: &JsValue) -> Report {
    Report::Fatal(dom::message(error))
}
