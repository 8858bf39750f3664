//! Instants, written as seconds since the epoch.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use jiff::SignedDuration;
use serde_core::de::{Error, Visitor};
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

mod format;

pub use format::TimestampFormat;

const NANOS_PER_SECOND: i128 = 1_000_000_000;

/// An instant in time, UTC.
///
/// On the wire it is a JSON number: seconds since 1970-01-01T00:00:00Z, with at most three
/// fractional digits; whole seconds have no fraction.
///
/// The default is the epoch.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp(jiff::Timestamp);

impl Timestamp {
    /// The instant as the clock of this computer has it.
    pub fn now() -> Self {
        Self(jiff::Timestamp::now())
    }

    /// The instant so many whole seconds after (or before) the epoch; beyond the years -9999 to 9999, the
    /// first or last one in them.
    pub fn from_secs(seconds: i64) -> Self {
        Self::try_from_secs(seconds).unwrap_or_else(|_| Self::extreme(seconds < 0))
    }

    /// The instant so many milliseconds after (or before) the epoch; beyond the years -9999 to 9999, the
    /// first or last one in them.
    pub fn from_millis(milliseconds: i64) -> Self {
        Self::try_from_millis(milliseconds).unwrap_or_else(|_| Self::extreme(milliseconds < 0))
    }

    /// The instant so many seconds, with a fraction, after (or before) the epoch; beyond the years -9999
    /// to 9999, the first or last one in them, and the epoch for what is no number.
    ///
    /// Rounded to the microsecond, which is what a double holds of a date in this century.
    pub fn from_secs_f64(seconds: f64) -> Self {
        match Self::try_from_secs_f64(seconds) {
            Ok(instant) => instant,
            Err(_) if seconds.is_nan() => Self::default(),
            Err(_) => Self::extreme(seconds < 0.0),
        }
    }

    /// The instant so many whole seconds after (or before) the epoch.
    ///
    /// # Errors
    /// When the instant is not within the years -9999 to 9999.
    pub fn try_from_secs(seconds: i64) -> Result<Self, TimestampError> {
        jiff::Timestamp::from_second(seconds).map(Self).map_err(TimestampError)
    }

    /// The instant so many milliseconds after (or before) the epoch.
    ///
    /// # Errors
    /// When the instant is not within the years -9999 to 9999.
    pub fn try_from_millis(milliseconds: i64) -> Result<Self, TimestampError> {
        jiff::Timestamp::from_millisecond(milliseconds).map(Self).map_err(TimestampError)
    }

    /// The instant so many seconds, with a fraction, after (or before) the epoch, as
    /// [`from_secs_f64`](Self::from_secs_f64) rounds it.
    ///
    /// # Errors
    /// When the number is not finite or the instant is not within the years -9999 to 9999.
    pub fn try_from_secs_f64(seconds: f64) -> Result<Self, TimestampError> {
        let duration = SignedDuration::try_from_secs_f64(seconds).map_err(TimestampError)?;
        let microseconds = (duration.as_secs_f64() * 1e6).round();
        // The cast saturates, and the ends of `i64` are beyond what an instant can be.
        jiff::Timestamp::from_microsecond(microseconds as i64).map(Self).map_err(TimestampError)
    }

    /// The first or the last instant.
    fn extreme(is_first: bool) -> Self {
        Self(if is_first { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX })
    }

    /// Reads a text in a format.
    ///
    /// # Errors
    /// When the text is not of that format.
    pub fn from_str(text: &str, format: TimestampFormat) -> Result<Self, TimestampError> {
        format.read(text)
    }

    /// Writes the instant in a format.
    ///
    /// # Errors
    /// None: every instant has each form.
    pub fn fmt(&self, format: TimestampFormat) -> Result<String, TimestampError> {
        Ok(format.write(*self))
    }

    /// Whole seconds since the epoch, rounded down.
    pub fn secs(self) -> i64 {
        self.0.as_nanosecond().div_euclid(NANOS_PER_SECOND) as i64
    }

    /// The nanoseconds since the last whole second.
    pub fn subsec_nanos(self) -> u32 {
        self.0.as_nanosecond().rem_euclid(NANOS_PER_SECOND) as u32
    }

    /// Milliseconds since the epoch, rounded towards it.
    pub fn as_millis(self) -> i64 {
        self.0.as_millisecond()
    }

    /// Nanoseconds since the epoch.
    pub fn as_nanos(self) -> i128 {
        self.0.as_nanosecond()
    }

    /// Milliseconds since the epoch, as [`as_millis`](Self::as_millis) gives them.
    ///
    /// # Errors
    /// None: every instant has such a number.
    pub fn to_millis(self) -> Result<i64, TimestampError> {
        Ok(self.as_millis())
    }

    /// Seconds since the epoch, with their fraction.
    pub fn as_secs_f64(self) -> f64 {
        self.0.as_duration().as_secs_f64()
    }

    /// The instant for use with [`jiff`], the time library that this one stands on.
    pub fn to_jiff(self) -> jiff::Timestamp {
        self.0
    }
}

impl From<jiff::Timestamp> for Timestamp {
    fn from(instant: jiff::Timestamp) -> Self {
        Self(instant)
    }
}

/// A time that is not within the years -9999 to 9999 becomes the first or last one in them.
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        jiff::Timestamp::try_from(time).map_or_else(|_| Self::extreme(time < SystemTime::UNIX_EPOCH), Self)
    }
}

/// Fails when the clock of the system does not reach as far.
impl TryFrom<Timestamp> for SystemTime {
    type Error = TimestampError;

    fn try_from(instant: Timestamp) -> Result<Self, Self::Error> {
        let since = instant.0.as_duration();
        let time = match since.is_negative() {
            true => Self::UNIX_EPOCH.checked_sub(since.unsigned_abs()),
            false => Self::UNIX_EPOCH.checked_add(since.unsigned_abs()),
        };
        time.ok_or_else(|| TimestampError::new("the clock of the system does not reach as far"))
    }
}

/// Reads RFC 3339, for example `2026-02-21T23:59:59Z`.
impl FromStr for Timestamp {
    type Err = TimestampError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self).map_err(TimestampError)
    }
}

/// Writes RFC 3339, for example `2026-02-21T23:59:59Z`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let milliseconds = self.0.as_millisecond();
        if milliseconds % 1000 == 0 {
            serializer.serialize_i64(milliseconds / 1000)
        } else {
            // Below 2^53 the division is the closest double, which prints with three digits.
            serializer.serialize_f64(milliseconds as f64 / 1000.0)
        }
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EpochSeconds)
    }
}

struct EpochSeconds;

impl Visitor<'_> for EpochSeconds {
    type Value = Timestamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a timestamp in epoch seconds")
    }

    fn visit_i64<E: Error>(self, seconds: i64) -> Result<Timestamp, E> {
        Timestamp::try_from_secs(seconds).map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, seconds: u64) -> Result<Timestamp, E> {
        let seconds = i64::try_from(seconds)
            .map_err(|_| E::custom("expected a timestamp in epoch seconds, found a number beyond the year 9999"))?;
        self.visit_i64(seconds)
    }

    fn visit_f64<E: Error>(self, seconds: f64) -> Result<Timestamp, E> {
        Timestamp::try_from_secs_f64(seconds).map_err(E::custom)
    }
}

/// Why a value is no [`Timestamp`].
#[derive(Clone, Debug)]
pub struct TimestampError(jiff::Error);

impl TimestampError {
    fn new(problem: impl fmt::Display) -> Self {
        Self(jiff::Error::from_args(format_args!("{problem}")))
    }
}

impl fmt::Display for TimestampError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a timestamp: {}", self.0)
    }
}

impl std::error::Error for TimestampError {}
