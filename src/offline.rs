//! The page without a network: a service worker keeps the files of one version. See
//! `static/service-worker.js`.

use std::rc::Rc;

use js_sys::Reflect;
use spawnpoint_worker_messages::{ToServiceWorker, to_value};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState,
};

use crate::dom;

/// The service worker, in the folder that it serves.
const WORKER: &str = "service-worker.js";

/// Has the browser keep the site, and calls `on_update` when a newer version of it is there to be taken.
pub fn keep(on_update: impl Fn() + 'static) {
    let Some(workers) = workers() else {
        return;
    };
    spawn_local(async move {
        // Without it the page works as before, as long as there is a network.
        if let Ok(registration) = JsFuture::from(workers.register(WORKER)).await {
            watch(&workers, &registration.unchecked_into(), Rc::new(on_update));
        }
    });
}

/// Goes on to the newer version.
pub fn update() {
    let Some(workers) = workers() else {
        return;
    };
    let reload = Closure::once_into_js(|| {
        let _ = dom::window().location().reload();
    });
    workers.set_oncontrollerchange(Some(reload.unchecked_ref()));
    spawn_local(async move {
        let registration = JsFuture::from(workers.get_registration()).await;
        let waiting = registration
            .ok()
            .and_then(|found| found.dyn_into::<ServiceWorkerRegistration>().ok())
            .and_then(|registration| registration.waiting());
        let is_told = waiting.is_some_and(|worker| {
            to_value(&ToServiceWorker::Activate)
                .and_then(|message| worker.post_message(&message))
                .is_ok()
        });
        if !is_told {
            // Another page has gone on already.
            let _ = dom::window().location().reload();
        }
    });
}

/// What browsers have only where it is safe to use.
fn workers() -> Option<ServiceWorkerContainer> {
    let navigator = dom::window().navigator();
    let workers = Reflect::get(&navigator, &"serviceWorker".into()).ok()?;
    workers.dyn_into().ok()
}

fn watch(
    workers: &ServiceWorkerContainer,
    registration: &ServiceWorkerRegistration,
    on_update: Rc<dyn Fn()>,
) {
    // A first version is no newer one.
    if workers.controller().is_none() {
        return;
    }
    if registration.waiting().is_some() {
        on_update();
    }
    if let Some(worker) = registration.installing() {
        follow(&worker, Rc::clone(&on_update));
    }
    let found = {
        let registration = registration.clone();
        Closure::<dyn Fn()>::new(move || {
            if let Some(worker) = registration.installing() {
                follow(&worker, Rc::clone(&on_update));
            }
        })
    };
    registration.set_onupdatefound(Some(found.as_ref().unchecked_ref()));
    // As long as the page lives.
    found.forget();
}

/// Calls `on_update` when the worker has all files of its version.
fn follow(worker: &ServiceWorker, on_update: Rc<dyn Fn()>) {
    let changed = {
        let worker = worker.clone();
        Closure::<dyn Fn()>::new(move || {
            if worker.state() == ServiceWorkerState::Installed {
                on_update();
            }
        })
    };
    worker.set_onstatechange(Some(changed.as_ref().unchecked_ref()));
    // As long as the page lives.
    changed.forget();
}
