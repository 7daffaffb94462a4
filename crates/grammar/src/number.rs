//! Numbers: integers, floats and complex ones.

use crate::{
    Writer,
    code::{Code, Rank},
    comprehension::LOOPS,
    operator::{
        ADD, AND, DIVIDE, FLOOR, LEFT, MODULO, MULTIPLY, OR, POWER, RIGHT, SUBTRACT, XOR, joined,
    },
    scope::Kind,
};

impl Writer<'_> {
    pub(crate) fn int(&mut self, depth: usize) -> Code {
        match self.choices.below(24) {
            0..6 => {
                let operator = self.choices.pick(&[
                    ADD, SUBTRACT, MULTIPLY, FLOOR, MODULO, AND, XOR, OR, ADD, MULTIPLY,
                ]);
                self.binary(Kind::Int, depth, operator)
            }
            6 => {
                let left = self.expression(Kind::Int, depth);
                let operator = self.choices.pick(&[LEFT, RIGHT, POWER]);
                let limit = if operator == POWER { 4 } else { 9 };
                let right = self.small(depth, limit);
                joined(left, operator, right)
            }
            7 => {
                let sign = self.choices.pick(&["-", "+", "~"]);
                let operand = self.expression(Kind::Int, depth).within(Rank::Unary);
                Code::new(Rank::Unary, format!("{sign}{operand}"))
            }
            8 => self.int_of_container(depth),
            9 => self.int_of_numbers(depth),
            10 => {
                let numbers = self.expression(Kind::Numbers, depth).primary();
                let index = self.small(depth, 4).whole();
                let sign = self.choices.pick(&["", "-"]);
                let index = if sign.is_empty() {
                    index
                } else {
                    format!("-({index})")
                };
                Code::atom(format!("{numbers}[{index}]"))
            }
            11 => self.int_of_table(depth),
            12 => {
                let text = self.expression(Kind::Text, depth).primary();
                let other = self.expression(Kind::Text, depth).whole();
                let method = self.choices.pick(&["find", "count", "rfind", "index"]);
                Code::atom(format!("{text}.{method}({other})"))
            }
            13 => {
                let kind = self
                    .choices
                    .pick(&[Kind::Float, Kind::Text, Kind::Bool, Kind::Int]);
                let value = self.expression(kind, depth).whole();
                let function = self.choices.pick(&["int", "abs", "round"]);
                Code::atom(format!("{function}({value})"))
            }
            14..16 => self.immediate(Kind::Int, depth),
            16 => {
                let (left, right) = (
                    self.expression(Kind::Int, depth).whole(),
                    self.expression(Kind::Int, depth).whole(),
                );
                let which = self.choices.below(2);
                Code::atom(format!("divmod({left}, {right})[{which}]"))
            }
            17 => {
                let base = self.expression(Kind::Int, depth).whole();
                let exponent = self.small(depth, 6).whole();
                let modulus = self.expression(Kind::Int, depth).whole();
                Code::atom(format!("pow({base}, {exponent}, {modulus})"))
            }
            18 => {
                let bytes = self.expression(Kind::Bytes, depth).primary();
                if self.choices.chance(50) {
                    Code::atom(format!("int.from_bytes({bytes}[:5], \"little\")"))
                } else {
                    let index = self.small(depth, 4).whole();
                    Code::atom(format!("{bytes}[{index}]"))
                }
            }
            19 => {
                let value = self.expression(Kind::Int, depth).primary();
                let method = self.choices.pick(&[
                    "bit_length()",
                    "bit_count()",
                    "real",
                    "conjugate()",
                    "numerator",
                ]);
                Code::atom(format!("{value}.{method}"))
            }
            20 => self.named(depth),
            _ => self.int_of_loops(depth),
        }
    }

    fn int_of_loops(&mut self, depth: usize) -> Code {
        match self.choices.below(3) {
            0 => {
                let (function, start) = self.choices.pick(&[
                    ("sum", ""),
                    ("max", ", default=0"),
                    ("min", ", default=-1"),
                ]);
                let loops = self.comprehension(Kind::Int, depth, LOOPS);
                if start.is_empty() {
                    Code::atom(format!("{function}({loops})"))
                } else {
                    Code::atom(format!("{function}(({loops}){start})"))
                }
            }
            1 => {
                let (one, two) = (self.name("a"), self.name("b"));
                let numbers = self.expression(Kind::Numbers, depth).whole();
                let start = self.expression(Kind::Int, depth).whole();
                let body =
                    self.lambda_body(&[(&one, Kind::Int), (&two, Kind::Int)], Kind::Int, depth);
                Code::atom(format!(
                    "functools.reduce(lambda {one}, {two}: keep({body}), {numbers}, {start})"
                ))
            }
            _ => {
                let loops = self.comprehension(Kind::Int, depth, LOOPS);
                let default = self.expression(Kind::Int, depth).whole();
                Code::atom(format!("next(({loops}), {default})"))
            }
        }
    }

    pub(crate) fn int_of_container(&mut self, depth: usize) -> Code {
        let kind = self.choices.pick(&[
            Kind::Numbers,
            Kind::Text,
            Kind::Words,
            Kind::Table,
            Kind::Bag,
            Kind::Bytes,
            Kind::Pair,
        ]);
        let value = self.expression(kind, depth).whole();
        Code::atom(format!("len({value})"))
    }

    pub(crate) fn int_of_numbers(&mut self, depth: usize) -> Code {
        let numbers = self.expression(Kind::Numbers, depth);
        match self.choices.below(4) {
            0 => {
                let function = self.choices.pick(&["sum", "max", "min"]);
                Code::atom(format!("{function}({})", numbers.whole()))
            }
            1 => {
                let more = self.expression(Kind::Int, depth).whole();
                Code::atom(format!("max(*{}, {more})", numbers.within(Rank::BitOr)))
            }
            2 => {
                let value = self.expression(Kind::Int, depth).whole();
                let method = self.choices.pick(&["count", "index"]);
                Code::atom(format!("{}.{method}({value})", numbers.primary()))
            }
            _ => {
                let name = self.name("a");
                let body = self.lambda_body(&[(&name, Kind::Int)], Kind::Int, depth);
                Code::atom(format!(
                    "max({}, key=lambda {name}: {body}, default=None)",
                    numbers.whole()
                ))
            }
        }
    }

    pub(crate) fn int_of_table(&mut self, depth: usize) -> Code {
        let table = self.expression(Kind::Table, depth).primary();
        let key = self.expression(Kind::Text, depth).whole();
        match self.choices.below(3) {
            0 => Code::atom(format!("{table}[{key}]")),
            1 => {
                let default = self.expression(Kind::Int, depth).whole();
                Code::atom(format!("{table}.get({key}, {default})"))
            }
            _ => Code::atom(format!("sum({table}.values())")),
        }
    }

    /// A named expression, whose name is read at once.
    pub(crate) fn named(&mut self, depth: usize) -> Code {
        let value = self.expression(Kind::Int, depth);
        if self.is_iterable {
            return value;
        }
        let name = self.name("w");
        Code::new(
            Rank::Sum,
            format!("({name} := {}) + {name} % 5", value.whole()),
        )
    }

    pub(crate) fn float(&mut self, depth: usize) -> Code {
        match self.choices.below(14) {
            0..5 => {
                let operator = self
                    .choices
                    .pick(&[ADD, SUBTRACT, MULTIPLY, DIVIDE, FLOOR, MODULO]);
                self.binary(Kind::Float, depth, operator)
            }
            5..7 => self.binary(Kind::Int, depth, DIVIDE),
            7 => {
                let operand = self.expression(Kind::Float, depth).within(Rank::Unary);
                Code::new(Rank::Unary, format!("-{operand}"))
            }
            8 => {
                let kind = self.choices.pick(&[Kind::Int, Kind::Text, Kind::Bool]);
                let value = self.expression(kind, depth).whole();
                Code::atom(format!("float({value})"))
            }
            9 => {
                let value = self.expression(Kind::Float, depth).whole();
                let digits = self.choices.below(4);
                Code::atom(format!("round({value}, {digits})"))
            }
            10 => {
                let value = self.expression(Kind::Float, depth).whole();
                Code::atom(format!("math.sqrt(abs({value}))"))
            }
            11 => {
                let value = self.expression(Kind::Complex, depth).primary();
                let part = self.choices.pick(&["real", "imag"]);
                Code::atom(format!("{value}.{part}"))
            }
            12 => {
                let loops = self.comprehension(Kind::Float, depth, 1);
                Code::atom(format!("sum({loops})"))
            }
            _ => {
                let (one, two) = (
                    self.expression(Kind::Float, depth).whole(),
                    self.expression(Kind::Float, depth).whole(),
                );
                let function = self
                    .choices
                    .pick(&["max", "min", "math.copysign", "math.fmod"]);
                Code::atom(format!("{function}({one}, {two})"))
            }
        }
    }

    pub(crate) fn complex(&mut self, depth: usize) -> Code {
        match self.choices.below(4) {
            0 => {
                let operator = self.choices.pick(&[ADD, SUBTRACT, MULTIPLY]);
                self.binary(Kind::Complex, depth, operator)
            }
            1 => {
                let (real, imaginary) = (
                    self.expression(Kind::Float, depth).whole(),
                    self.expression(Kind::Int, depth).whole(),
                );
                Code::atom(format!("complex({real}, {imaginary})"))
            }
            2 => {
                let value = self.expression(Kind::Complex, depth).primary();
                Code::atom(format!("{value}.conjugate()"))
            }
            _ => {
                let left = self.expression(Kind::Float, depth);
                let right = self.expression(Kind::Complex, depth);
                joined(left, ADD, right)
            }
        }
    }
}
