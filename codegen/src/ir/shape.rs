//! Structures, enumerations and errors.

use proc_macro2::Ident;

use super::{Docs, Literal, Optionality, Type};

/// A structure.
#[derive(Clone, Debug)]
pub struct Structure {
    /// The Rust name.
    pub name: Ident,
    /// The name of the shape in the model, for messages.
    pub shape: String,
    /// What it is.
    pub docs: Docs,
    /// The members, in the order of the model.
    pub members: Vec<Member>,
    /// What collects its members, when it is not the structure itself.
    pub builder: Option<Ident>,
    /// What else collects its members, when services make it and no client does.
    pub output_builder: Option<Ident>,
    /// Whether it is the input of an operation.
    pub is_input: bool,
    /// Whether clients write it, so that its constraints are checked.
    pub is_written: bool,
    /// Whether a constrained list holds it, so that messages show it.
    pub is_shown: bool,
    /// Whether a server fills in defaults in it when it stands within an input.
    pub is_filled: bool,
}

impl Structure {
    /// The members that must be there.
    pub fn required(&self) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(|member| member.optionality == Optionality::Required)
    }

    /// What collects its members, whoever does it.
    pub fn builders(&self) -> impl Iterator<Item = &Ident> {
        self.builder.iter().chain(&self.output_builder)
    }

    /// Whether `Default` of every field is what the absence of its member means.
    pub fn has_zero_defaults(&self) -> bool {
        let is_zero = |member: &Member| match &member.optionality {
            Optionality::Default(literal) => literal.is_zero(),
            Optionality::Required | Optionality::Optional => true,
        };
        self.members.iter().all(is_zero)
    }
}

/// A member of a structure.
#[derive(Clone, Debug)]
pub struct Member {
    /// The field, and the method that sets or reads it.
    pub name: Ident,
    /// The method that sets or clears it.
    pub set: Ident,
    /// The method that sets it on the structure itself.
    pub with: Ident,
    /// The name on the wire.
    pub wire: String,
    /// The name in messages about constraints: the wire name with a small first letter.
    pub path: String,
    /// What it is.
    pub docs: Docs,
    /// The type of its value.
    pub ty: Type,
    /// Whether it may be absent.
    pub optionality: Optionality,
    /// What a server gives it when it is absent, although it may be absent in Rust.
    pub fill: Option<Literal>,
    /// How the value travels, when its type does not say it: a type of the runtime's `form`.
    pub form: Option<String>,
    /// Whether a client fills it in with a random token.
    pub is_idempotency_token: bool,
    /// What a server checks of the value.
    pub checks: Checks,
    /// Whether the value holds structures in which a server fills in defaults.
    pub has_filled: bool,
}

/// What a server checks of a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Checks {
    /// The constraints on the value.
    pub own: Vec<Constraint>,
    /// The constraints on each element, when it is a list, or on each value, when it is a map.
    pub elements: Vec<Constraint>,
    /// The constraints on each key, when it is a map.
    pub keys: Vec<Constraint>,
    /// Whether no two elements may be equal, when it is a list.
    pub is_unique: bool,
    /// Whether the value holds structures or unions that have constraints of their own.
    pub is_nested: bool,
}

impl Checks {
    /// Whether there is nothing to check.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// All constraints, whatever they are on.
    pub fn constraints(&self) -> impl Iterator<Item = &Constraint> {
        self.own.iter().chain(&self.elements).chain(&self.keys)
    }
}

impl Member {
    /// Whether its value is copied rather than moved.
    pub fn is_copy(&self) -> bool {
        matches!(&self.ty, Type::Scalar(scalar) if scalar.is_copy())
    }
}

/// A constraint on a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Constraint {
    /// At least so many characters, bytes, elements or entries.
    MinLength(u64),
    /// At most so many.
    MaxLength(u64),
    /// Not below.
    Min(f64),
    /// Not above.
    Max(f64),
    /// Matches a regular expression.
    Pattern {
        /// The constant that holds it.
        name: Ident,
        /// The expression as the model has it, for messages.
        source: String,
        /// The same for Rust.
        regex: String,
        /// Whether it takes more than the small engine has.
        is_rich: bool,
    },
    /// One of an enumeration's values, in the order in which the service lists them.
    OneOf(Vec<String>),
    /// What each element of a list, or each value of a map, keeps.
    Each(Vec<Constraint>),
}

impl Constraint {
    /// Whether it is a pattern, or holds one, that takes the larger engine.
    pub fn has_rich_pattern(&self) -> bool {
        match self {
            Self::Pattern { is_rich, .. } => *is_rich,
            Self::Each(constraints) => constraints.iter().any(Self::has_rich_pattern),
            _ => false,
        }
    }
}

/// An enumeration.
#[derive(Clone, Debug)]
pub struct Enumeration {
    /// The Rust name.
    pub name: Ident,
    /// What it is.
    pub docs: Docs,
    /// The values, in the order of the model.
    pub variants: Vec<Variant>,
}

/// A value of an enumeration.
#[derive(Clone, Debug)]
pub struct Variant {
    /// The Rust name.
    pub name: Ident,
    /// The value on the wire.
    pub value: String,
    /// What it means.
    pub docs: Docs,
}

/// An enumeration of integers.
#[derive(Clone, Debug)]
pub struct IntegerEnumeration {
    /// The Rust name.
    pub name: Ident,
    /// What it is.
    pub docs: Docs,
    /// The values, in the order of the model: name, value, and what it means.
    pub variants: Vec<(Ident, i32, Docs)>,
}

/// A union.
#[derive(Clone, Debug)]
pub struct Union {
    /// The Rust name.
    pub name: Ident,
    /// What it is.
    pub docs: Docs,
    /// The members, in the order of the model.
    pub variants: Vec<UnionVariant>,
    /// Whether a server checks it.
    pub is_checked: bool,
    /// Whether a server fills in defaults in it.
    pub is_filled: bool,
}

/// A member of a union.
#[derive(Clone, Debug)]
pub struct UnionVariant {
    /// The variant.
    pub name: Ident,
    /// The method that asks for it.
    pub is: Ident,
    /// The method that borrows the value.
    pub as_ref: Ident,
    /// The name on the wire.
    pub wire: String,
    /// The name in messages about constraints.
    pub path: String,
    /// What it is.
    pub docs: Docs,
    /// The type in it; none when it holds nothing.
    pub ty: Option<Type>,
    /// How the value travels, when its type does not say it.
    pub form: Option<String>,
    /// What a server checks of the value.
    pub checks: Checks,
    /// Whether the value holds structures in which a server fills in defaults.
    pub has_filled: bool,
}

/// An error that the model defines.
#[derive(Clone, Debug)]
pub struct ModeledError {
    /// Its members.
    pub structure: Structure,
    /// The name in the body of an answer.
    pub type_name: String,
    /// The code, which is another only when the service had one in the query protocol.
    pub code: String,
    /// Whose fault it is.
    pub fault: Fault,
    /// The HTTP status.
    pub status: u16,
    /// Whether the call may succeed later, and if so whether the caller is to slow down.
    pub retryable: Option<bool>,
    /// The member that holds the text.
    pub message: Option<Ident>,
}

/// Which side is at fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The caller.
    Client,
    /// The service.
    Server,
}
