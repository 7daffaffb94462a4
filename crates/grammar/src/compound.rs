//! Branches, loops and managed blocks.

use crate::{
    Writer,
    code::Rank,
    failure::ERRORS,
    scope::{Flavour, Frame, Kind, Special, Variable},
};

impl Writer<'_> {
    pub(crate) fn if_statement(&mut self) {
        let condition = self.bool_of(3).whole();
        self.lines.open(format!("if {condition}:"));
        self.block(Frame::default(), 3);
        self.lines.close();
        if self.choices.chance(30) {
            let condition = self.bool_of(2).whole();
            self.lines.open(format!("elif {condition}:"));
            self.block(Frame::default(), 2);
            self.lines.close();
        }
        if self.choices.chance(50) {
            self.lines.open("else:");
            self.block(Frame::default(), 2);
            self.lines.close();
        }
    }

    /// A block that may be left by break and continue.
    pub(crate) fn loop_body(&mut self, variables: Vec<Variable>) {
        let outer = self.inside;
        self.inside.is_loop = true;
        self.lines.push("tick()");
        let frame = Frame {
            variables,
            is_function: false,
        };
        self.block(frame, 3);
        self.inside = outer;
    }

    pub(crate) fn loop_else(&mut self) {
        if self.choices.chance(25) {
            self.lines.open("else:");
            self.block(Frame::default(), 2);
            self.lines.close();
        }
    }

    pub(crate) fn for_statement(&mut self) {
        let (targets, source) = match self.iterated() {
            Some(iterated) => iterated,
            None => self.source(2),
        };
        let names: Vec<&str> = targets.iter().map(|target| target.name.as_str()).collect();
        self.lines
            .open(format!("for {} in {source}:", names.join(", ")));
        self.loop_body(targets);
        self.lines.close();
        self.loop_else();
    }

    /// A call of a generator, or an object that can be iterated over.
    pub(crate) fn iterated(&mut self) -> Option<(Vec<Variable>, String)> {
        let name = self.name("x");
        let source = if self.choices.chance(30) {
            let function = self.callable(Kind::Int, &[Flavour::Generator])?;
            let arguments = self.arguments(&function, 2);
            self.called(&function, &function.name, &arguments).whole()
        } else if self.choices.chance(20) {
            let class = self.class_with(Special::Iter)?;
            self.expression(Kind::Object(class), 2).whole()
        } else {
            return None;
        };
        let target = Variable {
            name,
            kind: Kind::Int,
        };
        Some((vec![target], source))
    }

    pub(crate) fn class_with(&mut self, special: Special) -> Option<usize> {
        let classes: Vec<usize> = (0..self.classes.len())
            .filter(|class| self.classes[*class].specials.contains(&special))
            .collect();
        if classes.is_empty() {
            return None;
        }
        Some(self.choices.pick(&classes))
    }

    pub(crate) fn while_statement(&mut self) {
        let count = self.name("n");
        let limit = self.small(2, 6).whole();
        self.lines.push(format!("{count} = {limit}"));
        let also = if self.choices.chance(40) {
            format!(" and {}", self.bool_of(2).within(Rank::Not))
        } else {
            String::new()
        };
        self.lines.open(format!("while {count} > 0{also}:"));
        self.lines.push(format!("{count} -= 1"));
        self.loop_body(Vec::new());
        self.lines.close();
        self.loop_else();
    }

    pub(crate) fn with_statement(&mut self) {
        let name = self.name("v");
        let label = self.name("m");
        let mut frame = Frame::default();
        let manager = match self.choices.below(4) {
            0 => match self.class_with(Special::Manager) {
                Some(class) => {
                    frame.variables.push(Variable {
                        name: name.clone(),
                        kind: Kind::Object(class),
                    });
                    self.expression(Kind::Object(class), 2).whole()
                }
                None => format!("Guard(\"{label}\")"),
            },
            1 => format!("managed(\"{label}\")"),
            2 => format!("Guard(\"{label}\", {})", self.choices.pick(&ERRORS)),
            _ => format!("Guard(\"{label}\", ArithmeticError, LookupError)"),
        };
        if frame.variables.is_empty() {
            frame.variables.push(Variable {
                name: name.clone(),
                kind: Kind::Text,
            });
        }
        match self.choices.below(3) {
            0 => {
                self.lines
                    .open(format!("with {manager} as {name}, Guard(\"inner\"):"));
            }
            1 => {
                self.lines
                    .open(format!("with (Guard(\"outer\"), {manager} as {name}):"));
            }
            _ => self.lines.open(format!("with {manager} as {name}:")),
        }
        self.block(frame, 3);
        self.lines.close();
    }
}
