//! Lists, tuples, dictionaries and sets.

use crate::{
    Writer,
    code::{Code, Rank},
    comprehension::LOOPS,
    operator::{ADD, AND, MULTIPLY, OR, SUBTRACT, XOR, joined},
    scope::{Flavour, Kind},
};

impl Writer<'_> {
    pub(crate) fn numbers(&mut self, depth: usize) -> Code {
        match self.choices.below(15) {
            0..2 => Code::atom(format!("[{}]", self.list(Kind::Int, depth, 4))),
            2..5 => {
                let loops = self.comprehension(Kind::Int, depth, LOOPS);
                Code::atom(format!("[{loops}]"))
            }
            5 => self.binary(Kind::Numbers, depth, ADD),
            6 => {
                let left = self.expression(Kind::Numbers, depth);
                let right = self.small(depth, 3);
                joined(left, MULTIPLY, right)
            }
            7 => {
                let numbers = self.expression(Kind::Numbers, depth).primary();
                let slice = self.slice(depth);
                Code::atom(format!("{numbers}[{slice}]"))
            }
            8 => {
                let range = self.range(depth);
                Code::atom(format!("list({range})"))
            }
            9 => {
                let kind = self.choices.pick(&[Kind::Numbers, Kind::Bag]);
                let value = self.expression(kind, depth).whole();
                let reverse = self.choices.pick(&[
                    "",
                    ", reverse=True",
                    ", key=abs",
                    ", key=lambda n: -n % 7",
                ]);
                Code::atom(format!("sorted({value}{reverse})"))
            }
            10 => {
                let (one, two) = (
                    self.expression(Kind::Numbers, depth).within(Rank::BitOr),
                    self.expression(Kind::Numbers, depth).within(Rank::BitOr),
                );
                let more = self.expression(Kind::Int, depth).whole();
                Code::atom(format!("[*{one}, {more}, *{two}]"))
            }
            11 => {
                let name = self.name("a");
                let (function, kind) = self
                    .choices
                    .pick(&[("map", Kind::Int), ("filter", Kind::Bool)]);
                let body = self.lambda_body(&[(&name, Kind::Int)], kind, depth);
                let numbers = self.expression(Kind::Numbers, depth).whole();
                Code::atom(format!(
                    "list({function}(lambda {name}: {body}, {numbers}))"
                ))
            }
            12 => {
                let table = self.expression(Kind::Table, depth).primary();
                Code::atom(format!("list({table}.values())"))
            }
            13 => {
                let bytes = self.expression(Kind::Bytes, depth).whole();
                Code::atom(format!("list({bytes})"))
            }
            _ => self.all_of_generator(Kind::Int, depth),
        }
    }

    /// All that a generator of the program yields, as a list.
    pub(crate) fn all_of_generator(&mut self, kind: Kind, depth: usize) -> Code {
        match self.callable(kind, &[Flavour::Generator]) {
            Some(function) => {
                let arguments = self.arguments(&function, depth);
                Code::atom(format!("list({}({arguments}))", function.name))
            }
            None => self.simple(if kind == Kind::Int {
                Kind::Numbers
            } else {
                Kind::Words
            }),
        }
    }

    pub(crate) fn range(&mut self, depth: usize) -> String {
        let end = self.small(depth, 8).whole();
        match self.choices.below(3) {
            0 => format!("range({end})"),
            1 => {
                let start = self.small(depth, 5).whole();
                format!("range({start}, {end})")
            }
            _ => {
                let start = self.small(depth, 9).whole();
                let step = self.choices.pick(&["-1", "2", "3", "-2"]);
                format!("range({start}, {end}, {step})")
            }
        }
    }

    pub(crate) fn words(&mut self, depth: usize) -> Code {
        match self.choices.below(9) {
            0 => Code::atom(format!("[{}]", self.list(Kind::Text, depth, 4))),
            1..4 => {
                let loops = self.comprehension(Kind::Text, depth, LOOPS);
                Code::atom(format!("[{loops}]"))
            }
            4 => {
                let text = self.expression(Kind::Text, depth).primary();
                let separator = self.choices.pick(&["", "\",\"", "\" \", 1", "maxsplit=2"]);
                Code::atom(format!("{text}.split({separator})"))
            }
            5 => {
                let text = self.expression(Kind::Text, depth).primary();
                Code::atom(format!("list({text}[:6])"))
            }
            6 => {
                let kind = self.choices.pick(&[Kind::Words, Kind::Table]);
                let value = self.expression(kind, depth).whole();
                let key = self
                    .choices
                    .pick(&["", ", key=len", ", key=str.lower, reverse=True"]);
                Code::atom(format!("sorted({value}{key})"))
            }
            7 => self.binary(Kind::Words, depth, ADD),
            _ => {
                let words = self.expression(Kind::Words, depth).primary();
                let slice = self.slice(depth);
                Code::atom(format!("{words}[{slice}]"))
            }
        }
    }

    pub(crate) fn pair(&mut self, depth: usize) -> Code {
        if self.choices.chance(80) {
            let (left, right) = (
                self.expression(Kind::Int, depth).whole(),
                self.expression(Kind::Text, depth).whole(),
            );
            Code::atom(format!("({left}, {right})"))
        } else {
            let (one, two) = (
                self.expression(Kind::Pair, depth).whole(),
                self.expression(Kind::Pair, depth).whole(),
            );
            Code::atom(format!("max({one}, {two})"))
        }
    }

    pub(crate) fn table(&mut self, depth: usize) -> Code {
        match self.choices.below(7) {
            0 => {
                let items: Vec<String> = (0..self.choices.below(4))
                    .map(|_| {
                        let (key, value) = (
                            self.expression(Kind::Text, depth).whole(),
                            self.expression(Kind::Int, depth).whole(),
                        );
                        format!("{key}: {value}")
                    })
                    .collect();
                Code::atom(format!("{{{}}}", items.join(", ")))
            }
            1..3 => {
                let loops = self.loops(depth, 1, |writer| {
                    let (key, value) = (
                        writer.expression(Kind::Text, depth).whole(),
                        writer.expression(Kind::Int, depth).whole(),
                    );
                    format!("{key}: {value}")
                });
                Code::atom(format!("{{{loops}}}"))
            }
            3 => self.binary(Kind::Table, depth, OR),
            4 => {
                let (words, numbers) = (
                    self.expression(Kind::Words, depth).whole(),
                    self.expression(Kind::Numbers, depth).whole(),
                );
                Code::atom(format!("dict(zip({words}, {numbers}))"))
            }
            5 => {
                let table = self.expression(Kind::Table, depth).within(Rank::BitOr);
                let (key, value) = (
                    self.expression(Kind::Text, depth).whole(),
                    self.expression(Kind::Int, depth).whole(),
                );
                Code::atom(format!("{{**{table}, {key}: {value}}}"))
            }
            _ => {
                let (words, value) = (
                    self.expression(Kind::Words, depth).whole(),
                    self.expression(Kind::Int, depth).whole(),
                );
                Code::atom(format!("dict.fromkeys({words}, {value})"))
            }
        }
    }

    /// Its elements are small, so that the width of a hash does not matter.
    pub(crate) fn bag(&mut self, depth: usize) -> Code {
        match self.choices.below(4) {
            0 => {
                let name = self.name("x");
                let numbers = self.iterable(Kind::Numbers, depth);
                Code::atom(format!("{{{name} % 50 for {name} in {numbers}}}"))
            }
            1 => {
                let loops = self.loops(depth, 1, |writer| {
                    let value = writer.expression(Kind::Int, depth).within(Rank::Product);
                    format!("{value} % 30")
                });
                Code::atom(format!("{{{loops}}}"))
            }
            2 => {
                let operator = self.choices.pick(&[OR, AND, XOR, SUBTRACT]);
                self.binary(Kind::Bag, depth, operator)
            }
            _ => {
                let bag = self.expression(Kind::Bag, depth).primary();
                let other = self.expression(Kind::Bag, depth).whole();
                let method = self.choices.pick(&["union", "intersection", "difference"]);
                Code::atom(format!("{bag}.{method}({other})"))
            }
        }
    }
}
