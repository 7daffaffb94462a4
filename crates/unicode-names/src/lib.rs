//! Names of Unicode characters, in the place of the crate of that name, whose tables are made for
//! speed: they are the larger part of a megabyte that gzip cannot make smaller. Here the names are
//! text, which it can, and what a fast search needs is made on first use.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    ops::RangeInclusive,
    str::Lines,
    sync::LazyLock,
};

/// Characters whose name is a prefix, a hyphen and the code point: the first, the last, the prefix.
#[expect(clippy::unreadable_literal)]
const NUMBERED: &[(u32, u32, &str)] = &include!(concat!(env!("OUT_DIR"), "/numbered.rs"));

/// The names that follow no rule. The build script documents the format.
const NAMES: &str = include_str!(concat!(env!("OUT_DIR"), "/names.txt"));

/// Lines of [`NAMES`] that can be read without those before: the code point after the one of the
/// line before, and the line's place.
#[expect(clippy::unreadable_literal)]
const BLOCKS: &[(u32, usize)] = &include!(concat!(env!("OUT_DIR"), "/blocks.rs"));

/// Further names of characters, a code point and a name a line.
const ALIASES: &str = include_str!(concat!(env!("OUT_DIR"), "/aliases.txt"));

const HANGUL: RangeInclusive<u32> = 0xAC00..=0xD7A3;
const HANGUL_PREFIX: &str = "HANGUL SYLLABLE ";
const LEADS: [&str; 19] = [
    "G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P",
    "H",
];
const VOWELS: [&str; 21] = [
    "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE",
    "WI", "YU", "EU", "YI", "I",
];
const TAILS: [&str; 28] = [
    "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M",
    "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H",
];

/// The hash of each name in [`NAMES`] and its code point, sorted.
static BY_HASH: LazyLock<Vec<(u32, u32)>> = LazyLock::new(|| {
    let mut spelled = Spelled::from_block(0);
    let mut index = Vec::new();
    while let Some(code) = spelled.advance() {
        index.push((hash(&spelled.name), code));
    }
    index.sort_unstable();
    index
});

/// The name of a character, if it has one.
#[must_use]
pub fn name(ch: char) -> Option<String> {
    let code = u32::from(ch);
    if HANGUL.contains(&code) {
        return Some(hangul_name(code - HANGUL.start()));
    }
    let numbered = |&&(first, last, _): &&(u32, u32, &str)| (first..=last).contains(&code);
    if let Some((_, _, prefix)) = NUMBERED.iter().find(numbered) {
        return Some(format!("{prefix}-{code:X}"));
    }
    let block = BLOCKS.partition_point(|&(first, _)| first <= code);
    let mut spelled = Spelled::from_block(block.checked_sub(1)?);
    while let Some(found) = spelled.advance() {
        if found >= code {
            return (found == code).then_some(spelled.name);
        }
    }
    None
}

/// The character of that name or alias in upper or lower case, as Python has it. (The original
/// ignores spaces and hyphens besides.)
#[must_use]
pub fn character(search_name: &str) -> Option<char> {
    let wanted = search_name.to_ascii_uppercase();
    if let Some(syllable) = wanted.strip_prefix(HANGUL_PREFIX) {
        return hangul(syllable);
    }
    let named = |&ch: &char| name(ch).as_ref() == Some(&wanted);
    if let Some((_, digits)) = wanted.rsplit_once('-')
        && let Ok(code) = u32::from_str_radix(digits, 16)
        && let Some(ch) = char::from_u32(code).filter(named)
    {
        return Some(ch);
    }
    let hash = hash(&wanted);
    let start = BY_HASH.partition_point(|&(other, _)| other < hash);
    BY_HASH[start..]
        .iter()
        .take_while(|&&(other, _)| other == hash)
        .filter_map(|&(_, code)| char::from_u32(code))
        .find(named)
        .or_else(|| alias(&wanted))
}

/// Reads [`NAMES`] line by line.
struct Spelled {
    lines: Lines<'static>,
    /// The code point that follows the last one read.
    next: u32,
    /// The name read last.
    name: String,
}

impl Spelled {
    fn from_block(block: usize) -> Self {
        let (next, offset) = BLOCKS[block];
        Self {
            lines: NAMES[offset..].lines(),
            next,
            name: String::new(),
        }
    }

    /// Reads a line into `name` and returns the code point.
    fn advance(&mut self) -> Option<u32> {
        let line = self.lines.next()?;
        let letter = line.find(|c: char| c.is_ascii_lowercase())?;
        if let Some(gap) = line[..letter].strip_prefix('+') {
            self.next += gap.parse::<u32>().ok()?;
        }
        self.keep_words(usize::from(line.as_bytes()[letter] - b'a'));
        let words = &line[letter + 1..];
        if !self.name.is_empty() && !words.is_empty() {
            self.name.push(' ');
        }
        self.name.push_str(words);
        let code = self.next;
        self.next += 1;
        Some(code)
    }

    /// Shortens `name` to that many words.
    fn keep_words(&mut self, count: usize) {
        let end = match count.checked_sub(1) {
            None => Some(0),
            Some(last) => self.name.match_indices(' ').nth(last).map(|(end, _)| end),
        };
        if let Some(end) = end {
            self.name.truncate(end);
        }
    }
}

fn hash(name: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    // Any part of a hash is one.
    #[expect(clippy::cast_possible_truncation)]
    let hash = hasher.finish() as u32;
    hash
}

fn alias(wanted: &str) -> Option<char> {
    let mut aliases = ALIASES.lines().filter_map(|line| line.split_once(';'));
    let (code, _) = aliases.find(|&(_, alias)| alias == wanted)?;
    char::from_u32(u32::from_str_radix(code, 16).ok()?)
}

fn hangul_name(index: u32) -> String {
    let index = index as usize;
    let (lead, index) = (
        index / (VOWELS.len() * TAILS.len()),
        index % (VOWELS.len() * TAILS.len()),
    );
    let (vowel, tail) = (index / TAILS.len(), index % TAILS.len());
    format!(
        "{HANGUL_PREFIX}{}{}{}",
        LEADS[lead], VOWELS[vowel], TAILS[tail]
    )
}

fn hangul(syllable: &str) -> Option<char> {
    for (lead, text) in LEADS.iter().enumerate() {
        let Some(rest) = syllable.strip_prefix(text) else {
            continue;
        };
        for (vowel, text) in VOWELS.iter().enumerate() {
            let tail = rest.strip_prefix(text);
            if let Some(tail) = tail.and_then(|tail| TAILS.iter().position(|text| *text == tail)) {
                let index = (lead * VOWELS.len() + vowel) * TAILS.len() + tail;
                return char::from_u32(HANGUL.start() + u32::try_from(index).ok()?);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_originals_and_lead_back() {
        let newer = |ch: &char| ('\u{323B0}'..='\u{33479}').contains(ch);
        for ch in ('\0'..=char::MAX).filter(|ch| !newer(ch)) {
            let expected = original::name(ch).map(|name| name.to_string());
            assert_eq!(name(ch), expected, "{ch:?}");
            if let Some(name) = expected {
                assert_eq!(character(&name), Some(ch), "{name}");
            }
        }
    }

    #[test]
    fn aliases_lead_to_characters() {
        let mut count = 0;
        for (_, alias) in ALIASES.lines().filter_map(|line| line.split_once(';')) {
            let found = character(alias);
            assert!(found.is_some(), "{alias}");
            // The original does not find those with spaces.
            if let Some(expected) = original::character(alias) {
                assert_eq!(found, Some(expected), "{alias}");
            }
            count += 1;
        }
        assert!(count > 400, "{count}");
    }

    #[test]
    fn case_does_not_matter() {
        assert_eq!(character("Greek small letter alpha"), Some('α'));
        assert_eq!(character("hangul syllable hieuh"), None);
        assert_eq!(character("cjk unified ideograph-4e00"), Some('一'));
        assert_eq!(character("line feed"), Some('\n'));
    }

    #[test]
    fn what_names_nothing_is_refused() {
        let wrong = [
            "",
            "-",
            "LATINSMALLLETTERA",
            "HANGUL SYLLABLE ",
            "CJK UNIFIED IDEOGRAPH-04E00",
            "CJK UNIFIED IDEOGRAPH-41",
            "Ünïcode",
        ];
        for name in wrong {
            assert_eq!(character(name), None, "{name:?}");
        }
    }
}
