//! What Python objects are.

use serde::Serialize;
use spawnpoint_protocol::event;

/// A global variable; its value is `null` when it is gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of event::Variable")]
pub struct Variable<'a> {
    pub name: &'a str,
    pub value: Option<Summary<'a>>,
}

/// What a Python object is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the fields are those of event::Summary")]
pub struct Summary<'a> {
    pub class: &'a str,
    pub text: &'a str,
    pub length: Option<u32>,
    pub object: Option<u32>,
}

impl<'a> From<&'a event::Summary> for Summary<'a> {
    fn from(summary: &'a event::Summary) -> Self {
        Self {
            class: &summary.class,
            text: &summary.text,
            length: summary.length,
            object: summary.object.map(|object| object.0),
        }
    }
}

impl<'a> From<&'a event::Variable> for Variable<'a> {
    fn from(variable: &'a event::Variable) -> Self {
        Self {
            name: &variable.name,
            value: variable.value.as_ref().map(Summary::from),
        }
    }
}
