//! Pieces of source: expressions that know how tightly they bind, and lines.

use std::fmt::Write as _;

/// How tightly an expression binds, the loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Rank {
    Lambda,
    Conditional,
    Or,
    And,
    Not,
    Comparison,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Sum,
    Product,
    Unary,
    Power,
    /// A literal that an attribute cannot follow at once.
    Number,
    Atom,
}

/// An expression.
#[derive(Clone, Debug)]
pub(crate) struct Code {
    text: String,
    rank: Rank,
}

impl Code {
    pub(crate) fn new(rank: Rank, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            rank,
        }
    }

    pub(crate) fn atom(text: impl Into<String>) -> Self {
        Self::new(Rank::Atom, text)
    }

    /// The text where something that binds as `rank` is expected: in brackets if this is looser.
    pub(crate) fn within(self, rank: Rank) -> String {
        if self.rank < rank {
            format!("({})", self.text)
        } else {
            self.text
        }
    }

    /// The text where anything may stand that is not a named expression: an argument, an element, a right side.
    pub(crate) fn whole(self) -> String {
        self.text
    }

    /// The text as an operand that is followed by an attribute, a subscript or a call.
    pub(crate) fn primary(self) -> String {
        self.within(Rank::Atom)
    }
}

/// Lines of a program.
#[derive(Default)]
pub(crate) struct Lines {
    text: String,
    indent: usize,
}

impl Lines {
    pub(crate) fn push(&mut self, line: impl AsRef<str>) {
        let width = 4 * self.indent;
        // Writing to a string does not fail.
        let _ = writeln!(self.text, "{:width$}{}", "", line.as_ref());
    }

    /// A line that needs a block, which follows.
    pub(crate) fn open(&mut self, line: impl AsRef<str>) {
        self.push(line);
        self.indent += 1;
    }

    pub(crate) fn close(&mut self) {
        self.indent -= 1;
    }

    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_stand_where_they_are_needed() {
        let sum = Code::new(Rank::Sum, "a + b");
        assert_eq!(sum.clone().within(Rank::Sum), "a + b");
        assert_eq!(sum.clone().within(Rank::Product), "(a + b)");
        assert_eq!(sum.whole(), "a + b");
        assert_eq!(Code::new(Rank::Number, "5").primary(), "(5)");
        assert_eq!(Code::atom("f()").primary(), "f()");
    }

    #[test]
    fn blocks_are_indented() {
        let mut lines = Lines::default();
        lines.open("if a:");
        lines.push("pass");
        lines.close();
        lines.push("b");
        assert_eq!(lines.into_text(), "if a:\n    pass\nb\n");
    }
}
