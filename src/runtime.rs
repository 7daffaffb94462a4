//! The interpreter that processes run: fetched once, compiled once, shared by every run.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Promise, Uint8Array, WebAssembly};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{ReadableStreamDefaultReader, ReadableStreamReadResult, Response};

use crate::dom;

/// How far loading is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Progress {
    /// So many bytes have come.
    Fetching(f64),
    /// All bytes have come; compiling goes on.
    Compiling,
}

/// Where the interpreter is, and the interpreter once it was loaded.
pub struct Runtime {
    folder: String,
    bytes: f64,
    loading: RefCell<Option<Promise>>,
    on_progress: RefCell<Rc<dyn Fn(Progress)>>,
}

impl Runtime {
    /// The runtime that the page names in its `spawnpoint-runtime` meta element.
    pub fn of_page() -> Rc<Self> {
        let meta = dom::document()
            .query_selector("meta[name=spawnpoint-runtime]")
            .ok()
            .flatten();
        let folder = meta.as_ref().and_then(|meta| meta.get_attribute("content"));
        let bytes = meta
            .as_ref()
            .and_then(|meta| dom::data::<u32>(meta, "data-process-bytes"))
            .map(f64::from);
        Rc::new(Self {
            folder: folder.unwrap_or_default(),
            bytes: bytes.unwrap_or(0.0),
            loading: RefCell::new(None),
            on_progress: RefCell::new(Rc::new(|_| {})),
        })
    }

    /// The address of a file of the runtime.
    pub fn address(&self, file: &str) -> String {
        format!("{}/{file}", self.folder)
    }

    /// How many bytes the interpreter has.
    pub fn bytes(&self) -> f64 {
        self.bytes
    }

    /// Sets who is told how far loading is.
    pub fn on_progress(&self, f: impl Fn(Progress) + 'static) {
        *self.on_progress.borrow_mut() = Rc::new(f);
    }

    /// The compiled interpreter. Callers share one download; after a failure the next call tries
    /// again.
    pub async fn load(self: &Rc<Self>) -> Result<WebAssembly::Module, JsValue> {
        let promise = self
            .loading
            .borrow_mut()
            .get_or_insert_with(|| {
                let runtime = Rc::clone(self);
                future_to_promise(async move { runtime.fetch().await.map(Into::into) })
            })
            .clone();
        match JsFuture::from(promise).await {
            Ok(module) => Ok(module.unchecked_into()),
            Err(error) => {
                self.loading.borrow_mut().take();
                Err(error)
            }
        }
    }

    async fn fetch(&self) -> Result<WebAssembly::Module, JsValue> {
        let fetched = dom::window().fetch_with_str(&self.address("process_bg.wasm"));
        let response: Response = JsFuture::from(fetched).await?.unchecked_into();
        if !response.ok() {
            let status = format!("HTTP {} {}", response.status(), response.status_text());
            return Err(js_sys::Error::new(status.trim_end()).into());
        }
        let bytes = self.read(&response).await?;
        (self.on_progress.borrow().clone())(Progress::Compiling);
        let module = JsFuture::from(WebAssembly::compile(bytes.as_ref())).await?;
        Ok(module.unchecked_into())
    }

    /// The body of `response`, telling on the way how much of it has come. It is read to its end
    /// before it is compiled: a response rebuilt around a counted stream was seen to compile
    /// forever in Chromium.
    async fn read(&self, response: &Response) -> Result<Uint8Array, JsValue> {
        let body = response
            .body()
            .ok_or_else(|| js_sys::Error::new("an empty response"))?;
        let reader: ReadableStreamDefaultReader = body.get_reader().unchecked_into();
        let on_progress = Rc::clone(&self.on_progress.borrow());
        let mut chunks = Vec::new();
        let mut received = 0;
        loop {
            let result: ReadableStreamReadResult =
                JsFuture::from(reader.read()).await?.unchecked_into();
            if result.get_done().unwrap_or(true) {
                break;
            }
            let chunk: Uint8Array = result.get_value().unchecked_into();
            received += chunk.length();
            on_progress(Progress::Fetching(f64::from(received)));
            chunks.push(chunk);
        }
        let bytes = Uint8Array::new_with_length(received);
        let mut offset = 0;
        for chunk in chunks {
            bytes.set(&chunk, offset);
            offset += chunk.length();
        }
        Ok(bytes)
    }
}
