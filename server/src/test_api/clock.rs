//! What time it is for the service.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use secretsmith::primitives::DateTime;
use secretsmith_reference::RotationEvent;
use serde::Deserialize;
use serde_json::{Value, from_slice, json};

use super::{Inner, Refusal};

const USAGE: &str = r#"give {"set": "2030-01-31T12:00:00Z"} or {"advance": "30d"}, also as ISO 8601 has it, "P30D""#;

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Change {
    Set(String),
    Advance(String),
}

impl Inner {
    pub(super) fn clock(&self) -> Value {
        json!({"now": self.service.now().to_string(), "shift_ms": self.clock.shift()})
    }

    /// Sets the clock, and waits for what is due then.
    pub(super) async fn set_clock(&self, body: &[u8]) -> Result<Value, Refusal> {
        let change: Change = from_slice(body).map_err(|error| Refusal::bad(format!("{error}; {USAGE}")))?;
        let time = match change {
            Change::Set(text) => text.parse().map_err(|error| Refusal::bad(format!("{error}; {USAGE}")))?,
            Change::Advance(text) => later(self.service.now(), &text)?,
        };
        let events = self.due.after(|| self.clock.set(time)).await;
        let mut answer = self.clock();
        answer["rotations"] = events.iter().map(shown).collect();
        Ok(answer)
    }

    pub(super) async fn reset_clock(&self) -> Value {
        self.due.reset(|| self.clock.reset()).await;
        self.clock()
    }
}

/// The time that is so much later, in UTC; a month has as many days as it has then.
fn later(now: DateTime, text: &str) -> Result<DateTime, Refusal> {
    let problem = |error: jiff::Error| Refusal::bad(format!("{error}; {USAGE}"));
    let span: Span = text.parse().map_err(problem)?;
    let later = now.to_jiff().to_zoned(TimeZone::UTC).checked_add(span).map_err(problem)?;
    Ok(Timestamp::from(later).into())
}

/// What is told of a rotation; not what the function said of its failure, which may be anything.
fn shown(event: &RotationEvent) -> Value {
    json!({
        "event": event.kind.to_string(),
        "secret": event.secret,
        "version": event.version,
        "time": event.time.to_string(),
        "message": event.message,
    })
}
