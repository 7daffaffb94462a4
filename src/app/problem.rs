//! What the reader is told of what was not possible.

use spawnpoint_trace::file::Unreadable;
use spawnpoint_workbench::{NotBrought, NotOpened, Problem};

use crate::{strings::text, words};

/// What was not possible, and why.
pub fn describe(problem: &Problem) -> String {
    match problem {
        Problem::Refused(refusal) => words::refusal(*refusal),
        Problem::Gone(file) => text!("file-gone", &[("file", file.as_str().into())]),
        Problem::NotBrought(files) => {
            let files = files.iter();
            let files = files.map(|(file, reason)| {
                let reason = not_brought(reason);
                let values = [("file", file.as_str().into()), ("reason", reason.into())];
                text!("file-refused", &values)
            });
            files.collect::<Vec<_>>().join(" ")
        }
        Problem::NotSaved(reason) => text!("save-failed", &[("reason", reason.as_str().into())]),
        Problem::NotOpened(file, reason) => {
            let reason = not_opened(reason);
            let values = [("file", file.as_str().into()), ("reason", reason.into())];
            text!("open-failed", &values)
        }
        Problem::Link(value) => text!("link-value", &[("value", value.to_string().into())]),
        Problem::Attribute(value) => {
            text!("link-attribute", &[("value", value.to_string().into())])
        }
        Problem::LinkDamaged(reason) => {
            text!("link-damaged", &[("reason", reason.as_str().into())])
        }
        Problem::NoExample(id) => text!("link-no-example", &[("id", id.as_str().into())]),
    }
}

fn not_brought(reason: &NotBrought) -> String {
    match reason {
        NotBrought::Refused(refusal) => words::refusal(*refusal),
        NotBrought::Unreadable(reason) => {
            text!("file-unreadable", &[("reason", reason.as_str().into())])
        }
        NotBrought::NoProgram => text!("file-no-program"),
    }
}

fn not_opened(reason: &NotOpened) -> String {
    match reason {
        NotOpened::Unread(reason) => reason.clone(),
        NotOpened::Unreadable(Unreadable::Foreign) => text!("open-foreign"),
        NotOpened::Unreadable(Unreadable::Version(version)) => {
            text!("open-version", &[("version", version.as_str().into())])
        }
        NotOpened::Unreadable(Unreadable::Damaged(reason)) => {
            text!("open-damaged", &[("reason", reason.as_str().into())])
        }
    }
}
