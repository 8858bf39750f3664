//! The cases of `tests/migration`, which were written for `aws-sdk-secretsmanager`, with the crate
//! that is generated here.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
#![allow(unused_imports, reason = "the methods of errors do without the traits that they come from there")]

use secretsmith as sdk;

#[path = "../../migration/cases.rs"]
mod cases;
mod setup;
