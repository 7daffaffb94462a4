//! What the page around is told.

use js_sys::Reflect;
use spawnpoint_protocol::control::Outcome;
use spawnpoint_workbench::{Ending, Failure, Kept, Told};
use wasm_bindgen::JsValue;

use crate::{automation, embed, scripted, strings::text};

/// Tells the page around something.
pub fn tell(told: &Told) {
    match told {
        Told::Ready(code) => embed::tell("ready", &[("code", code.as_str().into())]),
        Told::Started => embed::tell("started", &[]),
        Told::Changed(code) => embed::tell("changed", &[("code", code.as_str().into())]),
        Told::Files(files) => {
            embed::tell("files", &[("files", scripted::object(files).into())]);
        }
        Told::Finished(runs) => {
            let answers = runs.iter().filter_map(|run| answer(run).ok());
            embed::tell("finished", &[("runs", embed::list(answers))]);
        }
        Told::Failed(failure) => {
            let reason = match failure {
                Failure::Unsupported => text!("unsupported-title"),
                Failure::NotLoaded(reason) => reason.clone(),
            };
            embed::tell("failed", &[("reason", reason.into())]);
        }
    }
}

/// A run as the page around gets it.
fn answer(run: &Kept) -> Result<JsValue, JsValue> {
    let (outcome, note) = match &run.ending {
        Ending::Outcome(outcome) => (*outcome, None),
        Ending::Full | Ending::Unfinished => (Outcome::Stopped, None),
        Ending::Broken(reason) => (Outcome::Error, Some(reason.as_str())),
    };
    let answer = automation::answer(&run.trace.borrow(), outcome, note)?;
    let mode = run.subject.program.mode.name();
    Reflect::set(&answer, &"mode".into(), &mode.into())?;
    Ok(answer)
}
