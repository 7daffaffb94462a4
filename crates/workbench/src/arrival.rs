//! What the address asks for, and what a tab keeps of it when the reader leaves.

use spawnpoint_link::{Beside, Damaged, Link, Source};
use spawnpoint_project::Project;

use crate::{
    storage::Storage,
    workspace::{files_of_text, files_to_text},
};

/// Where the program is that was left, after the fragment that it came from and was edited since.
const LEFT: &str = "left";

/// Where the files beside it are.
const LEFT_FILES: &str = "left-files";

/// What a fragment asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// The example of this id.
    Example(String),
    /// This program.
    Program(Project),
    /// The program that is packed into it.
    Packed(Source, Beside),
    /// No program.
    Nothing,
}

/// Reads a fragment: the link, what it asks for, and the first of its values that cannot be.
pub(crate) fn read(fragment: &str) -> (Link, Arrival, Option<Damaged>) {
    let (link, damaged) = Link::parse_rest(fragment);
    let arrival = match (link.source.clone(), link.beside.clone()) {
        (None, _) => Arrival::Nothing,
        (Some(Source::Example(id)), _) => Arrival::Example(id),
        (Some(Source::Plain(source)), Beside::Plain(files)) => {
            Arrival::Program(Project { source, files })
        }
        (Some(source @ (Source::Plain(_) | Source::Packed(_))), beside) => {
            Arrival::Packed(source, beside)
        }
    };
    (link, arrival, damaged)
}

/// Keeps the program of a link as it is when the reader leaves: there is no time to pack it, and no address
/// to put it into.
pub(crate) fn leave(project: &Project, fragment: &str, storage: &mut dyn Storage) {
    let Project { source, files } = project;
    // The reader leaves: there is nobody to tell.
    let _ = storage.set_in_tab(LEFT, &format!("{fragment}\n{source}"));
    let _ = storage.set_in_tab(LEFT_FILES, &files_to_text(files));
}

/// What the program of the link with this fragment was when the reader left it in this tab.
pub(crate) fn left(fragment: &str, storage: &dyn Storage) -> Option<Project> {
    let left = storage.get_in_tab(LEFT)?;
    let (of, source) = left.split_once('\n')?;
    let files = storage
        .get_in_tab(LEFT_FILES)
        .and_then(|text| files_of_text(&text));
    (of == fragment).then(|| Project {
        source: source.to_owned(),
        files: files.unwrap_or_default(),
    })
}
