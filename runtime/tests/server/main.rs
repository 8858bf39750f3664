//! The server half of the runtime, from outside.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bodies;
mod doors;
mod signatures;
mod unwritable;
mod verification;
