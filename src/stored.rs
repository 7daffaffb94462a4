//! The files of the reader's programs that the browser has stored.

use spawnpoint_project::{Files, ROOM};
use spawnpoint_workbench::{ids_with_files, place_of_files};

use crate::{
    database,
    examples::{EXAMPLES, Example},
    storage::Browser,
};

/// The ids of the programs that have some.
pub fn ids() -> Vec<&'static str> {
    let examples: Vec<_> = EXAMPLES.iter().map(Example::program).collect();
    ids_with_files(&examples, &Browser)
}

/// The files of these programs.
pub async fn files(ids: Vec<&'static str>) -> Vec<(&'static str, Files)> {
    let mut stored = Vec::new();
    for id in ids {
        // What cannot be read is not there, as in a browser that has forgotten it.
        let bytes = database::get(&place_of_files(id)).await.ok().flatten();
        let files = bytes.and_then(|bytes| Files::from_bytes(&bytes, ROOM).ok());
        stored.extend(files.map(|files| (id, files)));
    }
    stored
}
