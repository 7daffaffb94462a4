//! Statements and blocks of them.

use crate::{
    Writer,
    code::Rank,
    scope::{Flavour, Frame, Kind, Special, Variable},
};

/// How deep blocks are in one another before only simple statements follow.
const DEEPEST: usize = 5;

/// Types of exceptions that pieces of a program raise or that arise, and how many arguments each is raised with.
const ERRORS: [&str; 7] = [
    "ValueError",
    "TypeError",
    "KeyError",
    "IndexError",
    "ZeroDivisionError",
    "Failure",
    "AttributeError",
];

impl Writer<'_> {
    /// The statements of a block, at most so many and one.
    pub(crate) fn block(&mut self, frame: Frame, most: usize) {
        let functions = self.functions.len();
        self.depth += 1;
        self.with_frame(frame, |writer| {
            for _ in 0..=writer.choices.below(most) {
                writer.statement();
            }
        });
        self.depth -= 1;
        // What was defined in a block is known only there.
        self.functions.truncate(functions);
    }

    fn statement(&mut self) {
        self.left = self.left.saturating_sub(1);
        if self.left == 0 || self.depth > DEEPEST {
            return self.show();
        }
        match self.choices.below(40) {
            0..7 => self.show(),
            7..12 => self.new_variable(),
            12..16 => self.rebind(),
            16..19 => self.augment(),
            19..21 => self.unpack(),
            21..25 => self.mutate(),
            25..28 => self.if_statement(),
            28..31 => self.for_statement(),
            31 => self.while_statement(),
            32..34 => self.try_statement(),
            34 => self.group_statement(),
            35 => self.with_statement(),
            36 => self.match_statement(2),
            37 => self.raise_or_assert(),
            38 => self.leave(),
            _ => self.suspend(),
        }
    }

    fn show(&mut self) {
        let label = self.name("s");
        let values: Vec<String> = (0..=self.choices.below(3))
            .map(|_| {
                let kind = self.kind();
                self.expression(kind, 3).whole()
            })
            .collect();
        self.lines
            .push(format!("out(\"{label}\", {})", values.join(", ")));
    }

    fn new_variable(&mut self) {
        let kind = self.kind();
        let value = self.expression(kind, 3).whole();
        let name = self.name("v");
        match self.choices.below(6) {
            0 => {
                let second = self.name("v");
                self.lines.push(format!("{name} = {second} = keep({value})"));
                self.bind(second, kind);
            }
            1 if kind.type_name().is_some() => {
                let annotation = kind.type_name().unwrap_or("object");
                self.lines
                    .push(format!("{name}: {annotation} = keep({value})"));
            }
            _ => self.lines.push(format!("{name} = keep({value})")),
        }
        self.bind(name, kind);
    }

    fn rebind(&mut self) {
        let Some(variable) = self.bindable() else {
            return self.new_variable();
        };
        let value = self.expression(variable.kind, 3).whole();
        self.lines
            .push(format!("{} = keep({value})", variable.name));
    }

    fn augment(&mut self) {
        let Some(Variable { name, kind }) = self.bindable() else {
            return self.new_variable();
        };
        let (operators, operand): (&[&str], Kind) = match kind {
            Kind::Int => (&["+=", "-=", "*=", "//=", "%=", "&=", "|=", "^="], Kind::Int),
            Kind::Float => (&["+=", "-=", "*=", "/=", "//="], Kind::Float),
            Kind::Complex => (&["+=", "-=", "*="], Kind::Complex),
            Kind::Bool => (&["&=", "|=", "^="], Kind::Bool),
            Kind::Text => (&["+="], Kind::Text),
            Kind::Bytes => (&["+="], Kind::Bytes),
            Kind::Numbers => (&["+="], Kind::Numbers),
            Kind::Words => (&["+="], Kind::Words),
            Kind::Table => (&["|="], Kind::Table),
            Kind::Bag => (&["|=", "&=", "-=", "^="], Kind::Bag),
            Kind::Pair => (&["+="], Kind::Pair),
            Kind::Object(_) => (&["+="], Kind::Int),
        };
        let operator = self.choices.pick(operators);
        let value = self.expression(operand, 2).whole();
        self.lines.push(format!("{name} {operator} {value}"));
        self.lines.push(format!("{name} = keep({name})"));
    }

    fn unpack(&mut self) {
        let (one, two) = (self.name("v"), self.name("v"));
        match self.choices.below(4) {
            0 => {
                let value = self.expression(Kind::Pair, 2).whole();
                self.lines.push(format!("{one}, {two} = {value}"));
                self.bind(one, Kind::Int);
                self.bind(two, Kind::Text);
            }
            1 => {
                let value = self.expression(Kind::Numbers, 2).whole();
                let star = self.choices.pick(&["first", "last"]);
                if star == "first" {
                    self.lines.push(format!("*{two}, {one} = {value}"));
                } else {
                    self.lines.push(format!("{one}, *{two} = {value}"));
                }
                self.bind(one, Kind::Int);
                self.bind(two, Kind::Numbers);
            }
            2 => {
                let three = self.name("v");
                let (pair, number) = (
                    self.expression(Kind::Pair, 2).whole(),
                    self.expression(Kind::Int, 2).whole(),
                );
                self.lines
                    .push(format!("[({one}, {two}), {three}] = {pair}, {number}"));
                self.bind(one, Kind::Int);
                self.bind(two, Kind::Text);
                self.bind(three, Kind::Int);
            }
            _ => {
                let (left, right) = (
                    self.expression(Kind::Int, 2).whole(),
                    self.expression(Kind::Int, 2).whole(),
                );
                self.lines.push(format!("{one}, {two} = {left}, {right}"));
                self.lines.push(format!("{one}, {two} = {two}, {one}"));
                self.bind(one, Kind::Int);
                self.bind(two, Kind::Int);
            }
        }
    }

    /// Changes a value in place, or takes away a variable.
    fn mutate(&mut self) {
        let kind = self
            .choices
            .pick(&[Kind::Numbers, Kind::Table, Kind::Words, Kind::Bag, Kind::Numbers]);
        let Some(name) = self.readable(kind) else {
            return self.new_variable();
        };
        let change = match kind {
            Kind::Numbers => {
                let value = self.expression(Kind::Int, 2).whole();
                let index = self.small(1, 6).whole();
                match self.choices.below(9) {
                    0..2 => format!("{name}.append({value})"),
                    2 => format!("{name}.insert({index}, {value})"),
                    3 => format!("out(\"pop\", {name}.pop({index}))"),
                    4 => format!("{name}.sort()"),
                    5 => format!("{name}[{index}] = {value}"),
                    6 => format!("{name}[{index}:] = [{value}]"),
                    7 => format!("del {name}[{index}]"),
                    _ => format!("{name}.remove({value})"),
                }
            }
            Kind::Table => {
                let key = self.expression(Kind::Text, 1).whole();
                let value = self.expression(Kind::Int, 2).whole();
                match self.choices.below(5) {
                    0..2 => format!("{name}[{key}] = {value}"),
                    2 => format!("out(\"default\", {name}.setdefault({key}, {value}))"),
                    3 => format!("out(\"popped\", {name}.pop({key}))"),
                    _ => format!("del {name}[{key}]"),
                }
            }
            Kind::Words => {
                let value = self.expression(Kind::Text, 2).whole();
                match self.choices.below(3) {
                    0 => format!("{name}.append({value})"),
                    1 => format!("{name}.reverse()"),
                    _ => format!("{name}.extend({value}[:3])"),
                }
            }
            _ => {
                let value = self.small(2, 50).whole();
                let method = self.choices.pick(&["add", "discard", "remove"]);
                format!("{name}.{method}({value})")
            }
        };
        self.lines.push(change);
    }

    fn if_statement(&mut self) {
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
    fn loop_body(&mut self, variables: Vec<Variable>) {
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

    fn loop_else(&mut self) {
        if self.choices.chance(25) {
            self.lines.open("else:");
            self.block(Frame::default(), 2);
            self.lines.close();
        }
    }

    fn for_statement(&mut self) {
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
    fn iterated(&mut self) -> Option<(Vec<Variable>, String)> {
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

    fn class_with(&mut self, special: Special) -> Option<usize> {
        let classes: Vec<usize> = (0..self.classes.len())
            .filter(|class| self.classes[*class].specials.contains(&special))
            .collect();
        if classes.is_empty() {
            return None;
        }
        Some(self.choices.pick(&classes))
    }

    fn while_statement(&mut self) {
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

    fn try_statement(&mut self) {
        self.lines.open("try:");
        self.block(Frame::default(), 3);
        self.lines.close();
        let handlers = self.choices.below(3);
        for place in 0..handlers {
            let types = match self.choices.below(3) {
                _ if place == 1 => "Exception".to_owned(),
                0 => self.choices.pick(&ERRORS).to_owned(),
                1 => format!("({}, {})", self.choices.pick(&ERRORS), self.choices.pick(&ERRORS)),
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

    fn handler(&mut self, types: &str) {
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
    fn group_statement(&mut self) {
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
    fn error(&mut self) -> String {
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

    fn with_statement(&mut self) {
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
                self.lines.open(format!("with {manager} as {name}, Guard(\"inner\"):"));
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

    fn raise_or_assert(&mut self) {
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

    /// A jump out of a loop or a function, on a condition.
    fn leave(&mut self) {
        let mut jumps = Vec::new();
        if self.inside.is_loop {
            jumps.extend(["break", "continue"]);
        }
        if self.inside.returns.is_some() {
            jumps.push("return");
        }
        if jumps.is_empty() {
            return self.define_or_delete();
        }
        let condition = self.bool_of(2).whole();
        let jump = self.choices.pick(&jumps);
        self.lines.open(format!("if {condition}:"));
        match self.inside.returns {
            Some(kind) if jump == "return" && !self.inside.is_generator => {
                let value = self.expression(kind, 2).whole();
                self.lines.push(format!("return {value}"));
            }
            _ => self.lines.push(jump),
        }
        self.lines.close();
    }

    /// A yield or an await where there can be one.
    fn suspend(&mut self) {
        if self.inside.is_generator {
            let kind = self.inside.returns.unwrap_or(Kind::Int);
            return self.yield_statement(kind);
        }
        if !self.inside.is_coroutine {
            return self.define_or_delete();
        }
        match self.choices.below(3) {
            0 => {
                let value = self.expression(Kind::Int, 2).whole();
                let name = self.name("v");
                self.lines.push(format!("{name} = keep(await pause({value}))"));
                self.bind(name, Kind::Int);
            }
            1 => {
                let count = self.small(1, 4).whole();
                let name = self.name("x");
                self.lines.open(format!("async for {name} in ticks({count}):"));
                self.loop_body(vec![Variable {
                    name,
                    kind: Kind::Int,
                }]);
                self.lines.close();
            }
            _ => {
                let (name, label) = (self.name("v"), self.name("m"));
                let types = self.choices.pick(&ERRORS);
                self.lines
                    .open(format!("async with Guard(\"{label}\", {types}) as {name}:"));
                let frame = Frame {
                    variables: vec![Variable {
                        name,
                        kind: Kind::Text,
                    }],
                    is_function: false,
                };
                self.block(frame, 2);
                self.lines.close();
            }
        }
    }

    pub(crate) fn yield_statement(&mut self, kind: Kind) {
        let value = self.expression(kind, 2).whole();
        match self.choices.below(4) {
            0 => {
                let label = self.name("s");
                self.lines.push(format!("out(\"{label}\", (yield {value}))"));
            }
            1 if kind == Kind::Int => {
                let values = self.expression(Kind::Numbers, 2).whole();
                self.lines.push(format!("yield from {values}"));
            }
            _ => self.lines.push(format!("yield {value}")),
        }
    }

    fn define_or_delete(&mut self) {
        if self.depth <= 3 && self.choices.chance(60) {
            return self.function();
        }
        let own = self.frames.last_mut().and_then(|frame| {
            let place = frame
                .variables
                .iter()
                .rposition(|variable| variable.name.starts_with('v'))?;
            Some(frame.variables.remove(place))
        });
        match own {
            Some(variable) => self.lines.push(format!("del {}", variable.name)),
            None => self.lines.push("pass"),
        }
    }
}
