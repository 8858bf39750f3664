//! Which failures pass.

use std::convert::Infallible;

use super::super::answer::Answer;
use crate::{Operation, OperationError, SdkError, ServiceError, Unmodeled};

/// What an attempt has shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Verdict {
    /// There is an output.
    Succeeded,
    /// The service asks to slow down.
    Throttled,
    /// The time was up.
    TimedOut,
    /// Another attempt may succeed.
    Transient,
    /// Another attempt would end the same way.
    Final,
}

/// What an attempt has shown; errors of the service are judged by `judge`.
pub(in super::super) fn verdict(outcome: &Result<Answer, SdkError<Infallible>>, judge: Judge) -> Verdict {
    match outcome {
        Ok(answer) => of_answer(answer, judge),
        Err(SdkError::TimeoutError(_)) => Verdict::TimedOut,
        Err(SdkError::DispatchFailure(failure)) if failure.is_transient() => Verdict::Transient,
        Err(_) => Verdict::Final,
    }
}

fn of_answer(answer: &Answer, judge: Judge) -> Verdict {
    if answer.is_success() {
        return Verdict::Succeeded;
    }
    match (answer.error().map_or(Verdict::Final, |(code, body)| judge(code, answer.status(), body)), answer.status()) {
        (_, 429) => Verdict::Throttled,
        (Verdict::Final, 500 | 502 | 503 | 504) => Verdict::Transient,
        (verdict, _) => verdict,
    }
}

/// Judges an error of a service by its code, its status and its body.
pub(in super::super) type Judge = fn(&str, u16, &[u8]) -> Verdict;

/// Judges an error of an operation: the model says more of those that it lists.
pub(in super::super) fn judge<O: Operation>(code: &str, status: u16, body: &[u8]) -> Verdict {
    let modeled = O::Error::read(code, body).ok().flatten();
    let error = modeled.unwrap_or_else(|| Unmodeled::bare(code).with_status(status).into());
    if error.is_throttling() {
        Verdict::Throttled
    } else if error.is_retryable() {
        Verdict::Transient
    } else {
        Verdict::Final
    }
}
