//! Whether the service worker isolates pages: the reader's choice, which counts from the next visit on.
//!
//! It is kept where the service worker can see it. See `static/service-worker.js`.

use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::CacheStorage;

use crate::dom;

/// An empty cache, which is there when the reader wants no isolation. Named as in the service worker.
const OFF: &str = "spawnpoint.not-isolated";

/// What the reader wants, and what counts until the next visit.
#[derive(Clone, Copy)]
pub struct Isolation {
    is_on: bool,
    was_on: bool,
}

impl Isolation {
    /// What was chosen before. Nothing where there is nothing to choose: a browser that keeps no site, or a host that
    /// isolates its pages itself.
    pub async fn stored() -> Option<Self> {
        let has = JsFuture::from(caches()?.has(OFF)).await.ok()?;
        let is_on = has.is_falsy();
        (is_on || !is_isolated()).then_some(Self {
            is_on,
            was_on: is_on,
        })
    }

    /// Whether it is on.
    pub fn is_on(self) -> bool {
        self.is_on
    }

    /// Whether the page is not yet what was chosen.
    pub fn is_changed(self) -> bool {
        self.is_on != self.was_on
    }

    /// Chooses.
    pub fn choose(&mut self, is_on: bool) {
        self.is_on = is_on;
    }

    /// Keeps it as the reader's choice.
    pub async fn store(self) {
        let Some(caches) = caches() else {
            return;
        };
        let stored: Promise = if self.is_on {
            caches.delete(OFF)
        } else {
            caches.open(OFF)
        };
        // A choice that cannot be kept is made again.
        let _ = JsFuture::from(stored).await;
    }
}

/// What browsers have only where it is safe to use, and a page that has it may be kept.
fn caches() -> Option<CacheStorage> {
    property("caches")?.dyn_into().ok()
}

fn is_isolated() -> bool {
    property("crossOriginIsolated").is_some_and(|is_isolated| is_isolated.is_truthy())
}

fn property(name: &str) -> Option<JsValue> {
    Reflect::get(&dom::window(), &name.into()).ok()
}
