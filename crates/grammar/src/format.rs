//! Texts that are put together of values.

use crate::{
    Writer,
    code::{Code, Rank},
    scope::Kind,
};

/// Kinds whose text does not hang on an order that is nobody's.
const SHOWN: [Kind; 8] = [
    Kind::Int,
    Kind::Text,
    Kind::Float,
    Kind::Bool,
    Kind::Numbers,
    Kind::Table,
    Kind::Pair,
    Kind::Complex,
];

impl Writer<'_> {
    /// A text that is put together of values, in one of three ways.
    pub(crate) fn formatted(&mut self, depth: usize) -> Code {
        match self.choices.below(5) {
            0..3 => self.formatted_literal(depth),
            3 => {
                let values: Vec<(String, Kind)> = self.values(depth);
                let fields: Vec<String> = values
                    .iter()
                    .map(|(_, kind)| format!("{{{}}}", self.specification(*kind)))
                    .collect();
                let arguments: Vec<String> = values.into_iter().map(|(value, _)| value).collect();
                Code::atom(format!(
                    "\"{}\".format({})",
                    fields.join(" "),
                    arguments.join(", ")
                ))
            }
            _ => {
                let values = self.values(depth);
                let fields: Vec<&str> = values
                    .iter()
                    .map(|(_, kind)| {
                        self.choices.pick(match kind {
                            Kind::Int => &["%d", "%5d", "%x", "%-4i|", "%+d", "%s"],
                            Kind::Float => &["%f", "%.2f", "%e", "%8.1f", "%g"],
                            _ => &["%s", "%r", "%a", "%8s"],
                        })
                    })
                    .collect();
                let arguments: String = values
                    .iter()
                    .flat_map(|(value, _)| [value.as_str(), ", "])
                    .collect();
                Code::new(
                    Rank::Product,
                    format!("\"{}\" % ({})", fields.join(" "), arguments.trim_end()),
                )
            }
        }
    }

    fn values(&mut self, depth: usize) -> Vec<(String, Kind)> {
        (0..=self.choices.below(3))
            .map(|_| {
                let kind = self.choices.pick(&SHOWN);
                (self.expression(kind, depth).whole(), kind)
            })
            .collect()
    }

    fn formatted_literal(&mut self, depth: usize) -> Code {
        let mut text = String::new();
        for _ in 0..=self.choices.below(3) {
            text.push_str(
                self.choices
                    .pick(&["", "a ", "é", "{{", "}}", "\\t", "#", "'"]),
            );
            let kind = self.choices.pick(&SHOWN);
            // A colon of a lambda would begin the specification.
            let value = self.expression(kind, depth).within(Rank::Conditional);
            let space = if value.starts_with('{') { " " } else { "" };
            let shown = match self.choices.below(10) {
                0 => "!r".to_owned(),
                1 => "!a:>9".to_owned(),
                2 => "=".to_owned(),
                3 => {
                    let width = self.small(0, 9).within(Rank::Conditional);
                    format!("!s:*^{{int({width})}}")
                }
                _ => self.specification(kind).to_owned(),
            };
            text = format!("{text}{{{space}{value}{space}{shown}}}");
        }
        Code::atom(format!("f\"{text}\""))
    }

    /// How a value of the kind may be shown, with the colon.
    fn specification(&mut self, kind: Kind) -> &'static str {
        self.choices.pick(match kind {
            Kind::Int => &[
                "", ":d", ":5", ":<6", ":^7", ":+", ":x", ":#b", ":o", ":,", ":_", ":08", ":.2f",
                ":%", ":e",
            ],
            Kind::Float => &[
                "", ":.3f", ":e", ":g", ":8.2f", ":+.1f", ":%", ":,.2f", ":<9.1f",
            ],
            Kind::Text => &["", ":>8", ":<8", ":^8", ":.3", ":*^9", ":s"],
            Kind::Bool => &["", ":d", ":>6"],
            Kind::Complex => &["", ":.2f", ":>20"],
            _ => &[""],
        })
    }
}
