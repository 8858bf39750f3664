//! What names stand for at one place of a rule set, and in which type.

use std::collections::{HashMap, HashSet};
use std::fmt;

use proc_macro2::Ident;

use super::super::names;
use crate::ir::Expr;

/// An expression with its type.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) expr: Expr,
    pub(super) ty: Type,
    /// Whether there may be no value.
    pub(super) is_optional: bool,
    /// How Rust holds it.
    pub(super) form: Form,
}

/// The types of the rules language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Boolean,
    String,
    Strings,
    Partition,
    Arn,
    Url,
}

/// How Rust holds a text, or the items of an array; of no meaning for other types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A `&str`.
    Borrowed,
    /// A `String`.
    Owned,
    /// A `Cow<str>`.
    Cow,
}

impl Typed {
    pub(super) fn new(expr: Expr, ty: Type) -> Self {
        Self { expr, ty, is_optional: false, form: Form::Borrowed }
    }

    pub(super) fn optional(expr: Expr, ty: Type) -> Self {
        Self { is_optional: true, ..Self::new(expr, ty) }
    }

    pub(super) fn boolean(expr: Expr) -> Self {
        Self::new(expr, Type::Boolean)
    }

    /// The value in another form.
    pub(super) fn held(self, form: Form) -> Self {
        Self { form, ..self }
    }

    /// The value, which is known to be there, under a name.
    pub(super) fn named(&self, local: Ident) -> Self {
        Self { expr: Expr::Local(local), is_optional: false, ..*self }
    }

    /// Whether the value stands somewhere, rather than being made here.
    pub(super) fn is_place(&self) -> bool {
        matches!(self.expr, Expr::Local(_) | Expr::Param(_) | Expr::Field(..))
    }

    /// The value if it is of that type and there, else what it is instead.
    pub(super) fn present(self, ty: Type) -> Result<Self, String> {
        if self.ty == ty && !self.is_optional { Ok(self) } else { Err(self.kind()) }
    }

    /// The type as messages name it.
    pub(super) fn kind(&self) -> String {
        if self.is_optional { format!("an optional {}", self.ty.bare()) } else { self.ty.to_string() }
    }
}

impl Type {
    fn bare(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::String => "string",
            Self::Strings => "array of strings",
            Self::Partition => "partition",
            Self::Arn => "ARN",
            Self::Url => "URL",
        }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let article = if matches!(self, Self::Strings | Self::Arn) { "an" } else { "a" };
        write!(f, "{article} {}", self.bare())
    }
}

/// What names stand for; what is added within a rule goes when the rule ends.
#[derive(Debug, Default)]
pub(super) struct Scope {
    values: HashMap<String, Typed>,
    /// The local variables.
    locals: HashSet<String>,
    log: Vec<Change>,
}

/// What was added, to be taken back.
#[derive(Debug)]
enum Change {
    /// A name, and what it stood for before.
    Value(String, Option<Typed>),
    /// A local variable.
    Local(String),
}

/// Names that generated functions use otherwise.
const TAKEN: [&str; 14] = [
    "is_valid_host_label",
    "is_virtual_hostable_s3_bucket",
    "list",
    "message",
    "object",
    "params",
    "parse_arn",
    "parse_url",
    "partition",
    "resolve",
    "split",
    "substring",
    "uri_encode",
    "url",
];

impl Scope {
    pub(super) fn get(&self, name: &str) -> Option<&Typed> {
        self.values.get(name)
    }

    /// From here on the name stands for the value.
    pub(super) fn set(&mut self, name: &str, value: Typed) {
        let before = self.values.insert(name.to_owned(), value);
        self.log.push(Change::Value(name.to_owned(), before));
    }

    /// A local variable that stands for nothing else here.
    pub(super) fn local(&mut self, name: &str) -> Ident {
        let name = names::snake(name);
        let is_free = |name: &String| !self.locals.contains(name) && !TAKEN.contains(&name.as_str());
        let is_free = |name: &String| is_free(name) && syn::parse_str::<Ident>(name).is_ok();
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let candidates = [name.clone(), format!("{name}_value")].into_iter().chain(numbered).find(is_free);
        let local = candidates.unwrap_or(name);
        self.locals.insert(local.clone());
        self.log.push(Change::Local(local.clone()));
        names::ident(&local)
    }

    /// How much has been added so far.
    pub(super) fn mark(&self) -> usize {
        self.log.len()
    }

    /// Takes back what has been added since.
    pub(super) fn back_to(&mut self, mark: usize) {
        for change in self.log.drain(mark..).rev() {
            match change {
                Change::Value(name, Some(before)) => _ = self.values.insert(name, before),
                Change::Value(name, None) => _ = self.values.remove(&name),
                Change::Local(name) => _ = self.locals.remove(&name),
            }
        }
    }
}
