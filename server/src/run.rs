//! Serving until a signal comes.

use std::future::pending;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::Path;

use secretsmith::server::{Authentication, HttpService, Server};
use secretsmith_reference::{Builder, Identity, InMemory};
use secretsmith_server::{
    Audit, Hangups, Metrics, Nothing, Observers, Options, Signals, Sts, log, run_due, serve_with,
};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::cli::{Auth, Serve};
use crate::identities;

/// Serves as the options say.
///
/// # Errors
/// A sentence that says why it cannot be served, and what to do.
pub(crate) fn run(options: &Serve) -> Result<(), String> {
    let addresses = options.addresses()?;
    let identities = identities::known(options)?;
    log::init(options.log.clone(), options.log_format.into());
    let runtime = Runtime::new().map_err(|error| format!("cannot start threads: {error}"))?;
    runtime.block_on(listen(options, &addresses, identities))
}

/// Serves until a signal comes.
async fn listen(options: &Serve, addresses: &[SocketAddr], identities: Option<Vec<Identity>>) -> Result<(), String> {
    let Serve { addr, region, account, .. } = options;
    let signals = Signals::install().map_err(no_signals)?;
    let (listener, address) = bind(addresses, addr, "--addr").await?;
    let reference = InMemory::builder().region(region).account(account).rotation_functions(options.lambda());
    let reference = identities.into_iter().fold(reference, Builder::identities).build();
    let due = tokio::spawn(run_due(reference.clone()));

    let observed = reference.clone();
    let metrics = Metrics::with_secrets(move || observed.usage().secrets);
    let observers = observers(options, &reference, &metrics)?;
    let metrics_at = serve_metrics(options, &metrics).await?;
    reload_identities(options, &reference)?;
    let service = service(options.auth, reference, &observers);
    let served = Options::new().observers(observers);
    ready(&format!("secretsmith: listening on http://{address} (region {region}, account {account}){metrics_at}"))
        .map_err(|error| format!("cannot write to standard output: {error}"))?;
    match options.metrics {
        true => serve_with(served, listener, metrics.page(service), signals.received()).await,
        false => serve_with(served, listener, service, signals.received()).await,
    }
    due.abort();
    Ok(())
}

/// The service, and what stands before it.
fn service(auth: Auth, reference: InMemory, observers: &Observers) -> Sts<HttpService<Server<InMemory>>> {
    let authentication = match auth {
        Auth::Off => Authentication::Off,
        Auth::AcceptAny => Authentication::AcceptAny,
        Auth::Verify => Authentication::Verify(reference.verifier()),
    };
    let service = Server::new(reference.clone()).into_service().with_records(observers.records());
    let service = service.with_admission(reference.admission()).with_authentication(authentication.clone());
    Sts::new(service, reference, authentication)
}

/// Has the file of identities, if there is one, read again whenever the signal for that comes.
fn reload_identities(options: &Serve, reference: &InMemory) -> Result<(), String> {
    let Some(file) = options.identities.clone() else { return Ok(()) };
    let mut hangups = Hangups::install().map_err(no_signals)?;
    let (auth, reference) = (options.auth, reference.clone());
    tokio::spawn(async move {
        loop {
            hangups.next().await;
            identities::reload(&file, auth, &reference);
        }
    });
    Ok(())
}

/// Those who are told of requests.
fn observers(options: &Serve, reference: &InMemory, metrics: &Metrics) -> Result<Observers, String> {
    let callers = reference.clone();
    let mut observers = Observers::new().callers(move |caller| callers.who(caller));
    if options.metrics || options.metrics_addr.is_some() {
        observers = observers.metrics(metrics.clone());
    }
    match options.audit.as_deref() {
        Some(file) => Ok(observers.audit(audit(file)?)),
        None => Ok(observers),
    }
}

/// The audit file, which is opened anew whenever the signal for that comes.
fn audit(file: &Path) -> Result<Audit, String> {
    let hangups = Hangups::install().map_err(no_signals)?;
    let audit = Audit::open(file).map_err(|error| {
        format!("cannot write to {}: {error}; --audit takes a file to which records are appended", file.display())
    })?;
    tokio::spawn(reopen(audit.clone(), hangups));
    Ok(audit)
}

async fn reopen(audit: Audit, mut hangups: Hangups) {
    loop {
        hangups.next().await;
        log::reopened(&audit, &audit.reopen());
    }
}

/// Serves metrics on an address of their own, if they have one; gives what the line for those who wait says of it.
async fn serve_metrics(options: &Serve, metrics: &Metrics) -> Result<String, String> {
    let Some(addr) = options.metrics_addr.as_deref() else { return Ok(String::new()) };
    let (listener, address) = bind(&options.metrics_addresses()?, addr, "--metrics-addr").await?;
    tokio::spawn(serve_with(Options::new(), listener, metrics.page(Nothing), pending()));
    Ok(format!(", metrics on http://{address}/metrics"))
}

/// Listens on the first of these addresses that can be had.
async fn bind(addresses: &[SocketAddr], addr: &str, option: &str) -> Result<(TcpListener, SocketAddr), String> {
    let refused = |error: io::Error| cannot_listen(addr, option, &error);
    let listener = TcpListener::bind(addresses).await.map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    Ok((listener, address))
}

/// Tells whoever waits for it that requests are taken from now on.
fn ready(line: &str) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    writeln!(stdout, "{line}")?;
    stdout.flush()
}

fn no_signals(error: io::Error) -> String {
    format!("cannot catch signals: {error}")
}

fn cannot_listen(addr: &str, option: &str, error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => format!(
            "cannot listen on {addr}: another program does already; stop it, or choose another port with {option} \
             (port 0 takes any free one)"
        ),
        _ => format!("cannot listen on {addr}: {error}"),
    }
}
