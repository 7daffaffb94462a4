//! Definitions of classes.

use crate::{
    Inside, Writer,
    code::Rank,
    scope::{Class, Flavour, Frame, Function, Kind, Special, Variable},
};

impl Writer<'_> {
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
            self.lines
                .push("@dataclasses.dataclass(eq=True, repr=False)");
        }
        let generic = self.type_parameters();
        self.lines.open(format!("class {name}{generic}({bases}):"));
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

    /// An instance of the class that was defined last, and what its methods return.
    pub(crate) fn show_class(&mut self) {
        let Some(class) = self.classes.last().cloned() else {
            return self.show();
        };
        let kind = Kind::Object(self.classes.len() - 1);
        let made = self.expression(kind, 1).whole();
        let name = self.name("g");
        let label = self.name("s");
        self.lines.push(format!("{name} = {made}"));
        self.lines
            .push(format!("out(\"{label}\", {name}, bool({name}))"));
        for method in &class.methods {
            let arguments = self.arguments(method, 1);
            let call = self
                .called(method, &format!("{name}.{}", method.name), &arguments)
                .whole();
            self.lines.push(format!("out(\"{label}\", {call})"));
        }
        for property in &class.properties {
            self.lines
                .push(format!("out(\"{label}\", {name}.{})", property.name));
        }
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
        self.lines
            .open(format!("def __init__(self, {}):", all.join(", ")));
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
            flavour: self.choices.pick(&[
                Flavour::Plain,
                Flavour::Plain,
                Flavour::Plain,
                Flavour::Coroutine,
            ]),
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
    fn short(
        &mut self,
        head: &str,
        attributes: &[Variable],
        value: impl FnOnce(&mut Self) -> String,
    ) {
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
            let mut variables = Frame::of_parameters(&[(&other, Kind::Int)]).variables;
            variables.extend_from_slice(attributes);
            variables
        };
        let binary = with_other(attributes);
        match special {
            Special::Add => self.short(&format!("__add__(self, {other})"), &binary, |writer| {
                format!("keep({})", writer.expression(Kind::Int, 2).whole())
            }),
            Special::Len => self.short("__len__(self)", attributes, |writer| {
                writer.small(2, 4).whole()
            }),
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
                self.short(&format!("__contains__(self, {other})"), &binary, |writer| {
                    writer.bool_of(2).whole()
                });
            }
            Special::Less => {
                self.short(&format!("__lt__(self, {other})"), &binary, |writer| {
                    writer.bool_of(2).whole()
                });
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
