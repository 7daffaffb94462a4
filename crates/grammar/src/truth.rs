//! What is true or false.

use crate::{
    Writer,
    code::{Code, Rank},
    scope::Kind,
};

impl Writer<'_> {
    pub(crate) fn bool(&mut self, depth: usize) -> Code {
        match self.choices.below(14) {
            0..5 => self.comparison(depth),
            5 => {
                let operand = self.bool_of(depth).within(Rank::Not);
                Code::new(Rank::Not, format!("not {operand}"))
            }
            6..8 => {
                let (word, rank, below) = self
                    .choices
                    .pick(&[("and", Rank::And, Rank::Not), ("or", Rank::Or, Rank::And)]);
                let (left, right) = (
                    self.bool_of(depth).within(rank),
                    self.bool_of(depth).within(below),
                );
                Code::new(rank, format!("{left} {word} {right}"))
            }
            8..10 => {
                let (element, container) = self.choices.pick(&[
                    (Kind::Int, Kind::Numbers),
                    (Kind::Text, Kind::Text),
                    (Kind::Text, Kind::Table),
                    (Kind::Int, Kind::Bag),
                    (Kind::Text, Kind::Words),
                ]);
                let word = self.choices.pick(&["in", "not in"]);
                let (left, right) = (
                    self.expression(element, depth).within(Rank::BitOr),
                    self.expression(container, depth).within(Rank::BitOr),
                );
                Code::new(Rank::Comparison, format!("{left} {word} {right}"))
            }
            10 => {
                let kind = self.kind();
                let value = self.expression(kind, depth).whole();
                let types = self.choices.pick(&[
                    "int",
                    "str",
                    "(list, tuple)",
                    "bool",
                    "Thing",
                    "int | str",
                ]);
                Code::atom(format!("isinstance({value}, {types})"))
            }
            11 => {
                let function = self.choices.pick(&["all", "any"]);
                let loops = self.comprehension(Kind::Bool, depth, 1);
                Code::atom(format!("{function}({loops})"))
            }
            12 => {
                let text = self.expression(Kind::Text, depth).primary();
                let method = self.choices.pick(&[
                    "isdigit",
                    "isalpha",
                    "isupper",
                    "isspace",
                    "isidentifier",
                    "isascii",
                ]);
                Code::atom(format!("{text}.{method}()"))
            }
            _ => {
                let kind = self.kind();
                let Some(name) = self.readable(kind) else {
                    return self.comparison(depth);
                };
                let word = self.choices.pick(&["is", "is not"]);
                Code::new(Rank::Comparison, format!("{name} {word} None"))
            }
        }
    }

    pub(crate) fn comparison(&mut self, depth: usize) -> Code {
        const SIGNS: [&str; 6] = ["<", "<=", "==", "!=", ">", ">="];
        let kind = self.choices.pick(&[
            Kind::Int,
            Kind::Float,
            Kind::Text,
            Kind::Numbers,
            Kind::Pair,
            Kind::Bag,
            Kind::Int,
        ]);
        let mut text = self.expression(kind, depth).within(Rank::BitOr);
        let operands = if self.choices.chance(25) { 2 } else { 1 };
        for _ in 0..operands {
            let sign = self.choices.pick(&SIGNS);
            let operand = self.expression(kind, depth).within(Rank::BitOr);
            text = format!("{text} {sign} {operand}");
        }
        Code::new(Rank::Comparison, text)
    }
}
