//! What happens between the network and the service: bytes that are late, too many, or no HTTP; and TLS.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod framing;
mod http2;
#[path = "../support/log.rs"]
mod log;
mod raw;
mod room;
mod slow;
mod smuggling;
mod tls;
mod turns;
