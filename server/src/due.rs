//! What happens without a request: rotations and other work that comes due.

use std::time::Duration;

use secretsmith::primitives::DateTime;
use secretsmith_reference::InMemory;
use tokio::time::{MissedTickBehavior, interval};

use crate::log;

/// How often to look for what is due.
const PERIOD: Duration = Duration::from_secs(1);

/// Has a service do what is due, every second and as soon as a rotation is asked for, for as long
/// as it is waited for. Logs what happens to rotations.
///
/// Must be used within a Tokio runtime. A rotation that takes its time holds up no other.
pub async fn run_due(service: InMemory) {
    let mut timer = interval(PERIOD);
    timer.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = service.rotation_requested() => {}
            _ = timer.tick() => {}
        }
        let service = service.clone();
        tokio::spawn(async move {
            let events = service.run_due(DateTime::now()).await;
            events.iter().for_each(log::happened);
        });
    }
}
