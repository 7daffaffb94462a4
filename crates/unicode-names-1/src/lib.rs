//! Lets the Python parser, which asks for an older `unicode_names2`, share the table of names with the
//! rest of the interpreter.

pub use newer::character;
