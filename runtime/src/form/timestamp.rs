//! The formats of timestamps.

use std::fmt;

use jiff::fmt::rfc2822;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::TimeZone;
use serde_core::de::{Error, Visitor};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::Form;
use crate::Timestamp;

/// Text as in RFC 3339: `1985-04-12T23:20:50.52Z`.
#[derive(Debug)]
pub struct DateTime;

/// Text as in HTTP headers: `Tue, 29 Apr 2014 18:30:38 GMT`.
#[derive(Debug)]
pub struct HttpDate;

/// A number of seconds since the epoch, perhaps with a fraction.
#[derive(Debug)]
pub struct EpochSeconds;

impl Form<Timestamp> for DateTime {
    fn write<S: Serializer>(value: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        deserializer.deserialize_str(Text { parse: date_time, expected: "a timestamp as in RFC 3339" })
    }
}

impl Form<Timestamp> for HttpDate {
    fn write<S: Serializer>(value: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        let text = value.to_jiff().strftime("%a, %d %b %Y %H:%M:%S GMT");
        serializer.collect_str(&text)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        deserializer.deserialize_str(Text { parse: http_date, expected: "a timestamp as in HTTP headers" })
    }
}

impl Form<Timestamp> for EpochSeconds {
    fn write<S: Serializer>(value: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        Timestamp::deserialize(deserializer)
    }
}

fn date_time(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().parse_timestamp(text).ok().map(Timestamp::from)
}

/// Reads the usual form; a fraction of a second is allowed and kept.
fn http_date(text: &str) -> Option<Timestamp> {
    if let Ok(instant) = rfc2822::DateTimeParser::new().parse_timestamp(text) {
        return Some(instant.into());
    }
    let civil = jiff::civil::DateTime::strptime("%a, %d %b %Y %H:%M:%S%.f GMT", text).ok()?;
    Some(civil.to_zoned(TimeZone::UTC).ok()?.timestamp().into())
}

struct Text {
    parse: fn(&str) -> Option<Timestamp>,
    expected: &'static str,
}

impl Visitor<'_> for Text {
    type Value = Timestamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Timestamp, E> {
        (self.parse)(text).ok_or_else(|| E::custom(format_args!("expected {}", self.expected)))
    }
}
