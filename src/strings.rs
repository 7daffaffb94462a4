//! The interface's texts, from one catalogue for each language.

use std::cell::Cell;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

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

    fn source(self) -> &'static str {
        match self {
            Self::English => include_str!("locales/en.ftl"),
            Self::Japanese => include_str!("locales/ja.ftl"),
        }
    }

    fn catalogue(self) -> FluentBundle<FluentResource> {
        let resource = FluentResource::try_new(self.source().to_owned())
            .unwrap_or_else(|(readable_part, _)| readable_part);
        let mut bundle = FluentBundle::new(self.tag().parse().into_iter().collect());
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        bundle
    }
}

thread_local! {
    static LANGUAGE: Cell<Language> = const { Cell::new(Language::English) };
    static CATALOGUES: [FluentBundle<FluentResource>; 2] = Language::ALL.map(Language::catalogue);
}

/// Sets the language of all texts from now on.
pub fn set_language(language: Language) {
    LANGUAGE.set(language);
}

/// The text with this key.
pub fn text(key: &str) -> String {
    format(key, None)
}

/// The text with this key, with values put in.
pub fn text_with(key: &str, values: &[(&str, Value)]) -> String {
    let mut args = FluentArgs::with_capacity(values.len());
    for (name, value) in values {
        match value {
            Value::Text(text) => args.set(*name, FluentValue::from(text.as_str())),
            Value::Count(count) => args.set(*name, FluentValue::from(*count)),
        }
    }
    format(key, Some(&args))
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

fn format(key: &str, args: Option<&FluentArgs>) -> String {
    CATALOGUES.with(|bundles| {
        let bundle = &bundles[LANGUAGE.get() as usize];
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        bundle
            .format_pattern(pattern, args, &mut Vec::new())
            .into_owned()
    })
}

#[cfg(test)]
mod tests {
    use std::{
        collections::{BTreeMap, BTreeSet},
        fs,
        path::Path,
    };

    use super::*;

    /// The text of every other source of the page.
    fn sources() -> Vec<String> {
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
        let mut sources = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the sources are there") {
                let path = entry.expect("the sources are readable").path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension() == Some("rs".as_ref()) && !path.ends_with("strings.rs") {
                    sources.push(fs::read_to_string(&path).expect("the sources are readable"));
                }
            }
        }
        sources
    }

    /// The keys in the sources: literals after `text(`, `text_with(`, `title: ` and the like.
    fn used() -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for source in sources() {
            for before in ["text(", "text_with(", "title: ", "about: ", "look: "] {
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

    fn defined(language: Language) -> BTreeSet<String> {
        let source = language.source();
        source
            .lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
            .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
            .collect()
    }

    #[test]
    fn the_catalogues_are_well_formed() {
        for language in Language::ALL {
            let resource = FluentResource::try_new(language.source().to_owned());
            assert!(resource.is_ok(), "{language:?}: {resource:?}");
        }
    }

    #[test]
    fn keys_in_use_and_messages_are_the_same_in_every_language() {
        for language in Language::ALL {
            assert_eq!(used(), defined(language), "{language:?}");
        }
    }

    /// The values that a message takes, by key.
    fn values(language: Language) -> BTreeMap<String, BTreeSet<String>> {
        let mut values: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut key = String::new();
        for line in language.source().lines() {
            if line.starts_with(|first: char| first.is_ascii_lowercase()) {
                line.split(" =")
                    .next()
                    .unwrap_or_default()
                    .clone_into(&mut key);
            }
            let names = line.split("{ $").skip(1);
            let names = names.filter_map(|rest| rest.split([' ', '}']).next());
            values
                .entry(key.clone())
                .or_default()
                .extend(names.map(str::to_owned));
        }
        values
    }

    #[test]
    fn every_language_puts_in_no_other_values() {
        let english = values(Language::English);
        for (key, found) in values(Language::Japanese) {
            assert!(found.is_subset(&english[&key]), "{key}: {found:?}");
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
        let text = |count: u64| text_with("console-dropped", &[("count", count.into())]);
        assert_eq!(text(1), "One earlier line is not shown.");
        assert_eq!(text(2), "2 earlier lines are not shown.");
        assert_eq!(text_with("timeline-pid", &[("pid", "7".into())]), "pid 7");
        set_language(Language::Japanese);
        assert_eq!(text(2), "これより前の 2 行は表示していません。");
        set_language(Language::English);
    }
}
