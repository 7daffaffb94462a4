//! Definitions: functions of every sort, and classes.

use crate::{
    Inside, Writer,
    code::Rank,
    expression::frame,
    scope::{Class, Flavour, Frame, Function, Kind, Parameter, Passing, Special, Variable},
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
                    self.lines.push("@lambda function: functools.lru_cache(maxsize=2)(function)");
                }
                _ => {}
            }
        }
        self.body(&function, "", Vec::new());
        self.functions.push(function);
    }

    fn parameters(&mut self) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = (0..self.choices.below(4))
            .map(|_| Parameter {
                name: self.name("p"),
                kind: self.kind(),
                passing: self
                    .choices
                    .pick(&[Passing::Either, Passing::Positional, Passing::Keyword]),
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
    fn body(&mut self, function: &Function, first: &str, more: Vec<Variable>) {
        let head = self.head(function, first);
        let keyword = match function.flavour {
            Flavour::Coroutine => "async def",
            Flavour::Plain | Flavour::Recursive | Flavour::Generator => "def",
        };
        self.lines.open(format!("{keyword} {}({head}):", function.name));
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
        frame
            .variables
            .extend(function.parameters.iter().map(|parameter| Variable {
                name: parameter.name.clone(),
                kind: parameter.kind,
            }));
        if function.takes_more {
            self.lines.push("more = list(more)");
            frame.variables.push(Variable {
                name: "more".to_owned(),
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
        self.with_frame(frame, |writer| writer.steps(function));
        self.inside = outer;
        self.lines.close();
    }

    /// What a function does, to the value it returns.
    fn steps(&mut self, function: &Function) {
        let depth = function.parameters.first().map(|parameter| parameter.name.clone());
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

    fn head(&mut self, function: &Function, first: &str) -> String {
        let mut parts = Vec::new();
        if !first.is_empty() {
            parts.push(first.to_owned());
        }
        let mut was = Passing::Positional;
        let mut placed = 0;
        for parameter in &function.parameters {
            if was == Passing::Positional && parameter.passing != was && placed > 0 {
                parts.push("/".to_owned());
            }
            if parameter.passing == Passing::Keyword && was != Passing::Keyword {
                parts.push(if function.takes_more { "*more" } else { "*" }.to_owned());
            }
            was = parameter.passing;
            placed += 1;
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
            parts.push("*more".to_owned());
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
            let is_taken = frame.variables.iter().any(|taken| taken.name == variable.name)
                || self.frames[which + 1..]
                    .iter()
                    .chain(&self.frames[..which])
                    .any(|other| other.variables.iter().any(|known| known.name == variable.name));
            if is_taken || variable.name.contains('.') {
                continue;
            }
            let word = if holder == 0 { "global" } else { "nonlocal" };
            self.lines.push(format!("{word} {}", variable.name));
            frame.variables.push(variable);
        }
        frame
    }

    /// A class of the module.
    pub(crate) fn class(&mut self) {
        let name = self.name("C");
        let base = if !self.classes.is_empty() && self.choices.chance(40) {
            let which = self.choices.below(self.classes.len());
            Some(self.classes[which].clone())
        } else {
            None
        };
        let own: Vec<Variable> = (0..=self.choices.below(3))
            .map(|_| Variable {
                name: self.name("t"),
                kind: self.kind(),
            })
            .collect();
        let is_record = base.is_none() && self.choices.chance(25);
        let bases = base.as_ref().map_or("Thing", |base| &base.name);
        if is_record {
            self.lines.push("@dataclasses.dataclass(eq=True, repr=False)");
        }
        self.lines.open(format!("class {name}({bases}):"));
        let mut class = match base {
            Some(base) => Class { name, ..base },
            None => Class {
                name,
                fields: Vec::new(),
                properties: Vec::new(),
                methods: Vec::new(),
                specials: Vec::new(),
            },
        };
        self.constructor(&class, &own, is_record);
        class.fields.extend(own);
        let attributes: Vec<Variable> = class
            .fields
            .iter()
            .map(|field| Variable {
                name: format!("self.{}", field.name),
                kind: field.kind,
            })
            .collect();
        for _ in 0..self.choices.below(3) {
            let method = self.method(&class, &attributes);
            class.methods.retain(|known| known.name != method.name);
            class.methods.push(method);
        }
        if self.choices.chance(40) {
            let property = Variable {
                name: self.name("q"),
                kind: self.kind(),
            };
            self.lines.push("@property");
            self.short(&format!("{}(self)", property.name), &attributes, |writer| {
                writer.expression(property.kind, 2).whole()
            });
            class.properties.push(property);
        }
        for special in Special::ALL {
            if self.choices.chance(20) {
                self.special(special, &attributes);
                if !class.specials.contains(&special) {
                    class.specials.push(special);
                }
            }
        }
        self.lines.close();
        self.classes.push(class);
    }

    fn constructor(&mut self, class: &Class, own: &[Variable], is_record: bool) {
        if is_record {
            for field in own {
                let annotation = field.kind.type_name().unwrap_or("object");
                self.lines.push(format!("{}: {annotation}", field.name));
            }
            return;
        }
        let all: Vec<&str> = class
            .fields
            .iter()
            .chain(own)
            .map(|field| field.name.as_str())
            .collect();
        self.lines.open(format!("def __init__(self, {}):", all.join(", ")));
        if !class.fields.is_empty() {
            let inherited = &all[..class.fields.len()];
            self.lines
                .push(format!("super().__init__({})", inherited.join(", ")));
        }
        for field in own {
            self.lines.push(format!("self.{0} = {0}", field.name));
        }
        self.lines.close();
    }

    /// A method of its own, or one that takes the place of an inherited one and calls it.
    fn method(&mut self, class: &Class, attributes: &[Variable]) -> Function {
        if !class.methods.is_empty() && self.choices.chance(40) {
            let which = self.choices.below(class.methods.len());
            let known = class.methods[which].clone();
            if known.parameters.is_empty() && known.flavour == Flavour::Plain && !known.takes_more {
                let inherited = format!("super().{}()", known.name);
                self.short(&format!("{}(self)", known.name), attributes, |writer| {
                    let value = writer.expression(known.returns, 2).whole();
                    let condition = writer.bool_of(2).within(Rank::Or);
                    format!("{value} if {condition} else {inherited}")
                });
                return known;
            }
        }
        let returns = self.kind();
        let function = Function {
            name: self.name("m"),
            parameters: self.parameters(),
            takes_more: self.choices.chance(10),
            returns,
            flavour: self
                .choices
                .pick(&[Flavour::Plain, Flavour::Plain, Flavour::Plain, Flavour::Coroutine]),
        };
        if self.choices.chance(15) {
            self.lines.push("@staticmethod");
            self.body(&function, "", Vec::new());
        } else {
            self.body(&function, "self", attributes.to_vec());
        }
        function
    }

    /// A method that only returns something.
    fn short(&mut self, head: &str, attributes: &[Variable], value: impl FnOnce(&mut Self) -> String) {
        self.lines.open(format!("def {head}:"));
        self.lines.push("tick()");
        let outer = self.inside;
        self.inside = Inside::default();
        let frame = Frame {
            variables: attributes.to_vec(),
            is_function: true,
        };
        let value = self.with_frame(frame, value);
        self.inside = outer;
        self.lines.push(format!("return {value}"));
        self.lines.close();
    }

    fn special(&mut self, special: Special, attributes: &[Variable]) {
        let other = self.name("o");
        let with_other = |attributes: &[Variable]| {
            let mut variables = frame(&[(&other, Kind::Int)]).variables;
            variables.extend_from_slice(attributes);
            variables
        };
        let binary = with_other(attributes);
        match special {
            Special::Add => self.short(&format!("__add__(self, {other})"), &binary, |writer| {
                format!("keep({})", writer.expression(Kind::Int, 2).whole())
            }),
            Special::Len => self.short("__len__(self)", attributes, |writer| writer.small(2, 4).whole()),
            Special::Item => {
                self.short(&format!("__getitem__(self, {other})"), &binary, |writer| {
                    let value = writer.expression(Kind::Int, 2).within(Rank::Or);
                    format!("{value} if {other} < 3 else [].pop()")
                });
            }
            Special::Iter => self.short("__iter__(self)", attributes, |writer| {
                format!("iter({})", writer.expression(Kind::Numbers, 2).whole())
            }),
            Special::Contains => {
                self.short(&format!("__contains__(self, {other})"), &binary, |writer| writer.bool_of(2).whole());
            }
            Special::Less => {
                self.short(&format!("__lt__(self, {other})"), &binary, |writer| writer.bool_of(2).whole());
            }
            Special::Call => self.short(&format!("__call__(self, {other})"), &binary, |writer| {
                writer.expression(Kind::Int, 2).whole()
            }),
            Special::Manager => {
                self.short("__enter__(self)", attributes, |_| "self".to_owned());
                self.short("__exit__(self, *details)", attributes, |writer| {
                    let label = writer.name("s");
                    let value = writer.bool_of(2).within(Rank::Not);
                    format!("out(\"{label}\", details[0] and details[0].__name__) or {value}")
                });
            }
        }
    }
}
