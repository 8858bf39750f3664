//! What others are told of requests: metrics and the audit file.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod audit;
mod metrics;
mod records;
#[path = "../support/mod.rs"]
mod support;
