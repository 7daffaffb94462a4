//! The WebAssembly module of a process worker: CPython over postMessage and JSPI.
//!
//! A blocking call posts its question to the kernel and suspends the WebAssembly stack of its thread on a promise until the
//! reply arrives, so that Python blocks while the worker's event loop runs. Each thread of the process is such a stack. The
//! JavaScript side is `static/runtime/process-host.js`; only numbers and bytes cross to it, since a JavaScript reference
//! would not survive a copy of this memory.

// wasm-bindgen marks its JSPI support as experimental by a deprecation.
#![allow(deprecated)]
// The module is for WebAssembly alone.
#![cfg(target_arch = "wasm32")]

use std::{
    collections::HashMap,
    panic,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use spawnpoint_protocol::{
    ObjectId, decode, encode,
    syscall::{Boot, CallId, FromProcess, Reply, ToProcess},
};
use spawnpoint_python::{
    Copied, Failure, Host, Machine, MemoryInPlace, Side, ThreadId, Ticket, last_words,
};
use wasm_bindgen::prelude::wasm_bindgen;

#[allow(missing_docs)]
mod js {
    use super::wasm_bindgen;

    #[wasm_bindgen(raw_module = "./process-host.js")]
    extern "C" {
        pub fn post(bytes: &[u8]);
        #[wasm_bindgen(suspending)]
        pub fn wait(call: u32) -> u32;
        pub fn resume(call: u32);
        pub fn glance() -> u32;
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
        #[wasm_bindgen(js_name = memoryGeneration)]
        pub fn memory_generation(memory: u32) -> u32;
        #[wasm_bindgen(js_name = readMemory)]
        pub fn read_memory(memory: u32, offset: usize, into: &mut [u8]);
        #[wasm_bindgen(js_name = writeMemory)]
        pub fn write_memory(memory: u32, offset: usize, bytes: &[u8]) -> u32;
        #[wasm_bindgen(js_name = unmapMemory)]
        pub fn unmap_memory(memory: u32);
        #[wasm_bindgen(js_name = copyMemory)]
        pub fn copy_memory(call: u32);
        #[wasm_bindgen(js_name = copiedBytes)]
        pub fn copied_bytes() -> f64;
        #[wasm_bindgen(js_name = copiedMicros)]
        pub fn copied_micros() -> f64;
        #[wasm_bindgen(suspending)]
        pub fn end() -> u32;
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

/// What the wait for the boot message waits for; no call has this number.
const BOOT: u32 = u32::MAX;

static BOOT_MESSAGE: Mutex<Option<Box<Boot>>> = Mutex::new(None);
static REPLIES: Mutex<Option<HashMap<CallId, Reply>>> = Mutex::new(None);

static HOST: BrowserHost = BrowserHost;

/// Starts the interpreter, and returns once there is one of which copies can be made: nothing, or what is wrong.
#[wasm_bindgen(jspi)]
pub fn warm() -> Option<String> {
    panic::set_hook(Box::new(|info| js::report_panic(&info.to_string())));
    spawnpoint_python::start(&HOST).err()
}

/// Waits for the boot message, and is that process until its end, in the interpreter that [`warm`] started here or in the
/// memory of which this is a copy.
///
/// # Panics
/// When there is no boot message: the promise rejects, and the kernel is told.
#[wasm_bindgen(jspi)]
pub fn main() {
    js::wait(BOOT);
    spawnpoint_python::run(take_boot());
}

/// In a copy of a process's memory: waits for the boot message, and is that process until its end.
///
/// # Panics
/// When there is no boot message.
#[wasm_bindgen(jspi)]
pub fn main_of_copy() {
    *lock(&REPLIES) = None;
    spawnpoint_python::begin_copy();
    js::wait(BOOT);
    let copied = Copied {
        bytes: count(js::copied_bytes()),
        took: duration(js::copied_micros()),
    };
    spawnpoint_python::run_copy(take_boot(), copied);
}

fn take_boot() -> Boot {
    let boot = lock(&BOOT_MESSAGE).take();
    *boot.expect("the first message must be a boot message")
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

/// Takes in a message of the kernel.
///
/// # Panics
/// When the bytes are no message.
#[wasm_bindgen]
pub fn deliver(bytes: &[u8]) {
    match decode(bytes).unwrap_or_else(|error| panic!("from the kernel: {error}")) {
        ToProcess::Boot(boot) => {
            *lock(&BOOT_MESSAGE) = Some(boot);
            js::resume(BOOT);
        }
        message => {
            if let Some((id, reply)) = spawnpoint_python::deliver(message) {
                lock(&REPLIES).get_or_insert_default().insert(id, reply);
                js::resume(id.0);
            }
        }
    }
}

/// What is to be said of the process once the instance has failed: with `panic`, what it said itself, or else with what the
/// platform says.
///
/// # Panics
/// If there is no process, or the failure has left something locked.
#[must_use]
#[wasm_bindgen]
pub fn post_mortem(panic: Option<String>, error: &str) -> PostMortem {
    let failure = match panic {
        // So says the library where a size cannot be had, and whoever takes a stack from the heap.
        Some(panic)
            if ["capacity overflow", "allocate"]
                .iter()
                .any(|words| panic.contains(words)) =>
        {
            Failure::OutOfMemory
        }
        Some(panic) => Failure::Other(panic),
        // The one is the platform's stack, the other that in the memory.
        None if error.contains("call stack")
            || error.contains("recursion")
            || error.contains("out of bounds") =>
        {
            Failure::StackOverflow
        }
        None => Failure::Other(error.to_owned()),
    };
    PostMortem {
        report: last_words(&failure),
        out_of_memory: failure == Failure::OutOfMemory,
    }
}

/// What is known of a failed process.
#[wasm_bindgen(getter_with_clone)]
pub struct PostMortem {
    /// For the console.
    pub report: String,
    /// Whether it failed because it could not have more memory.
    #[wasm_bindgen(js_name = outOfMemory)]
    pub out_of_memory: bool,
}

#[derive(Debug)]
struct BrowserHost;

impl Machine for BrowserHost {
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
    fn post(&self, messages: Vec<FromProcess>) {
        js::post(&encode(&messages));
    }

    fn wait(&self, id: CallId) -> Reply {
        js::wait(id.0);
        let reply = lock(&REPLIES)
            .as_mut()
            .and_then(|replies| replies.remove(&id));
        reply.expect("a call is resumed when its reply is there")
    }

    fn glance(&self) -> bool {
        js::glance() != 0
    }

    fn begin_thread(&self, after: CallId) {
        self.wait(after);
    }

    fn end_thread(&self) {}

    fn breathe(&self) {
        js::breathe();
    }

    fn monotonic(&self) -> Duration {
        duration(js::monotonic_micros())
    }

    fn wall_clock(&self) -> Duration {
        duration(js::wall_clock_micros())
    }

    fn piece(&self, name: &str) -> Result<Vec<u8>, String> {
        let found = js::fetch_piece(name) != 0;
        let bytes = js::fetched(name);
        if found {
            Ok(bytes)
        } else {
            Err(String::from_utf8_lossy(&bytes).into_owned())
        }
    }

    fn memory(&self) -> Option<&dyn MemoryInPlace> {
        Some(self)
    }

    fn copy(&self, call: CallId) -> Result<Side, String> {
        js::copy_memory(call.0);
        Ok(Side::Original)
    }

    fn exit(&self) -> ! {
        loop {
            js::end();
        }
    }
}

impl MemoryInPlace for BrowserHost {
    fn generation(&self, memory: ObjectId) -> u32 {
        js::memory_generation(memory.0)
    }

    fn read(&self, memory: ObjectId, offset: usize, into: &mut [u8]) {
        js::read_memory(memory.0, offset, into);
    }

    fn write(&self, memory: ObjectId, offset: usize, bytes: &[u8]) -> u32 {
        js::write_memory(memory.0, offset, bytes)
    }

    fn unmap(&self, memory: ObjectId) {
        js::unmap_memory(memory.0);
    }
}

/// A number of bytes: a whole number.
fn count(number: f64) -> u64 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let count = number as u64;
    count
}

fn duration(micros: f64) -> Duration {
    Duration::from_secs_f64(micros / 1e6)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
