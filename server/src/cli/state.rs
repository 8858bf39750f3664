//! Options about what is in the store, and about what is served beside the operations.

use std::path::PathBuf;

use clap::Args;

/// What is in the store, and what a test can do to it.
#[derive(Debug, Args)]
pub(crate) struct State {
    /// Secrets that are there from the start: a file in JSON, or in YAML if it is named so; can be given several times, in
    /// the variable with blanks between
    #[arg(long, env = "SECRETSMITH_SEED", value_name = "FILE", value_delimiter = ' ')]
    pub(crate) seed: Vec<PathBuf>,

    /// Keep all secrets in this file: read at the start, written at the end and on SIGUSR1
    #[arg(long, env = "SECRETSMITH_SNAPSHOT", value_name = "FILE")]
    pub(crate) snapshot: Option<PathBuf>,

    /// Let tests reset and seed the server, set its clock and make calls fail, under /_secretsmith/
    #[arg(long, env = "SECRETSMITH_TEST_API")]
    pub(crate) test_api: bool,

    /// Answer /_localstack/health and print `Ready.`, for what waits for LocalStack
    #[arg(long, env = "SECRETSMITH_LOCALSTACK_COMPAT")]
    pub(crate) localstack_compat: bool,
}
