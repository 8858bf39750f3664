//! The client half of the runtime, from outside.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod calls;
mod config;
#[cfg(feature = "rustls")]
mod connections;
#[cfg(feature = "credential-chain")]
mod credentials;
mod customized;
mod environment;
#[cfg(feature = "rustls")]
mod http;
#[cfg(feature = "http2")]
mod http2;
mod meter;
#[cfg(feature = "rustls")]
mod misbehaving;
mod per_call;
mod precedence;
mod presigned;
#[cfg(feature = "rustls")]
mod proxied;
mod proxy;
mod resolver;
mod retries;
mod scripted;
#[cfg(feature = "rustls")]
mod servers;
mod shared_files;
mod signing;
mod sigv4;
mod spans;
mod steps;
mod support;
mod testing;
#[cfg(feature = "rustls")]
mod tls;
mod tower;
#[cfg(feature = "waiters")]
mod wait;
