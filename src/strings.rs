//! The interface's texts, from one catalogue for each language.

use std::cell::Cell;

use encoding::{END, SELECT, SEPARATOR, STOP, VALUE};

#[cfg(test)]
mod compiler;
mod encoding;

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Japanese.
    Japanese,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::English, Self::Japanese];

    /// Its tag, as in the attribute `lang`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Japanese => "ja",
        }
    }

    /// The language of a tag such as `ja-JP`, if it is one of the interface's.
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split('-').next()?;
        Self::ALL
            .into_iter()
            .find(|language| language.tag() == primary)
    }

    /// The plural category of a number of things.
    fn category(self, count: u64) -> &'static str {
        match self {
            Self::English if count == 1 => "one",
            Self::English | Self::Japanese => "other",
        }
    }
}

/// The names of all texts, from the build script. A constant, so that the page carries none of them.
const NAMES: &[&str] = include!(concat!(env!("OUT_DIR"), "/names"));

/// A text of the catalogues, by its place among all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(usize);

impl Key {
    /// The key of the text with this name. Meant for constants, where a name that no text has does not compile.
    pub const fn of(name: &str) -> Self {
        let mut place = 0;
        while place < NAMES.len() {
            if is_same(NAMES[place].as_bytes(), name.as_bytes()) {
                return Self(place);
            }
            place += 1;
        }
        panic!("the catalogues have no text with this name");
    }
}

/// `==` for constants.
const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// The encoded texts of a language, in the order of the names.
fn texts_in(language: Language) -> Vec<&'static str> {
    let joined = match language {
        Language::English => include_str!(concat!(env!("OUT_DIR"), "/en")),
        Language::Japanese => include_str!(concat!(env!("OUT_DIR"), "/ja")),
    };
    joined.split(SEPARATOR).collect()
}

thread_local! {
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::English) };
    static TEXTS: [Vec<&'static str>; 2] = Language::ALL.map(texts_in);
}

/// Sets the language of all texts from now on.
pub fn set_language(language: Language) {
    LANGUAGE.set(language);
}

/// The text with this name, with values put in where there are any: `text!("name", &[("value", value.into())])`.
macro_rules! text {
    ($name:literal) => {
        text!($name, &[])
    };
    ($name:literal, $values:expr $(,)?) => {
        $crate::strings::text_of(const { $crate::strings::Key::of($name) }, $values)
    };
}
pub(crate) use text;

/// The text with this key, with values put in.
pub fn text_of(key: Key, values: &[(&str, Value)]) -> String {
    let language = LANGUAGE.get();
    let text = TEXTS.with(|texts| texts[language as usize][key.0]);
    let mut written = String::with_capacity(text.len());
    Values { language, values }.put_into(text, &mut written);
    written
}

/// What can be put into a text.
pub enum Value {
    /// As it is.
    Text(String),
    /// A number that the wording may depend on.
    Count(u64),
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<u64> for Value {
    fn from(count: u64) -> Self {
        Self::Count(count)
    }
}

/// The values for a text.
struct Values<'a> {
    language: Language,
    values: &'a [(&'a str, Value)],
}

impl Values<'_> {
    /// Writes an encoded text up to its end, and returns what follows.
    fn put_into<'t>(&self, mut text: &'t str, written: &mut String) -> &'t str {
        while let Some((words, mark, rest)) = next(text, &[VALUE, SELECT, END]) {
            written.push_str(words);
            if mark == END {
                return rest;
            }
            let (name, rest) = up_to_stop(rest);
            text = if mark == VALUE {
                self.put(name, written);
                rest
            } else {
                self.choose(name, rest, written)
            };
        }
        written.push_str(text);
        ""
    }

    /// Writes the variant that fits the value, and returns what follows the last variant.
    fn choose<'t>(&self, name: &str, mut variants: &'t str, written: &mut String) -> &'t str {
        let mut is_chosen = false;
        loop {
            let (key, text) = up_to_stop(variants);
            variants = if !is_chosen && self.fits(name, key) {
                is_chosen = true;
                self.put_into(text, written)
            } else {
                self.put_into(text, &mut String::new())
            };
            if key.is_empty() {
                return variants;
            }
        }
    }

    fn get(&self, name: &str) -> Option<&Value> {
        let mut values = self.values.iter();
        Some(&values.find(|(of, _)| *of == name)?.1)
    }

    fn put(&self, name: &str, written: &mut String) {
        match self.get(name) {
            Some(Value::Text(text)) => written.push_str(text),
            Some(Value::Count(count)) => written.push_str(&count.to_string()),
            // As Fluent does: the reader sees that something is amiss, and the translator what.
            None => written.extend(["{$", name, "}"]),
        }
    }

    /// Whether the variant with this key may be chosen.
    fn fits(&self, name: &str, key: &str) -> bool {
        match self.get(name) {
            _ if key.is_empty() => true,
            Some(Value::Count(count)) => {
                key == self.language.category(*count) || key == count.to_string()
            }
            Some(Value::Text(_)) | None => false,
        }
    }
}

/// What is before the next of the marks, that mark, and what is after it.
fn next<'t>(text: &'t str, marks: &[char]) -> Option<(&'t str, char, &'t str)> {
    let (at, mark) = text
        .char_indices()
        .find(|(_, found)| marks.contains(found))?;
    Some((&text[..at], mark, &text[at + mark.len_utf8()..]))
}

fn up_to_stop(text: &str) -> (&str, &str) {
    text.split_once(STOP).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use std::{
        collections::{BTreeMap, BTreeSet},
        fs,
        path::PathBuf,
    };

    use super::{compiler::LANGUAGES, *};

    /// The text of every other source of the page, and of what other pages load to embed it.
    fn sources() -> Vec<String> {
        // From the package's folder, in which cargo runs its tests; where it was compiled may be another clone's.
        let mut folders = vec![PathBuf::from("src"), PathBuf::from("embed")];
        let mut sources = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the sources are there") {
                let path = entry.expect("the sources are readable").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path
                    .extension()
                    .is_some_and(|kind| kind == "rs" || kind == "js")
                    && !path.ends_with("strings.rs")
                {
                    sources.push(fs::read_to_string(&path).expect("the sources are readable"));
                }
            }
        }
        sources
    }

    /// The names in the sources: literals after `text!(`, `Key::of(` and what other pages have for it.
    fn used() -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for source in sources() {
            for before in ["text!(", "Key::of(", "#text(", "say("] {
                for (at, _) in source.match_indices(before) {
                    let is_whole =
                        !source[..at].ends_with(|last: char| last.is_alphanumeric() || last == '_');
                    let after = source[at + before.len()..].trim_start();
                    if let Some(literal) = after.strip_prefix('"').filter(|_| is_whole)
                        && let Some((key, _)) = literal.split_once('"')
                    {
                        keys.insert(key.to_owned());
                    }
                }
            }
        }
        keys
    }

    fn defined(language: Language) -> BTreeMap<&'static str, &'static str> {
        let texts = texts_in(language);
        assert_eq!(texts.len(), NAMES.len());
        NAMES.iter().copied().zip(texts).collect()
    }

    #[test]
    fn every_text_is_used() {
        let defined = NAMES.iter().map(|name| (*name).to_owned());
        assert_eq!(used(), defined.collect());
    }

    /// The values that an encoded text takes.
    fn values(mut text: &str) -> BTreeSet<&str> {
        let mut values = BTreeSet::new();
        while let Some((_, _, rest)) = next(text, &[VALUE, SELECT]) {
            let (name, rest) = up_to_stop(rest);
            values.insert(name);
            text = rest;
        }
        values
    }

    #[test]
    fn every_language_puts_in_no_other_values() {
        let english = defined(Language::English);
        for language in Language::ALL {
            for (key, text) in defined(language) {
                let (found, known) = (values(text), values(english[key]));
                assert!(found.is_subset(&known), "{language:?}, {key}: {found:?}");
            }
        }
    }

    #[test]
    fn the_compiler_knows_the_languages() {
        for (language, (tag, categories)) in Language::ALL.into_iter().zip(LANGUAGES) {
            assert_eq!(language.tag(), tag);
            let found: BTreeSet<_> = (0..200).map(|count| language.category(count)).collect();
            let known = categories.iter().copied().chain(["other"]).collect();
            assert_eq!(found, known, "{language:?}");
        }
    }

    #[test]
    fn a_language_is_known_by_its_tag() {
        assert_eq!(Language::of_tag("ja-JP"), Some(Language::Japanese));
        assert_eq!(Language::of_tag("en"), Some(Language::English));
        assert_eq!(Language::of_tag("jam"), None);
    }

    #[test]
    fn values_are_put_in_and_counts_choose_the_wording() {
        let dropped = |count: u64| text!("console-dropped", &[("count", count.into())]);
        assert_eq!(dropped(1), "One earlier line is not shown.");
        assert_eq!(dropped(2), "2 earlier lines are not shown.");
        assert_eq!(text!("timeline-pid", &[("pid", "7".into())]), "pid 7");
        assert_eq!(text!("timeline-pid"), "pid {$pid}");
        set_language(Language::Japanese);
        assert_eq!(dropped(2), "これより前の 2 行は表示していません。");
        set_language(Language::English);
    }

    /// What an English catalogue says with these values.
    fn said(source: &str, values: &[(&str, Value)]) -> String {
        let texts = compiler::compile(source, &["one"]).expect("the catalogue is understood");
        let mut written = String::new();
        let language = Language::English;
        let rest = Values { language, values }.put_into(&texts["key"], &mut written);
        assert_eq!(rest, "");
        written
    }

    #[test]
    fn choices_stand_among_words_and_in_choices() {
        let source = "key = before { $outer ->
    [0] none
   *[other] some, { $inner ->
        [one] one { $inner }
        [7] seven
       *[other] { $inner } and { $outer }
    }, indeed
} { \"{\" } after";
        let said = |outer: u64, inner: u64| {
            said(source, &[("outer", outer.into()), ("inner", inner.into())])
        };
        assert_eq!(said(0, 1), "before none { after");
        assert_eq!(said(1, 1), "before some, one 1, indeed { after");
        assert_eq!(said(2, 7), "before some, seven, indeed { after");
        assert_eq!(said(3, 8), "before some, 8 and 3, indeed { after");
    }

    #[test]
    fn what_is_no_count_gets_the_default() {
        let source = "key = { $count ->
    [one] one
   *[other] of { $count }
}";
        assert_eq!(said(source, &[("count", "one".into())]), "of one");
        assert_eq!(said(source, &[]), "of {$count}");
    }

    #[test]
    fn lines_of_a_text_stay_lines() {
        assert_eq!(said("key =\n    first\n    second\n", &[]), "first\nsecond");
    }

    #[test]
    fn what_the_page_does_not_understand_is_not_compiled() {
        for (source, reason) in [
            ("key = a\nkey = b", "two of them"),
            ("key = a\n{", "line 2"),
            ("-term = a", "terms"),
            ("key = a\n    .attribute = b", "attributes"),
            ("key = { NUMBER($count) }", "functions"),
            ("key = { -term }", "other messages"),
            ("key = { other }", "other messages"),
            ("key = { \"a\" ->\n   *[other] b\n }", "by a value"),
            (
                "key = { $count ->\n    [few] a\n   *[other] b\n }",
                "never chosen",
            ),
            (
                "key = { $count ->\n    [0.5] a\n   *[other] b\n }",
                "never chosen",
            ),
            ("key = { $count ->\n    [0] a\n   *[one] b\n }", "default"),
            ("key = a\u{1}b", "control characters"),
        ] {
            let compiled = compiler::compile(source, &["one"]);
            let message = compiled.expect_err(source);
            assert!(message.contains(reason), "{source}: {message}");
        }
    }
}
