//! Takes modules out of the interpreter that it never offers. `RustPython`'s list of native modules
//! names them all, so the linker has to keep them; they and their tables are a tenth of the file.
//!
//! Nothing is moved: bodies of functions are overwritten by a trap and tables by zeros, which
//! compression reduces to nothing. What the linker put where is in its map.

use std::collections::HashSet;
use std::ops::Range;

use anyhow::{Context, Result, bail, ensure};

/// What to take out. The interpreter's own list of modules to do without (`WITHOUT` in its `vm.rs`)
/// has to have the Python names of these, or importing one is a trap rather than an error.
const UNWANTED: [&[&str]; 13] = [
    &["rustpython_common", "encodings", "cjk"],
    &["rustpython_stdlib", "_datetime"],
    &["rustpython_stdlib", "_queue"],
    &["rustpython_stdlib", "_remote_debugging"],
    &["rustpython_stdlib", "_zoneinfo"],
    &["rustpython_stdlib", "bz2"],
    &["rustpython_stdlib", "cjkcodecs"],
    &["rustpython_stdlib", "elementtree"],
    &["rustpython_stdlib", "lzma"],
    &["rustpython_stdlib", "pyexpat"],
    // What only they use.
    &["libbz2_rs_sys"],
    &["xml"],
    &["xz_core"],
];

/// In the name of what must stay: the list of modules is made of definitions.
const DEFINITION: &str = "10module_def";

/// Where the functions are that convert the arguments and the result of one function each.
const CALLS: &str = "13rustpython_vm8function";

/// Smaller functions stay, since LLVM makes one of those that are alike: another module might use it.
const SMALLEST_FUNCTION: usize = 128;

/// Smaller constants stay; definitions may refer to them.
const SMALLEST_TABLE: usize = 1024;

const CODE_SECTION: u8 = 10;
const DATA_SECTION: u8 = 11;

/// Overwrites what is unwanted in a linked module, by the linker's map of it, and returns how many
/// bytes that is.
pub fn prune(module: &mut [u8], map: &str) -> Result<usize> {
    let layout = Layout::read(module)?;
    let map = Map::read(map)?;
    let unwanted = UNWANTED.map(Path::new);
    let is_unwanted = |symbol: &Symbol| {
        let name = symbol.name;
        (!name.contains(DEFINITION))
            .then(|| unwanted.iter().position(|path| path.contains(name)))
            .flatten()
    };
    // One function may have several names.
    let kept: HashSet<_> = map
        .functions
        .iter()
        .filter(|symbol| is_unwanted(symbol).is_none())
        .map(|symbol| symbol.start)
        .collect();
    let mut found = [0; UNWANTED.len()];
    for symbol in &map.functions {
        let Some(index) = is_unwanted(symbol).filter(|_| !kept.contains(&symbol.start)) else {
            continue;
        };
        let start = layout.code + symbol.start;
        let function = (module.get(start..start + symbol.size))
            .filter(|function| leb(function).is_ok_and(|(size, at)| size + at == function.len()))
            .with_context(|| format!("the map does not fit the module at {}", symbol.name))?;
        let (size, at) = leb(function)?;
        if size >= SMALLEST_FUNCTION {
            trap(&mut module[start + at..start + at + size]);
            found[index] += size;
        }
    }
    for symbol in &map.data {
        let Some(index) = is_unwanted(symbol).filter(|_| symbol.size >= SMALLEST_TABLE) else {
            continue;
        };
        // What is zero to begin with has no place in the file.
        if let Some(place) = layout.place(symbol) {
            found[index] += symbol.size;
            module[place].fill(0);
        }
    }
    if let Some(absent) = found.iter().position(|size| *size == 0) {
        let path = UNWANTED[absent].join("::");
        bail!("the module has nothing of {path}, which was to be taken out of it");
    }
    Ok(found.iter().sum())
}

/// Makes a function's body one that traps.
fn trap(body: &mut [u8]) {
    const NO_LOCALS: u8 = 0;
    const UNREACHABLE: u8 = 0x00;
    const NOP: u8 = 0x01;
    const END: u8 = 0x0B;
    body.fill(NOP);
    body[..2].copy_from_slice(&[NO_LOCALS, UNREACHABLE]);
    body[body.len() - 1] = END;
}

/// A crate or a module in a crate, as it is in names of symbols.
struct Path {
    /// In Rust's current form, after the crate's hash.
    current: String,
    /// In the form that older compilers have.
    legacy: String,
}

impl Path {
    fn new(parts: &[&str]) -> Self {
        let mut path = Self {
            current: String::new(),
            legacy: "_ZN".to_owned(),
        };
        for part in parts {
            let separator = if part.starts_with('_') { "_" } else { "" };
            let length = part.len().to_string();
            path.current.extend([&length, separator, part]);
            path.legacy.extend([&length, *part]);
        }
        path
    }

    /// Whether what has this name is defined here, or is how Python calls what is. Anything else that
    /// others define and this only gives a type to might do for other types, too.
    fn contains(&self, name: &str) -> bool {
        name.starts_with(&self.legacy)
            || root(name).is_some_and(|path| {
                path.starts_with(&self.current)
                    || path.starts_with(CALLS) && path.contains(&format!("_{}", self.current))
            })
    }
}

/// What follows the hash of the first crate in a name.
fn root(name: &str) -> Option<&str> {
    let (_, path) = name.strip_prefix("_R")?.split_once("Cs")?;
    let (_, path) = path.split_once('_')?;
    Some(path)
}

/// A function or constant in the linker's map.
struct Symbol<'a> {
    name: &'a str,
    /// Of a function, the place in the code section; of a constant, the address.
    start: usize,
    size: usize,
}

struct Map<'a> {
    functions: Vec<Symbol<'a>>,
    data: Vec<Symbol<'a>>,
}

impl<'a> Map<'a> {
    /// Lines have an address or `-`, a place in the file, a size and a name.
    fn read(text: &'a str) -> Result<Self> {
        let mut code = None;
        let mut map = Self {
            functions: Vec::new(),
            data: Vec::new(),
        };
        for line in text.lines() {
            let mut columns = line.split_ascii_whitespace();
            let (Some(address), Some(place), Some(size), Some(name)) = (
                columns.next(),
                columns.next().and_then(hex),
                columns.next().and_then(hex),
                columns.next(),
            ) else {
                continue;
            };
            if name == "CODE" {
                code = Some(place);
            } else if size == 0 || !(name.starts_with("_R") || name.starts_with("_ZN")) {
                // A section, a file or what is not Rust's.
            } else if let Some(start) = hex(address) {
                map.data.push(Symbol { name, start, size });
            } else if let Some(start) = code.and_then(|code| place.checked_sub(code)) {
                map.functions.push(Symbol { name, start, size });
            }
        }
        ensure!(code.is_some(), "the linker's map has no code section");
        Ok(map)
    }
}

fn hex(digits: &str) -> Option<usize> {
    usize::from_str_radix(digits, 16).ok()
}

/// Where things are in a module.
struct Layout {
    /// The place of the code section's content.
    code: usize,
    /// The first address and the place in the file of each piece of memory.
    data: Vec<(usize, Range<usize>)>,
}

impl Layout {
    fn read(module: &[u8]) -> Result<Self> {
        let mut layout = Self {
            code: 0,
            data: Vec::new(),
        };
        let header = b"\0asm\x01\0\0\0";
        ensure!(module.starts_with(header), "not a WebAssembly module");
        let mut input = Input {
            module,
            at: header.len(),
        };
        while input.at < module.len() {
            let section = input.byte()?;
            let size = input.number()?;
            let start = input.at;
            match section {
                CODE_SECTION => layout.code = start,
                DATA_SECTION => layout.read_data(&mut input)?,
                _ => {}
            }
            input.at = start + size;
        }
        Ok(layout)
    }

    fn read_data(&mut self, input: &mut Input) -> Result<()> {
        const INTO_MEMORY_0: u8 = 0;
        const I32_CONST: u8 = 0x41;
        const END: u8 = 0x0B;
        for _ in 0..input.number()? {
            input.expect(INTO_MEMORY_0)?;
            input.expect(I32_CONST)?;
            let address = input.number()?;
            input.expect(END)?;
            let size = input.number()?;
            self.data.push((address, input.at..input.at + size));
            input.at += size;
        }
        Ok(())
    }

    /// Where in the file a constant is.
    fn place(&self, symbol: &Symbol) -> Option<Range<usize>> {
        self.data.iter().find_map(|(address, place)| {
            let start = place.start + symbol.start.checked_sub(*address)?;
            let end = start + symbol.size;
            (end <= place.end).then_some(start..end)
        })
    }
}

/// Reads a module from its beginning.
struct Input<'a> {
    module: &'a [u8],
    at: usize,
}

impl Input<'_> {
    fn byte(&mut self) -> Result<u8> {
        let byte = self.module.get(self.at);
        self.at += 1;
        byte.copied().context("the module ends early")
    }

    fn expect(&mut self, byte: u8) -> Result<()> {
        ensure!(self.byte()? == byte, "a segment of memory of another kind");
        Ok(())
    }

    fn number(&mut self) -> Result<usize> {
        let rest = self.module.get(self.at..).unwrap_or_default();
        let (number, size) = leb(rest)?;
        self.at += size;
        Ok(number)
    }
}

/// Reads an unsigned number, and how many bytes it takes.
fn leb(bytes: &[u8]) -> Result<(usize, usize)> {
    let mut number = 0;
    for (at, byte) in bytes.iter().enumerate().take(5) {
        number |= usize::from(byte & 0x7F) << (7 * at);
        if byte & 0x80 == 0 {
            return Ok((number, at + 1));
        }
    }
    bail!("a number in the module does not end")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_recognised_in_both_forms_of_names() {
        let path = Path::new(&["rustpython_stdlib", "_queue"]);
        let inside = [
            "_RNvNtCs5Dm4ZO7OkbP_17rustpython_stdlib6__queue3get",
            "_RNvXs2_NtNtCs5Dm4ZO7OkbP_17rustpython_stdlib6__queue6__queueNtB5_1XNtB7_1Y3get",
            "_ZN17rustpython_stdlib6_queue3get17h0123456789abcdefE",
            "_RINvNtCs5nvejYmvplR_13rustpython_vm8function4callNtNtCs5Dm4ZO7OkbP_17rustpython_stdlib6__queue1XE",
        ];
        for name in inside {
            assert!(path.contains(name), "{name}");
        }
        let outside = [
            "_RINvNtCs5nvejYmvplR_13rustpython_vm3getNtNtCs5Dm4ZO7OkbP_17rustpython_stdlib6__queue1XE",
            "_RNvNtCs5Dm4ZO7OkbP_17rustpython_stdlib6__heapq3get",
            "_ZN17rustpython_stdlib6_heapq3get17h0123456789abcdefE",
            "memcpy",
        ];
        for name in outside {
            assert!(!path.contains(name), "{name}");
        }
    }

    #[test]
    fn a_trapping_body_is_as_long_as_before() {
        let mut body = [7; 6];
        trap(&mut body);
        assert_eq!(body, [0, 0, 1, 1, 1, 0x0B]);
    }

    #[test]
    fn a_map_of_another_module_is_refused() {
        // A code section with one function of two bytes, and no data.
        let mut module = b"\0asm\x01\0\0\0\x0A\x04\x01\x02\0\x0B".to_vec();
        let map = "Addr Off Size Out In Symbol\n\
            - 8 4 CODE\n\
            - 9 7 _RNvCs1_3xml5parse\n";
        let error = prune(&mut module, map).unwrap_err().to_string();
        assert!(error.contains("does not fit"), "{error}");
    }

    #[test]
    fn what_is_not_there_is_reported() {
        let mut module = b"\0asm\x01\0\0\0\x0A\x04\x01\x02\0\x0B".to_vec();
        let map = "- 8 4 CODE\n- 9 3 main\n";
        let error = prune(&mut module, map).unwrap_err().to_string();
        assert!(error.contains("nothing of"), "{error}");
    }
}
