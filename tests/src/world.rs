//! A service whose time stands still, and clients of it: in the same process, and over HTTP.

use std::future::pending;
use std::net::SocketAddr;
use std::thread::panicking;

use secretsmith::Client;
use secretsmith::config::{Config, Credentials};
use secretsmith::server::{Caller, Server};
use secretsmith_reference::{InMemory, ManualClock, Randomness};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

/// The Region of [`World::client`].
pub const REGION: &str = "eu-west-1";

/// The account of [`World::client`].
pub const ACCOUNT: &str = "111122223333";

/// When every test begins: not on a full second, not on a full day.
const START: &str = "2026-03-14T15:09:26.535Z";

/// A service without secrets, and who calls it.
#[derive(Debug)]
pub struct World {
    /// A client in [`REGION`] and [`ACCOUNT`].
    pub client: Client,
    /// The time as the service has it; it moves only when it is told to.
    pub clock: ManualClock,
    transport: Transport,
}

/// How clients reach the service.
#[derive(Debug)]
enum Transport {
    InProcess(InMemory),
    Http(SocketAddr),
}

impl World {
    /// A service called in the same process, in the form that goes over the wire.
    pub fn in_process() -> Self {
        let clock = start();
        let service = service(&clock);
        Self::over(Transport::InProcess(service), clock)
    }

    /// A service behind a server on a free port of this computer, called with signed requests.
    ///
    /// Must be called within a Tokio runtime, which the server ends with.
    ///
    /// # Panics
    /// When the computer has no free port.
    pub async fn over_http() -> Self {
        let clock = start();
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a port that is bound");
        let service = Server::new(service(&clock)).into_service();
        tokio::spawn(secretsmith_server::serve(listener, service, pending()));
        Self::over(Transport::Http(address), clock)
    }

    /// A client of the same service in another account or Region.
    pub fn client_in(&self, account: &str, region: &str) -> Client {
        self.transport.client(account, region)
    }

    fn over(transport: Transport, clock: ManualClock) -> Self {
        Self { client: transport.client(ACCOUNT, REGION), clock, transport }
    }
}

impl Transport {
    fn client(&self, account: &str, region: &str) -> Client {
        match self {
            Self::InProcess(service) => {
                let caller = Caller::anonymous().with_account(account).with_region(region);
                Client::in_process_as(service.clone(), caller)
            }
            Self::Http(address) => {
                // An access key of twelve digits names the account.
                let credentials = Credentials::new(account, "a-key-that-opens-nothing");
                let config = Config::builder().region(region).credentials(credentials);
                Client::from_conf(config.endpoint_url(format!("http://{address}")).build())
            }
        }
    }
}

/// Runs a case in a world of its own in process, and in another one over HTTP.
///
/// When the case fails, the output of the test names the transport.
///
/// # Panics
/// When the case does.
pub fn on_each_transport(case: impl AsyncFn(World)) {
    let in_process = NamesTransport("in process");
    runtime().block_on(async { case(World::in_process()).await });
    drop(in_process);

    let over_http = NamesTransport("over HTTP");
    runtime().block_on(async { case(World::over_http().await).await });
    drop(over_http);
}

/// Says over which transport a case failed.
struct NamesTransport(&'static str);

impl Drop for NamesTransport {
    #[expect(clippy::print_stderr, reason = "it is part of the report of a test that failed")]
    fn drop(&mut self) {
        if panicking() {
            eprintln!("the case failed {}", self.0);
        }
    }
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime takes nothing that could be missing")
}

fn start() -> ManualClock {
    ManualClock::at(START.parse().expect("a good date"))
}

fn service(clock: &ManualClock) -> InMemory {
    InMemory::builder().clock(clock.clone()).randomness(Randomness::seeded(1)).build()
}
