//! The program `secretsmith`: AWS Secrets Manager in memory, behind HTTP.

mod cli;
mod identities;

use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Parser;
use secretsmith::server::{Authentication, HttpService, Server};
use secretsmith_reference::{Builder, Identity, InMemory};
use secretsmith_server::{Signals, Sts, log, on_hangup, run_due, serve};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::cli::{Auth, Cli, Command, Serve};

fn main() -> ExitCode {
    let Command::Serve(options) = Cli::parse().command;
    match run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            // There is nobody left to tell when this fails.
            let _ = writeln!(io::stderr(), "secretsmith: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(options: &Serve) -> Result<(), String> {
    let addresses = options.addresses()?;
    let identities = identities::known(options)?;
    log::init(options.log.clone());
    let runtime = Runtime::new().map_err(|error| format!("cannot start threads: {error}"))?;
    runtime.block_on(listen(options, &addresses, identities))
}

/// Serves until a signal comes.
async fn listen(options: &Serve, addresses: &[SocketAddr], identities: Option<Vec<Identity>>) -> Result<(), String> {
    let Serve { addr, region, account, .. } = options;
    let signals = Signals::install().map_err(|error| format!("cannot catch signals: {error}"))?;
    let listener = TcpListener::bind(addresses).await.map_err(|error| cannot_listen(addr, &error))?;
    let address = listener.local_addr().map_err(|error| cannot_listen(addr, &error))?;
    let reference = InMemory::builder().region(region).account(account).rotation_functions(options.lambda());
    let reference = identities.into_iter().fold(reference, Builder::identities).build();
    let due = tokio::spawn(run_due(reference.clone()));
    let reloads = tokio::spawn(reloading(options, &reference)?);
    let service = served(options.auth, reference);
    ready(&format!("secretsmith: listening on http://{address} (region {region}, account {account})"))
        .map_err(|error| format!("cannot write to standard output: {error}"))?;
    serve(listener, service, signals.received()).await;
    due.abort();
    reloads.abort();
    Ok(())
}

/// The service and what stands before it.
fn served(auth: Auth, reference: InMemory) -> Sts<HttpService<Server<InMemory>>> {
    let authentication = match auth {
        Auth::Off => Authentication::Off,
        Auth::AcceptAny => Authentication::AcceptAny,
        Auth::Verify => Authentication::Verify(reference.verifier()),
    };
    let service = Server::new(reference.clone()).into_service();
    let service = service.with_authentication(authentication.clone()).with_admission(reference.admission());
    Sts::new(service, reference, authentication)
}

/// Reads the file of identities again whenever an operator asks for it.
fn reloading(options: &Serve, reference: &InMemory) -> Result<impl Future<Output = ()> + Send + use<>, String> {
    let (file, auth, reference) = (options.identities.clone(), options.auth, reference.clone());
    let hangups = file.map(|file| on_hangup(move || identities::reload(&file, auth, &reference))).transpose();
    let hangups = hangups.map_err(|error| format!("cannot catch SIGHUP: {error}"))?;
    Ok(async {
        // Without a file the signal ends the program, as it does when a terminal is closed.
        if let Some(hangups) = hangups {
            hangups.await;
        }
    })
}

/// Tells whoever waits for it that requests are taken from now on.
fn ready(line: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{line}")?;
    stdout.flush()
}

fn cannot_listen(addr: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "cannot listen on {addr}: another program does already; stop it, or choose another port with --addr \
             (port 0 takes any free one)"
        ),
        _ => format!("cannot listen on {addr}: {error}"),
    }
}
