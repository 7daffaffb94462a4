//! Comprehensions, and what loops run over.

use crate::{
    Writer,
    code::Rank,
    scope::{Frame, Kind, Variable},
};

/// The most loops of one comprehension.
pub(crate) const LOOPS: usize = 2;

impl Writer<'_> {
    /// An element of the kind and the loops of a comprehension.
    pub(crate) fn comprehension(&mut self, kind: Kind, depth: usize, most: usize) -> String {
        self.loops(depth, most, |writer| writer.expression(kind, depth).whole())
    }

    pub(crate) fn loops(
        &mut self,
        depth: usize,
        most: usize,
        element: impl FnOnce(&mut Self) -> String,
    ) -> String {
        let outer = self.inside;
        // What is lazy is not awaited.
        self.inside.is_coroutine = false;
        let count = 1 + self.choices.below(most);
        let mut loops = String::new();
        for _ in 0..count {
            let was_iterable = self.is_iterable;
            self.is_iterable = true;
            let (targets, source) = self.source(depth);
            self.is_iterable = was_iterable;
            let names: Vec<&str> = targets.iter().map(|target| target.name.as_str()).collect();
            loops = format!("{loops} for {} in {source}", names.join(", "));
            self.frames.push(Frame {
                variables: targets,
                is_function: true,
            });
            if self.choices.chance(35) {
                let condition = self.bool_of(depth).within(Rank::Or);
                loops = format!("{loops} if {condition}");
            }
        }
        let element = element(self);
        self.frames.truncate(self.frames.len() - count);
        self.inside = outer;
        format!("{element}{loops}")
    }

    /// What a comprehension runs over.
    pub(crate) fn iterable(&mut self, kind: Kind, depth: usize) -> String {
        let was_iterable = self.is_iterable;
        self.is_iterable = true;
        let code = self.expression(kind, depth).within(Rank::Or);
        self.is_iterable = was_iterable;
        code
    }

    /// What a loop runs over, and the names of what it gives.
    pub(crate) fn source(&mut self, depth: usize) -> (Vec<Variable>, String) {
        let (kinds, source): (&[Kind], String) = match self.choices.below(9) {
            0..2 => (&[Kind::Int], self.range(depth)),
            2..4 => (
                &[Kind::Int],
                self.expression(Kind::Numbers, depth).within(Rank::Or),
            ),
            4 => (
                &[Kind::Text],
                self.expression(Kind::Words, depth).within(Rank::Or),
            ),
            5 => (
                &[Kind::Text],
                self.expression(Kind::Text, depth).within(Rank::Or),
            ),
            6 => {
                let words = self.expression(Kind::Words, depth).whole();
                (&[Kind::Int, Kind::Text], format!("enumerate({words})"))
            }
            7 => {
                let table = self.expression(Kind::Table, depth).primary();
                (&[Kind::Text, Kind::Int], format!("{table}.items()"))
            }
            _ => {
                let (numbers, words) = (
                    self.expression(Kind::Numbers, depth).whole(),
                    self.expression(Kind::Words, depth).whole(),
                );
                (&[Kind::Int, Kind::Text], format!("zip({numbers}, {words})"))
            }
        };
        let targets = kinds
            .iter()
            .map(|kind| Variable {
                name: self.name("x"),
                kind: *kind,
            })
            .collect();
        (targets, source)
    }
}
