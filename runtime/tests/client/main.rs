//! The client half of the runtime, from outside.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod calls;
mod config;
#[cfg(feature = "credential-chain")]
mod credentials;
mod customized;
mod environment;
#[cfg(feature = "rustls")]
mod http;
mod precedence;
mod proxy;
mod retries;
mod scripted;
mod shared_files;
mod signing;
mod sigv4;
mod steps;
mod support;
mod testing;
#[cfg(feature = "rustls")]
mod tls;
#[cfg(feature = "waiters")]
mod wait;
