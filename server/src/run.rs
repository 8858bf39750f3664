//! Serving until a signal comes.

use std::io::{self, Write};
use std::net::SocketAddr;

use secretsmith::server::Server;
use secretsmith_reference::{Builder, Identity, InMemory};
use secretsmith_server::{Signals, log, run_due, serve};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::cli::Serve;
use crate::identities;

/// Serves as the options say.
///
/// # Errors
/// A sentence that says why it cannot be served, and what to do.
pub(crate) fn run(options: &Serve) -> Result<(), String> {
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
    let listener = TcpListener::bind(addresses).await.map_err(|error| cannot_listen(addr, &error))?;
    let address = listener.local_addr().map_err(|error| cannot_listen(addr, &error))?;
    let reference = InMemory::builder().region(region).account(account).rotation_functions(options.lambda());
    let reference = identities.into_iter().fold(reference, Builder::identities).build();
    let due = tokio::spawn(run_due(reference.clone()));
    let admission = reference.admission();
    let service = Server::new(reference).into_service().with_admission(admission);
    ready(&format!("secretsmith: listening on http://{address} (region {region}, account {account})"))
        .map_err(|error| format!("cannot write to standard output: {error}"))?;
    serve(listener, service, signals.received()).await;
    due.abort();
    Ok(())
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
