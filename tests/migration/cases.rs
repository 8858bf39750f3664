//! Code as it is written against `aws-sdk-secretsmanager`.
//!
//! Nothing here says which crate it is compiled with: `crate::sdk` is the one or the other, and
//! `crate::setup` is what has to be different.

mod configured;
mod doubles;
mod errors;
mod life;
mod pages;
mod program;
mod support;
mod values;
