//! What a connection is doing, and since when, so that one that has been at it for too long can be told.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use crate::Limits;
use crate::limits::after;

/// What a connection is doing. Its stream, its requests and its answers say so; clones are of the same connection.
#[derive(Clone, Debug)]
pub(crate) struct Pulse(Arc<Mutex<State>>);

/// Why a connection has to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Overdue {
    /// Nobody asks anything.
    Idle,
    /// The client has begun something and does not come to an end.
    Slow,
}

#[derive(Debug)]
struct State {
    /// What the client does when no request of its is in progress.
    between: Between,
    /// When that began.
    since: Instant,
    /// How many requests are being read or served.
    requests: usize,
    /// How many answers the client has not taken yet.
    answers: usize,
    /// When the first of these was made, or the last one taken, whichever was later.
    taken: Instant,
    /// Since when there is something to write that the client does not read.
    stuck: Option<Instant>,
}

/// What a client does between its requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    /// It sends the head of a request.
    Head,
    /// It rests.
    Rest,
    /// It rests, and what it sends is nothing to be measured: HTTP/2 has messages of its own.
    RestOfHttp2,
}

impl Pulse {
    /// A connection that has just been opened, for a request.
    pub(crate) fn new() -> Self {
        let now = Instant::now();
        let state = State { between: Between::Head, since: now, requests: 0, answers: 0, taken: now, stuck: None };
        Self(Arc::new(Mutex::new(state)))
    }

    /// Says that something came from the client.
    pub(crate) fn received(&self) {
        self.change(|state| {
            if state.is_between() && state.between == Between::Rest {
                state.between = Between::Head;
                state.since = Instant::now();
            }
        });
    }

    /// Says that there is something to write which the client does not take.
    pub(crate) fn stuck(&self) {
        self.change(|state| state.stuck = state.stuck.or_else(|| Some(Instant::now())));
    }

    /// Says that everything has been written.
    pub(crate) fn written(&self) {
        self.change(|state| state.stuck = None);
    }

    /// Says that the head of a request is complete.
    pub(crate) fn request(&self, version: http::Version) -> Exchange {
        self.change(|state| {
            state.requests += 1;
            state.between = if version == http::Version::HTTP_2 { Between::RestOfHttp2 } else { Between::Rest };
        });
        Exchange { pulse: self.clone(), stage: Stage::Request }
    }

    /// Waits until the connection is over a limit.
    pub(crate) async fn overdue(&self, limits: &Limits) -> Overdue {
        // Whatever begins while this sleeps may take at least as long.
        let shortest = limits.head.min(limits.idle).min(limits.answer);
        loop {
            let now = Instant::now();
            let next = after(now, shortest);
            let until = match self.change(|state| state.deadline(limits)) {
                Some((deadline, overdue)) if deadline <= now => return overdue,
                Some((deadline, _)) => deadline.min(next),
                None => next,
            };
            sleep_until(until).await;
        }
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        // Nothing panics while it is locked.
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl State {
    fn is_between(&self) -> bool {
        self.requests + self.answers == 0
    }

    /// When the connection is over a limit, as things are.
    fn deadline(&self, limits: &Limits) -> Option<(Instant, Overdue)> {
        let slow = |since: Instant, limit: Duration| (after(since, limit), Overdue::Slow);
        let stuck = self.stuck.map(|since| slow(since, limits.answer));
        let answer = (self.answers > 0).then(|| slow(self.taken, limits.answer));
        let between = self.is_between().then(|| match self.between {
            Between::Head => slow(self.since, limits.head),
            Between::Rest | Between::RestOfHttp2 => (after(self.since, limits.idle), Overdue::Idle),
        });
        [stuck, answer, between].into_iter().flatten().min_by_key(|(deadline, _)| *deadline)
    }
}

/// A request and its answer, in progress for as long as this is kept.
#[derive(Debug)]
pub(crate) struct Exchange {
    pulse: Pulse,
    stage: Stage,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Request,
    Answer,
}

impl Exchange {
    /// Says that there is an answer, which the client may take now.
    pub(crate) fn answered(&mut self) {
        self.stage = Stage::Answer;
        self.pulse.change(|state| {
            state.requests -= 1;
            if state.answers == 0 {
                state.taken = Instant::now();
            }
            state.answers += 1;
        });
    }
}

impl Drop for Exchange {
    fn drop(&mut self) {
        self.pulse.change(|state| {
            let now = Instant::now();
            match self.stage {
                Stage::Request => state.requests -= 1,
                Stage::Answer => {
                    state.answers -= 1;
                    state.taken = now;
                }
            }
            state.since = now;
        });
    }
}
