//! The program `secretsmith`: AWS Secrets Manager in memory, behind HTTP.

mod cli;
mod identities;

use std::io::{self, Write};
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::process::ExitCode;
use std::thread::available_parallelism;

use clap::Parser;
use secretsmith::server::Server;
use secretsmith_reference::{Builder, Identity, InMemory};
use secretsmith_server::{Hangups, Options, Signals, Tls, log, run_due, serve_with};
use tokio::net::TcpListener;
use tokio::runtime::{self, Runtime};

use crate::cli::{Cli, Command, Serve};

/// How many threads for requests there are at most.
const WORKERS: usize = 8;

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
    let identities = options.identities.as_deref().map(identities::read).transpose()?;
    let tls = options.edge.tls()?;
    log::init(options.log.clone());
    let runtime = runtime().map_err(|error| format!("cannot start threads: {error}"))?;
    runtime.block_on(listen(options, &addresses, identities, tls))
}

/// Threads for requests: one for each core, but few enough to start as fast on a large machine, and to leave cores to
/// those who call.
fn runtime() -> io::Result<Runtime> {
    let cores = available_parallelism().map_or(1, NonZeroUsize::get);
    runtime::Builder::new_multi_thread().worker_threads(cores.min(WORKERS)).enable_all().build()
}

/// Serves until a signal comes.
async fn listen(
    options: &Serve,
    addresses: &[SocketAddr],
    identities: Option<Vec<Identity>>,
    tls: Option<Tls>,
) -> Result<(), String> {
    let Serve { addr, region, account, .. } = options;
    let signals = Signals::install().map_err(|error| format!("cannot catch signals: {error}"))?;
    let listener = TcpListener::bind(addresses).await.map_err(|error| cannot_listen(addr, &error))?;
    let address = listener.local_addr().map_err(|error| cannot_listen(addr, &error))?;
    let reference = InMemory::builder().region(region).account(account).rotation_functions(options.lambda());
    let reference = identities.into_iter().fold(reference, Builder::identities).build();
    let due = tokio::spawn(run_due(reference.clone()));
    let admission = reference.admission();
    let service = Server::new(reference).into_service().with_admission(admission);
    let mut edge = Options::new().limits(options.edge.limits());
    let mut scheme = "http";
    if let Some(tls) = tls {
        let hangups = Hangups::install().map_err(|error| format!("cannot catch signals: {error}"))?;
        log::certificate(&tls);
        edge = edge.tls(tls.clone());
        scheme = "https";
        tokio::spawn(reload(tls, hangups));
    }
    ready(&format!("secretsmith: listening on {scheme}://{address} (region {region}, account {account})"))
        .map_err(|error| format!("cannot write to standard output: {error}"))?;
    serve_with(edge, listener, service, signals.received()).await;
    due.abort();
    Ok(())
}

/// Reads the certificate again whenever the signal for that comes.
async fn reload(tls: Tls, mut hangups: Hangups) {
    loop {
        hangups.next().await;
        // Reading a few files takes no time to speak of.
        log::reloaded(&tls.reload());
    }
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
