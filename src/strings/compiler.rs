//! From a catalogue in Fluent's format to the encoded texts. Runs in the build script.
//!
//! What the page does not understand is an error here. It understands values and choices by a count,
//! which is all that the catalogues need, in a fraction of the size of a complete Fluent.

use std::collections::BTreeMap;

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, VariantKey},
    parser,
    unicode::unescape_unicode_to_string,
};

use super::encoding::{END, SELECT, SEPARATOR, STOP, VALUE};

/// For each language its tag, and the plural categories that it has besides `other`.
pub const LANGUAGES: [(&str, &[&str]); 2] = [("en", &["one"]), ("ja", &[])];

/// The category that every language has, and every choice as its default.
const OTHER: &str = "other";

/// The texts of a catalogue by their keys.
///
/// `categories` are the plural categories that the language has besides `other`.
pub fn compile(source: &str, categories: &[&str]) -> Result<BTreeMap<String, String>, String> {
    let resource = parser::parse_runtime(source).map_err(|(_, errors)| {
        let lines = errors.iter().map(|error| {
            let before = source.get(..error.pos.start).unwrap_or(source);
            format!("line {}: {error}", before.matches('\n').count() + 1)
        });
        lines.collect::<Vec<_>>().join("; ")
    })?;
    let mut texts = BTreeMap::new();
    for entry in &resource.body {
        let (key, text) = match entry {
            Entry::Message(message) => (
                message.id.name,
                encode(message, categories)
                    .map_err(|reason| format!("{}: {reason}", message.id.name))?,
            ),
            Entry::Term(term) => return Err(format!("-{}: no terms, please", term.id.name)),
            Entry::Junk { content } => return Err(format!("not understood: {content}")),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
        };
        if texts.insert(key.to_owned(), text).is_some() {
            return Err(format!("{key}: there are two of them"));
        }
    }
    Ok(texts)
}

fn encode(message: &Message<&str>, categories: &[&str]) -> Result<String, String> {
    if let Some(attribute) = message.attributes.first() {
        return Err(format!("no attributes, please: .{}", attribute.id.name));
    }
    let pattern = message.value.as_ref().ok_or("there is no text")?;
    let mut text = String::new();
    put_pattern(pattern, categories, &mut text)?;
    Ok(text)
}

fn put_pattern(
    pattern: &Pattern<&str>,
    categories: &[&str],
    text: &mut String,
) -> Result<(), String> {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => put_words(value, text)?,
            PatternElement::Placeable { expression } => {
                put_expression(expression, categories, text)?;
            }
        }
    }
    Ok(())
}

fn put_words(words: &str, text: &mut String) -> Result<(), String> {
    if words.contains([SEPARATOR, VALUE, SELECT, STOP, END]) {
        return Err("no control characters, please".to_owned());
    }
    text.push_str(words);
    Ok(())
}

fn put_name(mark: char, name: &str, text: &mut String) {
    text.push(mark);
    text.push_str(name);
    text.push(STOP);
}

fn put_expression(
    expression: &Expression<&str>,
    categories: &[&str],
    text: &mut String,
) -> Result<(), String> {
    let (selector, variants) = match expression {
        Expression::Inline(inline) => return put_inline(inline, categories, text),
        Expression::Select { selector, variants } => (selector, variants),
    };
    let InlineExpression::VariableReference { id } = selector else {
        return Err("a choice is by a value: { $count -> … }".to_owned());
    };
    put_name(SELECT, id.name, text);
    // The default comes last, wherever it is written.
    let (defaults, others): (Vec<_>, Vec<_>) = variants.iter().partition(|variant| variant.default);
    for variant in others {
        let key = match variant.key {
            VariantKey::NumberLiteral { value } if value.parse() == Ok(0_u64) => "0",
            VariantKey::NumberLiteral { value }
                if value.bytes().all(|byte| byte.is_ascii_digit()) && !value.starts_with('0') =>
            {
                value
            }
            VariantKey::Identifier { name } if categories.contains(&name) => name,
            VariantKey::NumberLiteral { value: key } | VariantKey::Identifier { name: key } => {
                return Err(format!(
                    "[{key}] is never chosen: a count is a whole number or, in this language, one of \
                     {categories:?}"
                ));
            }
        };
        text.push_str(key);
        text.push(STOP);
        put_pattern(&variant.value, categories, text)?;
        text.push(END);
    }
    for variant in defaults {
        if variant.key != (VariantKey::Identifier { name: OTHER }) {
            return Err(format!("the default of a choice is *[{OTHER}]"));
        }
        text.push(STOP);
        put_pattern(&variant.value, categories, text)?;
        text.push(END);
    }
    Ok(())
}

fn put_inline(
    expression: &InlineExpression<&str>,
    categories: &[&str],
    text: &mut String,
) -> Result<(), String> {
    match expression {
        InlineExpression::VariableReference { id } => put_name(VALUE, id.name, text),
        InlineExpression::StringLiteral { value } => {
            put_words(&unescape_unicode_to_string(value), text)?;
        }
        InlineExpression::NumberLiteral { value } => text.push_str(value),
        InlineExpression::Placeable { expression } => put_expression(expression, categories, text)?,
        InlineExpression::FunctionReference { id, .. } => {
            return Err(format!("no functions, please: {}()", id.name));
        }
        InlineExpression::MessageReference { id, .. }
        | InlineExpression::TermReference { id, .. } => {
            return Err(format!(
                "no other messages in a message, please: {}",
                id.name
            ));
        }
    }
    Ok(())
}
