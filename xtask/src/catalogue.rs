//! Texts of the catalogues, which are in Fluent's format, for what the build makes of them.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

use crate::files;

/// The languages of the interface and of the guide, which are the names of their catalogues.
pub const LANGUAGES: [&str; 2] = ["en", "ja"];

/// The messages of a file whose keys are wanted.
pub fn read(path: &Path, is_wanted: impl Fn(&str) -> bool) -> Result<BTreeMap<String, String>> {
    parse(&files::read_text(path)?, is_wanted)
        .with_context(|| format!("cannot use {}", path.display()))
}

/// The messages of a catalogue whose keys are wanted: words, and values as `{ $name }`.
pub fn parse(
    catalogue: &str,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<BTreeMap<String, String>> {
    let resource = parser::parse(catalogue).map_err(|(_, errors)| anyhow!("{errors:?}"))?;
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else {
            continue;
        };
        let key = message.id.name;
        if let Some(pattern) = message.value.filter(|_| is_wanted(key)) {
            let text = text(&pattern).with_context(|| format!("the message `{key}`"))?;
            messages.insert(key.to_owned(), text);
        }
    }
    Ok(messages)
}

fn text(pattern: &Pattern<&str>) -> Result<String> {
    let mut text = String::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => text.push_str(value),
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::VariableReference { id }),
            } => text.extend(["{ $", id.name, " }"]),
            PatternElement::Placeable { .. } => {
                bail!("can put in values as they are, and nothing else: no page is there to choose")
            }
        }
    }
    Ok(text)
}
