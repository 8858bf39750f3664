//! What time it is for the service.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use secretsmith::primitives::DateTime;
use secretsmith_reference::RotationEvent;
use serde::Deserialize;
use serde_json::{Value, from_slice, json};

use super::{Inner, Refusal};

const USAGE: &str = r#"give {"set": "2030-01-31T12:00:00Z"} or {"advance": "30d"}, also as ISO 8601 has it, "P30D""#;

/// What is asked for: one of both.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object")]
struct Change {
    set: Option<String>,
    advance: Option<String>,
}

impl Inner {
    pub(super) fn clock(&self) -> Value {
        json!({"now": self.service.now().to_string(), "shift_ms": self.clock.shift()})
    }

    /// Sets the clock, and waits for what is due then.
    pub(super) async fn set_clock(&self, body: &[u8]) -> Result<Value, Refusal> {
        let change: Change = from_slice(body).map_err(|error| Refusal::bad(format!("{error}; {USAGE}")))?;
        let events = match (change.set, change.advance) {
            (Some(text), None) => {
                let time = text.parse().map_err(|error| Refusal::bad(format!("{error}; {USAGE}")))?;
                self.due.after(|| self.clock.set(time)).await
            }
            (None, Some(text)) => {
                let now = self.service.now();
                let milliseconds = later(now, &text)?.as_millis().saturating_sub(now.as_millis());
                self.due.after(|| self.clock.advance(milliseconds)).await
            }
            _ => return Err(Refusal::bad(USAGE)),
        };
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
