//! Why something that the reader wanted was not possible. The page has the words for it.

use std::fmt;

use spawnpoint_link::Damaged;
use spawnpoint_project::Refusal;
use spawnpoint_trace::file::Unreadable;

/// What the reader wanted and was not possible. Reasons that are texts come from the browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A file of the program cannot be there.
    Refused(Refusal),
    /// There is no file of this path any more that could be shown as text.
    Gone(String),
    /// These files of the reader's machine did not come in.
    NotBrought(Vec<(String, NotBrought)>),
    /// A file could not be handed out, for this reason.
    NotSaved(String),
    /// The run in the file of this name cannot be shown.
    NotOpened(String, NotOpened),
    /// A link has a value that cannot be.
    Link(Damaged),
    /// What embeds the page has a value that cannot be.
    Attribute(Attribute),
    /// What is packed into a link is damaged, in this way.
    LinkDamaged(String),
    /// There is no example of this id.
    NoExample(String),
}

/// A value that what embeds the page cannot have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attribute {
    /// One of the link.
    Link(Damaged),
    /// The files, for this reason, in English as programmers read it.
    Files(String),
}

impl fmt::Display for Attribute {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Link(damaged) => damaged.fmt(formatter),
            Self::Files(reason) => formatter.write_str(reason),
        }
    }
}

/// Why a file of the reader's machine did not come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotBrought {
    /// It cannot be among the program's.
    Refused(Refusal),
    /// The browser could not read it, for this reason.
    Unreadable(String),
    /// It has the name of the program and is no text.
    NoProgram,
}

/// Why the run in a file cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotOpened {
    /// The browser could not read it, for this reason.
    Unread(String),
    /// It is not what it should be.
    Unreadable(Unreadable),
}
