//! §2.7

use secretsmith_reference::rules::dates::{Day, days_after, to_the_millisecond};

use crate::time;

#[test]
fn a_day_begins_at_midnight_utc() {
    for (moment, midnight) in [
        ("2026-02-21T23:59:59.999Z", "2026-02-21T00:00:00Z"),
        ("2026-02-22T00:00:00Z", "2026-02-22T00:00:00Z"),
        ("1969-12-31T12:00:00Z", "1969-12-31T00:00:00Z"),
    ] {
        assert_eq!(Day::of(time(moment)).start(), time(midnight));
    }
}

#[test]
fn windows_are_days_of_24_hours() {
    assert_eq!(days_after(time("2026-01-22T06:42:22.5Z"), 30), time("2026-02-21T06:42:22.5Z"));
    assert_eq!(days_after(time("2026-01-22T06:42:22Z"), -1), time("2026-01-21T06:42:22Z"));
}

#[test]
fn time_ends_without_a_panic() {
    let end = days_after(time("9999-12-30T00:00:00Z"), 30);
    assert_eq!(days_after(end, i64::MAX), end);
    let start = days_after(time("-009999-01-02T12:00:00Z"), -30);
    assert_eq!(days_after(start, i64::MIN), start);
    assert_eq!(Day::of(start).start(), start);
}

#[test]
fn milliseconds_are_kept_and_no_more() {
    assert_eq!(to_the_millisecond(time("2026-01-22T06:42:22.1239Z")), time("2026-01-22T06:42:22.123Z"));
}
