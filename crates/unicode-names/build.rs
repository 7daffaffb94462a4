//! Writes the names down: by rule where they follow from the code point, as text where they do not.

use std::{env, error::Error, fmt::Write, fs, path::Path};

use original::name;

/// How many names one has to read at most to know one of them.
const BLOCK: usize = 64;

/// What `rustpython-unicode` insists on when it is built, being of Unicode 17.
const IDEOGRAPHS_17: (u32, u32, &str) = (0x323B0, 0x33479, "CJK UNIFIED IDEOGRAPH");

/// Hangul syllables, whose names the library composes.
const HANGUL: std::ops::RangeInclusive<char> = '\u{AC00}'..='\u{D7A3}';

fn main() -> Result<(), Box<dyn Error>> {
    const ALIASES: &str = "NameAliases.txt";
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={ALIASES}");
    let out = env::var("OUT_DIR")?;
    let out = Path::new(&out);

    let mut numbered = Numbered::default();
    let mut spelled = Spelled::default();
    for ch in ('\0'..=char::MAX).filter(|ch| !HANGUL.contains(ch)) {
        let Some(name) = name(ch).map(|name| name.to_string()) else {
            continue;
        };
        match name.strip_suffix(&format!("-{:X}", u32::from(ch))) {
            Some(prefix) => numbered.push(ch, prefix),
            None => spelled.push(ch, &name)?,
        }
    }
    let (first, last, prefix) = IDEOGRAPHS_17;
    numbered.0.push((first, last, prefix.to_owned()));
    fs::write(out.join("numbered.rs"), format!("{:?}", numbered.0))?;
    fs::write(out.join("blocks.rs"), format!("{:?}", spelled.blocks))?;
    fs::write(out.join("names.txt"), spelled.text)?;
    fs::write(
        out.join("aliases.txt"),
        aliases(&fs::read_to_string(ALIASES)?)?,
    )?;
    Ok(())
}

/// Ranges of characters whose name is a prefix, a hyphen and the code point.
#[derive(Default)]
struct Numbered(Vec<(u32, u32, String)>);

impl Numbered {
    fn push(&mut self, ch: char, prefix: &str) {
        let code = u32::from(ch);
        match self.0.last_mut() {
            Some((_, last, same)) if *last + 1 == code && same == prefix => *last = code,
            _ => self.0.push((code, code, prefix.to_owned())),
        }
    }
}

/// All other names, in the order of their code points, one a line: how many code points have none in
/// between, if any, as `+` and a decimal number; a small letter for the number of leading words that
/// are as in the line before; the other words.
#[derive(Default)]
struct Spelled {
    text: String,
    /// Where to begin reading: the code point after the one of the line before, and the place of the
    /// line in the text.
    blocks: Vec<(u32, usize)>,
    lines: usize,
    next: u32,
    previous: String,
}

impl Spelled {
    fn push(&mut self, ch: char, name: &str) -> Result<(), Box<dyn Error>> {
        if self.lines.is_multiple_of(BLOCK) {
            self.blocks.push((self.next, self.text.len()));
            self.previous.clear();
        }
        let code = u32::from(ch);
        if code > self.next {
            write!(self.text, "+{}", code - self.next)?;
        }
        let same = self.previous.split(' ').zip(name.split(' '));
        let shared = same.take_while(|(one, other)| one == other).count();
        let letter = b'a' + u8::try_from(shared)?;
        if !letter.is_ascii_lowercase() {
            return Err(format!("{name} has too many words").into());
        }
        self.text.push(letter.into());
        let rest: Vec<_> = name.split(' ').skip(shared).collect();
        writeln!(self.text, "{}", rest.join(" "))?;
        self.lines += 1;
        self.next = code + 1;
        name.clone_into(&mut self.previous);
        Ok(())
    }
}

/// Of the Unicode database's list of aliases, the code points and the aliases.
fn aliases(database: &str) -> Result<String, Box<dyn Error>> {
    let mut text = String::new();
    for line in database.lines() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let mut fields = line.split(';');
        let (Some(code), Some(alias)) = (fields.next(), fields.next()) else {
            return Err(format!("not an alias: {line}").into());
        };
        writeln!(text, "{code};{alias}")?;
    }
    Ok(text)
}
