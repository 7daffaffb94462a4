//! Statements and blocks of them.

use crate::{
    Writer,
    failure::ERRORS,
    scope::{Frame, Kind, Variable},
};

/// How deep blocks are in one another before only simple statements follow.
const DEEPEST: usize = 5;

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

    pub(crate) fn show(&mut self) {
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
                self.lines
                    .push(format!("{name} = {second} = keep({value})"));
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
            Kind::Int => (
                &["+=", "-=", "*=", "//=", "%=", "&=", "|=", "^="],
                Kind::Int,
            ),
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
        let kind = self.choices.pick(&[
            Kind::Numbers,
            Kind::Table,
            Kind::Words,
            Kind::Bag,
            Kind::Numbers,
        ]);
        let Some(name) = self.readable(kind) else {
            return self.new_variable();
        };
        // What is put in is bounded, since it may be made of all that is there.
        let change = match kind {
            Kind::Numbers => {
                let value = self.expression(Kind::Int, 2).whole();
                let index = self.small(1, 6).whole();
                match self.choices.below(9) {
                    0..2 => format!("{name}.append(keep({value}))"),
                    2 => format!("{name}.insert({index}, keep({value}))"),
                    3 => format!("out(\"pop\", {name}.pop({index}))"),
                    4 => format!("{name}.sort()"),
                    5 => format!("{name}[{index}] = keep({value})"),
                    6 => format!("{name}[{index}:] = [keep({value})]"),
                    7 => format!("del {name}[{index}]"),
                    _ => format!("{name}.remove({value})"),
                }
            }
            Kind::Table => {
                let key = self.expression(Kind::Text, 1).whole();
                let value = self.expression(Kind::Int, 2).whole();
                match self.choices.below(5) {
                    0..2 => format!("{name}[keep({key})] = keep({value})"),
                    2 => {
                        format!("out(\"default\", {name}.setdefault(keep({key}), keep({value})))")
                    }
                    3 => format!("out(\"popped\", {name}.pop({key}))"),
                    _ => format!("del {name}[{key}]"),
                }
            }
            Kind::Words => {
                let value = self.expression(Kind::Text, 2);
                match self.choices.below(3) {
                    0 => format!("{name}.append(keep({}))", value.whole()),
                    1 => format!("{name}.reverse()"),
                    _ => format!("{name}.extend({}[:3])", value.primary()),
                }
            }
            _ => {
                let value = self.small(2, 50).whole();
                let method = self.choices.pick(&["add", "discard", "remove"]);
                format!("{name}.{method}({value})")
            }
        };
        self.lines.push(change);
        if matches!(kind, Kind::Numbers | Kind::Words) {
            self.lines.push(format!("del {name}[30:]"));
        }
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
                self.lines
                    .push(format!("{name} = keep(await pause({value}))"));
                self.bind(name, Kind::Int);
            }
            1 => {
                let count = self.small(1, 4).whole();
                let name = self.name("x");
                self.lines
                    .open(format!("async for {name} in ticks({count}):"));
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
                self.lines
                    .push(format!("out(\"{label}\", (yield {value}))"));
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
