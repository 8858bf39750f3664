//! The formats of timestamps.

use std::fmt;

use serde_core::de::{Error, Visitor};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer, ser};

use super::Form;
use crate::{Timestamp, TimestampFormat};

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
        deserializer.deserialize_str(Text { format: TimestampFormat::DateTime, expected: "a timestamp as in RFC 3339" })
    }
}

impl Form<Timestamp> for HttpDate {
    fn write<S: Serializer>(value: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&value.fmt(TimestampFormat::HttpDate).map_err(<S::Error as ser::Error>::custom)?)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        deserializer
            .deserialize_str(Text { format: TimestampFormat::HttpDate, expected: "a timestamp as in HTTP headers" })
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

struct Text {
    format: TimestampFormat,
    expected: &'static str,
}

impl Visitor<'_> for Text {
    type Value = Timestamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Timestamp, E> {
        Timestamp::from_str(text, self.format).map_err(|_| E::custom(format_args!("expected {}", self.expected)))
    }
}
