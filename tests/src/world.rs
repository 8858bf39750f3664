//! A service whose time stands still, and clients of it: in the same process, and over HTTP.

use std::future::pending;
use std::net::SocketAddr;
use std::thread::panicking;

use secretsmith::Client;
use secretsmith::config::{Config, Credentials, RetryMode};
use secretsmith::server::{Caller, Server};
use secretsmith_reference::{Builder, Clock, Identity, InMemory, ManualClock, Randomness, Replication, RotationEvent};
use tokio::net::TcpListener;
use tokio::runtime::{self, Runtime};

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
    /// The service itself, for what the API has no operation for.
    pub service: InMemory,
    transport: Transport,
}

/// How clients reach the service.
#[derive(Debug)]
enum Transport {
    InProcess,
    Http(SocketAddr),
}

impl World {
    /// A service called in the same process, in the form that goes over the wire.
    pub fn in_process() -> Self {
        Self::start(|builder| builder)
    }

    /// A service called in the same process, whose replicas follow at this time.
    pub fn replicating(replication: Replication) -> Self {
        Self::start(|builder| builder.replication(replication))
    }

    /// A service behind a server on a free port of this computer, called with signed requests.
    ///
    /// Must be called within a Tokio runtime, which the server ends with.
    ///
    /// # Panics
    /// When the computer has no free port.
    pub async fn over_http() -> Self {
        Self::in_process().serve().await
    }

    /// A client of the same service in another account or Region.
    pub fn client_in(&self, account: &str, region: &str) -> Client {
        self.transport.client(&self.service, account, region)
    }

    /// A client of the same service in [`REGION`] with an access key that is not that of an account.
    pub fn client_with(&self, access_key_id: &str) -> Client {
        self.transport.client(&self.service, access_key_id, REGION)
    }

    /// Has the service do what is due.
    pub async fn run_due(&self) -> Vec<RotationEvent> {
        self.service.run_due(self.clock.now()).await
    }

    fn start(configure: impl FnOnce(Builder) -> Builder) -> Self {
        let clock = ManualClock::at(START.parse().expect("a good date"));
        let builder = InMemory::builder().clock(clock.clone()).randomness(Randomness::seeded(1));
        let service = configure(builder).build();
        Self {
            client: Transport::InProcess.client(&service, ACCOUNT, REGION),
            clock,
            service,
            transport: Transport::InProcess,
        }
    }

    /// The same service, called over HTTP from now on.
    async fn serve(self) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let transport = Transport::Http(listener.local_addr().expect("a port that is bound"));
        let service = Server::new(self.service.clone()).into_service();
        tokio::spawn(secretsmith_server::serve(listener, service, pending()));
        Self { client: transport.client(&self.service, ACCOUNT, REGION), transport, ..self }
    }
}

impl Transport {
    /// A client with an access key, which names the account when it is twelve digits.
    fn client(&self, service: &InMemory, access_key_id: &str, region: &str) -> Client {
        match self {
            Self::InProcess => {
                let caller = Caller::anonymous().with_access_key_id(access_key_id).with_region(region);
                Client::in_process_as(service.clone(), caller)
            }
            Self::Http(address) => {
                let credentials = Credentials::new(access_key_id, "a-key-that-opens-nothing");
                // A case sees every answer.
                let config = Config::builder().region(region).credentials(credentials).retry_mode(RetryMode::Off);
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
    on_each_transport_with(|builder| builder, case);
}

/// As [`on_each_transport`], with authorisation: only these can call.
///
/// # Panics
/// When the case does.
pub fn on_each_transport_as(identities: &[Identity], case: impl AsyncFn(World)) {
    on_each_transport_with(|builder| builder.identities(identities.iter().cloned()), case);
}

fn on_each_transport_with(configure: impl Fn(Builder) -> Builder, case: impl AsyncFn(World)) {
    let in_process = NamesTransport("in process");
    runtime().block_on(async { case(World::start(&configure)).await });
    drop(in_process);

    let over_http = NamesTransport("over HTTP");
    runtime().block_on(async { case(World::start(&configure).serve().await).await });
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
    runtime::Builder::new_current_thread().enable_all().build().expect("a runtime takes nothing that could be missing")
}
