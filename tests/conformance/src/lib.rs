//! Runs Smithy's HTTP protocol tests against a generated crate, as a client and as a server.
//!
//! `cargo xtask conformance` makes the cases of a model's traits (`smithy.test#httpRequestTests` and
//! `httpResponseTests`): it knows Smithy, and writes what values must look like on the wire from the
//! model alone. This crate knows HTTP and the runtime: it sends, serves and compares. In between
//! stands [`suite!`], a table of the operations of the crate under test, which xtask writes too.

#![allow(clippy::print_stdout, reason = "the outcomes are the output of the program that the suite is")]

mod case;
mod client;
mod decimal;
mod http_message;
mod json;
mod server;
mod subject;
mod suite;

use serde::Serialize;

use crate::case::{Case, Check};
pub use crate::client::{Received, Sent, received};
pub use crate::server::{Answer, Script, failure, misfit, output};
pub use crate::subject::{Subject, json_of, read};
pub use {bytes::Bytes, http, http_body_util::Full, runtime};

/// What became of a case; one line of JSON on the standard output.
#[derive(Debug, Serialize)]
struct Outcome<'a> {
    /// The number of the case in the file.
    case: usize,
    id: &'a str,
    /// What differs; nothing when the case passed.
    problem: Option<String>,
}

/// Runs the cases of a file, and prints what became of each.
///
/// # Panics
/// When the file is not one that `cargo xtask conformance` wrote.
pub fn run<S: Subject>(cases: &str) {
    let cases: Vec<Case> = serde_json::from_str(cases).expect("xtask writes the cases");
    // Time is paused: what waits before it tries again does not take any.
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_time().start_paused(true).build().expect("a runtime without a network starts");
    for (number, case) in cases.iter().enumerate() {
        let problem = runtime.block_on(check::<S>(case)).err();
        let outcome = Outcome { case: number, id: &case.id, problem };
        println!("{}", serde_json::to_string(&outcome).expect("text and numbers can be written"));
    }
}

async fn check<S: Subject>(Case { operation, check, .. }: &Case) -> Result<(), String> {
    match check {
        Check::ClientRequest(check) => client::request::<S>(operation, check).await,
        Check::ClientResponse(check) => client::response::<S>(operation, check).await,
        Check::ServerRequest(check) => server::request::<S>(operation, check).await,
        Check::ServerResponse(check) => server::response::<S>(operation, check).await,
    }
}
