//! The cache, and how it is set up.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use secretsmith::operation::get_secret_value::{GetSecretValue, GetSecretValueError};
use secretsmith::operation::get_secret_value::{GetSecretValueInput, GetSecretValueOutput};
use secretsmith::server::Context;
use secretsmith::{SecretsManager, Sensitive, Unmodeled};
use tokio::runtime::Handle;

use crate::slots::{Key, Slot, Slots, Stored};

/// A cache before a service; clones share what is kept.
pub struct Cache<S> {
    inner: Arc<Inner<S>>,
}

struct Inner<S> {
    service: S,
    time_to_live: Duration,
    refresh_after: Duration,
    slots: Slots,
}

impl<S: SecretsManager> Cache<S> {
    /// A cache with room for 1024 values, which are kept for an hour.
    pub fn new(service: S) -> Self {
        Self::builder(service).build()
    }

    /// A cache that is still to be set up.
    pub fn builder(service: S) -> Builder<S> {
        Builder { service, time_to_live: Duration::from_secs(3600), refresh_after: None, capacity: 1024 }
    }

    /// The service behind the cache.
    pub fn service(&self) -> &S {
        &self.inner.service
    }

    /// The current value of a secret, as text.
    ///
    /// # Errors
    /// Those of GetSecretValue, and a `ValidationException` when the value is not text.
    pub async fn secret_string(&self, secret_id: impl Into<String>) -> Result<Sensitive<String>, GetSecretValueError> {
        let input = GetSecretValue::<()>::default().secret_id(secret_id).build();
        let input = input.map_err(|error| Unmodeled::validation(error.to_string()))?;
        let output = self.value(input, &Context::new("GetSecretValue")).await?;
        output.secret_string.ok_or_else(|| Unmodeled::validation("the value of the secret is not text").into())
    }

    /// Forgets the values of a secret, so that they are read anew when they are asked for next.
    pub fn forget(&self, secret_id: &str) {
        self.inner.slots.forget(secret_id);
    }

    /// Forgets everything.
    pub fn clear(&self) {
        self.inner.slots.clear();
    }

    /// A value: one that is kept, or else that which the service gives.
    pub(crate) async fn value(
        &self,
        input: GetSecretValueInput,
        context: &Context,
    ) -> Result<GetSecretValueOutput, GetSecretValueError> {
        let key = Key::of(&input, &context.caller);
        let slot = self.inner.slots.slot(&key);
        if let Some(output) = self.kept((&key, &slot), &input, context) {
            return Ok(output);
        }
        let answers = slot.answers();
        let _flight = slot.flight.lock().await;
        // Whoever had the flight before may have brought the value, or the reason why there is none.
        if let Some(output) = self.kept((&key, &slot), &input, context) {
            return Ok(output);
        }
        match slot.failure_since(answers) {
            Some(error) => Err(error),
            None => self.inner.read((&key, &slot), input, context).await,
        }
    }

    /// The value that is kept, if it is young enough; one that is not so young any more is read anew
    /// meanwhile.
    fn kept(
        &self,
        (key, slot): (&Key, &Arc<Slot>),
        input: &GetSecretValueInput,
        context: &Context,
    ) -> Option<GetSecretValueOutput> {
        let Stored { output, since } = slot.get()?;
        let age = since.elapsed();
        if age >= self.inner.time_to_live {
            return None;
        }
        if age >= self.inner.refresh_after
            && let Ok(runtime) = Handle::try_current()
            && slot.begin_refresh()
        {
            let (inner, key, slot) = (Arc::clone(&self.inner), key.clone(), Arc::clone(slot));
            let (input, context) = (input.clone(), context.clone());
            runtime.spawn(async move {
                // When it fails, the old value is good until its time is up.
                let _ = inner.read((&key, &slot), input, &context).await;
                slot.end_refresh();
            });
        }
        Some(output)
    }
}

impl<S: SecretsManager> Inner<S> {
    /// Reads a value and keeps it.
    async fn read(
        &self,
        (key, slot): (&Key, &Arc<Slot>),
        input: GetSecretValueInput,
        context: &Context,
    ) -> Result<GetSecretValueOutput, GetSecretValueError> {
        let generation = self.slots.generation();
        let answer = self.service.get_secret_value(input, context).await;
        self.slots.keep((key, slot), &answer, generation);
        answer
    }
}

impl<S> Clone for Cache<S> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

impl<S> fmt::Debug for Cache<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inner { time_to_live, refresh_after, .. } = &*self.inner;
        let mut shown = f.debug_struct("Cache");
        shown.field("time_to_live", time_to_live).field("refresh_after", refresh_after).finish_non_exhaustive()
    }
}

/// Sets a [`Cache`] up.
#[derive(Clone, Debug)]
#[must_use = "a cache is made by `build`"]
pub struct Builder<S> {
    service: S,
    time_to_live: Duration,
    refresh_after: Option<Duration>,
    capacity: usize,
}

impl<S: SecretsManager> Builder<S> {
    /// Sets how long a value is kept; by default an hour.
    pub fn time_to_live(mut self, time: Duration) -> Self {
        self.time_to_live = time;
        self
    }

    /// Sets from which age on a value is read anew in the background when it is asked for; by default
    /// nine tenths of the time for which it is kept. With that time or more it never is.
    ///
    /// Outside of a Tokio runtime it never is either.
    pub fn refresh_after(mut self, age: Duration) -> Self {
        self.refresh_after = Some(age);
        self
    }

    /// Sets how many values are kept, at least one; by default 1024. Beyond that the one goes that was
    /// not asked for for longest.
    pub fn capacity(mut self, values: usize) -> Self {
        self.capacity = values;
        self
    }

    /// The cache.
    pub fn build(self) -> Cache<S> {
        let Self { service, time_to_live, refresh_after, capacity } = self;
        let refresh_after = refresh_after.unwrap_or(time_to_live.mul_f64(0.9));
        Cache { inner: Arc::new(Inner { service, time_to_live, refresh_after, slots: Slots::new(capacity) }) }
    }
}
