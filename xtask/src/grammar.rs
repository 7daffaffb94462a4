//! Programs of the grammar, and what CPython prints for them.

use std::ops::Range;
use std::path::PathBuf;

use anyhow::Result;

use crate::command::{self, program};
use crate::files;
use crate::python::Python;
use crate::toolchain::native;
use crate::workspace::Workspace;

/// What runs the programs that are beside it.
const DRIVER: &str = "tests/language/drivers/modules.py";

/// Writes the programs of seeds, each as `pSEED.py`, and what they print, all in `expected.txt`; the result is the
/// folder. What was written before goes.
pub fn write(workspace: &Workspace, python: &Python, seeds: Range<u64>) -> Result<PathBuf> {
    let folder = workspace.target.join("grammar");
    files::make_empty(&folder)?;
    let mut draw = native(
        workspace,
        &["run", "--quiet", "--package=spawnpoint-grammar"],
    );
    draw.arg("--")
        .arg(seeds.start.to_string())
        .arg((seeds.end - seeds.start).to_string());
    command::run(draw.arg(&folder))?;
    let driver = files::read(&workspace.root.join(DRIVER))?;
    files::write(&folder.join("main.py"), driver)?;
    let mut oracle = program(python.interpreter());
    oracle.args(["-B", "main.py"]).current_dir(&folder);
    let printed = command::run_for_output(&mut oracle)?;
    files::write(&folder.join("expected.txt"), printed)?;
    Ok(folder)
}
