//! Calls of what the program defines, and of functions without a name.

use crate::{
    Inside, Writer,
    code::{Code, Rank},
    operator::{ADD, joined},
    scope::{Flavour, Frame, Function, Kind, Passing, Special, Variable},
};

impl Writer<'_> {
    pub(crate) fn object(&mut self, class: usize, depth: usize) -> Code {
        let name = self.classes[class].name.clone();
        let fields = self.classes[class].fields.clone();
        let mut values = Vec::new();
        for (place, field) in fields.iter().enumerate() {
            let value = self.expression(field.kind, depth).whole();
            // The last ones by name, now and then.
            if place + 1 == fields.len() && self.choices.chance(30) {
                values.push(format!("{}={value}", field.name));
            } else {
                values.push(value);
            }
        }
        Code::atom(format!("{name}({})", values.join(", ")))
    }

    /// Something of the kind from a function, an attribute, or a method of the program.
    pub(crate) fn of_program(&mut self, kind: Kind, depth: usize) -> Option<Code> {
        if !self.classes.is_empty() && self.choices.chance(50) {
            let class = self.choices.below(self.classes.len());
            return self.of_object(class, kind, depth);
        }
        let function = self.callable(
            kind,
            &[Flavour::Plain, Flavour::Recursive, Flavour::Coroutine],
        )?;
        let arguments = self.arguments(&function, depth);
        Some(self.called(&function, &function.name.clone(), &arguments))
    }

    pub(crate) fn of_object(&mut self, class: usize, kind: Kind, depth: usize) -> Option<Code> {
        let described = self.classes[class].clone();
        let object = self.expression(Kind::Object(class), depth).primary();
        if kind == Kind::Int && !described.specials.is_empty() && self.choices.chance(40) {
            let argument = self.expression(Kind::Int, depth);
            return match self.choices.pick(&described.specials) {
                Special::Add => Some(joined(Code::atom(object), ADD, argument)),
                Special::Len => Some(Code::atom(format!("len({object})"))),
                Special::Item => Some(Code::atom(format!("{object}[{}]", argument.whole()))),
                Special::Iter => Some(Code::atom(format!("sum({object})"))),
                Special::Contains => Some(Code::new(
                    Rank::Comparison,
                    format!("{} in {object}", argument.within(Rank::BitOr)),
                )),
                Special::Less => Some(Code::new(
                    Rank::Comparison,
                    format!("{object} < {}", argument.within(Rank::BitOr)),
                )),
                Special::Call => Some(Code::atom(format!("{object}({})", argument.whole()))),
                Special::Manager => None,
            };
        }
        let attributes: Vec<&Variable> = described
            .fields
            .iter()
            .chain(&described.properties)
            .filter(|field| field.kind == kind)
            .collect();
        let methods: Vec<&Function> = described
            .methods
            .iter()
            .filter(|method| method.returns == kind)
            .collect();
        let which = self.choices.below(attributes.len() + methods.len() + 1);
        if let Some(attribute) = attributes.get(which) {
            return Some(Code::atom(format!("{object}.{}", attribute.name)));
        }
        let method = *methods.get(which - attributes.len())?;
        let arguments = self.arguments(method, depth);
        Some(self.called(method, &format!("{object}.{}", method.name), &arguments))
    }

    /// A function that gives a value of the kind in one of these ways.
    pub(crate) fn callable(&mut self, kind: Kind, flavours: &[Flavour]) -> Option<Function> {
        let functions: Vec<&Function> = self
            .functions
            .iter()
            .filter(|function| function.returns == kind && flavours.contains(&function.flavour))
            .collect();
        if functions.is_empty() {
            return None;
        }
        let which = self.choices.below(functions.len());
        functions.get(which).map(|function| (*function).clone())
    }

    pub(crate) fn called(&mut self, function: &Function, name: &str, arguments: &str) -> Code {
        match function.flavour {
            Flavour::Plain | Flavour::Recursive | Flavour::Generator => {
                Code::atom(format!("{name}({arguments})"))
            }
            Flavour::Coroutine if self.inside.is_coroutine => {
                Code::atom(format!("(await {name}({arguments}))"))
            }
            Flavour::Coroutine => Code::atom(format!("run({name}({arguments}))")),
        }
    }

    /// What a function is called with: by place, by name, or left out where there is a default.
    pub(crate) fn arguments(&mut self, function: &Function, depth: usize) -> String {
        let mut placed = Vec::new();
        let mut named = Vec::new();
        for (place, parameter) in function.parameters.iter().enumerate() {
            if function.flavour == Flavour::Recursive && place == 0 {
                placed.push(self.small(depth, 6).whole());
                continue;
            }
            let is_open = named.is_empty() && placed.len() == place;
            if parameter.has_default && self.choices.chance(40) {
                continue;
            }
            let value = self.expression(parameter.kind, depth);
            let by_name = match parameter.passing {
                Passing::Positional if !is_open => continue,
                Passing::Positional => false,
                Passing::Either => !is_open || self.choices.chance(25),
                Passing::Keyword => true,
            };
            if by_name {
                let value = value.whole();
                named.push(if self.choices.chance(20) {
                    format!("**{{\"{}\": {value}}}", parameter.name)
                } else {
                    format!("{}={value}", parameter.name)
                });
            } else {
                placed.push(value.whole());
            }
        }
        if function.takes_more && named.is_empty() && self.choices.chance(40) {
            let numbers = self.expression(Kind::Numbers, depth).within(Rank::BitOr);
            placed.push(format!("*{numbers}"));
        }
        placed.append(&mut named);
        placed.join(", ")
    }

    /// A function without a name that is called at once.
    pub(crate) fn immediate(&mut self, kind: Kind, depth: usize) -> Code {
        let other = self.choices.pick(&Kind::PLAIN[..4]);
        let (one, two) = (self.name("a"), self.name("b"));
        let default = self.expression(Kind::Int, depth).whole();
        let value = self.expression(other, depth).whole();
        let body = self.lambda_body(&[(&one, other), (&two, Kind::Int)], kind, depth);
        let function = format!("lambda {one}, {two}={default}: {body}");
        if self.choices.chance(50) {
            let second = self.expression(Kind::Int, depth).whole();
            Code::atom(format!("({function})({value}, {second})"))
        } else {
            Code::atom(format!("({function})({value})"))
        }
    }

    /// What a lambda with these parameters evaluates.
    pub(crate) fn lambda_body(
        &mut self,
        parameters: &[(&str, Kind)],
        kind: Kind,
        depth: usize,
    ) -> String {
        let outer = self.inside;
        self.inside = Inside {
            is_coroutine: false,
            ..outer
        };
        let body = self.with_frame(Frame::of_parameters(parameters), |writer| {
            writer.expression(kind, depth).whole()
        });
        self.inside = outer;
        body
    }
}
