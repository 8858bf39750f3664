//! The client half of the runtime, from outside.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod calls;
mod config;
mod customized;
#[cfg(feature = "rustls")]
mod http;
mod retries;
mod scripted;
mod signing;
mod sigv4;
mod steps;
mod support;
mod testing;
#[cfg(feature = "waiters")]
mod wait;
