//! What fails, and what handles it.

use crate::{
    Writer,
    scope::{Frame, Kind},
};

/// Types of exceptions that programs raise and handle.
pub(crate) const ERRORS: [&str; 7] = [
    "ValueError",
    "TypeError",
    "KeyError",
    "IndexError",
    "ZeroDivisionError",
    "Failure",
    "AttributeError",
];

impl Writer<'_> {
    pub(crate) fn try_statement(&mut self) {
        self.lines.open("try:");
        self.block(Frame::default(), 3);
        self.lines.close();
        let handlers = self.choices.below(3);
        for place in 0..handlers {
            let types = match self.choices.below(3) {
                _ if place == 1 => "Exception".to_owned(),
                0 => self.choices.pick(&ERRORS).to_owned(),
                1 => format!(
                    "({}, {})",
                    self.choices.pick(&ERRORS),
                    self.choices.pick(&ERRORS)
                ),
                _ => "(ArithmeticError, LookupError)".to_owned(),
            };
            self.handler(&types);
        }
        if handlers > 0 && self.choices.chance(30) {
            self.lines.open("else:");
            self.block(Frame::default(), 2);
            self.lines.close();
        }
        if handlers == 0 || self.choices.chance(35) {
            self.lines.open("finally:");
            self.block(Frame::default(), 2);
            self.lines.close();
        }
    }

    pub(crate) fn handler(&mut self, types: &str) {
        let (error, label) = (self.name("e"), self.name("s"));
        self.lines.open(format!("except {types} as {error}:"));
        self.lines.push(format!("failed(\"{label}\", {error})"));
        self.block(Frame::default(), 2);
        match self.choices.below(12) {
            0 => {
                let note = self.expression(Kind::Text, 1).whole();
                self.lines.push(format!("{error}.add_note({note})"));
                self.lines.push("raise");
            }
            1 => {
                let raised = self.error();
                self.lines.push(format!("raise {raised} from {error}"));
            }
            _ => {}
        }
        self.lines.close();
    }

    /// An exception group, whose parts are handled apart. What handles them is not left by a jump.
    pub(crate) fn group_statement(&mut self) {
        let errors: Vec<String> = (0..=self.choices.below(3)).map(|_| self.error()).collect();
        let message = self.choices.pick(&["several", "one", "é"]);
        self.lines.open("try:");
        self.block(Frame::default(), 1);
        self.lines.push(format!(
            "raise ExceptionGroup(\"{message}\", [{}])",
            errors.join(", ")
        ));
        self.lines.close();
        let outer = self.inside;
        self.inside.is_loop = false;
        self.inside.returns = None;
        for _ in 0..=self.choices.below(2) {
            let (group, label) = (self.name("e"), self.name("s"));
            let types = self.choices.pick(&[
                "ValueError",
                "(KeyError, IndexError)",
                "Exception",
                "(Failure, TypeError)",
                "ArithmeticError",
            ]);
            self.lines.open(format!("except* {types} as {group}:"));
            self.lines.push(format!(
                "out(\"{label}\", len({group}.exceptions), *map(str, {group}.exceptions))"
            ));
            self.block(Frame::default(), 2);
            self.lines.close();
        }
        self.inside = outer;
    }

    /// An exception that is made.
    pub(crate) fn error(&mut self) -> String {
        let kind = self.choices.pick(&ERRORS);
        let value = self.expression(Kind::Int, 2).whole();
        match kind {
            "Failure" => {
                let text = self.expression(Kind::Text, 1).whole();
                format!("Failure({value}, {text})")
            }
            "TypeError" => "TypeError".to_owned(),
            _ => format!("{kind}({value})"),
        }
    }

    pub(crate) fn raise_or_assert(&mut self) {
        let condition = self.bool_of(2);
        if self.choices.chance(30) {
            let message = self.expression(Kind::Text, 1).whole();
            self.lines
                .push(format!("assert {}, {message}", condition.whole()));
            return;
        }
        let error = self.error();
        let cause = self
            .choices
            .pick(&["", "", " from None", " from KeyError(\"cause\")"]);
        self.lines.open(format!("if {}:", condition.whole()));
        self.lines.push(format!("raise {error}{cause}"));
        self.lines.close();
    }
}
