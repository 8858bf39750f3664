//! Counting and measuring, for Prometheus.

mod codes;
mod page;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use prometheus::core::Collector;
use prometheus::{Encoder, Gauge, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, Opts};
use prometheus::{Registry, TextEncoder};

pub use self::page::{MetricsPage, Nothing};
use crate::log;
use crate::seen::Seen;

/// The upper ends of the ranges into which latencies are sorted, in seconds. Most calls take less than a millisecond;
/// those that wait for a rotation function take longer.
const LATENCIES: [f64; 12] = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0];

const VALID: &str = "the names of metrics are valid, and each is there once";

/// What is counted and measured; clones count together.
///
/// Labels are the names of operations, status codes and error codes, and nothing that callers choose: a code that
/// neither the model nor the framework has is `other`.
#[derive(Clone)]
pub struct Metrics(Arc<Registered>);

struct Registered {
    registry: Registry,
    requests: IntCounterVec,
    latencies: HistogramVec,
    in_flight: IntGauge,
    connections: IntGauge,
    accepted: IntCounter,
    received: IntCounter,
    sent: IntCounter,
    lost: IntCounter,
    lost_lines: IntCounter,
    asked: Mutex<()>,
    secrets: Option<Secrets>,
}

/// How many secrets there are, asked when somebody wants to know.
struct Secrets {
    gauge: IntGauge,
    count: Box<dyn Fn() -> usize + Send + Sync>,
}

impl Metrics {
    /// Nothing counted yet.
    pub fn new() -> Self {
        Self::with(None)
    }

    /// As [`new`](Self::new), and tells how many secrets there are, which this is asked each time.
    pub fn with_secrets(count: impl Fn() -> usize + Send + Sync + 'static) -> Self {
        Self::with(Some(Box::new(count)))
    }

    fn with(count: Option<Box<dyn Fn() -> usize + Send + Sync>>) -> Self {
        let registry = Registry::new();
        let counter = |name, help| registered(&registry, IntCounter::new(name, help));
        let gauge = |name, help| registered(&registry, IntGauge::new(name, help));
        let started = registered(&registry, Gauge::new("process_start_time_seconds", "When the process started."));
        started.set(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64());
        Self(Arc::new(Registered {
            requests: registered(&registry, requests()),
            latencies: registered(&registry, latencies()),
            in_flight: gauge("secretsmith_requests_in_flight", "Requests that are being served."),
            connections: gauge("secretsmith_connections", "Connections that are open."),
            accepted: counter("secretsmith_connections_total", "Connections that were accepted."),
            received: counter("secretsmith_received_bytes_total", "Bytes in the bodies of requests."),
            sent: counter("secretsmith_sent_bytes_total", "Bytes in the bodies of answers."),
            lost: counter("secretsmith_audit_failures_total", "Records that could not be written to the audit file."),
            lost_lines: counter("secretsmith_log_lines_lost_total", "Lines of the log that were not read in time."),
            asked: Mutex::default(),
            secrets: count.map(|count| Secrets { gauge: gauge("secretsmith_secrets", "Secrets in memory."), count }),
            registry,
        }))
    }

    /// Everything, in Prometheus' text exposition format 0.0.4.
    pub fn text(&self) -> String {
        if let Some(Secrets { gauge, count }) = &self.0.secrets {
            gauge.set(i64::try_from(count()).unwrap_or(i64::MAX));
        }
        // Two who ask at once must not both add what is missing.
        let _alone = self.0.asked.lock().unwrap_or_else(PoisonError::into_inner);
        self.0.lost_lines.inc_by(log::lost().saturating_sub(self.0.lost_lines.get()));
        let mut text = Vec::new();
        let encoded = TextEncoder::new().encode(&self.0.registry.gather(), &mut text);
        encoded.expect("memory takes what is written");
        String::from_utf8_lossy(&text).into_owned()
    }

    /// Notes that there is a connection.
    pub(crate) fn connected(&self) -> Connected {
        self.0.accepted.inc();
        Connected(Raised::new(&self.0.connections))
    }

    /// Notes that a request is being served.
    pub(crate) fn begun(&self) -> InFlight {
        InFlight(Raised::new(&self.0.in_flight))
    }

    /// Notes how a call was answered. What is no call, such as a look at these metrics, does not count.
    pub(crate) fn answered(&self, seen: &Seen<'_>) {
        let Some(answered) = seen.answered else { return };
        let Registered { requests, latencies, received, sent, .. } = &*self.0;
        let (operation, error) = (seen.operation(), answered.error.as_deref().map_or("", codes::label));
        requests.with_label_values(&[operation, seen.status.as_str(), error]).inc();
        latencies.with_label_values(&[operation]).observe(seen.latency.as_secs_f64());
        received.inc_by(u64::try_from(answered.received).unwrap_or(u64::MAX));
        sent.inc_by(seen.sent);
    }

    /// Notes that a record of the audit file was lost.
    pub(crate) fn lost(&self) {
        self.0.lost.inc();
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metrics").finish_non_exhaustive()
    }
}

/// A connection that counts for as long as this is kept.
pub(crate) struct Connected(#[expect(dead_code, reason = "counts until it is dropped")] Raised);

/// A request that counts for as long as this is kept.
pub(crate) struct InFlight(#[expect(dead_code, reason = "counts until it is dropped")] Raised);

/// A gauge that stands one higher.
struct Raised(IntGauge);

impl Raised {
    fn new(gauge: &IntGauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for Raised {
    fn drop(&mut self) {
        self.0.dec();
    }
}

fn requests() -> prometheus::Result<IntCounterVec> {
    let options = Opts::new("secretsmith_requests_total", "Requests that were answered.");
    IntCounterVec::new(options, &["operation", "status", "error"])
}

fn latencies() -> prometheus::Result<HistogramVec> {
    let options = HistogramOpts::new("secretsmith_request_duration_seconds", "How long it took to answer.");
    HistogramVec::new(options.buckets(LATENCIES.to_vec()), &["operation"])
}

/// A metric that is collected.
fn registered<M: Collector + Clone + 'static>(registry: &Registry, metric: prometheus::Result<M>) -> M {
    let metric = metric.expect(VALID);
    registry.register(Box::new(metric.clone())).expect(VALID);
    metric
}
