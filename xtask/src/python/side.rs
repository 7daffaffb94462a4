//! Side modules: modules in C as WebAssembly files of their own, which are linked with the running instance.
//!
//! The linker makes them by the convention for dynamic linking: position-independent code that imports by name what it
//! takes from the main module, and the section `dylink.0` with what it needs of memory and table. Here names become
//! numbers, places in a table of addresses that is in the main module, so that nothing has to be exported from that and
//! nobody has to look for names. Whatever a side module imports is in the table, and so linked into the main module.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result, bail};
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{CustomSection, ImportSection, Module, RawSection};
use wasmparser::{Dylink0Subsection, KnownCustom, Parser, Payload, TypeRef};

/// The symbol of the table of addresses.
const TABLE: &str = "spawnpoint_symbols";

/// The section with what a module needs of the memory, in bytes, and of the function table: two numbers of 4 bytes.
const SECTION: &str = "spawnpoint";

/// The largest alignment of data, in bytes, that memory for it is given with.
const MOST_ALIGNED: u32 = 128;

/// What a symbol of the main module is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Function,
    Data,
}

/// The symbols that side modules take from the main module, in the order of the table.
#[derive(Debug, Default)]
pub struct Symbols(BTreeMap<String, Kind>);

impl Symbols {
    /// Adds what a module imports that the linker has made.
    pub fn add(&mut self, module: &[u8]) -> Result<()> {
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::ImportSection(imports) = payload? {
                for import in imports.into_imports() {
                    let import = import?;
                    if let Import::Symbol(kind) = Import::of(&import)? {
                        self.insert(import.name, kind)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn insert(&mut self, name: &str, kind: Kind) -> Result<()> {
        let known = *self.0.entry(name.to_owned()).or_insert(kind);
        if known != kind {
            bail!("{name} is a function to one module and data to another");
        }
        Ok(())
    }

    /// The table as a file of assembly.
    pub fn assembly(&self) -> String {
        let mut text = String::new();
        for (name, kind) in &self.0 {
            if *kind == Kind::Function {
                // The type of a function that is not called here is not compared with that of its definition.
                let _ = writeln!(text, "\t.functype\t{name} () -> ()");
            }
        }
        let _ = writeln!(
            text,
            "\t.section\t.rodata.{TABLE},\"\",@\n\t.globl\t{TABLE}\n\t.p2align\t2\n{TABLE}:"
        );
        for name in self.0.keys() {
            let _ = writeln!(text, "\t.int32\t{name}");
        }
        let _ = writeln!(text, "\t.size\t{TABLE}, {}", 4 * self.0.len());
        text
    }

    fn number(&self, name: &str) -> Result<usize> {
        let number = self.0.keys().position(|one| one == name);
        number.with_context(|| format!("{name} is not among the symbols"))
    }

    /// The module with numbers for names, and without what describes it.
    pub fn link(&self, module: &[u8]) -> Result<Vec<u8>> {
        let mut linked = Module::new();
        let mut needs = None;
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload?;
            match &payload {
                Payload::ImportSection(imports) => {
                    let mut section = ImportSection::new();
                    for import in imports.clone().into_imports() {
                        let import = import?;
                        let place = match Import::of(&import)? {
                            Import::Given => (import.module, import.name.to_owned()),
                            Import::Symbol(_) if matches!(import.ty, TypeRef::Func(_)) => {
                                ("function", self.number(import.name)?.to_string())
                            }
                            Import::Symbol(_) => ("address", self.number(import.name)?.to_string()),
                        };
                        let ty = RoundtripReencoder.entity_type(import.ty)?;
                        section.import(place.0, &place.1, ty);
                    }
                    linked.section(&section);
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Dylink0(subsections) = section.as_known() {
                        for subsection in subsections {
                            if let Dylink0Subsection::MemInfo(info) = subsection? {
                                needs = Some(info);
                            }
                        }
                    }
                }
                other => {
                    if let Some((id, range)) = other.as_section() {
                        let (begin, end): (usize, usize) =
                            (range.start.try_into()?, range.end.try_into()?);
                        let data: &[u8] = &module[begin..end];
                        linked.section(&RawSection { id, data });
                    }
                }
            }
        }
        let needs = needs.context("the linker does not say what the module needs")?;
        let alignment = 1 << needs.memory_alignment;
        if alignment > MOST_ALIGNED || needs.table_alignment > 0 {
            bail!("it wants data aligned to {alignment}, which is too much");
        }
        let numbers = [needs.memory_size, needs.table_size].map(u32::to_le_bytes);
        linked.section(&CustomSection {
            name: SECTION.into(),
            data: numbers.concat().into(),
        });
        Ok(linked.finish())
    }
}

/// What an import is of a module that the linker has made.
enum Import {
    /// What every side module is given: memory, function table, stack pointer, and where its parts of these begin.
    Given,
    Symbol(Kind),
}

impl Import {
    fn of(import: &wasmparser::Import) -> Result<Self> {
        Ok(match (import.module, import.ty) {
            ("env", TypeRef::Func(_)) | ("GOT.func", TypeRef::Global(_)) => {
                Self::Symbol(Kind::Function)
            }
            ("GOT.mem", TypeRef::Global(_)) => Self::Symbol(Kind::Data),
            ("env", TypeRef::Memory(_) | TypeRef::Table(_) | TypeRef::Global(_)) => Self::Given,
            (module, _) => bail!("it imports {} from {module}, which nobody has", import.name),
        })
    }
}

#[cfg(test)]
mod tests {
    use wasm_encoder::{EntityType, GlobalType, MemoryType, TypeSection, ValType};

    use super::*;

    const ADDRESS: GlobalType = GlobalType {
        val_type: ValType::I32,
        mutable: true,
        shared: false,
    };

    /// A module as the linker makes it: with these imports, and data that is aligned to a power of two.
    fn module(imports: &[(&str, &str, EntityType)], alignment: u8) -> Vec<u8> {
        let mut module = Module::new();
        // Of what it needs: 40 bytes, aligned so, and 3 places in the table, aligned to 1.
        module.section(&CustomSection {
            name: "dylink.0".into(),
            data: vec![1, 4, 40, alignment, 3, 0].into(),
        });
        let mut types = TypeSection::new();
        types.ty().function([ValType::I32], []);
        module.section(&types);
        let mut section = ImportSection::new();
        for (from, name, ty) in imports {
            section.import(from, name, *ty);
        }
        module.section(&section);
        module.finish()
    }

    fn symbols(module: &[u8]) -> Result<Symbols> {
        let mut symbols = Symbols::default();
        symbols.add(module)?;
        Ok(symbols)
    }

    const MEMORY: EntityType = EntityType::Memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });

    fn example() -> Vec<u8> {
        let imports = [
            ("env", "memory", MEMORY),
            ("env", "free", EntityType::Function(0)),
            ("GOT.func", "free", EntityType::Global(ADDRESS)),
            ("GOT.mem", "PyType_Type", EntityType::Global(ADDRESS)),
        ];
        module(&imports, 4)
    }

    #[test]
    fn what_is_imported_has_a_place_in_the_table() {
        let text = symbols(&example()).unwrap().assembly();
        assert!(text.starts_with("\t.functype\tfree () -> ()\n\t.section"));
        assert!(text.ends_with(
            "spawnpoint_symbols:\n\t.int32\tPyType_Type\n\t.int32\tfree\n\t.size\tspawnpoint_symbols, 8\n"
        ));
    }

    #[test]
    fn names_become_their_places() {
        let module = example();
        let linked = symbols(&module).unwrap().link(&module).unwrap();
        let mut imports = Vec::new();
        let mut needs = None;
        for payload in Parser::new(0).parse_all(&linked) {
            match payload.unwrap() {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import.unwrap();
                        imports.push(format!("{} {}", import.module, import.name));
                    }
                }
                Payload::CustomSection(section) => {
                    needs = Some((section.name().to_owned(), section.data().to_vec()));
                }
                _ => {}
            }
        }
        let expected = ["env memory", "function 1", "address 1", "address 0"];
        assert_eq!(imports, expected);
        let numbers = [40, 0, 0, 0, 3, 0, 0, 0];
        assert_eq!(needs.unwrap(), (SECTION.to_owned(), numbers.to_vec()));
    }

    #[test]
    fn what_nobody_can_give_is_named() {
        let strange = module(&[("js", "alert", EntityType::Function(0))], 4);
        let error = symbols(&strange).unwrap_err().to_string();
        assert!(error.contains("alert") && error.contains("js"), "{error}");
        let global = EntityType::Global(ADDRESS);
        let both = [
            ("GOT.mem", "thing", global),
            ("env", "thing", EntityType::Function(0)),
        ];
        let error = symbols(&module(&both, 4)).unwrap_err().to_string();
        assert!(error.contains("thing"), "{error}");
        let known = symbols(&example()).unwrap();
        let other = module(&[("GOT.mem", "unknown", global)], 4);
        let error = known.link(&other).unwrap_err().to_string();
        assert!(error.contains("unknown"), "{error}");
    }

    #[test]
    fn an_alignment_that_memory_is_not_given_with_is_refused() {
        let module = module(&[], 12);
        let error = Symbols::default().link(&module).unwrap_err().to_string();
        assert!(error.contains("4096"), "{error}");
    }
}
