//! The command line.

mod completions;
mod edge;
mod man;
mod reason;
mod serve;
mod settings;
mod state;
mod value;
mod version;

use std::io::{self, Write};

use clap::{Command as Clap, CommandFactory, FromArgMatches, Parser, Subcommand};

use self::completions::Completions;
use self::man::Man;
pub(crate) use self::serve::{Auth, Serve};
use self::settings::Settings;
pub(crate) use self::state::State;
use self::version::Version;

const EXAMPLE: &str = "\
Example:
  secretsmith serve &
  export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any AWS_DEFAULT_REGION=us-east-1
  aws --endpoint-url http://127.0.0.1:4566 secretsmanager create-secret --name db --secret-string hunter2
  aws --endpoint-url http://127.0.0.1:4566 secretsmanager get-secret-value --secret-id db";

/// AWS Secrets Manager in memory, for tests and development.
#[derive(Debug, Parser)]
#[command(name = "secretsmith", version, after_help = EXAMPLE)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the Secrets Manager API over HTTP, every secret in memory
    #[command(after_help = serve::EXAMPLE)]
    Serve(Box<Serve>),

    /// Print the version, and that of the API
    #[command(after_help = version::EXAMPLE)]
    Version(Version),

    /// Print what completes commands and options in a shell
    #[command(after_help = completions::EXAMPLE)]
    Completions(Completions),

    /// Print a page of the manual
    #[command(after_help = man::EXAMPLE)]
    Man(Man),
}

/// What a command line asks for: to serve, once what only prints something has been done.
///
/// # Errors
/// A sentence that says what is wrong and what to do. A command line that is none ends the program, as does `--help`.
pub(crate) fn read() -> Result<Option<Box<Serve>>, String> {
    let heeded = command().mut_subcommand(serve::NAME, settings::heeded);
    let matches = heeded.try_get_matches().or_else(|error| {
        let mut program = command();
        program.build();
        let serve = program.find_subcommand(serve::NAME);
        let problem = serve.and_then(|serve| reason::in_environment(serve, &error));
        problem.map_or_else(|| reason::shown(error).exit(), Err)
    })?;
    match from(&matches)? {
        Command::Serve(_) => serve::read(&matches),
        Command::Version(version) => print(version.text().as_bytes()).map(|()| None),
        Command::Completions(completions) => print(&completions.script()).map(|()| None),
        Command::Man(man) => print(&man.page()?).map(|()| None),
    }
}

/// The command line as it is read.
fn command() -> Clap {
    Cli::command().mut_subcommand(serve::NAME, settings::prepared)
}

fn from(matches: &clap::ArgMatches) -> Result<Command, String> {
    Ok(Cli::from_arg_matches(matches).map_err(|error| error.to_string())?.command)
}

/// Prints to standard output; whoever stops reading has seen enough.
fn print(text: &[u8]) -> Result<(), String> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(format!("cannot write to standard output: {error}"))
        }
        _ => Ok(()),
    }
}
