//! Parameters of the endpoint rules that each call sets.

use proc_macro2::Ident;

use super::super::Optionality;
use super::ParamType;

/// A parameter that the calls of an operation set.
#[derive(Clone, Debug)]
pub struct CallParam {
    /// The field that holds it.
    pub field: Ident,
    /// How the field holds it.
    pub ty: ParamType,
    /// What it is set to.
    pub value: CallValue,
}

/// What a parameter is set to.
#[derive(Clone, Debug)]
pub enum CallValue {
    /// This text.
    String(String),
    /// This truth.
    Boolean(bool),
    /// These texts.
    Strings(Vec<String>),
    /// What stands in the input, if it is there.
    Input(Selection),
}

/// What to take from a value: a way through structures and unions, and at its end maybe many things.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// The way to one value.
    pub one: Vec<Hop>,
    /// How many come from there; none when it is about the one value.
    pub many: Vec<Many>,
    /// What is at the end.
    pub leaf: Leaf,
}

/// A step by which many values come from one, or from each of many.
#[derive(Clone, Debug)]
pub enum Many {
    /// The elements of lists.
    Elements,
    /// Those that are not `null`.
    Present,
    /// The keys of maps.
    Keys,
    /// The values of maps.
    Values,
    /// A member of structures.
    Member(Hop),
    /// Several selections from each, as text.
    Each(Vec<Selection>),
}

/// What is at the end of a selection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Leaf {
    /// A `String`.
    #[default]
    String,
    /// A value of an enumeration.
    Enumeration,
    /// What several selections gave: text that is borrowed already.
    Text,
    /// A `bool`.
    Boolean,
}

/// A step to a member.
#[derive(Clone, Debug, PartialEq)]
pub enum Hop {
    /// To the field of a structure.
    Field(Ident, Optionality),
    /// To the member of a union, by the method that borrows it.
    Variant(Ident),
}

impl Hop {
    /// Whether there may be nothing.
    pub fn is_optional(&self) -> bool {
        match self {
            Self::Field(_, optionality) => *optionality == Optionality::Optional,
            Self::Variant(_) => true,
        }
    }
}
