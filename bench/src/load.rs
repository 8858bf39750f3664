//! A load on a server: connections that each send one request after the other, as fast as they are answered.

use std::error::Error;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use serde_json::{Value, json};
use tokio::task::JoinSet;

mod connection;
mod request;

use connection::Connection;
pub use request::Kind;
use request::Requests;

type BoxError = Box<dyn Error + Send + Sync>;

/// What is asked of a server, by how many, and until when.
#[derive(Clone, Debug)]
pub struct Load {
    /// Host and port.
    pub authority: String,
    /// What is asked.
    pub kind: Kind,
    /// How many secrets there are, whose numbers are taken in turn; of `Create`, the first number.
    pub secrets: u64,
    /// How many connections.
    pub connections: u64,
    /// When it ends.
    pub until: Until,
}

/// When a load ends.
#[derive(Clone, Copy, Debug)]
pub enum Until {
    /// After a time.
    Elapsed(Duration),
    /// After so many requests, all connections together.
    Answered(u64),
}

/// What one connection has seen.
struct Seen {
    answered: u64,
    latencies: Histogram<u64>,
}

/// Puts the load on, and says how it went: answers a second, and percentiles of the latency in µs.
///
/// # Errors
/// When a connection cannot be made or breaks, or an answer is not one of success.
pub async fn run(load: &Load) -> Result<Value, BoxError> {
    let begun = Instant::now();
    let mut connections = JoinSet::new();
    for number in 0..load.connections {
        connections.spawn(one(load.clone(), number, begun));
    }
    let mut answered = 0;
    let mut latencies = histogram()?;
    while let Some(seen) = connections.join_next().await {
        let seen = seen??;
        answered += seen.answered;
        latencies.add(seen.latencies)?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    let percentile = |quantile| latencies.value_at_quantile(quantile) as f64 / 1000.0;
    Ok(json!({
        "answered": answered,
        "per_second": answered as f64 / seconds,
        "p50_us": percentile(0.5),
        "p99_us": percentile(0.99),
        "p999_us": percentile(0.999),
        "max_us": latencies.max() as f64 / 1000.0,
    }))
}

/// The requests of one connection.
async fn one(load: Load, number: u64, begun: Instant) -> Result<Seen, BoxError> {
    let mut connection = Connection::open(&load.authority).await?;
    let mut requests = Requests::new(&load, number);
    let mut seen = Seen { answered: 0, latencies: histogram()? };
    while !load.until.is_over(begun, seen.answered, &load, number) {
        let sent = Instant::now();
        let answer = connection.exchange(requests.next()).await?;
        seen.latencies.record(u64::try_from(sent.elapsed().as_nanos())?)?;
        seen.answered += 1;
        requests.learn(answer);
    }
    Ok(seen)
}

impl Until {
    fn is_over(self, begun: Instant, answered: u64, load: &Load, number: u64) -> bool {
        match self {
            Self::Elapsed(time) => begun.elapsed() >= time,
            // The rest of the division goes to the first connections.
            Self::Answered(all) => answered >= all / load.connections + u64::from(number < all % load.connections),
        }
    }
}

/// Of nanoseconds, from one to a minute, with three digits that count.
fn histogram() -> Result<Histogram<u64>, BoxError> {
    Ok(Histogram::new_with_bounds(1, 60_000_000_000, 3)?)
}
