//! The JavaScript around the modules of the site, by the library behind the program `wasm-bindgen`.
//!
//! Cargo has the library be of the same release as the crate `wasm-bindgen`, so there is no program to install that
//! could be of another.

use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::files;

/// What a module is to be made into.
pub struct Bindings {
    /// The name of the files.
    pub name: &'static str,
    /// Side modules share its table of functions.
    pub has_side_modules: bool,
}

impl Bindings {
    /// Makes `NAME.js`, its declarations and `NAME_bg.wasm` of a compiled module, in a folder of their own, unless what is there is of this
    /// very module.
    pub fn make(&self, module: &Path, folder: &Path) -> Result<()> {
        let made_of = [
            files::hash_bytes(&files::read(module)?),
            files::hash_bytes(include_bytes!("bindings.rs")),
        ];
        files::make_once(folder, &made_of.join(" "), || {
            self.generate(module, folder)
                .with_context(|| format!("cannot make the bindings of {}", module.display()))
        })
    }

    fn generate(&self, module: &Path, folder: &Path) -> Result<()> {
        Bindgen::new()
            .input_path(module)
            .out_name(self.name)
            .web(true)?
            .typescript(true)
            .omit_default_module_path(false)
            .remove_name_section(true)
            .remove_producers_section(true)
            .keep_lld_exports(self.has_side_modules)
            .generate(folder)
    }
}
