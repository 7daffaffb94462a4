//! What is in sight where a program goes on: variables, functions and classes.

/// What a value is. Programs are made so that it mostly is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Int,
    Float,
    Complex,
    Bool,
    Text,
    Bytes,
    /// A list of integers.
    Numbers,
    /// A list of texts.
    Words,
    /// A tuple of an integer and a text.
    Pair,
    /// A dictionary of texts to integers.
    Table,
    /// A set of small integers.
    Bag,
    /// An instance of the class of that number.
    Object(usize),
}

impl Kind {
    /// All but those of classes.
    pub(crate) const PLAIN: [Kind; 11] = [
        Kind::Int,
        Kind::Text,
        Kind::Numbers,
        Kind::Bool,
        Kind::Float,
        Kind::Words,
        Kind::Table,
        Kind::Pair,
        Kind::Bytes,
        Kind::Bag,
        Kind::Complex,
    ];

    /// The built-in type's name, none for a class of the program.
    pub(crate) fn type_name(self) -> Option<&'static str> {
        Some(match self {
            Kind::Int => "int",
            Kind::Float => "float",
            Kind::Complex => "complex",
            Kind::Bool => "bool",
            Kind::Text => "str",
            Kind::Bytes => "bytes",
            Kind::Numbers | Kind::Words => "list",
            Kind::Pair => "tuple",
            Kind::Table => "dict",
            Kind::Bag => "set",
            Kind::Object(_) => return None,
        })
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Variable {
    /// What stands in source: a name, or an attribute of `self`.
    pub name: String,
    pub kind: Kind,
}

/// The variables of a function, or of a block in it, which are gone at the end of the block.
#[derive(Default, Debug)]
pub(crate) struct Frame {
    pub variables: Vec<Variable>,
    /// Names that are bound outside of it are read, and not bound.
    pub is_function: bool,
}

impl Frame {
    /// A function's, with its parameters.
    pub(crate) fn of_parameters(parameters: &[(&str, Kind)]) -> Self {
        Self {
            variables: parameters
                .iter()
                .map(|(name, kind)| Variable {
                    name: (*name).to_owned(),
                    kind: *kind,
                })
                .collect(),
            is_function: true,
        }
    }
}

/// How an argument is given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Passing {
    Positional,
    Either,
    Keyword,
}

#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub name: String,
    pub kind: Kind,
    pub passing: Passing,
    pub has_default: bool,
}

/// What a call makes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Flavour {
    Plain,
    /// Its first argument says how deep it goes.
    Recursive,
    /// An iterator of values of the kind.
    Generator,
    Coroutine,
}

#[derive(Clone, Debug)]
pub(crate) struct Function {
    pub name: String,
    pub parameters: Vec<Parameter>,
    pub takes_more: bool,
    pub returns: Kind,
    pub flavour: Flavour,
}

impl Function {
    /// The name of what else it is called with, a list, if it takes more.
    pub(crate) fn more(&self) -> String {
        format!("more_{}", self.name)
    }
}

/// Special methods of a class beside `__init__` and `__repr__`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Special {
    Add,
    Len,
    Item,
    Iter,
    Contains,
    Less,
    Call,
    Manager,
}

impl Special {
    pub(crate) const ALL: [Special; 8] = [
        Special::Add,
        Special::Len,
        Special::Item,
        Special::Iter,
        Special::Contains,
        Special::Less,
        Special::Call,
        Special::Manager,
    ];
}

#[derive(Clone, Debug)]
pub(crate) struct Class {
    pub name: String,
    /// What the constructor takes, in order, and keeps.
    pub fields: Vec<Variable>,
    pub properties: Vec<Variable>,
    pub methods: Vec<Function>,
    pub specials: Vec<Special>,
}
