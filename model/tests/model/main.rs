//! The crate through its public API.

mod closure;
mod common;
mod diagrams;
mod diff;
mod hostile;
mod mixins;
mod reading;
mod refused;
mod rules;
mod secrets_manager;
mod traits;
mod warnings;
