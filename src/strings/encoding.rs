//! The form in which the page carries its texts: written by the build script, read by `strings.rs`.
//!
//! A text is its words, with marks where something is put in:
//!
//! * `VALUE name STOP`: the value of that name;
//! * `SELECT name STOP`, then for each variant `key STOP text END`: the first text whose key is the
//!   value of that name or the plural category of it. The last key is empty and fits always.
//!
//! The marks are control characters, which no text contains.

/// Between keys, and between texts.
pub const SEPARATOR: char = '\0';

/// Before the name of a value to put in.
pub const VALUE: char = '\u{1}';

/// Before the name of a value to choose by.
pub const SELECT: char = '\u{2}';

/// After a name or key.
pub const STOP: char = '\u{3}';

/// After the text of a variant.
pub const END: char = '\u{4}';
