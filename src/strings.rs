//! The interface's texts, from one catalogue for each language.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

const ENGLISH: &str = include_str!("locales/en.ftl");

thread_local! {
    static CATALOGUE: FluentBundle<FluentResource> = catalogue();
}

fn catalogue() -> FluentBundle<FluentResource> {
    let resource = FluentResource::try_new(ENGLISH.to_owned())
        .unwrap_or_else(|(readable_part, _)| readable_part);
    let mut bundle = FluentBundle::new("en".parse().into_iter().collect());
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
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
    CATALOGUE.with(|bundle| {
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
    use std::{collections::BTreeSet, fs, path::Path};

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

    /// The keys in the sources: literals after `text(`, `text_with(` and `title: `.
    fn used() -> BTreeSet<String> {
        let mut keys = BTreeSet::new();
        for source in sources() {
            for before in ["text(", "text_with(", "title: "] {
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

    fn defined() -> BTreeSet<String> {
        ENGLISH
            .lines()
            .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
            .filter_map(|line| Some(line.split_once(" =")?.0.to_owned()))
            .collect()
    }

    #[test]
    fn the_catalogue_is_well_formed() {
        assert!(FluentResource::try_new(ENGLISH.to_owned()).is_ok());
    }

    #[test]
    fn keys_in_use_and_messages_are_the_same() {
        assert_eq!(used(), defined());
    }

    #[test]
    fn values_are_put_in_and_counts_choose_the_wording() {
        let text = |count: u64| text_with("console-dropped", &[("count", count.into())]);
        assert_eq!(text(1), "One earlier line is not shown.");
        assert_eq!(text(2), "2 earlier lines are not shown.");
        assert_eq!(text_with("timeline-pid", &[("pid", "7".into())]), "pid 7");
    }
}
