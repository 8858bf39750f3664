//! What the tests of behaviour and wire share: a service to call, over each of the transports, and
//! how its refusals are read.

#[cfg(doctest)]
#[doc = include_str!("../../docs/migration.md")]
mod migration {}

mod refusal;
mod world;

pub use refusal::{Refusal, refusal};
pub use world::{ACCOUNT, REGION, World, on_each_transport, on_each_transport_as};
