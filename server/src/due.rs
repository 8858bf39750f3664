//! What happens without a request: rotations and other work that comes due.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use secretsmith_reference::{InMemory, RotationEvent};
use tokio::sync::RwLock;
use tokio::time::{MissedTickBehavior, interval};

use crate::log;

/// How often to look for what is due.
const PERIOD: Duration = Duration::from_secs(1);

/// Has a service do what is due, every second and as soon as a rotation is asked for, for as long
/// as it is waited for. Logs what happens to rotations.
///
/// Must be used within a Tokio runtime. A rotation that takes its time holds up no other.
pub async fn run_due(service: InMemory) {
    Due::new(service).keep_up().await;
}

/// The work of a service that comes due as time goes by, or when the clock is set. Clones are the same.
#[derive(Clone, Debug)]
pub struct Due {
    service: InMemory,
    /// Held alone while the clock is set and until what is due then is taken up, so that whoever sets it does that.
    time: Arc<RwLock<()>>,
}

impl Due {
    /// The work of this service.
    pub fn new(service: InMemory) -> Self {
        Self { service, time: Arc::default() }
    }

    /// Does it as [`run_due`] does.
    pub async fn keep_up(&self) {
        let mut timer = interval(PERIOD);
        timer.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                () = self.service.rotation_requested() => {}
                _ = timer.tick() => {}
            }
            let due = self.clone();
            tokio::spawn(async move { due.run().await });
        }
    }

    /// Sets the clock, and does all that is due then; gives what happened to rotations.
    pub async fn after(&self, set_clock: impl FnOnce()) -> Vec<RotationEvent> {
        let time = self.time.write().await;
        set_clock();
        self.run_holding(time).await
    }

    /// Sets the clock, and does nothing about what is due then. Nobody takes up meanwhile what was due before.
    pub async fn reset(&self, set_clock: impl FnOnce()) {
        let _time = self.time.write().await;
        set_clock();
    }

    async fn run(&self) {
        // While somebody sets the clock, the next look comes soon enough.
        if let Ok(time) = self.time.try_read() {
            self.run_holding(time).await;
        }
    }

    /// Does what is due. The time is held until that is taken up, which is done as soon as it is asked for, and not for
    /// as long as the functions take.
    async fn run_holding<G>(&self, time: G) -> Vec<RotationEvent> {
        let mut running = pin!(self.service.run_due(self.service.now()));
        let first = poll_fn(|context| Poll::Ready(running.as_mut().poll(context))).await;
        drop(time);
        let events = match first {
            Poll::Ready(events) => events,
            Poll::Pending => running.await,
        };
        events.iter().for_each(log::happened);
        events
    }
}
