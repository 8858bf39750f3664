//! Who is told of requests: the log, metrics, the audit file.

use std::cell::OnceCell;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use http::header::USER_AGENT;
use http::{HeaderMap, HeaderValue, Response};
use http_body::Body;
use secretsmith::server::{Answered, Caller};
use secretsmith_reference::Who;
use secretsmith_runtime::server::Records;
use tracing::error;

use crate::metrics::{Connected, InFlight};
use crate::seen::{Asked, Seen};
use crate::{Audit, Metrics, log};

/// Who is told of requests besides the log, and who says who calls. Clones tell the same.
#[derive(Clone, Default)]
pub struct Observers {
    callers: Option<Arc<Callers>>,
    metrics: Option<Metrics>,
    audit: Option<Audit>,
}

/// Says who calls.
pub(crate) type Callers = dyn Fn(&Caller) -> Who + Send + Sync;

impl Observers {
    /// Nobody yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Has this say who calls; [`InMemory::who`](secretsmith_reference::InMemory::who) can. Without it, the log knows
    /// callers by their access keys, and records of the audit file call them `Unknown` and name no account and no
    /// Region.
    pub fn callers(mut self, callers: impl Fn(&Caller) -> Who + Send + Sync + 'static) -> Self {
        self.callers = Some(Arc::new(callers));
        self
    }

    /// Counts and measures requests.
    pub fn metrics(mut self, metrics: Metrics) -> Self {
        self.metrics = Some(metrics);
        self
    }

    /// Writes a record of each call. The service has to keep what is to be recorded, see [`records`](Self::records).
    pub fn audit(mut self, audit: Audit) -> Self {
        self.audit = Some(audit);
        self
    }

    /// What a service has to keep of calls so that these can be told, for
    /// [`HttpService::with_records`](secretsmith::server::HttpService::with_records).
    pub fn records(&self) -> impl Fn(&'static str) -> Records + Send + Sync + use<> {
        let is_audited = self.audit.is_some();
        move |operation| match is_audited {
            true if Audit::is_read(operation) => Records::Input,
            true => Records::InputAndOutput,
            false if log::may_be_on() => Records::Input,
            false => Records::Nothing,
        }
    }

    /// Notes that there is a connection, for as long as what it gives is kept.
    pub(crate) fn connected(&self) -> Option<Connected> {
        self.metrics.as_ref().map(Metrics::connected)
    }

    /// Notes that a request came.
    pub(crate) fn begin(&self, remote: SocketAddr, headers: &HeaderMap) -> Watch<'_> {
        let in_flight = self.metrics.as_ref().map(Metrics::begun);
        let agent = self.audit.as_ref().and_then(|_| headers.get(USER_AGENT)).cloned();
        Watch { observers: self, started: Instant::now(), remote, agent, is_over: false, _in_flight: in_flight }
    }
}

impl fmt::Debug for Observers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { metrics, audit, .. } = self;
        f.debug_struct("Observers").field("metrics", metrics).field("audit", audit).finish_non_exhaustive()
    }
}

/// A request that is being served. Dropped before it is answered, it is one that nobody waits for any more, or that the
/// end of the server cut off.
pub(crate) struct Watch<'a> {
    observers: &'a Observers,
    started: Instant,
    remote: SocketAddr,
    agent: Option<HeaderValue>,
    is_over: bool,
    _in_flight: Option<InFlight>,
}

impl Watch<'_> {
    /// Tells everyone how a request was answered. What the answer says of its call goes no further.
    pub(crate) fn answered<B: Body>(mut self, response: &mut Response<B>) {
        self.is_over = true;
        let answered = response.extensions_mut().remove::<Answered>();
        let asked = response.extensions_mut().remove::<Asked>();
        let seen = Seen {
            callers: self.observers.callers.as_deref(),
            answered: answered.as_ref(),
            asked: asked.as_ref(),
            status: response.status(),
            latency: self.started.elapsed(),
            sent: response.body().size_hint().lower(),
            remote: self.remote,
            agent: self.agent.as_ref().and_then(|agent| agent.to_str().ok()),
            who: OnceCell::new(),
        };
        self.tell(&seen);
    }

    fn tell(&self, seen: &Seen<'_>) {
        let Observers { metrics, audit, .. } = self.observers;
        log::answered(seen);
        metrics.iter().for_each(|metrics| metrics.answered(seen));
        if let Some(Err(error)) = audit.as_ref().map(|audit| audit.answered(seen)) {
            error!(target: log::TARGET, %error, "a record of the audit file is lost");
            metrics.iter().for_each(Metrics::lost);
        }
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        if !self.is_over {
            log::abandoned(self.remote, self.started.elapsed());
        }
    }
}
