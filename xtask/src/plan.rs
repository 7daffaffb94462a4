//! What a build of the site makes first that is not there yet, and about how long that takes.

use std::path::PathBuf;

use crate::python;
use crate::site::Profile;
use crate::toolchain::WASM_TARGET;
use crate::tools;
use crate::workspace::Workspace;

/// Something that is made once.
struct Part {
    what: &'static str,
    /// How long it takes on two processors, about.
    minutes: usize,
    /// What is there afterwards.
    result: PathBuf,
}

/// Says what is going to be made, if anything is.
pub fn tell(workspace: &Workspace, profile: Profile) {
    let missing = missing(workspace, profile);
    if missing.is_empty() {
        return;
    }
    println!("\nTo be made first, once (times are of two processors):");
    for part in &missing {
        println!("    {:<44} about {} min", part.what, part.minutes);
    }
    let minutes: usize = missing.iter().map(|part| part.minutes).sum();
    println!("    {:<44} about {minutes} min", "together");
}

fn missing(workspace: &Workspace, profile: Profile) -> Vec<Part> {
    let part = |what, minutes, result| Part {
        what,
        minutes,
        result,
    };
    let [native, wasm] = python::link_lists(workspace);
    let modules = workspace.target.join(WASM_TARGET).join(profile.name());
    let mut parts = vec![
        part("the npm packages", 1, tools::npm_packages(&workspace.root)),
        part("CPython for this machine", 4, native),
        part("CPython for WebAssembly", 4, wasm),
        part("the page and the workers", 5, modules),
    ];
    parts.retain(|part| !part.result.exists());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files;
    use crate::version::Version;

    #[test]
    fn what_is_there_is_not_in_the_plan() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace {
            root: folder.path().to_owned(),
            target: folder.path().join("target"),
            rust_version: Version(1, 0, 0),
        };
        let what = || {
            let missing = missing(&workspace, Profile::Release).into_iter();
            missing.map(|part| part.what).collect::<Vec<_>>()
        };
        assert_eq!(what().len(), 4);
        for list in python::link_lists(&workspace) {
            files::make_empty(list.parent().unwrap()).unwrap();
            files::write(&list, "").unwrap();
        }
        assert_eq!(what(), ["the npm packages", "the page and the workers"]);
    }
}
