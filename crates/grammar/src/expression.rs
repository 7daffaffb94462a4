//! Expressions of a kind.

use crate::{
    Inside, Writer,
    code::{Code, Rank},
    scope::{Flavour, Frame, Function, Kind, Passing, Special, Variable},
};

/// An operator: its sign, how it binds, and as what its operands must.
type Operator = (&'static str, Rank, Rank, Rank);

const ADD: Operator = ("+", Rank::Sum, Rank::Sum, Rank::Product);
const SUBTRACT: Operator = ("-", Rank::Sum, Rank::Sum, Rank::Product);
const MULTIPLY: Operator = ("*", Rank::Product, Rank::Product, Rank::Unary);
const DIVIDE: Operator = ("/", Rank::Product, Rank::Product, Rank::Unary);
const FLOOR: Operator = ("//", Rank::Product, Rank::Product, Rank::Unary);
const MODULO: Operator = ("%", Rank::Product, Rank::Product, Rank::Unary);
const AND: Operator = ("&", Rank::BitAnd, Rank::BitAnd, Rank::Shift);
const XOR: Operator = ("^", Rank::BitXor, Rank::BitXor, Rank::BitAnd);
const OR: Operator = ("|", Rank::BitOr, Rank::BitOr, Rank::BitXor);
const LEFT: Operator = ("<<", Rank::Shift, Rank::Shift, Rank::Sum);
const RIGHT: Operator = (">>", Rank::Shift, Rank::Shift, Rank::Sum);
const POWER: Operator = ("**", Rank::Power, Rank::Number, Rank::Unary);

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

const BYTES: [&str; 6] = ["b''", "b'ab'", "b'\\x00\\xff'", "rb'\\n'", "b'12' b\"3\"", "b'Mixed Case'"];

const FLOATS: [&str; 10] = [
    "0.5", "1.0", "3.25", "1e3", "2.5e-3", "0.1", "7.0", "1_0.5", "1e16", "float('inf')",
];

/// The most loops of one comprehension.
const LOOPS: usize = 2;

impl Writer<'_> {
    /// An expression that makes a value of the kind, mostly.
    pub(crate) fn expression(&mut self, kind: Kind, depth: usize) -> Code {
        if self.choices.chance(2) {
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
            && let Some(code) = self.from_program(kind, depth)
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
    fn simple(&mut self, kind: Kind) -> Code {
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
                Code::atom(format!("{}({})", self.classes[class].name, values.join(", ")))
            }
        }
    }

    fn int_literal(&mut self) -> Code {
        let small = self.choices.below(13);
        let text = match self.choices.below(12) {
            0..7 => small.to_string(),
            7 => format!("{:#x}", small * 37),
            8 => format!("{small:#b}"),
            9 => format!("{small}_000"),
            10 => format!("{}", small * 977),
            _ => format!("{small}_123_456_789"),
        };
        // A zero stands alone.
        let text = if text.starts_with("0_") { "0".to_owned() } else { text };
        self.signed(&text)
    }

    fn signed(&mut self, text: &str) -> Code {
        if self.choices.chance(20) {
            Code::new(Rank::Unary, format!("-{text}"))
        } else {
            Code::new(Rank::Number, text)
        }
    }

    /// Up to `most` expressions with commas between them.
    fn list(&mut self, kind: Kind, depth: usize, most: usize) -> String {
        let elements: Vec<String> = (0..self.choices.below(most + 1))
            .map(|_| self.expression(kind, depth).whole())
            .collect();
        elements.join(", ")
    }

    fn binary(&mut self, kind: Kind, depth: usize, operator: Operator) -> Code {
        let left = self.expression(kind, depth);
        let right = self.expression(kind, depth);
        joined(left, operator, right)
    }

    fn conditional(&mut self, kind: Kind, depth: usize) -> Code {
        let first = self.expression(kind, depth).within(Rank::Or);
        let condition = self.bool_of(depth).within(Rank::Or);
        let second = self.expression(kind, depth).within(Rank::Conditional);
        Code::new(Rank::Conditional, format!("{first} if {condition} else {second}"))
    }

    /// What is true or false: a comparison or any value.
    pub(crate) fn bool_of(&mut self, depth: usize) -> Code {
        let kind = if self.choices.chance(15) {
            self.choices.pick(&[Kind::Int, Kind::Text, Kind::Numbers, Kind::Table])
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

    fn int(&mut self, depth: usize) -> Code {
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
                let index = self.small(depth, 6).whole();
                let sign = self.choices.pick(&["", "-"]);
                let index = if sign.is_empty() { index } else { format!("-({index})") };
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
                let kind = self.choices.pick(&[Kind::Float, Kind::Text, Kind::Bool, Kind::Int]);
                let value = self.expression(kind, depth).whole();
                let function = self.choices.pick(&["int", "abs", "round"]);
                Code::atom(format!("{function}({value})"))
            }
            14..16 => self.immediate(Kind::Int, depth),
            16 => {
                let (function, start) = self.choices.pick(&[("sum", ""), ("max", ", default=0"), ("min", ", default=-1")]);
                let loops = self.comprehension(Kind::Int, depth, LOOPS);
                if start.is_empty() {
                    Code::atom(format!("{function}({loops})"))
                } else {
                    Code::atom(format!("{function}(({loops}){start})"))
                }
            }
            17 => {
                let (one, two) = (self.name("a"), self.name("b"));
                let numbers = self.expression(Kind::Numbers, depth).whole();
                let start = self.expression(Kind::Int, depth).whole();
                let body = self.lambda_body(&[(&one, Kind::Int), (&two, Kind::Int)], Kind::Int, depth);
                Code::atom(format!("functools.reduce(lambda {one}, {two}: {body}, {numbers}, {start})"))
            }
            18 => {
                let (left, right) = (self.expression(Kind::Int, depth).whole(), self.expression(Kind::Int, depth).whole());
                let which = self.choices.below(2);
                Code::atom(format!("divmod({left}, {right})[{which}]"))
            }
            19 => {
                let base = self.expression(Kind::Int, depth).whole();
                let exponent = self.small(depth, 6).whole();
                let modulus = self.expression(Kind::Int, depth).whole();
                Code::atom(format!("pow({base}, {exponent}, {modulus})"))
            }
            20 => {
                let bytes = self.expression(Kind::Bytes, depth).primary();
                if self.choices.chance(50) {
                    Code::atom(format!("int.from_bytes({bytes}[:5], \"little\")"))
                } else {
                    let index = self.small(depth, 4).whole();
                    Code::atom(format!("{bytes}[{index}]"))
                }
            }
            21 => {
                let value = self.expression(Kind::Int, depth).primary();
                let method = self.choices.pick(&["bit_length()", "bit_count()", "real", "conjugate()", "numerator"]);
                Code::atom(format!("{value}.{method}"))
            }
            22 => self.named(depth),
            _ => {
                let loops = self.comprehension(Kind::Int, depth, LOOPS);
                let default = self.expression(Kind::Int, depth).whole();
                Code::atom(format!("next(({loops}), {default})"))
            }
        }
    }

    fn int_of_container(&mut self, depth: usize) -> Code {
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

    fn int_of_numbers(&mut self, depth: usize) -> Code {
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
                Code::atom(format!("max({}, key=lambda {name}: {body}, default=None)", numbers.whole()))
            }
        }
    }

    fn int_of_table(&mut self, depth: usize) -> Code {
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
    fn named(&mut self, depth: usize) -> Code {
        let value = self.expression(Kind::Int, depth);
        if self.is_iterable {
            return value;
        }
        let name = self.name("w");
        Code::new(Rank::Sum, format!("({name} := {}) + {name} % 5", value.whole()))
    }

    fn float(&mut self, depth: usize) -> Code {
        match self.choices.below(14) {
            0..5 => {
                let operator = self.choices.pick(&[ADD, SUBTRACT, MULTIPLY, DIVIDE, FLOOR, MODULO]);
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
                let (one, two) = (self.expression(Kind::Float, depth).whole(), self.expression(Kind::Float, depth).whole());
                let function = self.choices.pick(&["max", "min", "math.copysign", "math.fmod"]);
                Code::atom(format!("{function}({one}, {two})"))
            }
        }
    }

    fn complex(&mut self, depth: usize) -> Code {
        match self.choices.below(4) {
            0 => {
                let operator = self.choices.pick(&[ADD, SUBTRACT, MULTIPLY]);
                self.binary(Kind::Complex, depth, operator)
            }
            1 => {
                let (real, imaginary) = (self.expression(Kind::Float, depth).whole(), self.expression(Kind::Int, depth).whole());
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

    fn bool(&mut self, depth: usize) -> Code {
        match self.choices.below(14) {
            0..5 => self.comparison(depth),
            5 => {
                let operand = self.bool_of(depth).within(Rank::Not);
                Code::new(Rank::Not, format!("not {operand}"))
            }
            6..8 => {
                let (word, rank, below) = self.choices.pick(&[("and", Rank::And, Rank::Not), ("or", Rank::Or, Rank::And)]);
                let (left, right) = (self.bool_of(depth).within(rank), self.bool_of(depth).within(below));
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
                let types = self.choices.pick(&["int", "str", "(list, tuple)", "bool", "Thing", "int | str"]);
                Code::atom(format!("isinstance({value}, {types})"))
            }
            11 => {
                let function = self.choices.pick(&["all", "any"]);
                let loops = self.comprehension(Kind::Bool, depth, 1);
                Code::atom(format!("{function}({loops})"))
            }
            12 => {
                let text = self.expression(Kind::Text, depth).primary();
                let method = self.choices.pick(&["isdigit", "isalpha", "isupper", "isspace", "isidentifier", "isascii"]);
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

    fn comparison(&mut self, depth: usize) -> Code {
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

    fn text(&mut self, depth: usize) -> Code {
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
                    "upper", "lower", "title", "strip", "swapcase", "capitalize", "casefold", "lstrip", "expandtabs",
                ]);
                Code::atom(format!("{text}.{method}()"))
            }
            9 => {
                let text = self.expression(Kind::Text, depth).primary();
                let (old, new) = (self.expression(Kind::Text, 0).whole(), self.expression(Kind::Text, 0).whole());
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
                let index = self.small(depth, 3).whole();
                Code::atom(format!("{value}[{index}]"))
            }
        }
    }

    fn bytes(&mut self, depth: usize) -> Code {
        match self.choices.below(6) {
            0 => self.binary(Kind::Bytes, depth, ADD),
            1 => {
                let text = self.expression(Kind::Text, depth).primary();
                let code = self.choices.pick(&["", "\"utf-16-le\"", "\"ascii\", \"replace\"", "\"latin-1\""]);
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
                let method = self.choices.pick(&["upper()", "replace(b'a', b'--')", "strip()", "center(6, b'*')", "title()"]);
                Code::atom(format!("{bytes}.{method}"))
            }
        }
    }

    /// What stands in the brackets of a slice. A step of zero is possible.
    fn slice(&mut self, depth: usize) -> String {
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

    fn numbers(&mut self, depth: usize) -> Code {
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
                let reverse = self.choices.pick(&["", ", reverse=True", ", key=abs", ", key=lambda n: -n % 7"]);
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
                let (function, kind) = self.choices.pick(&[("map", Kind::Int), ("filter", Kind::Bool)]);
                let body = self.lambda_body(&[(&name, Kind::Int)], kind, depth);
                let numbers = self.expression(Kind::Numbers, depth).whole();
                Code::atom(format!("list({function}(lambda {name}: {body}, {numbers}))"))
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
    fn all_of_generator(&mut self, kind: Kind, depth: usize) -> Code {
        match self.callable(kind, &[Flavour::Generator]) {
            Some(function) => {
                let arguments = self.arguments(&function, depth);
                Code::atom(format!("list({}({arguments}))", function.name))
            }
            None => self.simple(if kind == Kind::Int { Kind::Numbers } else { Kind::Words }),
        }
    }

    pub(crate) fn range(&mut self, depth: usize) -> String {
        let stop = self.small(depth, 8).whole();
        match self.choices.below(3) {
            0 => format!("range({stop})"),
            1 => {
                let start = self.small(depth, 5).whole();
                format!("range({start}, {stop})")
            }
            _ => {
                let start = self.small(depth, 9).whole();
                let step = self.choices.pick(&["-1", "2", "3", "-2"]);
                format!("range({start}, {stop}, {step})")
            }
        }
    }

    fn words(&mut self, depth: usize) -> Code {
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
                let key = self.choices.pick(&["", ", key=len", ", key=str.lower, reverse=True"]);
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

    fn pair(&mut self, depth: usize) -> Code {
        if self.choices.chance(80) {
            let (left, right) = (self.expression(Kind::Int, depth).whole(), self.expression(Kind::Text, depth).whole());
            Code::atom(format!("({left}, {right})"))
        } else {
            let (one, two) = (self.expression(Kind::Pair, depth).whole(), self.expression(Kind::Pair, depth).whole());
            Code::atom(format!("max({one}, {two})"))
        }
    }

    fn table(&mut self, depth: usize) -> Code {
        match self.choices.below(7) {
            0 => {
                let items: Vec<String> = (0..self.choices.below(4))
                    .map(|_| {
                        let (key, value) = (self.expression(Kind::Text, depth).whole(), self.expression(Kind::Int, depth).whole());
                        format!("{key}: {value}")
                    })
                    .collect();
                Code::atom(format!("{{{}}}", items.join(", ")))
            }
            1..3 => {
                let loops = self.loops(depth, 1, |writer| {
                    let (key, value) = (writer.expression(Kind::Text, depth).whole(), writer.expression(Kind::Int, depth).whole());
                    format!("{key}: {value}")
                });
                Code::atom(format!("{{{loops}}}"))
            }
            3 => self.binary(Kind::Table, depth, OR),
            4 => {
                let (words, numbers) = (self.expression(Kind::Words, depth).whole(), self.expression(Kind::Numbers, depth).whole());
                Code::atom(format!("dict(zip({words}, {numbers}))"))
            }
            5 => {
                let table = self.expression(Kind::Table, depth).within(Rank::BitOr);
                let (key, value) = (self.expression(Kind::Text, depth).whole(), self.expression(Kind::Int, depth).whole());
                Code::atom(format!("{{**{table}, {key}: {value}}}"))
            }
            _ => {
                let (words, value) = (self.expression(Kind::Words, depth).whole(), self.expression(Kind::Int, depth).whole());
                Code::atom(format!("dict.fromkeys({words}, {value})"))
            }
        }
    }

    /// Its elements are small, so that the width of a hash does not matter.
    fn bag(&mut self, depth: usize) -> Code {
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

    fn object(&mut self, class: usize, depth: usize) -> Code {
        let name = self.classes[class].name.clone();
        let fields = self.classes[class].fields.clone();
        let mut values = Vec::new();
        for (place, field) in fields.iter().enumerate() {
            let value = self.expression(field.kind, depth).whole();
            // The last ones by name, now and then.
            if place + 1 == fields.len() && self.choices.chance(30) {
                values.push(format!("{}={value}", field.name));
            } else {
                values.push(value);
            }
        }
        Code::atom(format!("{name}({})", values.join(", ")))
    }

    /// Something of the kind from a function, an attribute, or a method of the program.
    fn from_program(&mut self, kind: Kind, depth: usize) -> Option<Code> {
        if !self.classes.is_empty() && self.choices.chance(50) {
            let class = self.choices.below(self.classes.len());
            return self.from_object(class, kind, depth);
        }
        let function = self.callable(kind, &[Flavour::Plain, Flavour::Recursive, Flavour::Coroutine])?;
        let arguments = self.arguments(&function, depth);
        Some(self.called(&function, &function.name.clone(), &arguments))
    }

    fn from_object(&mut self, class: usize, kind: Kind, depth: usize) -> Option<Code> {
        let described = self.classes[class].clone();
        let object = self.expression(Kind::Object(class), depth).primary();
        if kind == Kind::Int
            && !described.specials.is_empty()
            && self.choices.chance(40)
        {
            let argument = self.expression(Kind::Int, depth);
            return match self.choices.pick(&described.specials) {
                Special::Add => Some(joined(Code::atom(object), ADD, argument)),
                Special::Len => Some(Code::atom(format!("len({object})"))),
                Special::Item => Some(Code::atom(format!("{object}[{}]", argument.whole()))),
                Special::Iter => Some(Code::atom(format!("sum({object})"))),
                Special::Contains => Some(Code::new(
                    Rank::Comparison,
                    format!("{} in {object}", argument.within(Rank::BitOr)),
                )),
                Special::Less => Some(Code::new(Rank::Comparison, format!("{object} < {}", argument.within(Rank::BitOr)))),
                Special::Call => Some(Code::atom(format!("{object}({})", argument.whole()))),
                Special::Manager => None,
            };
        }
        let attributes: Vec<&Variable> = described
            .fields
            .iter()
            .chain(&described.properties)
            .filter(|field| field.kind == kind)
            .collect();
        let methods: Vec<&Function> = described
            .methods
            .iter()
            .filter(|method| method.returns == kind)
            .collect();
        let which = self.choices.below(attributes.len() + methods.len() + 1);
        if let Some(attribute) = attributes.get(which) {
            return Some(Code::atom(format!("{object}.{}", attribute.name)));
        }
        let method = *methods.get(which - attributes.len())?;
        let arguments = self.arguments(method, depth);
        Some(self.called(method, &format!("{object}.{}", method.name), &arguments))
    }

    /// A function that gives a value of the kind in one of these ways.
    pub(crate) fn callable(&mut self, kind: Kind, flavours: &[Flavour]) -> Option<Function> {
        let functions: Vec<&Function> = self
            .functions
            .iter()
            .filter(|function| function.returns == kind && flavours.contains(&function.flavour))
            .collect();
        if functions.is_empty() {
            return None;
        }
        let which = self.choices.below(functions.len());
        functions.get(which).map(|function| (*function).clone())
    }

    pub(crate) fn called(&mut self, function: &Function, name: &str, arguments: &str) -> Code {
        match function.flavour {
            Flavour::Plain | Flavour::Recursive | Flavour::Generator => Code::atom(format!("{name}({arguments})")),
            Flavour::Coroutine if self.inside.is_coroutine => Code::atom(format!("(await {name}({arguments}))")),
            Flavour::Coroutine => Code::atom(format!("run({name}({arguments}))")),
        }
    }

    /// What a function is called with: by place, by name, or left out where there is a default.
    pub(crate) fn arguments(&mut self, function: &Function, depth: usize) -> String {
        let mut placed = Vec::new();
        let mut named = Vec::new();
        for (place, parameter) in function.parameters.iter().enumerate() {
            if function.flavour == Flavour::Recursive && place == 0 {
                placed.push(self.small(depth, 6).whole());
                continue;
            }
            let is_open = named.is_empty() && placed.len() == place;
            if parameter.has_default && self.choices.chance(40) {
                continue;
            }
            let value = self.expression(parameter.kind, depth);
            let by_name = match parameter.passing {
                Passing::Positional if !is_open => continue,
                Passing::Positional => false,
                Passing::Either => !is_open || self.choices.chance(25),
                Passing::Keyword => true,
            };
            if by_name {
                named.push(format!("{}={}", parameter.name, value.whole()));
            } else {
                placed.push(value.whole());
            }
        }
        if function.takes_more && named.is_empty() && self.choices.chance(40) {
            let numbers = self.expression(Kind::Numbers, depth).within(Rank::BitOr);
            placed.push(format!("*{numbers}"));
        }
        placed.append(&mut named);
        placed.join(", ")
    }

    /// A function without a name that is called at once.
    fn immediate(&mut self, kind: Kind, depth: usize) -> Code {
        let other = self.choices.pick(&Kind::PLAIN[..4]);
        let (one, two) = (self.name("a"), self.name("b"));
        let default = self.expression(Kind::Int, depth).whole();
        let value = self.expression(other, depth).whole();
        let body = self.lambda_body(&[(&one, other), (&two, Kind::Int)], kind, depth);
        let function = format!("lambda {one}, {two}={default}: {body}");
        if self.choices.chance(50) {
            let second = self.expression(Kind::Int, depth).whole();
            Code::atom(format!("({function})({value}, {second})"))
        } else {
            Code::atom(format!("({function})({value})"))
        }
    }

    /// What a lambda with these parameters evaluates.
    fn lambda_body(&mut self, parameters: &[(&str, Kind)], kind: Kind, depth: usize) -> String {
        let outer = self.inside;
        self.inside = Inside {
            is_coroutine: false,
            ..outer
        };
        let body = self.with_frame(frame(parameters), |writer| writer.expression(kind, depth).whole());
        self.inside = outer;
        body
    }

    /// An element of the kind and the loops of a comprehension.
    fn comprehension(&mut self, kind: Kind, depth: usize, most: usize) -> String {
        self.loops(depth, most, |writer| writer.expression(kind, depth).whole())
    }

    fn loops(&mut self, depth: usize, most: usize, element: impl FnOnce(&mut Self) -> String) -> String {
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
    fn iterable(&mut self, kind: Kind, depth: usize) -> String {
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
            2..4 => (&[Kind::Int], self.expression(Kind::Numbers, depth).within(Rank::Or)),
            4 => (&[Kind::Text], self.expression(Kind::Words, depth).within(Rank::Or)),
            5 => (&[Kind::Text], self.expression(Kind::Text, depth).within(Rank::Or)),
            6 => {
                let words = self.expression(Kind::Words, depth).whole();
                (&[Kind::Int, Kind::Text], format!("enumerate({words})"))
            }
            7 => {
                let table = self.expression(Kind::Table, depth).primary();
                (&[Kind::Text, Kind::Int], format!("{table}.items()"))
            }
            _ => {
                let (numbers, words) = (self.expression(Kind::Numbers, depth).whole(), self.expression(Kind::Words, depth).whole());
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

fn joined(left: Code, (sign, rank, of_left, of_right): Operator, right: Code) -> Code {
    Code::new(
        rank,
        format!("{} {sign} {}", left.within(of_left), right.within(of_right)),
    )
}

/// A function's frame with its parameters.
pub(crate) fn frame(parameters: &[(&str, Kind)]) -> Frame {
    Frame {
        variables: parameters
            .iter()
            .map(|(name, kind)| Variable {
                name: (*name).to_owned(),
                kind: *kind,
            })
            .collect(),
        is_function: true,
    }
}
