//! How a client of `secretsmith` comes to the reference, which is served for all cases together.

use std::future::pending;
use std::net::TcpListener;
use std::sync::LazyLock;
use std::thread;

use secretsmith::config::http::HttpResponse;
use secretsmith::config::retry::RetryConfig;
use secretsmith::config::{Builder, Config, Credentials, Region};
use secretsmith::server::Server;
use secretsmith_reference::{InMemory, Invocation};
use tokio::{net, runtime};

/// A function that fails at every step.
const FAILING: &str = "arn:aws:lambda:us-east-1:123456789012:function:failing";

static ENDPOINT: LazyLock<String> = LazyLock::new(|| {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("sockets can be set so");
    let address = listener.local_addr().expect("a port that is bound");
    thread::spawn(move || serve(listener));
    format!("http://{address}")
});

/// The configuration of a client for a Region, with nothing of the user's own.
pub(crate) fn config(region: &'static str) -> Builder {
    Config::builder()
        .region(Region::from_static(region))
        .credentials_provider(Credentials::new("AKIDEXAMPLE", "a-key-that-opens-nothing"))
        .endpoint_url(ENDPOINT.as_str())
        .retry_config(RetryConfig::disabled())
}

/// An answer without headers and body.
pub(crate) fn response(status: u16) -> HttpResponse {
    HttpResponse::new(status.try_into().unwrap())
}

/// Serves the reference for as long as the tests run.
fn serve(listener: TcpListener) {
    let fails = |_: Invocation| async { Err("it always fails".to_owned()) };
    let service = InMemory::builder().rotation_function(FAILING, fails).build();
    let runtime = runtime::Builder::new_current_thread().enable_all().build().expect("nothing that could be missing");
    runtime.block_on(async {
        let listener = net::TcpListener::from_std(listener).expect("a socket that does not block");
        secretsmith_server::serve(listener, Server::new(service).into_service(), pending()).await;
    });
}
