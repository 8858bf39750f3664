//! Puts a load on a server, and prints how it went as a line of JSON.

use std::env;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use secretsmith_bench::load::{Load, Until, run};
use tokio::runtime::Builder;

const USAGE: &str = "give: HOST:PORT get|describe|put|create|list|batch SECRETS CONNECTIONS SECONDS(s)|REQUESTS";

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let outcome = load(&arguments).and_then(|load| {
        let runtime = Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
        runtime.block_on(run(&load)).map_err(|error| error.to_string())
    });
    // There is nobody left to tell when printing fails.
    match outcome {
        Ok(line) => {
            let _ = writeln!(io::stdout(), "{line}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            let _ = writeln!(io::stderr(), "error: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn load(arguments: &[String]) -> Result<Load, String> {
    let [authority, kind, secrets, connections, until] = arguments else { return Err(USAGE.to_owned()) };
    let number = |text: &str| text.parse().map_err(|_| format!("`{text}` is no number; {USAGE}"));
    let until = match until.strip_suffix('s') {
        Some(seconds) => Until::Elapsed(Duration::from_secs(number(seconds)?)),
        None => Until::Answered(number(until)?),
    };
    let (secrets, connections) = (number(secrets)?, number(connections)?);
    Ok(Load { authority: authority.clone(), kind: kind.parse()?, secrets, connections, until })
}
