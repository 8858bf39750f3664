//! What changed between two models of a service, and whom it breaks.
//!
//! The question that is answered: code was written against the crate that is generated from the
//! old model, and is now built and run with the one that is generated from the new model. Does it
//! still compile, and does it still do what it did? It is asked twice, for those who call the
//! service through the client and for those who implement the service trait.
//!
//! [`RULES`] is all that is known here of generated code: what finds changes names a rule, and the
//! rule decides.

use std::fmt;

use crate::{Errors, Model, Problem, ShapeId};

mod circle;
mod comparison;
mod constraint;
mod enumeration;
mod found;
mod member;
mod operation;
mod optionality;
mod pages;
mod rules;
mod service;
mod shape;
mod show;
mod side;
mod structure;
mod traits;

use comparison::Comparison;
pub use rules::{RULES, Rule, When};
use side::Side;

/// Finds every change in what is reachable from a service: the one of that id, which may be given
/// without its namespace, or without an id the only one of each model.
///
/// Nothing depends on the order of shapes in the files. What the reader passes over is not
/// compared: traits that it ignores or does not know, and what resources say beyond their
/// operations.
///
/// # Errors
/// When either model has no such service, or it is unclear which is meant.
pub fn compare(old: &Model, new: &Model, service: Option<&str>) -> Result<Diff, Errors> {
    let (old, new) = match (Side::new(old, service), Side::new(new, service)) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => {
            let old = old.err().into_iter().flatten().map(|problem| within("old", problem));
            let new = new.err().into_iter().flatten().map(|problem| within("new", problem));
            Errors::unless_empty(old.chain(new).collect())?;
            return Ok(Diff::default());
        }
    };
    Ok(Diff { changes: Comparison::new(old, new).changes() })
}

fn within(which: &str, problem: Problem) -> Problem {
    Problem { message: format!("{which} model: {}", problem.message), ..problem }
}

/// All changes between two models, ordered by place.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// The changes, each once.
    pub changes: Vec<Change>,
}

impl Diff {
    /// The changes that break clients, implementors or both.
    pub fn breaking(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.is_breaking())
    }

    /// The changes that break nobody.
    pub fn compatible(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| !change.is_breaking())
    }
}

/// One change.
///
/// `Display` reads `com.x#Input$name, trait smithy.api#length: at most 9 → at most 5`.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The shape: of the old model when it or its member is gone, otherwise of the new one.
    pub shape: ShapeId,
    /// The name of the member of `shape`.
    pub member: Option<String>,
    /// The id of the trait.
    pub trait_id: Option<&'static str>,
    /// What of all that, such as `input` or the name of a waiter.
    pub part: Option<String>,
    /// What was there, in one line; empty when there is nothing to say but that it was there.
    pub old: Option<String>,
    /// What is there now.
    pub new: Option<String>,
    /// What it means for those who call the service through the client.
    pub clients: Verdict,
    /// What it means for those who implement the service trait.
    pub implementors: Verdict,
    /// The rule that decided.
    pub rule: &'static Rule,
}

/// What a change means for those who have code against the generated crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Their code compiles and does what it did.
    Compatible,
    /// Their code may not compile any more, or may no longer do what it did.
    Breaking,
}

impl Change {
    /// Whether it breaks clients, implementors or both.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.clients.max(self.implementors) == Verdict::Breaking
    }

    /// Where it is, such as `com.x#Input$name, trait smithy.api#length`.
    #[must_use]
    pub fn place(&self) -> String {
        let member = self.member.as_ref().map(|member| format!("${member}"));
        let trait_id = self.trait_id.map(|id| format!(", trait {id}"));
        let part = self.part.as_ref().map(|part| format!(", {part}"));
        let rest = [member, trait_id, part].into_iter().flatten();
        rest.fold(self.shape.to_string(), |place, more| place + &more)
    }

    /// What it is, such as `at most 9 → at most 5`, `added` or `removed: required, com.x#Name`.
    #[must_use]
    pub fn what(&self) -> String {
        match (self.old.as_deref(), self.new.as_deref()) {
            (Some(old), Some(new)) => format!("{old} → {new}"),
            (None, None | Some("")) => "added".to_owned(),
            (None, Some(new)) => format!("added: {new}"),
            (Some(""), None) => "removed".to_owned(),
            (Some(old), None) => format!("removed: {old}"),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.what())
    }
}
