//! The match statement.

use crate::{
    Writer,
    code::Rank,
    scope::{Frame, Kind, Variable},
};

impl Writer<'_> {
    /// A match statement over a value of any kind.
    pub(crate) fn match_statement(&mut self, depth: usize) {
        let kind = match self.kind() {
            Kind::Bytes | Kind::Bag | Kind::Complex | Kind::Words => Kind::Numbers,
            kind => kind,
        };
        let subject = self.expression(kind, depth).whole();
        self.lines.open(format!("match {subject}:"));
        for _ in 0..=self.choices.below(3) {
            let mut bound = Vec::new();
            let pattern = self.pattern(kind, 2, &mut bound);
            self.case(&pattern, bound);
        }
        if self.choices.chance(60) {
            self.case("_", Vec::new());
        }
        self.lines.close();
    }

    fn case(&mut self, pattern: &str, bound: Vec<Variable>) {
        let frame = Frame {
            variables: bound,
            is_function: false,
        };
        self.with_frame(frame, |writer| {
            let guard = if pattern != "_" && writer.choices.chance(30) {
                format!(" if {}", writer.bool_of(1).within(Rank::Lambda))
            } else {
                String::new()
            };
            writer.lines.open(format!("case {pattern}{guard}:"));
            writer.block(Frame::default(), 2);
            writer.lines.close();
        });
    }

    /// A pattern that can fail, and does for most values, and what it binds.
    fn pattern(&mut self, kind: Kind, depth: usize, bound: &mut Vec<Variable>) -> String {
        if depth == 0 || self.choices.chance(20) {
            return self.literal_pattern(kind);
        }
        if self.choices.chance(20) {
            let name = self.name("c");
            let pattern = self.pattern(kind, depth - 1, bound);
            bound.push(Variable {
                name: name.clone(),
                kind,
            });
            return format!("({pattern}) as {name}");
        }
        match kind {
            Kind::Numbers | Kind::Words => self.sequence_pattern(Kind::Int, bound),
            Kind::Pair => {
                let (number, text) = (
                    self.inner_pattern(Kind::Int, bound),
                    self.inner_pattern(Kind::Text, bound),
                );
                format!("({number}, {text})")
            }
            Kind::Table => {
                let key = self.choices.pick(&["a", "12", "x"]);
                let value = self.inner_pattern(Kind::Int, bound);
                if self.choices.chance(50) {
                    let rest = self.capture(Kind::Table, bound);
                    format!("{{\"{key}\": {value}, **{rest}}}")
                } else {
                    format!("{{\"{key}\": {value}}}")
                }
            }
            Kind::Object(class) => {
                let described = self.classes[class].clone();
                let fields: Vec<String> = described
                    .fields
                    .iter()
                    .map(|field| {
                        format!("{}={}", field.name, self.inner_pattern(field.kind, bound))
                    })
                    .collect();
                format!("{}({})", described.name, fields.join(", "))
            }
            _ => match kind.type_name() {
                Some(name) if self.choices.chance(60) => {
                    let value = self.inner_pattern(kind, bound);
                    format!("{name}({value})")
                }
                _ => {
                    let (one, two) = (self.literal_pattern(kind), self.literal_pattern(kind));
                    format!("{one} | {two}")
                }
            },
        }
    }

    fn sequence_pattern(&mut self, kind: Kind, bound: &mut Vec<Variable>) -> String {
        let mut parts: Vec<String> = (0..self.choices.below(3))
            .map(|_| self.inner_pattern(kind, bound))
            .collect();
        if self.choices.chance(50) {
            let rest = if self.choices.chance(50) {
                self.capture(Kind::Numbers, bound)
            } else {
                "_".to_owned()
            };
            let place = self.choices.below(parts.len() + 1);
            parts.insert(place, format!("*{rest}"));
        }
        format!("[{}]", parts.join(", "))
    }

    /// A literal, a name or a wildcard.
    fn inner_pattern(&mut self, kind: Kind, bound: &mut Vec<Variable>) -> String {
        match self.choices.below(4) {
            0 => "_".to_owned(),
            1 => self.literal_pattern(kind),
            _ => self.capture(kind, bound),
        }
    }

    fn capture(&mut self, kind: Kind, bound: &mut Vec<Variable>) -> String {
        let name = self.name("c");
        bound.push(Variable {
            name: name.clone(),
            kind,
        });
        name
    }

    fn literal_pattern(&mut self, kind: Kind) -> String {
        match kind {
            Kind::Int | Kind::Float => {
                let sign = self.choices.pick(&["", "-"]);
                format!("{sign}{}", self.choices.below(5))
            }
            Kind::Bool => self.choices.pick(&["True", "False"]).to_owned(),
            Kind::Text => self
                .choices
                .pick(&["'a'", "''", "'12'", "'x' 'y'"])
                .to_owned(),
            Kind::Object(class) => format!("{}()", self.classes[class].name),
            _ => kind
                .type_name()
                .map_or("None".to_owned(), |name| format!("{name}()")),
        }
    }
}
