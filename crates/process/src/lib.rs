//! The WebAssembly module of a process worker: the interpreter over postMessage and JSPI.
//!
//! A blocking call posts its question to the kernel and suspends the whole WebAssembly stack on a
//! promise until the reply arrives, so that Python blocks while the worker's event loop runs. The
//! JavaScript side is `static/runtime/process-host.js`; only numbers and bytes cross to it, since a
//! JavaScript reference would not survive a copy of this memory.

// wasm-bindgen marks its JSPI support as experimental by a deprecation.
#![allow(deprecated)]

use std::{
    panic,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use spawnpoint_interpreter::{Host, Python};
use spawnpoint_protocol::{
    decode, encode,
    syscall::{CallId, FromProcess, Notice, Reply, Syscall, ToProcess},
};
use wasm_bindgen::prelude::wasm_bindgen;

#[allow(missing_docs)]
mod js {
    use super::wasm_bindgen;

    #[wasm_bindgen(raw_module = "./process-host.js")]
    extern "C" {
        pub fn post(bytes: &[u8]);
        #[wasm_bindgen(suspending)]
        pub fn receive() -> u32;
        pub fn take(target: &mut [u8]);
        #[wasm_bindgen(suspending)]
        pub fn breathe() -> u32;
        #[wasm_bindgen(suspending, js_name = fetchLibrary)]
        pub fn fetch_library() -> u32;
        pub fn fetched() -> Vec<u8>;
        #[wasm_bindgen(suspending)]
        pub fn forever() -> u32;
        #[wasm_bindgen(js_name = reportPanic)]
        pub fn report_panic(text: &str);
        #[wasm_bindgen(js_name = monotonicMicros)]
        pub fn monotonic_micros() -> f64;
        #[wasm_bindgen(js_name = wallClockMicros)]
        pub fn wall_clock_micros() -> f64;
    }
}

static HOST: BrowserHost = BrowserHost {
    next: AtomicU32::new(0),
};

/// Starts the VM, waits for the boot message, and is that process until its end.
///
/// # Panics
/// When the first message is something else: the promise rejects, and the kernel is told.
#[wasm_bindgen(jspi)]
pub fn main() {
    panic::set_hook(Box::new(|info| js::report_panic(&info.to_string())));
    let python = Python::new();
    let ToProcess::Boot(boot) = receive() else {
        panic!("the first message must be a boot message")
    };
    let status = python.run(*boot, &HOST);
    HOST.notify(Notice::Exit(status));
    // The kernel ends the worker; what the VM still holds goes with it.
    js::forever();
}

fn receive() -> ToProcess {
    let length = js::receive();
    let mut bytes = vec![0; length as usize];
    js::take(&mut bytes);
    decode(&bytes).unwrap_or_else(|error| panic!("from the kernel: {error}"))
}

struct BrowserHost {
    next: AtomicU32,
}

impl Host for BrowserHost {
    fn call(&self, syscall: Syscall, line: Option<u32>) -> Reply {
        let id = CallId(self.next.fetch_add(1, Ordering::Relaxed));
        js::post(&encode(&FromProcess::Call { id, syscall, line }));
        match receive() {
            ToProcess::Reply {
                id: answered,
                reply,
            } if answered == id => reply,
            other => panic!("expected the reply to call {id:?}, got {other:?}"),
        }
    }

    fn notify(&self, notice: Notice) {
        js::post(&encode(&FromProcess::Notice(notice)));
    }

    fn monotonic(&self) -> Duration {
        duration(js::monotonic_micros())
    }

    fn wall_clock(&self) -> Duration {
        duration(js::wall_clock_micros())
    }

    fn safepoint(&self) {
        js::breathe();
    }

    fn library(&self) -> Result<Vec<u8>, String> {
        let found = js::fetch_library() != 0;
        let bytes = js::fetched();
        if found {
            Ok(bytes)
        } else {
            Err(String::from_utf8_lossy(&bytes).into_owned())
        }
    }

    fn exit(&self) -> ! {
        loop {
            js::forever();
        }
    }
}

fn duration(micros: f64) -> Duration {
    Duration::from_secs_f64(micros / 1e6)
}
