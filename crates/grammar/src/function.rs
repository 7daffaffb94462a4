//! Definitions of functions of every sort.

use crate::{
    Inside, Writer,
    scope::{Flavour, Frame, Function, Kind, Parameter, Passing, Variable},
};

impl Writer<'_> {
    /// A function, which is known from then on in the block it stands in.
    pub(crate) fn function(&mut self) {
        let flavour = self.choices.pick(&[
            Flavour::Plain,
            Flavour::Generator,
            Flavour::Recursive,
            Flavour::Plain,
            Flavour::Coroutine,
        ]);
        let returns = match flavour {
            // What loops and lists ask for.
            Flavour::Generator => Kind::Int,
            Flavour::Plain | Flavour::Recursive | Flavour::Coroutine => self.kind(),
        };
        let mut parameters = self.parameters();
        if flavour == Flavour::Recursive {
            parameters.retain(|parameter| parameter.passing != Passing::Positional);
            parameters.insert(
                0,
                Parameter {
                    name: self.name("d"),
                    kind: Kind::Int,
                    passing: Passing::Positional,
                    has_default: false,
                },
            );
        }
        let function = Function {
            name: self.name("f"),
            parameters,
            takes_more: self.choices.chance(20),
            returns,
            flavour,
        };
        if matches!(flavour, Flavour::Plain | Flavour::Recursive) {
            match self.choices.below(8) {
                0 => self.lines.push("@traced"),
                1 => self.lines.push("@functools.cache"),
                2 => {
                    self.lines.push("@traced");
                    self.lines
                        .push("@lambda function: functools.lru_cache(maxsize=2)(function)");
                }
                _ => {}
            }
        }
        self.body(&function, "", Vec::new());
        self.functions.push(function);
    }

    /// A call of the function that was defined last.
    pub(crate) fn show_function(&mut self) {
        let Some(function) = self.functions.last().cloned() else {
            return self.show();
        };
        let label = self.name("s");
        let arguments = self.arguments(&function, 1);
        let call = self.called(&function, &function.name, &arguments).whole();
        if function.flavour == Flavour::Generator {
            self.lines.push(format!("out(\"{label}\", list({call}))"));
        } else {
            self.lines.push(format!("out(\"{label}\", {call})"));
        }
    }

    pub(crate) fn parameters(&mut self) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = (0..self.choices.below(4))
            .map(|_| Parameter {
                name: self.name("p"),
                kind: self.kind(),
                passing: self.choices.pick(&[
                    Passing::Either,
                    Passing::Positional,
                    Passing::Keyword,
                ]),
                has_default: false,
            })
            .collect();
        // In the order in which they must stand.
        parameters.sort_by_key(|parameter| match parameter.passing {
            Passing::Positional => 0,
            Passing::Either => 1,
            Passing::Keyword => 2,
        });
        let mut has_default = false;
        for parameter in &mut parameters {
            let chosen = self.choices.chance(35);
            if parameter.passing == Passing::Keyword {
                parameter.has_default = chosen;
            } else {
                has_default |= chosen;
                parameter.has_default = has_default;
            }
        }
        parameters
    }

    /// A definition: its head with `first` before other parameters, and what it does with `more` in sight.
    pub(crate) fn body(&mut self, function: &Function, first: &str, more: Vec<Variable>) {
        let head = self.head(function, first);
        let generic = self.type_parameters();
        let keyword = match function.flavour {
            Flavour::Coroutine => "async def",
            Flavour::Plain | Flavour::Recursive | Flavour::Generator => "def",
        };
        self.lines
            .open(format!("{keyword} {}{generic}({head}):", function.name));
        if self.choices.chance(15) {
            self.lines.push("\"\"\"Does what was drawn.\"\"\"");
        }
        let mut frame = if first.is_empty() {
            self.outer_names()
        } else {
            Frame {
                is_function: true,
                ..Frame::default()
            }
        };
        self.lines.push("tick()");
        frame.variables.extend(more);
        let parameters = function.parameters.iter().map(|parameter| Variable {
            name: parameter.name.clone(),
            kind: parameter.kind,
        });
        // How deep it goes is read, and not bound.
        let read_only = usize::from(function.flavour == Flavour::Recursive);
        let depth = Frame {
            variables: parameters.clone().take(read_only).collect(),
            is_function: true,
        };
        frame.variables.extend(parameters.skip(read_only));
        if function.takes_more {
            let more = function.more();
            self.lines.push(format!("{more} = list({more})"));
            frame.variables.push(Variable {
                name: more,
                kind: Kind::Numbers,
            });
        }
        let outer = self.inside;
        self.inside = Inside {
            is_loop: false,
            returns: Some(function.returns),
            is_generator: function.flavour == Flavour::Generator,
            is_coroutine: function.flavour == Flavour::Coroutine,
        };
        self.with_frame(depth, |writer| {
            writer.with_frame(frame, |writer| writer.steps(function));
        });
        self.inside = outer;
        self.lines.close();
    }

    /// What a function does, to the value it returns.
    fn steps(&mut self, function: &Function) {
        let depth = function
            .parameters
            .first()
            .map(|parameter| parameter.name.clone());
        match (function.flavour, depth) {
            (Flavour::Recursive, Some(depth)) => {
                let last = self.expression(function.returns, 2).whole();
                self.lines.open(format!("if {depth} <= 0:"));
                self.lines.push(format!("return {last}"));
                self.lines.close();
                self.block(Frame::default(), 2);
                let rest: Vec<String> = function.parameters[1..]
                    .iter()
                    .map(|parameter| {
                        let value = self.expression(parameter.kind, 2).whole();
                        match parameter.passing {
                            Passing::Keyword => format!(", {}=keep({value})", parameter.name),
                            Passing::Positional | Passing::Either => format!(", keep({value})"),
                        }
                    })
                    .collect();
                let call = format!("{}({depth} - 1{})", function.name, rest.concat());
                let label = self.name("r");
                self.lines.push(format!("{label} = {call}"));
                self.bind(label, function.returns);
                let value = self.expression(function.returns, 2).whole();
                self.lines.push(format!("return keep({value})"));
            }
            (Flavour::Generator, _) => {
                self.yield_statement(function.returns);
                self.block(Frame::default(), 4);
                self.yield_statement(function.returns);
            }
            (Flavour::Plain | Flavour::Coroutine | Flavour::Recursive, _) => {
                self.block(Frame::default(), 4);
                let value = self.expression(function.returns, 3).whole();
                self.lines.push(format!("return keep({value})"));
            }
        }
    }

    /// Type parameters of a function or a class, now and then.
    pub(crate) fn type_parameters(&mut self) -> &'static str {
        if self.choices.chance(10) {
            self.choices
                .pick(&["[T]", "[T: int]", "[T, *Ts]", "[**P, T = str]"])
        } else {
            ""
        }
    }

    fn head(&mut self, function: &Function, first: &str) -> String {
        let mut parts = Vec::new();
        if !first.is_empty() {
            parts.push(first.to_owned());
        }
        let mut was = Passing::Positional;
        for (place, parameter) in function.parameters.iter().enumerate() {
            if was == Passing::Positional && parameter.passing != was && place > 0 {
                parts.push("/".to_owned());
            }
            if parameter.passing == Passing::Keyword && was != Passing::Keyword {
                parts.push(if function.takes_more {
                    format!("*{}", function.more())
                } else {
                    "*".to_owned()
                });
            }
            was = parameter.passing;
            let annotation = match parameter.kind.type_name() {
                Some(name) if self.choices.chance(25) => format!(": {name}"),
                _ => String::new(),
            };
            let default = if parameter.has_default {
                format!(" = {}", self.literal(parameter.kind).whole())
            } else {
                String::new()
            };
            parts.push(format!("{}{annotation}{default}", parameter.name));
        }
        if function.takes_more && was != Passing::Keyword {
            parts.push(format!("*{}", function.more()));
        }
        parts.join(", ")
    }

    /// Declares some of the variables outside as those of the function that begins.
    pub(crate) fn outer_names(&mut self) -> Frame {
        let mut frame = Frame {
            is_function: true,
            ..Frame::default()
        };
        for _ in 0..self.choices.below(3) {
            let which = self.choices.below(self.frames.len());
            let holder = self.frames[..=which]
                .iter()
                .rposition(|outer| outer.is_function)
                .unwrap_or_default();
            let variables = &self.frames[which].variables;
            let Some(last) = variables.len().checked_sub(1) else {
                continue;
            };
            let variable = variables[last - self.choices.below(variables.len())].clone();
            // What is declared in between belongs to another scope, and attributes are no names.
            let is_taken = frame
                .variables
                .iter()
                .any(|taken| taken.name == variable.name)
                || self.frames[which + 1..]
                    .iter()
                    .chain(&self.frames[..which])
                    .any(|other| {
                        other
                            .variables
                            .iter()
                            .any(|known| known.name == variable.name)
                    });
            let is_depth = variable.name.starts_with('d');
            if is_taken || is_depth || variable.name.contains('.') {
                continue;
            }
            let word = if holder == 0 { "global" } else { "nonlocal" };
            self.lines.push(format!("{word} {}", variable.name));
            frame.variables.push(variable);
        }
        frame
    }
}
