//! The cases of `tests/migration`, with the crate that they were written for.

use aws_sdk_secretsmanager as sdk;

#[path = "../../../../migration/cases.rs"]
mod cases;
mod setup;
