//! Texts and bytes.

use crate::{
    Writer,
    code::{Code, Rank},
    operator::{ADD, MULTIPLY, joined},
    scope::Kind,
};

impl Writer<'_> {
    pub(crate) fn text(&mut self, depth: usize) -> Code {
        match self.choices.below(16) {
            0..2 => self.binary(Kind::Text, depth, ADD),
            2 => {
                let left = self.expression(Kind::Text, depth);
                let right = self.small(depth, 4);
                joined(left, MULTIPLY, right)
            }
            3..6 => self.formatted(depth),
            6 => {
                let text = self.expression(Kind::Text, depth).primary();
                let slice = self.slice(depth);
                Code::atom(format!("{text}[{slice}]"))
            }
            7..9 => {
                let text = self.expression(Kind::Text, depth).primary();
                let method = self.choices.pick(&[
                    "upper",
                    "lower",
                    "title",
                    "strip",
                    "swapcase",
                    "capitalize",
                    "casefold",
                    "lstrip",
                    "expandtabs",
                ]);
                Code::atom(format!("{text}.{method}()"))
            }
            9 => {
                let text = self.expression(Kind::Text, depth).primary();
                let (old, new) = (
                    self.expression(Kind::Text, 0).whole(),
                    self.expression(Kind::Text, 0).whole(),
                );
                let method = self.choices.pick(&["replace", "replace", "strip"]);
                if method == "strip" {
                    Code::atom(format!("{text}.strip({old})"))
                } else {
                    Code::atom(format!("{text}.replace({old}, {new}, 4)"))
                }
            }
            10 => {
                let text = self.expression(Kind::Text, depth).primary();
                let words = self.expression(Kind::Words, depth).whole();
                Code::atom(format!("{text}.join({words})"))
            }
            11 => {
                let text = self.expression(Kind::Text, depth).primary();
                let width = self.small(depth, 12).whole();
                let method = self.choices.pick(&["center", "ljust", "rjust", "zfill"]);
                Code::atom(format!("{text}.{method}({width})"))
            }
            12 => {
                let kind = self.choices.pick(&Kind::PLAIN[..9]);
                let value = self.expression(kind, depth).whole();
                let function = self.choices.pick(&["str", "repr", "ascii"]);
                Code::atom(format!("{function}({value})"))
            }
            13 => {
                let value = self.expression(Kind::Int, depth);
                let function = self.choices.pick(&["hex", "bin", "oct", "chr"]);
                if function == "chr" {
                    Code::atom(format!("chr(97 + {} % 26)", value.within(Rank::Product)))
                } else {
                    Code::atom(format!("{function}({})", value.whole()))
                }
            }
            14 => {
                let kind = self.kind();
                let value = self.expression(kind, depth).whole();
                Code::atom(format!("type({value}).__name__"))
            }
            _ => {
                let container = self.choices.pick(&[Kind::Words, Kind::Text, Kind::Pair]);
                let value = self.expression(container, depth).primary();
                let index = match container {
                    Kind::Pair => "1".to_owned(),
                    _ => self.small(depth, 3).whole(),
                };
                Code::atom(format!("{value}[{index}]"))
            }
        }
    }

    pub(crate) fn bytes(&mut self, depth: usize) -> Code {
        match self.choices.below(6) {
            0 => self.binary(Kind::Bytes, depth, ADD),
            1 => {
                let text = self.expression(Kind::Text, depth).primary();
                let code = self.choices.pick(&[
                    "",
                    "\"utf-16-le\"",
                    "\"ascii\", \"replace\"",
                    "\"latin-1\"",
                ]);
                Code::atom(format!("{text}.encode({code})"))
            }
            2 => {
                let name = self.name("x");
                let numbers = self.iterable(Kind::Numbers, depth);
                Code::atom(format!("bytes({name} % 256 for {name} in {numbers})"))
            }
            3 => {
                let value = self.small(depth, 60000).primary();
                let order = self.choices.pick(&["little", "big"]);
                Code::atom(format!("{value}.to_bytes(3, \"{order}\")"))
            }
            4 => {
                let bytes = self.expression(Kind::Bytes, depth).primary();
                let slice = self.slice(depth);
                Code::atom(format!("{bytes}[{slice}]"))
            }
            _ => {
                let bytes = self.expression(Kind::Bytes, depth).primary();
                let method = self.choices.pick(&[
                    "upper()",
                    "replace(b'a', b'--')",
                    "strip()",
                    "center(6, b'*')",
                    "title()",
                ]);
                Code::atom(format!("{bytes}.{method}"))
            }
        }
    }

    /// What stands in the brackets of a slice. A step of zero is possible.
    pub(crate) fn slice(&mut self, depth: usize) -> String {
        let bound = |writer: &mut Self| match writer.choices.below(3) {
            0 => String::new(),
            1 => writer.small(depth, 6).whole(),
            _ => format!("-{}", writer.choices.below(5)),
        };
        let (from, to) = (bound(self), bound(self));
        if self.choices.chance(30) {
            let step = self.choices.pick(&["-1", "2", "-2", "3", "0"]);
            format!("{from}:{to}:{step}")
        } else {
            format!("{from}:{to}")
        }
    }
}
