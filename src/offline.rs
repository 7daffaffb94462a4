//! The page without a network: a service worker keeps the files of one version. See
//! `static/service-worker.js`.

use std::rc::Rc;

use js_sys::Reflect;
use spawnpoint_worker_messages::{ToServiceWorker, to_value};
use wasm_bindgen::{JsCast, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    RegistrationOptions, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState,
};

use crate::dom;

/// The service worker, in the folder that it serves.
const WORKER: &str = "service-worker.js";

/// Where the page for frames is, in the same folder.
const FRAMES: &str = "embed/";

/// Has the browser keep the site, and calls `on_update` when a newer version of it is there to be taken.
pub fn keep(on_update: impl Fn() + 'static) {
    let Some(workers) = workers() else {
        return;
    };
    spawn_local(async move {
        // Without it the page works as before, as long as there is a network.
        if let Ok(registration) = JsFuture::from(workers.register(WORKER)).await {
            watch(&workers, &registration.unchecked_into(), Rc::new(on_update));
            leave_frames(&workers).await;
        }
    });
}

/// Has the browser isolate the frames that this one is among when the page around is visited again, where it keeps
/// nothing of the site: it keeps apart what pages of different sites embed.
pub fn isolate_frames() {
    let Some(workers) = workers() else {
        return;
    };
    let options = RegistrationOptions::new();
    options.set_scope(FRAMES);
    spawn_local(async move {
        if registration(&workers, ".").await.is_some() {
            return;
        }
        // Without it everything works, with copies of shared memory.
        let _ = JsFuture::from(workers.register_with_options(WORKER, &options)).await;
    });
}

/// Leaves frames to the worker that keeps the site, which they have without a network, too.
async fn leave_frames(workers: &ServiceWorkerContainer) {
    let found = registration(workers, FRAMES).await;
    if let Some(of_frames) = found.filter(|found| found.scope().ends_with(FRAMES))
        && let Ok(left) = of_frames.unregister()
    {
        // The next visit does it again.
        let _ = JsFuture::from(left).await;
    }
}

/// What serves an address of the site.
async fn registration(
    workers: &ServiceWorkerContainer,
    address: &str,
) -> Option<ServiceWorkerRegistration> {
    let found = workers.get_registration_with_document_url(address);
    JsFuture::from(found).await.ok()?.dyn_into().ok()
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
