//! The interpreter that processes run: fetched once, compiled once, shared by every run, and by all pages
//! of this origin that one page embeds.

use std::{cell::RefCell, rc::Rc, time::Duration};

use js_sys::{Array, Promise, Reflect, Uint8Array, WebAssembly};
use spawnpoint_workbench::Progress;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::Response;

use crate::{dom, embed, stream};

/// The property of the window with the promise of the interpreter, for pages beside this one.
const SHARED: &str = "spawnpointInterpreter";

/// How often a page that waits for another's interpreter looks whether that page is still there.
const LOOK: Duration = Duration::from_millis(200);

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
                let promise = future_to_promise(async move { runtime.obtain().await });
                self.offer(&promise);
                promise
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

    /// Has the interpreter from a page beside this one, or else fetches it.
    async fn obtain(&self) -> Result<JsValue, JsValue> {
        for sibling in embed::siblings() {
            if let Some(promise) = self.offered(&sibling) {
                let either = Promise::race(&Array::of2(&promise, &gone(&sibling)));
                if let Ok(module) = JsFuture::from(either).await
                    && !module.is_undefined()
                {
                    return Ok(module);
                }
            }
        }
        self.fetch().await.map(Into::into)
    }

    /// Lets pages beside this one have the interpreter.
    fn offer(&self, promise: &Promise) {
        let offer = Array::of2(&self.folder.as_str().into(), promise);
        // A page that does not see it fetches for itself.
        let _ = Reflect::set(&dom::window(), &SHARED.into(), &offer);
    }

    /// The promise of the same interpreter that another window has, if it is of this origin.
    fn offered(&self, window: &JsValue) -> Option<Promise> {
        let offer = Reflect::get(window, &SHARED.into()).ok()?;
        let folder = Reflect::get_u32(&offer, 0).ok()?.as_string()?;
        // Of another window, and so of another class `Promise`.
        let promise = Reflect::get_u32(&offer, 1).ok()?;
        (folder == self.folder).then(|| Promise::resolve(&promise))
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
        let on_progress = Rc::clone(&self.on_progress.borrow());
        let on_received = |received| {
            on_progress(Progress::Fetching(f64::from(received)));
            Ok(())
        };
        stream::read(&body, on_received).await
    }
}

/// Resolves to nothing when a window is no more: its promises are never kept then.
fn gone(window: &JsValue) -> Promise {
    Promise::new(&mut |resolve, _| look(window.clone(), resolve))
}

fn look(window: JsValue, resolve: js_sys::Function) {
    let is_closed = Reflect::get(&window, &"closed".into());
    if is_closed.is_ok_and(|is_closed| is_closed.is_falsy()) {
        dom::after(LOOK, move || look(window, resolve));
    } else {
        // A promise's own function does not throw.
        let _ = resolve.call0(&JsValue::UNDEFINED);
    }
}
