//! Expressions of a kind.

use crate::{
    Writer,
    code::{Code, Rank},
    operator::{Operator, joined},
    scope::Kind,
};

const TEXTS: [&str; 14] = [
    "'a'",
    "''",
    "\"it's\"",
    "'é日😀'",
    "'tab\\tline\\n'",
    "r'\\d'",
    "'x' \"y\"",
    "'Hello World'",
    "'12'",
    "'-3.5'",
    "'a,b,,c'",
    "'{}'",
    "\"\"\"q\"q\"\"\"",
    "'\\N{BULLET}\\x41'",
];

const BYTES: [&str; 6] = [
    "b''",
    "b'ab'",
    "b'\\x00\\xff'",
    "rb'\\n'",
    "b'12' b\"3\"",
    "b'Mixed Case'",
];

const FLOATS: [&str; 10] = [
    "0.5",
    "1.0",
    "3.25",
    "1e3",
    "2.5e-3",
    "0.1",
    "7.0",
    "1_0.5",
    "1e16",
    "float('inf')",
];

impl Writer<'_> {
    /// An expression that makes a value of the kind, mostly.
    pub(crate) fn expression(&mut self, kind: Kind, depth: usize) -> Code {
        if self.choices.below(250) == 249 {
            let other = self.choices.pick(&Kind::PLAIN);
            if other != Kind::Bag
                && let Some(name) = self.readable(other)
            {
                return Code::atom(name);
            }
        }
        if depth == 0 || self.choices.chance(15) {
            return self.simple(kind);
        }
        let depth = depth - 1;
        if self.choices.chance(12)
            && let Some(code) = self.of_program(kind, depth)
        {
            return code;
        }
        if self.choices.chance(6) {
            return self.conditional(kind, depth);
        }
        match kind {
            Kind::Int => self.int(depth),
            Kind::Float => self.float(depth),
            Kind::Complex => self.complex(depth),
            Kind::Bool => self.bool(depth),
            Kind::Text => self.text(depth),
            Kind::Bytes => self.bytes(depth),
            Kind::Numbers => self.numbers(depth),
            Kind::Words => self.words(depth),
            Kind::Pair => self.pair(depth),
            Kind::Table => self.table(depth),
            Kind::Bag => self.bag(depth),
            Kind::Object(class) => self.object(class, depth),
        }
    }

    /// An expression with nothing in it that could fail.
    pub(crate) fn simple(&mut self, kind: Kind) -> Code {
        if self.choices.below(4) != 0
            && let Some(name) = self.readable(kind)
        {
            return Code::atom(name);
        }
        self.literal(kind)
    }

    pub(crate) fn literal(&mut self, kind: Kind) -> Code {
        match kind {
            Kind::Int => self.int_literal(),
            Kind::Float => {
                let text = self.choices.pick(&FLOATS);
                self.signed(text)
            }
            Kind::Complex => {
                let text = self.choices.pick(&["2j", "1.5j", "0j", "1e2j"]);
                self.signed(text)
            }
            Kind::Bool => Code::atom(self.choices.pick(&["True", "False"])),
            Kind::Text => Code::atom(self.choices.pick(&TEXTS)),
            Kind::Bytes => Code::atom(self.choices.pick(&BYTES)),
            Kind::Numbers => Code::atom(format!("[{}]", self.list(Kind::Int, 0, 5))),
            Kind::Words => Code::atom(format!("[{}]", self.list(Kind::Text, 0, 4))),
            Kind::Pair => {
                let (left, right) = (self.int_literal(), self.literal(Kind::Text));
                Code::atom(format!("({}, {})", left.whole(), right.whole()))
            }
            Kind::Table => {
                let items: Vec<String> = (0..self.choices.below(4))
                    .map(|_| {
                        let (key, value) = (self.literal(Kind::Text), self.int_literal());
                        format!("{}: {}", key.whole(), value.whole())
                    })
                    .collect();
                Code::atom(format!("{{{}}}", items.join(", ")))
            }
            Kind::Bag => {
                let numbers: Vec<String> = (0..=self.choices.below(4))
                    .map(|_| self.choices.below(40).to_string())
                    .collect();
                Code::atom(format!("{{{}}}", numbers.join(", ")))
            }
            Kind::Object(class) => {
                let fields = self.classes[class].fields.clone();
                let values: Vec<String> = fields
                    .iter()
                    .map(|field| self.literal(field.kind).whole())
                    .collect();
                Code::atom(format!(
                    "{}({})",
                    self.classes[class].name,
                    values.join(", ")
                ))
            }
        }
    }

    pub(crate) fn int_literal(&mut self) -> Code {
        let small = self.choices.below(13);
        let text = match self.choices.below(12) {
            0..7 => small.to_string(),
            7 => format!("{:#x}", small * 37),
            8 => format!("{small:#b}"),
            9 => format!("{small}_000"),
            10 => format!("{}", small * 977),
            // No machine's word holds it, so that it is too large for a size everywhere.
            _ => format!("{small}_123_456_789_012_345_678_901"),
        };
        // A zero stands alone.
        let text = if text.starts_with("0_") {
            "0".to_owned()
        } else {
            text
        };
        self.signed(&text)
    }

    pub(crate) fn signed(&mut self, text: &str) -> Code {
        if self.choices.chance(20) {
            Code::new(Rank::Unary, format!("-{text}"))
        } else {
            Code::new(Rank::Number, text)
        }
    }

    /// Up to `most` expressions with commas between them.
    pub(crate) fn list(&mut self, kind: Kind, depth: usize, most: usize) -> String {
        let elements: Vec<String> = (0..self.choices.below(most + 1))
            .map(|_| self.expression(kind, depth).whole())
            .collect();
        elements.join(", ")
    }

    pub(crate) fn binary(&mut self, kind: Kind, depth: usize, operator: Operator) -> Code {
        let left = self.expression(kind, depth);
        let right = self.expression(kind, depth);
        joined(left, operator, right)
    }

    pub(crate) fn conditional(&mut self, kind: Kind, depth: usize) -> Code {
        let first = self.expression(kind, depth).within(Rank::Or);
        let condition = self.bool_of(depth).within(Rank::Or);
        let second = self.expression(kind, depth).within(Rank::Conditional);
        Code::new(
            Rank::Conditional,
            format!("{first} if {condition} else {second}"),
        )
    }

    /// What is true or false: a comparison or any value.
    pub(crate) fn bool_of(&mut self, depth: usize) -> Code {
        let kind = if self.choices.chance(15) {
            self.choices
                .pick(&[Kind::Int, Kind::Text, Kind::Numbers, Kind::Table])
        } else {
            Kind::Bool
        };
        self.expression(kind, depth)
    }

    /// An integer from zero to below `limit`, unless it fails.
    pub(crate) fn small(&mut self, depth: usize, limit: usize) -> Code {
        if self.choices.chance(50) {
            let left = self.expression(Kind::Int, depth).within(Rank::Product);
            Code::new(Rank::Product, format!("{left} % {limit}"))
        } else {
            Code::new(Rank::Number, self.choices.below(limit).to_string())
        }
    }
}
