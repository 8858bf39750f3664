//! Driving rotations: behaviour.md §4.1.
//!
//! A rotation is claimed under the lock of its account, and its function is called without any: it
//! calls the service in turn. What came of it is reported under the lock again, if the rotation is
//! still there.

use std::future::poll_fn;
use std::sync::Arc;
use std::task::Poll;

use secretsmith::primitives::DateTime;

use crate::rules::lookup::SecretId;
use crate::rules::rotation::attempt::{Attempt, Fresh, Outcome};
use crate::rules::rotation::event::RotationEvent;
use crate::shards::{Shard, exclusive, shared};
use crate::{InMemory, Invocation, RotationFunction, message};

impl InMemory {
    /// Has a function stand for the Lambda function with this ARN, in place of the one before.
    pub fn register_rotation_function(&self, arn: impl Into<String>, function: impl RotationFunction) {
        self.functions().register(arn.into(), Arc::new(function));
    }

    /// Takes the function with this ARN away, as if it were deleted.
    pub fn unregister_rotation_function(&self, arn: &str) {
        self.functions().unregister(arn);
    }

    /// Completes when RotateSecret has left something to do for [`run_due`](Self::run_due) since
    /// the last time. For a single driver, which need not wait for its timer then.
    pub async fn rotation_requested(&self) {
        poll_fn(|context| self.bell().poll(context)).await;
    }

    /// Carries out the rotations that are due, side by side.
    pub(crate) async fn rotate_all(&self, now: DateTime) -> Vec<RotationEvent> {
        let (mut events, mut claims) = (Vec::new(), Vec::new());
        for shard in self.shards().all() {
            self.claim(&shard, now, &mut events, &mut claims);
        }
        let ends = all(claims.into_iter().map(Claim::carry_out)).await;
        events.extend(ends.into_iter().flatten());
        events
    }

    /// The function with this ARN, if it can be invoked.
    pub(crate) async fn invocable(&self, arn: Option<String>) -> Option<String> {
        let arn = arn?;
        self.functions().find(&arn).await.map(|_| arn)
    }

    fn claim(&self, shard: &Shard, now: DateTime, events: &mut Vec<RotationEvent>, claims: &mut Vec<Claim>) {
        if shared(shard).due_rotations(now).is_empty() {
            return;
        }
        let mut account = exclusive(shard);
        account.purge(now);
        for name in account.due_rotations(now) {
            let fresh = self.randomness().draw(|random| Fresh::draw(random));
            let claimed = account.change(SecretId::Name(&name), now, |secret| Ok(secret.claim_rotation(&fresh, now)));
            let Ok((happened, attempt)) = claimed else { continue };
            events.extend(happened);
            let claim = |attempt| Claim {
                store: self.clone(),
                shard: Arc::clone(shard),
                name,
                attempt,
                now,
                is_reported: false,
            };
            claims.extend(attempt.map(claim));
        }
        self.let_go(shard, account, now);
    }
}

/// A rotation that was claimed, and is to be reported on.
struct Claim {
    store: InMemory,
    shard: Shard,
    name: Arc<str>,
    attempt: Attempt,
    /// The time that the driver was given; that of the clock may be later, when the rotation ends.
    now: DateTime,
    is_reported: bool,
}

impl Claim {
    async fn carry_out(mut self) -> Option<RotationEvent> {
        let outcome = self.call().await;
        self.report(outcome)
    }

    /// Calls the function for each step, as long as the rotation is wanted.
    async fn call(&self) -> Outcome {
        let Attempt { kind, secret, function, version, token } = &self.attempt;
        let steps = kind.steps();
        let Some(function) = self.store.functions().find(function).await else {
            return Outcome::Failed(steps[0], message::NO_FUNCTION.to_owned());
        };
        for step in steps {
            if !self.is_wanted() {
                break;
            }
            let invocation = Invocation::new(*step, secret, version, token.clone());
            if let Err(reason) = function.invoke(invocation).await {
                return Outcome::Failed(*step, reason);
            }
        }
        Outcome::Done
    }

    fn is_wanted(&self) -> bool {
        if !self.store.shards().has_kept(&self.shard) {
            return false;
        }
        let account = shared(&self.shard);
        account.find(SecretId::Name(&self.name), self.time()).is_ok_and(|secret| secret.wants(&self.attempt))
    }

    fn report(&mut self, outcome: Outcome) -> Option<RotationEvent> {
        self.is_reported = true;
        let now = self.time();
        let mut account = exclusive(&self.shard);
        let concluded = account.change(SecretId::Name(&self.name), now, |secret| {
            Ok(secret.conclude_rotation(&self.attempt, outcome, now))
        });
        self.store.let_go(&self.shard, account, now);
        concluded.ok().flatten()
    }

    fn time(&self) -> DateTime {
        self.store.now().max(self.now)
    }
}

/// Whoever stops a driver, or has a function that panics, has a rotation that failed.
impl Drop for Claim {
    fn drop(&mut self) {
        if !self.is_reported {
            let step = self.attempt.kind.steps()[0];
            self.report(Outcome::Failed(step, message::NOT_WAITED_FOR.to_owned()));
        }
    }
}

/// Waits for all, of which each goes on while others wait.
async fn all<T>(futures: impl Iterator<Item: Future<Output = T>>) -> Vec<T> {
    let mut pending: Vec<_> = futures.map(Box::pin).collect();
    let mut done = Vec::with_capacity(pending.len());
    poll_fn(|context| {
        pending.retain_mut(|future| match future.as_mut().poll(context) {
            Poll::Ready(answer) => {
                done.push(answer);
                false
            }
            Poll::Pending => true,
        });
        if pending.is_empty() { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    done
}
