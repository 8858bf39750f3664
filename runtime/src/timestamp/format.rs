//! The formats in which instants are written as text.

use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::TimeZone;

use super::{Timestamp, TimestampError};

/// A format of [`Timestamp::fmt`] and [`Timestamp::from_str`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimestampFormat {
    /// As in RFC 3339: `1985-04-12T23:20:50.52Z`.
    DateTime,
    /// The same; an offset such as `+02:00` may be read in either, and none is written.
    DateTimeWithOffset,
    /// As in HTTP headers: `Tue, 29 Apr 2014 18:30:38 GMT`.
    HttpDate,
    /// Seconds since the epoch, perhaps with a fraction: `515531081.12`.
    EpochSeconds,
}

impl TimestampFormat {
    pub(super) fn read(self, text: &str) -> Result<Timestamp, TimestampError> {
        match self {
            Self::DateTime | Self::DateTimeWithOffset => text.parse(),
            Self::HttpDate => http_date(text),
            Self::EpochSeconds => {
                let seconds: Result<f64, _> = text.parse();
                Timestamp::try_from_secs_f64(seconds.map_err(TimestampError::new)?)
            }
        }
    }

    pub(super) fn write(self, instant: Timestamp) -> String {
        match self {
            Self::DateTime | Self::DateTimeWithOffset => instant.to_string(),
            Self::HttpDate => instant.to_jiff().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string(),
            Self::EpochSeconds => instant.as_secs_f64().to_string(),
        }
    }
}

/// Reads the usual form; a fraction of a second is allowed and kept.
fn http_date(text: &str) -> Result<Timestamp, TimestampError> {
    let usual = rfc2822::DateTimeParser::new().parse_timestamp(text);
    let fractional = || DateTime::strptime("%a, %d %b %Y %H:%M:%S%.f GMT", text)?.to_zoned(TimeZone::UTC);
    usual.or_else(|_| fractional().map(|zoned| zoned.timestamp())).map(Timestamp).map_err(TimestampError)
}
