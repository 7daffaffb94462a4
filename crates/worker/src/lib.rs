//! The WebAssembly module of a process worker on CPython: the host over postMessage and JSPI.
//!
//! A thread of the process is a WebAssembly stack that JSPI suspends on a promise. The JavaScript side is
//! `static/engine/process-host.js`; only numbers and bytes cross to it, since a JavaScript reference would not survive a
//! copy of this memory.

// wasm-bindgen marks its JSPI support as experimental by a deprecation.
#![allow(deprecated)]
// The module is for WebAssembly alone.
#![cfg(target_arch = "wasm32")]

use std::{panic, time::Duration};

use spawnpoint_python::{Host, Machine, Side, Stream, ThreadId, Ticket};
use wasm_bindgen::prelude::wasm_bindgen;

#[allow(missing_docs)]
mod js {
    use super::wasm_bindgen;

    #[wasm_bindgen(raw_module = "./process-host.js")]
    extern "C" {
        pub fn write(stream: u32, bytes: &[u8]);
        #[wasm_bindgen(suspending, js_name = fillInput)]
        pub fn fill_input(most: usize) -> u32;
        #[wasm_bindgen(js_name = takeInput)]
        pub fn take_input(into: &mut [u8]);
        #[wasm_bindgen(js_name = monotonicMicros)]
        pub fn monotonic_micros() -> f64;
        #[wasm_bindgen(js_name = wallClockMicros)]
        pub fn wall_clock_micros() -> f64;
        pub fn random(into: &mut [u8]);
        #[wasm_bindgen(suspending)]
        pub fn park(ticket: u32, micros: f64) -> u32;
        pub fn unpark(ticket: u32) -> u32;
        #[wasm_bindgen(js_name = startThread)]
        pub fn start_thread(thread: u32);
        #[wasm_bindgen(suspending)]
        pub fn breathe() -> u32;
        #[wasm_bindgen(js_name = copyMemory)]
        pub fn copy_memory();
        #[wasm_bindgen(suspending)]
        pub fn end(status: i32) -> u32;
        #[wasm_bindgen(js_name = reportPanic)]
        pub fn report_panic(text: &str);
    }

    #[wasm_bindgen(raw_module = "./library.js")]
    extern "C" {
        #[wasm_bindgen(suspending, js_name = fetchPiece)]
        pub fn fetch_piece(name: &str) -> u32;
        pub fn fetched(name: &str) -> Vec<u8>;
        pub fn expect(names: &str);
    }

    #[wasm_bindgen(raw_module = "./side-modules.js")]
    extern "C" {
        #[wasm_bindgen(suspending, js_name = fetchSideModule)]
        pub fn fetch_side_module(name: &str) -> u32;
        #[wasm_bindgen(js_name = sideModuleFailure)]
        pub fn side_module_failure(name: &str) -> String;
        #[wasm_bindgen(js_name = sideModuleSize)]
        pub fn side_module_size(name: &str) -> usize;
        #[wasm_bindgen(js_name = linkSideModule)]
        pub fn link_side_module(name: &str, data: usize, symbols: usize) -> usize;
    }
}

static HOST: BrowserHost = BrowserHost;

/// Starts the interpreter, and returns once there is one of which copies can be made: nothing, or what is wrong.
#[wasm_bindgen(jspi)]
pub fn warm() -> Option<String> {
    panic::set_hook(Box::new(|info| js::report_panic(&info.to_string())));
    spawnpoint_python::start(&HOST).err()
}

/// Runs a program in the interpreter that [`warm`] started here or in the memory of which this is a copy.
#[wasm_bindgen(jspi)]
pub fn main(source: &[u8]) {
    spawnpoint_python::run_main(source);
}

/// In a copy of a process's memory: is that process until its end.
#[wasm_bindgen(jspi)]
pub fn main_of_copy() {
    spawnpoint_python::run_copy();
}

/// How many bytes of the memory a copy of the process takes.
#[must_use]
#[wasm_bindgen]
pub fn memory_taken() -> usize {
    spawnpoint_python::memory_taken()
}

/// Is a thread from its beginning to its end.
#[wasm_bindgen(jspi)]
pub fn run_thread(thread: u32) {
    spawnpoint_python::run_thread(ThreadId(thread));
}

#[derive(Debug)]
struct BrowserHost;

impl Machine for BrowserHost {
    fn write(&self, stream: Stream, bytes: &[u8]) {
        let number = match stream {
            Stream::Stdout => 1,
            Stream::Stderr => 2,
        };
        js::write(number, bytes);
    }

    fn read(&self, into: &mut [u8]) -> usize {
        let count = js::fill_input(into.len()) as usize;
        js::take_input(&mut into[..count]);
        count
    }

    fn monotonic(&self) -> Duration {
        duration(js::monotonic_micros())
    }

    fn wall_clock(&self) -> Duration {
        duration(js::wall_clock_micros())
    }

    fn random(&self, into: &mut [u8]) {
        js::random(into);
    }

    fn park(&self, ticket: Ticket, timeout: Option<Duration>) -> bool {
        let micros = timeout.map_or(-1.0, |timeout| timeout.as_secs_f64() * 1e6);
        js::park(ticket.0, micros) != 0
    }

    fn unpark(&self, ticket: Ticket) -> bool {
        js::unpark(ticket.0) != 0
    }

    fn start_thread(&self, thread: ThreadId) {
        js::start_thread(thread.0);
    }

    fn breathe(&self) {
        js::breathe();
    }

    fn expect(&self, names: &str) {
        js::expect(names);
    }

    fn fetch_side_module(&self, name: &str) -> Result<usize, String> {
        if js::fetch_side_module(name) != 0 {
            Ok(js::side_module_size(name))
        } else {
            Err(js::side_module_failure(name))
        }
    }

    fn link_side_module(&self, name: &str, data: usize, symbols: usize) -> usize {
        js::link_side_module(name, data, symbols)
    }
}

impl Host for BrowserHost {
    fn piece(&self, name: &str) -> Result<Vec<u8>, String> {
        let found = js::fetch_piece(name) != 0;
        let bytes = js::fetched(name);
        if found {
            Ok(bytes)
        } else {
            Err(String::from_utf8_lossy(&bytes).into_owned())
        }
    }

    fn copy(&self) -> Result<Side, String> {
        js::copy_memory();
        Ok(Side::Original)
    }

    fn exit(&self, status: i32) -> ! {
        loop {
            js::end(status);
        }
    }
}

fn duration(micros: f64) -> Duration {
    Duration::from_secs_f64(micros / 1e6)
}
