//! IAM policies: behaviour.md §7, and what authorisation (§1.6) asks of them.
//!
//! - [`Policy::of_resource`] and [`Policy::of_identity`] read a document, or say what is wrong with it (§7.1).
//! - [`Policy::is_public`] tells whether it opens a secret to everyone (§7.2).
//! - [`Policies::decide`] answers a [`Request`]: an explicit deny, an allow, or neither.
//!
//! Pure like the [`rules`](crate::rules). Every step is bounded by the length of the documents, which is at most
//! [`Policy::LIMIT`] characters, and of the request.

mod condition;
mod decide;
mod document;
mod network;
mod operator;
mod parse;
mod pattern;
mod principal;
mod public;
mod request;
mod sharing;

pub use condition::{Condition, Operand};
pub use decide::{Decision, Denial, Kind, Policies};
pub use document::{Effect, Policy, Principals, Set, Statement, Version};
pub use network::Network;
pub use operator::{Absent, Operator, Order, Quantifier, Sense, Test};
pub use parse::Malformed;
pub use pattern::{Case, Pattern};
pub use principal::{Named, Principal, Reach};
pub use request::{ConditionKeys, Request};
pub use sharing::Origin;
