//! Those who look on at a call: spans, with the names that OpenTelemetry has for them, and the meter.

use std::convert::Infallible;
use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use tokio::time::{Instant, sleep};
use tracing::{Span, Value, debug_span, field};

use super::answer::Answer;
use super::request::Requests;
use super::{Meter, MeteredAttempt, MeteredCall, OutcomeClass};
use crate::{SdkError, ServiceError, ServiceInfo};

/// Who looks on at one call.
pub(super) struct Watch<'a> {
    operation: &'static str,
    meter: Option<&'a dyn Meter>,
    pub(super) span: Span,
    started: Instant,
    pub(super) tally: Tally,
}

/// What a call has come to so far, which counts when its time is up, too.
#[derive(Debug, Default)]
pub(super) struct Tally {
    attempts: AtomicU32,
    /// In nanoseconds.
    waited: AtomicU64,
    /// The length of the body of each request.
    request_bytes: AtomicUsize,
}

/// Who looks on at one attempt.
pub(super) struct AttemptWatch<'a> {
    call: &'a Watch<'a>,
    number: u32,
    pub(super) span: Span,
    /// When it began, if somebody measures.
    started: Option<Instant>,
}

/// What is told of an answer.
#[derive(Clone, Copy)]
pub(super) struct Answered {
    status: u16,
    bytes: usize,
}

/// What came of a call or of an attempt.
struct Ending<'a> {
    outcome: OutcomeClass,
    code: Option<&'a str>,
    answered: Option<Answered>,
}

impl<'a> Watch<'a> {
    pub(super) fn new(service: &ServiceInfo, operation: &'static str, meter: Option<&'a dyn Meter>) -> Self {
        let span = debug_span!(
            "call",
            rpc.system = "aws-api",
            rpc.service = service.title,
            rpc.method = operation,
            server.address = field::Empty,
            http.response.status_code = field::Empty,
            aws.request_id = field::Empty,
            error.type = field::Empty,
        );
        Self { operation, meter, span, started: Instant::now(), tally: Tally::default() }
    }

    /// How long the call has taken so far.
    pub(super) fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Sees where the call goes.
    pub(super) fn goes_to(&self, requests: &Requests) {
        record(&self.span, "server.address", || requests.host());
    }

    /// Begins to look on at an attempt.
    pub(super) fn attempt(&self, number: u32, requests: &Requests) -> AttemptWatch<'_> {
        self.tally.attempts.store(number, Ordering::Relaxed);
        let span = debug_span!(
            parent: &self.span,
            "attempt",
            number,
            server.address = requests.host(),
            http.response.status_code = field::Empty,
            aws.request_id = field::Empty,
            error.type = field::Empty,
        );
        // Looking at the clock is not for free.
        AttemptWatch { call: self, number, span, started: self.meter.map(|_| Instant::now()) }
    }

    /// Sees the answer of a call.
    pub(super) fn answered(&self, answer: &Answer) -> Answered {
        Answered::on(&self.span, answer)
    }

    /// Sees how a call ends: with an output, or this error.
    pub(super) fn end<E: ServiceError>(&self, answered: Option<Answered>, error: Option<&SdkError<E>>) {
        let outcome = error.map_or(OutcomeClass::Success, OutcomeClass::of);
        self.ended(&Ending { outcome, code: error.and_then(SdkError::code), answered });
    }

    fn ended(&self, ending: &Ending<'_>) {
        ending.record(&self.span);
        let Some(meter) = self.meter else { return };
        meter.on_call(&MeteredCall {
            operation: self.operation,
            outcome: ending.outcome,
            error_code: ending.code,
            status: ending.answered.map(|answered| answered.status),
            attempts: self.tally.attempts(),
            duration: self.elapsed(),
            waited: self.tally.waited(),
            request_bytes: self.tally.request_bytes.load(Ordering::Relaxed),
            response_bytes: ending.answered.map(|answered| answered.bytes),
        });
    }
}

impl AttemptWatch<'_> {
    /// Sees how the attempt ends.
    pub(super) fn end(&self, result: &Result<Answer, SdkError<Infallible>>) {
        let answered = result.as_ref().ok().map(|answer| Answered::on(&self.span, answer));
        let (outcome, code) = match result {
            Ok(answer) => (answer.class(), answer.error().map(|(code, _)| code)),
            Err(error) => (OutcomeClass::of(error), None),
        };
        let ending = Ending { outcome, code, answered };
        ending.record(&self.span);
        let (Some(meter), Some(started)) = (self.call.meter, self.started) else { return };
        meter.on_attempt(&MeteredAttempt {
            operation: self.call.operation,
            number: self.number,
            outcome,
            error_code: code,
            status: answered.map(|answered| answered.status),
            duration: started.elapsed(),
            request_bytes: self.call.tally.request_bytes.load(Ordering::Relaxed),
            response_bytes: answered.map(|answered| answered.bytes),
        });
    }
}

impl Answered {
    fn on(span: &Span, answer: &Answer) -> Self {
        record(span, "http.response.status_code", || answer.status());
        record(span, "aws.request_id", || answer.request_id());
        Self { status: answer.status(), bytes: answer.len() }
    }
}

impl Ending<'_> {
    fn record(&self, span: &Span) {
        if self.outcome != OutcomeClass::Success {
            record(span, "error.type", || self.code.unwrap_or(self.outcome.as_str()));
        }
    }
}

/// Fills in a field of a span. A span that nobody looks at would search for the field all the same.
fn record<T: Value>(span: &Span, field: &str, value: impl FnOnce() -> T) {
    if !span.is_disabled() {
        span.record(field, value());
    }
}

impl Tally {
    /// How many attempts were begun.
    pub(super) fn attempts(&self) -> u32 {
        self.attempts.load(Ordering::Relaxed)
    }

    /// Notes the length of the body of each request, in bytes.
    pub(super) fn sends(&self, bytes: usize) {
        self.request_bytes.store(bytes, Ordering::Relaxed);
    }

    fn waited(&self) -> Duration {
        Duration::from_nanos(self.waited.load(Ordering::Relaxed))
    }

    /// Waits.
    pub(super) async fn pause(&self, length: Duration) {
        let _pause = Pause { tally: self, since: Instant::now() };
        sleep(length).await;
    }
}

/// A pause, which counts as far as it went when the call is given up meanwhile.
struct Pause<'a> {
    tally: &'a Tally,
    since: Instant,
}

impl Drop for Pause<'_> {
    fn drop(&mut self) {
        let nanos = u64::try_from(self.since.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.tally.waited.fetch_add(nanos, Ordering::Relaxed);
    }
}
