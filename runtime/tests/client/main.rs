//! The client half of the runtime, from outside.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod calls;
mod config;
#[cfg(feature = "credential-chain")]
mod credentials;
mod environment;
#[cfg(feature = "rustls")]
mod http;
mod precedence;
mod scripted;
mod shared_files;
mod signing;
mod sigv4;
mod support;
#[cfg(feature = "waiters")]
mod wait;
