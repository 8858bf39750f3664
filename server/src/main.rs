//! The program `secretsmith`: AWS Secrets Manager in memory, behind HTTP.

mod cli;
mod identities;
mod state;

use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Parser;
use secretsmith::server::Server;
use secretsmith_reference::{Builder, Faults, Identity, InMemory};
use secretsmith_server::{Front, Signals, TestApi, log, serve};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::cli::{Cli, Command, Serve};
use crate::state::Store;

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
    log::init(options.log.clone());
    let runtime = Runtime::new().map_err(|error| format!("cannot start threads: {error}"))?;
    runtime.block_on(listen(options, &addresses, identities))
}

/// Serves until a signal comes.
async fn listen(options: &Serve, addresses: &[SocketAddr], identities: Option<Vec<Identity>>) -> Result<(), String> {
    let Serve { addr, region, account, .. } = options;
    let signals = Signals::install().map_err(|error| format!("cannot catch signals: {error}"))?;
    let reference = InMemory::builder().region(region).account(account).rotation_functions(options.lambda());
    let store = Store::fill(&options.state, identities.into_iter().fold(reference, Builder::identities)).await?;
    let listener = TcpListener::bind(addresses).await.map_err(|error| cannot_listen(addr, &error))?;
    let address = listener.local_addr().map_err(|error| cannot_listen(addr, &error))?;
    let test_api = options.state.test_api.then(|| store.test_api());
    let driver = store.keep_up()?;
    let mut line = format!("secretsmith: listening on http://{address} (region {region}, account {account})");
    if options.state.localstack_compat {
        line.push_str("\nReady.");
    }
    ready(&line).map_err(|error| format!("cannot write to standard output: {error}"))?;
    serve_store(options, listener, &store, test_api, signals.received()).await;
    driver.abort();
    store.save()
}

/// Serves a store, with what a test does to it between the operations and what is beside them.
async fn serve_store(
    options: &Serve,
    listener: TcpListener,
    store: &Store,
    test_api: Option<(Faults<InMemory>, TestApi)>,
    shutdown: impl Future<Output = ()>,
) {
    let admission = store.reference.admission();
    if let Some((faults, test_api)) = test_api {
        let service = Server::new(faults).into_service().with_admission(admission);
        serve(listener, front(options, service).with_test_api(test_api), shutdown).await;
    } else {
        let service = Server::new(store.reference.clone()).into_service().with_admission(admission);
        serve(listener, front(options, service), shutdown).await;
    }
}

/// A service with what is served beside it.
fn front<S>(options: &Serve, service: S) -> Front<S> {
    let front = Front::new(service);
    if options.state.localstack_compat { front.with_localstack() } else { front }
}

/// Tells whoever waits for it that requests are taken from now on.
fn ready(line: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    // At once: whoever has read enough may not wait for more.
    stdout.write_all(format!("{line}\n").as_bytes())?;
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
