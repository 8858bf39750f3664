//! The generator: what it makes of small models of one topic each, and of the model of Secrets
//! Manager; which models it refuses; and what holds for everything that it makes.

mod compiled;
mod golden;
mod invariants;
mod refused;
mod secrets_manager;
mod support;
