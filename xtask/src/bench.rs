//! `cargo xtask bench`: what clients and servers cost, each beside something to compare with.
//!
//! Times of one machine mean little on another, and on a busy one not much either. So what is compared runs in turn,
//! again and again, and what is said is the ratio, of each pair that ran one after the other.

mod build;
mod client;
mod figures;
mod process;
mod programs;
mod server;

use clap::{Args, Subcommand};

/// What to measure
#[derive(Debug, Args)]
pub(crate) struct Bench {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// A signed call over loopback: against hyper's bare client, and against the AWS SDK for Rust
    Client(client::Client),
    /// A cold build of a program that reads a secret: against the AWS SDK for Rust
    Build(build::Build),
    /// Requests to the server, against a bare one of hyper's; memory, and the time to start
    Server(server::Server),
}

/// Measures, and prints what it has found.
///
/// # Errors
/// When what is measured cannot be built, or fails.
pub(crate) fn run(Bench { what }: &Bench) -> Result<(), String> {
    match what {
        What::Client(options) => client::measure(options),
        What::Build(options) => build::measure(options),
        What::Server(options) => server::measure(options),
    }
}
