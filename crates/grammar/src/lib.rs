//! Python programs drawn from a grammar, on which two engines must agree.
//!
//! A program is valid, ends by itself after a bounded number of steps, and prints values and a running checksum. What
//! it prints depends on nothing but the language: no addresses, no order of sets, no times, no width of a machine
//! word, no last digits of what is not exact. Values mostly are of the type that an operation wants, and now and then
//! are not; what is raised is caught and printed as type and text.
//!
//! A program is the prelude (`prelude.py`), variables of every type, definitions, and pieces of code that use them,
//! each of which may fail for itself. Names are never bound twice by accident: each has a number of its own.

mod call;
mod choices;
mod class;
mod code;
mod compound;
mod comprehension;
mod container;
mod expression;
mod failure;
mod format;
mod function;
mod number;
mod operator;
mod oracle;
mod pattern;
mod scope;
mod statement;
mod text;
mod truth;

pub use oracle::oracle;

use choices::Choices;
use code::Lines;
use scope::{Class, Frame, Function, Kind, Variable};

/// What every program begins with.
const PRELUDE: &str = include_str!("prelude.py");

/// How many statements a program has at most, besides the prelude.
const STATEMENTS: usize = 200;

/// The program of a seed.
#[must_use]
pub fn program(seed: u64) -> String {
    Writer::new(Choices::Seed(seed)).program()
}

/// The program that bytes choose, one for each choice. Where they end, the program soon does.
#[must_use]
pub fn program_of(bytes: &[u8]) -> String {
    Writer::new(Choices::Bytes(bytes)).program()
}

/// A program while it is written.
struct Writer<'a> {
    choices: Choices<'a>,
    lines: Lines,
    /// From the module's, the innermost last; never empty.
    frames: Vec<Frame>,
    functions: Vec<Function>,
    classes: Vec<Class>,
    /// Numbers of names that were given.
    names: usize,
    /// Statements that may still be written.
    left: usize,
    /// Blocks around what is written.
    depth: usize,
    inside: Inside,
    /// In what a comprehension runs over, where nothing may be named.
    is_iterable: bool,
}

/// What statements are possible where the program goes on.
#[derive(Clone, Copy, Default)]
struct Inside {
    is_loop: bool,
    /// In a function that returns a value of the kind, or yields it.
    returns: Option<Kind>,
    is_generator: bool,
    is_coroutine: bool,
}

impl<'a> Writer<'a> {
    fn new(choices: Choices<'a>) -> Self {
        Self {
            choices,
            lines: Lines::default(),
            frames: vec![Frame {
                is_function: true,
                ..Frame::default()
            }],
            functions: Vec::new(),
            classes: Vec::new(),
            names: 0,
            left: STATEMENTS,
            depth: 0,
            inside: Inside::default(),
            is_iterable: false,
        }
    }

    fn program(mut self) -> String {
        for kind in Kind::PLAIN {
            for _ in 0..2 {
                let name = self.name("g");
                let value = self.literal(kind).whole();
                self.lines.push(format!("{name} = {value}"));
                self.bind(name, kind);
            }
        }
        let pieces = 10 + self.choices.below(12);
        for _ in 0..pieces {
            match self.choices.below(12) {
                0..3 => self.piece(|writer| writer.block(Frame::default(), 3)),
                3..6 => self.piece_in_function(),
                6..10 => {
                    self.function();
                    self.piece(Self::show_function);
                }
                _ => {
                    self.class();
                    self.piece(Self::show_class);
                }
            }
        }
        self.piece(|writer| writer.block(Frame::default(), 3));
        self.lines.push("print(f\"{checksum:08x}\")");
        format!("{PRELUDE}\n\n{}", self.lines.into_text())
    }

    /// Statements of the module, whose failure is printed.
    fn piece(&mut self, statements: impl FnOnce(&mut Self)) {
        let label = self.name("piece");
        self.lines.open("try:");
        statements(self);
        self.lines.close();
        self.report(&label);
    }

    /// Statements in a function of their own, in which variables are local.
    fn piece_in_function(&mut self) {
        let name = self.name("piece");
        let outer = self.inside;
        self.inside = Inside::default();
        self.lines.open(format!("def {name}():"));
        self.lines.push("tick()");
        let frame = self.outer_names();
        self.block(frame, 4);
        self.lines.close();
        self.inside = outer;
        self.lines.open("try:");
        self.lines.push(format!("{name}()"));
        self.lines.close();
        self.report(&name);
    }

    fn report(&mut self, label: &str) {
        self.lines.open("except Exception as error:");
        self.lines.push(format!("failed(\"{label}\", error)"));
        self.lines.close();
        self.lines.open("except Exhausted:");
        self.lines.push(format!("out(\"{label}\", \"exhausted\")"));
        self.lines.close();
    }

    /// A name that was not given yet.
    fn name(&mut self, begin: &str) -> String {
        self.names += 1;
        format!("{begin}{}", self.names)
    }

    fn bind(&mut self, name: String, kind: Kind) {
        if let Some(frame) = self.frames.last_mut() {
            frame.variables.push(Variable { name, kind });
        }
    }

    /// Writes with more variables in sight.
    fn with_frame<T>(&mut self, frame: Frame, write: impl FnOnce(&mut Self) -> T) -> T {
        self.frames.push(frame);
        let result = write(self);
        self.frames.pop();
        result
    }

    /// The name of a variable that can be read, if there is one of the kind.
    fn readable(&mut self, kind: Kind) -> Option<String> {
        let names: Vec<&str> = self
            .frames
            .iter()
            .flat_map(|frame| &frame.variables)
            .filter(|variable| variable.kind == kind)
            .map(|variable| variable.name.as_str())
            .collect();
        if names.is_empty() {
            return None;
        }
        // The latest the most often, since those are the nearest.
        let back = self
            .choices
            .below(names.len())
            .min(self.choices.below(names.len()));
        Some(names[names.len() - 1 - back].to_owned())
    }

    /// A variable that can be bound anew here, with any kind of value.
    fn bindable(&mut self) -> Option<Variable> {
        let own = self
            .frames
            .iter()
            .rposition(|frame| frame.is_function)
            .unwrap_or_default();
        let variables: Vec<Variable> = self.frames[own..]
            .iter()
            .flat_map(|frame| frame.variables.iter().cloned())
            .collect();
        if variables.is_empty() {
            return None;
        }
        let which = self.choices.below(variables.len());
        variables.into_iter().nth(which)
    }

    /// Any kind, with classes where there are some.
    fn kind(&mut self) -> Kind {
        if !self.classes.is_empty() && self.choices.chance(12) {
            return Kind::Object(self.choices.below(self.classes.len()));
        }
        let most = if self.choices.chance(40) {
            Kind::PLAIN.len()
        } else {
            4
        };
        self.choices.pick(&Kind::PLAIN[..most])
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_seed_has_one_program() {
        for seed in 0..50 {
            assert_eq!(program(seed), program(seed));
        }
        let programs: HashSet<String> = (0..50).map(program).collect();
        assert_eq!(programs.len(), 50);
    }

    #[test]
    fn bytes_have_one_program() {
        let bytes: Vec<u8> = (0..=255).cycle().take(2000).collect();
        assert_eq!(program_of(&bytes), program_of(&bytes));
        assert_ne!(program_of(&bytes), program_of(&bytes[1..]));
    }

    #[test]
    fn no_bytes_have_a_short_program() {
        let written = program_of(&[]);
        assert!(written.len() < PRELUDE.len() + 4000, "{written}");
    }
}
