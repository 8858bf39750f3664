//! Waiting until a service has something in the state that one wants it in.
//!
//! The model says for an operation how to tell the state from its answers; a [`Waiter`] is that,
//! and generated call builders have a method for each.

use std::fmt;
use std::time::Duration;

use jmespath::Variable;
use serde_json::Value;
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use super::Call;
use crate::{Operation, SdkError, ServiceError};

/// How to wait: what to make of each answer, and how long to pause between calls.
#[derive(Clone, Copy, Debug)]
pub struct Waiter {
    /// The name in the model, for example `TableExists`.
    pub name: &'static str,
    /// The shortest pause, in seconds.
    pub min_delay: u32,
    /// The longest pause, in seconds.
    pub max_delay: u32,
    /// What to make of an answer: the first that matches decides.
    pub acceptors: &'static [Acceptor],
}

/// What an answer says of the state, if it matches.
#[derive(Clone, Copy, Debug)]
pub struct Acceptor {
    /// What the answer says.
    pub state: State,
    /// Which answers say it.
    pub matcher: Matcher,
}

/// What an answer says of the state that is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is there.
    Success,
    /// It will not come any more.
    Failure,
    /// It is not there yet.
    Retry,
}

/// Which answers an acceptor is about.
#[derive(Clone, Copy, Debug)]
pub enum Matcher {
    /// Those that succeed, or those that do not.
    Success(bool),
    /// Errors with this code.
    ErrorType(&'static str),
    /// Those in whose output the expression has the value.
    Output(Test),
    /// Those for which the expression over `{input, output}` has the value.
    InputOutput(Test),
}

/// A JMESPath expression, and what it must give.
#[derive(Clone, Copy, Debug)]
pub struct Test {
    /// The expression, which the generator has tried.
    pub path: &'static str,
    /// The value.
    pub expected: &'static str,
    /// How it is compared.
    pub comparator: Comparator,
}

/// How the value of an expression is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparator {
    /// It is this text.
    StringEquals,
    /// It is this boolean.
    BooleanEquals,
    /// It is a list, not empty, of which every element is this text.
    AllStringEquals,
    /// It is a list of which some element is this text.
    AnyStringEquals,
}

/// The answer that shows the state, or why it did not come.
pub type Waited<O> = Result<
    Result<<O as Operation>::Output, SdkError<<O as Operation>::Error>>,
    WaitError<SdkError<<O as Operation>::Error>>,
>;

/// Makes a call until the state is there, as [`wait`] does.
///
/// # Errors
/// As [`wait`]. What keeps the call from being made at all is its answer.
pub async fn until<B: Call + Clone>(waiter: &Waiter, limit: Duration, call: B) -> Waited<B::Operation> {
    let first = call.clone().prepare();
    match first.input() {
        Ok(input) => wait::<B::Operation, _>(waiter, limit, input, || call.clone().prepare().send()).await,
        Err(_) => Ok(first.send().await),
    }
}

/// Calls until the state is there, pausing longer and longer, but not for longer than the limit.
///
/// # Errors
/// When the state cannot come any more, a call fails in a way that says nothing of the state, or
/// the time is up.
pub async fn wait<O, F>(waiter: &Waiter, limit: Duration, input: &O::Input, call: impl Fn() -> F) -> Waited<O>
where
    O: Operation,
    F: Future<Output = Result<O::Output, SdkError<O::Error>>>,
{
    // A limit that no clock reaches is none.
    let until = Instant::now().checked_add(limit);
    for attempt in 0.. {
        let answer = call().await;
        match state::<O>(waiter, input, &answer) {
            Some(State::Success) => return Ok(answer),
            Some(State::Failure) => return Err(WaitError::Failed { waiter: waiter.name, error: answer.err() }),
            Some(State::Retry) => {}
            None => {
                // An answer that no acceptor is about: a success is asked again, an error ends it.
                if let Err(error) = answer {
                    return Err(WaitError::Call { waiter: waiter.name, error });
                }
            }
        }
        let delay = waiter.delay(attempt);
        if until.is_some_and(|until| Instant::now() + delay > until) {
            break;
        }
        sleep(delay).await;
    }
    Err(WaitError::TimeUp { waiter: waiter.name, limit })
}

/// What an answer says, by the first acceptor that is about it.
fn state<O: Operation>(
    waiter: &Waiter,
    input: &O::Input,
    answer: &Result<O::Output, SdkError<O::Error>>,
) -> Option<State> {
    let acceptor = waiter.acceptors.iter().find(|acceptor| match (acceptor.matcher, answer) {
        (Matcher::Success(expected), answer) => expected == answer.is_ok(),
        (Matcher::ErrorType(code), Err(error)) => {
            error.as_service_error().is_some_and(|error| error.code() == code || error.type_name() == code)
        }
        (Matcher::Output(test), Ok(output)) => serde_json::to_value(output).is_ok_and(|output| test.holds(&output)),
        (Matcher::InputOutput(test), Ok(output)) => {
            let both = serde_json::to_value(input).and_then(|input| Ok((input, serde_json::to_value(output)?)));
            both.is_ok_and(|(input, output)| test.holds(&serde_json::json!({ "input": input, "output": output })))
        }
        (Matcher::ErrorType(_), Ok(_)) | (Matcher::Output(_) | Matcher::InputOutput(_), Err(_)) => false,
    });
    acceptor.map(|acceptor| acceptor.state)
}

impl Waiter {
    /// The pause after so many calls: twice as long each time up to the longest, and of that a part
    /// by chance, so that many who wait do not call at once.
    fn delay(&self, attempt: u32) -> Duration {
        let longest = self.min_delay.saturating_mul(1 << attempt.min(20)).clamp(self.min_delay, self.max_delay);
        let spread = u64::from(longest - self.min_delay) * 1000;
        let chance = if spread == 0 { 0 } else { Uuid::new_v4().as_u64_pair().0 % (spread + 1) };
        Duration::from_millis(u64::from(self.min_delay) * 1000 + chance)
    }
}

impl Test {
    fn holds(&self, value: &Value) -> bool {
        let found = jmespath::compile(self.path).and_then(|expression| expression.search(value));
        let Ok(found) = found else { return false };
        let is_expected = |value: &Variable| value.as_string().is_some_and(|text| text == self.expected);
        match self.comparator {
            Comparator::StringEquals => is_expected(&found),
            Comparator::BooleanEquals => found.as_boolean().is_some_and(|value| value.to_string() == self.expected),
            Comparator::AllStringEquals => {
                found.as_array().is_some_and(|all| !all.is_empty() && all.iter().all(|value| is_expected(value)))
            }
            Comparator::AnyStringEquals => {
                found.as_array().is_some_and(|all| all.iter().any(|value| is_expected(value)))
            }
        }
    }
}

/// Why waiting ended without the state being there.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum WaitError<E> {
    /// An answer says that the state cannot come any more.
    Failed {
        /// What was waited for.
        waiter: &'static str,
        /// The answer, when it was an error.
        error: Option<E>,
    },
    /// A call failed in a way that says nothing of the state.
    Call {
        /// What was waited for.
        waiter: &'static str,
        /// Why the call failed.
        error: E,
    },
    /// The time is up.
    TimeUp {
        /// What was waited for.
        waiter: &'static str,
        /// For how long.
        limit: Duration,
    },
}

impl<E: fmt::Display> fmt::Display for WaitError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failed { waiter, error: Some(error) } => write!(f, "{waiter} cannot come any more: {error}"),
            Self::Failed { waiter, error: None } => write!(f, "{waiter} cannot come any more"),
            Self::Call { waiter, error } => write!(f, "waiting for {waiter}: {error}"),
            Self::TimeUp { waiter, limit } => write!(f, "{waiter} did not come within {} s", limit.as_secs_f64()),
        }
    }
}

impl<E: fmt::Display + fmt::Debug> std::error::Error for WaitError<E> {}
