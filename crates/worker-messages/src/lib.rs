//! What page, kernel worker and process workers post to one another beside the protocol.
//!
//! The protocol's own messages are posted as they are, bytes in a `Uint8Array`: in an object, the way of a syscall to
//! another worker and back takes 87 µs instead of 76, measured in Chromium. Everything else is of a type of this crate,
//! one for each direction: an object whose `kind` says which message it is, with what it says in its `body`. (Serde
//! could read both out of one object, but would copy buffers while it looks for the kind.) A kind that the other side
//! does not know is an error with its name.
//!
//! The scripts of the workers are checked against `messages.d.ts`, which a test compares with what is here.

use js_sys::{ArrayBuffer, SharedArrayBuffer, Uint8Array, WebAssembly::Module};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_wasm_bindgen::preserve;
use spawnpoint_protocol::decode;
use wasm_bindgen::{JsCast, JsValue};

/// From the page to the kernel worker.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(
    tag = "kind",
    content = "body",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum ToKernelWorker {
    /// The compiled interpreter that processes run. The first message.
    Interpreter {
        /// To be instantiated.
        #[serde(with = "preserve")]
        #[cfg_attr(test, ts(type = "WebAssembly.Module"))]
        module: Module,
    },
}

/// From the kernel worker to the page.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(
    tag = "kind",
    content = "body",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum FromKernelWorker {
    /// It cannot go on, and is of no more use.
    Fatal {
        /// Why.
        reason: String,
    },
}

/// From the kernel worker to a process worker.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(
    tag = "kind",
    content = "body",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum ToProcessWorker {
    /// What to run. The first message.
    Interpreter {
        /// The compiled interpreter.
        #[serde(with = "preserve")]
        #[cfg_attr(test, ts(type = "WebAssembly.Module"))]
        module: Module,
        /// Whether to start it, for others to become copies of it.
        is_template: bool,
    },
    /// Hand over a copy of the memory. The answer is [`FromProcessWorker::Copied`].
    Copy,
    /// Become a copy. The answer is [`FromProcessWorker::Installed`].
    Install {
        /// Of which memory.
        copy: MemoryCopy,
        /// Whether that was a process; otherwise it was an interpreter that waits to be one.
        is_process: bool,
    },
    /// A buffer for the next copy to hand over: [`FromProcessWorker::Installed`] of who got the last one.
    Spare {
        /// Large enough, or of no use.
        #[serde(with = "preserve")]
        #[cfg_attr(test, ts(type = "ArrayBuffer"))]
        buffer: ArrayBuffer,
    },
    /// Take messages of the protocol from shared memory from now on, and write them there: see `static/runtime/line.js`.
    /// The answer is [`FromProcessWorker::Opened`].
    Line {
        /// Its number.
        number: u32,
        /// The line.
        #[serde(with = "preserve")]
        #[cfg_attr(test, ts(type = "SharedArrayBuffer"))]
        line: SharedArrayBuffer,
        /// The kernel worker's bell.
        #[serde(with = "preserve")]
        #[cfg_attr(test, ts(type = "SharedArrayBuffer"))]
        bell: SharedArrayBuffer,
    },
    /// See shared memory in place.
    Share {
        /// The kernel's number of the memory.
        memory: u32,
        /// A header, and the memory's bytes.
        #[serde(with = "preserve")]
        #[cfg_attr(test, ts(type = "SharedArrayBuffer"))]
        buffer: SharedArrayBuffer,
    },
    /// Be no process any more, and wait to become a copy.
    Reset,
}

/// From a process worker to the kernel worker.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(
    tag = "kind",
    content = "body",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum FromProcessWorker {
    /// It has opened its line: of what it posts from now on, a frame in the line tells first.
    Opened {
        /// The number of the line.
        number: u32,
    },
    /// A copy of its memory.
    Copied(MemoryCopy),
    /// It is a copy now; what the bytes came in is not needed any more.
    Installed {
        /// Of the copy.
        #[serde(with = "preserve")]
        #[cfg_attr(test, ts(type = "ArrayBuffer"))]
        buffer: ArrayBuffer,
    },
    /// It has been started, made a copy or left by its process, and so big is its memory now.
    Size {
        /// In bytes.
        #[cfg_attr(test, ts(type = "number"))]
        bytes: u64,
    },
    /// Its interpreter could not start, or failed.
    Died {
        /// What is known of it, for the console.
        report: String,
        /// Whether that was because it could not have more memory.
        out_of_memory: bool,
    },
}

/// What makes another worker a copy.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct MemoryCopy {
    /// The call in which a process asked for it; 0 if the kernel worker did.
    pub call: u32,
    /// The memory, as far as it is taken.
    #[serde(with = "preserve")]
    #[cfg_attr(test, ts(type = "Uint8Array<ArrayBuffer>"))]
    pub image: Uint8Array,
    /// The length of the table of references, of which what is free is written in the memory.
    pub table: u32,
    /// The side modules, in the order in which they were linked.
    pub side_modules: Vec<SideModule>,
    /// How long it took to make, in microseconds.
    pub micros: f64,
}

/// A module of CPython in C that is linked with the interpreter.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SideModule {
    /// The name of its file.
    pub name: String,
    /// What was compiled of it.
    #[serde(with = "preserve")]
    #[cfg_attr(test, ts(type = "WebAssembly.Module"))]
    pub module: Module,
    /// The address of its data.
    pub data: u32,
    /// The place of its first function in the table of functions.
    pub begin: u32,
    /// The address of the table of what it takes from the interpreter.
    pub symbols: u32,
}

/// From the page to the service worker. It may be one of another version of the site, to which this has to mean the
/// same.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ToServiceWorker {
    /// Serve, although pages of the version before are open.
    Activate,
}

/// What was posted: a message of the protocol, or one of this crate.
#[derive(Debug)]
pub enum Posted<P, M> {
    /// A message of the protocol, or several.
    Protocol(P),
    /// One of this crate.
    Worker(M),
}

impl<P: DeserializeOwned, M: DeserializeOwned> Posted<P, M> {
    /// Reads what was posted.
    ///
    /// # Errors
    /// When it is neither; the text says why, and of an unknown kind its name.
    pub fn read(data: JsValue) -> Result<Self, String> {
        match data.dyn_into::<Uint8Array>() {
            Ok(bytes) => decode(&bytes.to_vec())
                .map(Self::Protocol)
                .map_err(|error| error.to_string()),
            Err(data) => serde_wasm_bindgen::from_value(data)
                .map(Self::Worker)
                .map_err(|error| error.to_string()),
        }
    }
}

/// A message of this crate as it is posted.
///
/// # Errors
/// When a number in it is larger than JavaScript's numbers are exact.
pub fn to_value(message: &impl Serialize) -> Result<JsValue, JsValue> {
    serde_wasm_bindgen::to_value(message).map_err(JsValue::from)
}

#[cfg(test)]
mod tests {
    use ts_rs::{Config, TS};

    use super::*;

    /// The words and signs of declarations, without what may be written in one way or another.
    fn words(declarations: &str) -> String {
        let mut words = String::new();
        let mut rest = declarations;
        while let Some((code, comment)) = rest.split_once("/*") {
            words.push_str(code);
            rest = comment.split_once("*/").expect("a comment has an end").1;
        }
        words.push_str(rest);
        for sign in ["{", "}", ":", "|", "=", "<", ">"] {
            words = words.replace(sign, &format!(" {sign} "));
        }
        let words = words.replace([',', ';', '"'], " ");
        let words: Vec<_> = words.split_whitespace().collect();
        words.join(" ").replace("= |", "=")
    }

    #[test]
    fn the_scripts_are_checked_against_the_same_messages() {
        let config = Config::default();
        let declarations = [
            ToKernelWorker::decl(&config),
            FromKernelWorker::decl(&config),
            ToProcessWorker::decl(&config),
            FromProcessWorker::decl(&config),
            MemoryCopy::decl(&config),
            SideModule::decl(&config),
            ToServiceWorker::decl(&config),
        ];
        let declared = declarations.map(|declaration| words(&format!("export {declaration}")));
        let written = words(include_str!("../messages.d.ts"));
        assert_eq!(
            written.replace(" export ", "\nexport "),
            declared.join("\n")
        );
    }

    #[test]
    fn an_unknown_kind_is_named() {
        let message = r#"{ "kind": "nonsense", "body": {} }"#;
        let error = serde_json::from_str::<FromProcessWorker>(message).unwrap_err();
        assert!(error.to_string().contains("`nonsense`"), "{error}");
    }
}
