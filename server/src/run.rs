//! Serving until a signal comes.

use std::future::pending;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::Path;
use std::thread::available_parallelism;
use std::time::Duration;

use secretsmith::SecretsManager;
use secretsmith::server::{Authentication, HttpService, Server};
use secretsmith_reference::{Builder, Identity, InMemory};
use secretsmith_server::{
    Audit, Front, Hangups, Metrics, Nothing, Observers, Options, Sts, Tls, log, serve_until, serve_with,
};
use tokio::net::TcpListener;
use tokio::runtime::{self, Runtime};

use crate::cli::{Auth, Serve};
use crate::ending::Ending;
use crate::identities;
use crate::state::Store;

/// How many threads for requests there are at most.
const WORKERS: usize = 8;

/// How long threads that wait for somebody else may hold up the end.
const GOODBYE: Duration = Duration::from_secs(1);

/// Serves as the options say.
///
/// # Errors
/// A sentence that says why it cannot be served, and what to do.
pub(crate) fn run(options: &Serve) -> Result<(), String> {
    let addresses = options.addresses()?;
    options.metrics_addresses()?;
    let identities = identities::known(options)?;
    let tls = options.edge.tls()?;
    let no_threads = |error| format!("cannot start threads: {error}");
    log::init(options.log.clone(), options.log_format.into()).map_err(no_threads)?;
    let runtime = runtime().map_err(no_threads)?;
    let ended = runtime.block_on(listen(options, &addresses, identities, tls));
    // Whoever is asked for an address, or for what is in a file, may take as long as they like.
    runtime.shutdown_timeout(GOODBYE);
    log::finish();
    ended
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
    let has_files = tls.is_some() || options.identities.is_some() || options.audit.is_some();
    if has_files {
        // Those who read them wait for it later; it kills nobody from now on. While the program starts there is nothing
        // to lose, and the other signals end it at once.
        Hangups::install().map_err(no_signals)?;
    }
    let reference = InMemory::builder().region(region).account(account).rotation_functions(options.lambda());
    let store = Store::fill(&options.state, identities.into_iter().fold(reference, Builder::identities)).await?;
    let ending = ending(options.auth, has_files).map_err(no_signals)?;
    let (listener, address) = bind(addresses, addr, "--addr").await?;
    let test_api = options.state.test_api.then(|| store.test_api(options.host()));
    let due = store.keep_up()?;

    let observed = store.reference.clone();
    let metrics = Metrics::with_secrets(move || observed.usage().secrets);
    let observers = observers(options, &store.reference, &metrics)?;
    let metrics_at = serve_metrics(options, &metrics).await?;
    reload_identities(options, &store.reference)?;
    let scheme = if tls.is_some() { "https" } else { "http" };
    let trust = tls.as_ref().and_then(Tls::to_trust);
    let trust = trust.map_or_else(String::new, |file| format!(", certificate {}", file.display()));
    let ready_for = if options.state.localstack_compat { "\nReady." } else { "" };
    let served = with_tls(Options::new().observers(observers.clone()).limits(options.edge.limits()), tls)?;
    ready(&format!(
        "secretsmith: listening on {scheme}://{address} (region {region}, account {account}){trust}{metrics_at}{ready_for}"
    ))
    .map_err(|error| format!("cannot write to standard output: {error}"))?;
    let metrics = options.metrics.then_some(metrics);
    let serving = Serving { options, reference: store.reference.clone(), served, listener, observers, metrics };
    match test_api {
        Some((faults, test_api)) => {
            let front = serving.front(faults).with_test_api(test_api);
            serving.serve(front, ending).await;
        }
        None => {
            let front = serving.front(store.reference.clone());
            serving.serve(front, ending).await;
        }
    }
    due.abort();
    store.save()
}

/// When to end: after SIGHUP, too, if that has nothing read again.
fn ending(auth: Auth, has_files: bool) -> io::Result<Ending> {
    let ending = Ending::with_signals()?;
    match (has_files, auth) {
        (false, Auth::Verify) => on_hangup(log::keys_stay).map(|()| ending),
        (false, _) => ending.or_hangup(),
        (true, _) => Ok(ending),
    }
}

/// How a service is served, whatever it is.
struct Serving<'a> {
    options: &'a Serve,
    reference: InMemory,
    served: Options,
    listener: TcpListener,
    observers: Observers,
    metrics: Option<Metrics>,
}

impl Serving<'_> {
    /// A service, and what stands before it.
    fn front<S: SecretsManager>(&self, service: S) -> Front<Sts<HttpService<Server<S>>>> {
        let authentication = match self.options.auth {
            Auth::Off => Authentication::Off,
            Auth::AcceptAny => Authentication::AcceptAny,
            Auth::Verify => Authentication::Verify(self.reference.verifier()),
        };
        let service = Server::new(service).into_service().with_records(self.observers.records());
        let service = service.with_admission(self.reference.admission()).with_authentication(authentication.clone());
        let front = Front::new(Sts::new(service, self.reference.clone(), authentication));
        if self.options.state.localstack_compat { front.with_localstack() } else { front }
    }

    async fn serve<S: SecretsManager>(self, front: Front<Sts<HttpService<Server<S>>>>, ending: Ending) {
        let Self { served, listener, metrics, .. } = self;
        let (in_order, at_once) = ending.begin();
        match metrics {
            Some(metrics) => serve_until(served, listener, metrics.page(front), in_order, at_once).await,
            None => serve_until(served, listener, front, in_order, at_once).await,
        }
    }
}

/// Has the file of identities, if there is one, read again whenever the signal for that comes.
fn reload_identities(options: &Serve, reference: &InMemory) -> Result<(), String> {
    let Some(file) = options.identities.clone() else { return Ok(()) };
    let (auth, reference) = (options.auth, reference.clone());
    on_hangup(move || identities::reload(&file, auth, &reference)).map_err(no_signals)
}

/// Has TLS spoken, if there is a certificate, which is read again whenever the signal for that comes.
fn with_tls(served: Options, tls: Option<Tls>) -> Result<Options, String> {
    let Some(tls) = tls else { return Ok(served) };
    log::certificate(&tls);
    let reloaded = tls.clone();
    on_hangup(move || log::certificate_reloaded(&reloaded.reload())).map_err(no_signals)?;
    Ok(served.tls(tls))
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
    let audit = Audit::open(file).map_err(|error| {
        format!("cannot write to {}: {error}; --audit takes a file to which records are appended", file.display())
    })?;
    let reopened = audit.clone();
    on_hangup(move || log::reopened(&reopened, &reopened.reopen())).map_err(no_signals)?;
    Ok(audit)
}

/// Does something with a few files, which takes no time to speak of, whenever the signal to read them again comes.
fn on_hangup(act: impl Fn() + Send + 'static) -> io::Result<()> {
    let mut hangups = Hangups::install()?;
    tokio::spawn(async move {
        loop {
            hangups.next().await;
            tokio::task::block_in_place(&act);
        }
    });
    Ok(())
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
    // At once: whoever has read enough may not wait for more.
    stdout.write_all(format!("{line}\n").as_bytes())?;
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
