//! Timestamps of test parameters, written in the formats of Smithy.

use secretsmith_model::TimestampFormat;

const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Seconds since the epoch, given as a decimal number, as JSON in a format.
///
/// # Errors
/// When the number is none of seconds.
pub(super) fn written(seconds: &str, format: TimestampFormat) -> Result<String, String> {
    let (whole, fraction) = split(seconds).ok_or_else(|| format!("{seconds} is no number of seconds"))?;
    let (date, time) = (whole.div_euclid(86_400), whole.rem_euclid(86_400));
    let (year, month, day) = civil(date);
    let clock = format!("{:02}:{:02}:{:02}", time / 3600, time / 60 % 60, time % 60);
    Ok(match format {
        TimestampFormat::EpochSeconds => seconds.to_owned(),
        TimestampFormat::DateTime if fraction.is_empty() => format!("\"{year:04}-{month:02}-{day:02}T{clock}Z\""),
        TimestampFormat::DateTime => format!("\"{year:04}-{month:02}-{day:02}T{clock}.{fraction}Z\""),
        TimestampFormat::HttpDate => {
            let weekday = DAYS.get(usize::try_from(date.rem_euclid(7)).unwrap_or_default()).unwrap_or(&"");
            let month = MONTHS.get(month - 1).unwrap_or(&"");
            format!("\"{weekday}, {day:02} {month} {year:04} {clock} GMT\"")
        }
    })
}

/// Whole seconds, rounded down, and the digits of the fraction of a second that remains.
fn split(seconds: &str) -> Option<(i64, String)> {
    let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
    let fraction = fraction.trim_end_matches('0');
    let whole: i64 = whole.parse().ok()?;
    match seconds.starts_with('-') && !fraction.is_empty() {
        false => Some((whole, fraction.to_owned())),
        true => {
            let places = u32::try_from(fraction.len()).ok()?;
            let rest = 10_u64.checked_pow(places)?.checked_sub(fraction.parse().ok()?)?;
            Some((whole - 1, format!("{rest:0width$}", width = fraction.len())))
        }
    }
}

/// Year, month and day of the day so many days after 1970-01-01.
fn civil(days: i64) -> (i64, usize, i64) {
    // Counted from 0000-03-01, so that leap days come last; an era is 400 years.
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day_of_month = day - (153 * month + 2) / 5 + 1;
    let (year, month) = (year + era * 400 + i64::from(month >= 10), (month + 2) % 12 + 1);
    (year, usize::try_from(month).unwrap_or(1), day_of_month)
}

#[cfg(test)]
mod tests {
    use secretsmith_model::TimestampFormat::{DateTime, EpochSeconds, HttpDate};

    use super::written;

    #[test]
    fn every_format_has_its_form() {
        for (seconds, format, expected) in [
            ("946845296", EpochSeconds, "946845296"),
            ("1398796238.5", EpochSeconds, "1398796238.5"),
            ("0", DateTime, r#""1970-01-01T00:00:00Z""#),
            ("946845296", DateTime, r#""2000-01-02T20:34:56Z""#),
            ("946845296.1230", DateTime, r#""2000-01-02T20:34:56.123Z""#),
            ("951782400", DateTime, r#""2000-02-29T00:00:00Z""#),
            ("4107542399", DateTime, r#""2100-02-28T23:59:59Z""#),
            ("-0.25", DateTime, r#""1969-12-31T23:59:59.75Z""#),
            ("-62135596800", DateTime, r#""0001-01-01T00:00:00Z""#),
            ("946845296", HttpDate, r#""Sun, 02 Jan 2000 20:34:56 GMT""#),
            ("1398796238", HttpDate, r#""Tue, 29 Apr 2014 18:30:38 GMT""#),
        ] {
            assert_eq!(written(seconds, format).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        written("now", DateTime).unwrap_err();
    }
}
