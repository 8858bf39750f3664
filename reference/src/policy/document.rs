//! What a policy says, as it was read: behaviour.md §7.1.

use super::{Condition, Named, Pattern, Principal, Reach, Request};

/// A policy document: of a resource, or of an identity.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    pub(super) text: Box<str>,
    pub(super) statements: Vec<Statement>,
}

impl Policy {
    /// How many characters a document can have (§2.5).
    pub const LIMIT: usize = 20_480;

    /// The document as it was given (§3.8).
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The statements, of which there is at least one.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }
}

/// One statement of a policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What follows when the statement applies.
    pub effect: Effect,
    /// Whom it is about; `None` in the policy of an identity, which is about that identity.
    pub principals: Option<Principals>,
    /// What is done, for example `secretsmanager:GetSecretValue`.
    pub actions: Set,
    /// To what it is done: ARNs.
    pub resources: Set,
    /// All of these have to hold.
    pub conditions: Vec<Condition>,
}

impl Statement {
    /// How the statement reaches the caller of a request; `None` when it does not apply to the request.
    pub fn reach(&self, request: &Request<'_>) -> Option<Reach> {
        let reach = match &self.principals {
            None => Reach::Itself,
            Some(principals) => principals.reach(request.principal)?,
        };
        let applies = self.actions.has(|pattern| pattern.matches_action(request.action))
            && self.resources.has(|pattern| pattern.matches_resource(request.resource, request.keys))
            && self.conditions.iter().all(|condition| condition.holds(request.keys));
        applies.then_some(reach)
    }
}

/// Whether a statement allows or denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// `Allow`.
    Allow,
    /// `Deny`, which wins over every allow.
    Deny,
}

/// `Principal` or `NotPrincipal`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Principals {
    /// These.
    Only(Vec<Named>),
    /// Everyone but these.
    AllBut(Vec<Named>),
}

impl Principals {
    fn reach(&self, principal: &Principal) -> Option<Reach> {
        match self {
            Self::Only(named) => named.iter().filter_map(|named| named.reach(principal)).min(),
            // An account does not stand for its users and roles here: IAM asks that both are listed.
            Self::AllBut(named) => {
                let is_listed = |named: &Named| named.reach(principal).is_some_and(|reach| reach != Reach::Account);
                (!named.iter().any(is_listed)).then_some(Reach::Itself)
            }
        }
    }
}

/// `Action` or `NotAction`, `Resource` or `NotResource`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Set {
    /// What one of these matches.
    Only(Vec<Pattern>),
    /// What none of these matches.
    AllBut(Vec<Pattern>),
}

impl Set {
    fn has(&self, matches: impl Fn(&Pattern) -> bool) -> bool {
        match self {
            Self::Only(patterns) => patterns.iter().any(matches),
            Self::AllBut(patterns) => !patterns.iter().any(matches),
        }
    }
}

/// The version of the policy language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// `2008-10-17`, which has no policy variables.
    V2008,
    /// `2012-10-17`.
    V2012,
}
