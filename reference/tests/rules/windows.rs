//! §4.5: windows, and the dates that follow from them.

use secretsmith::types::RotationRulesType;
use secretsmith_reference::rules::schedule::Schedule;

use crate::time;

/// A Monday.
const CONFIGURED: &str = "2023-10-16T06:42:22Z";

fn schedule(rules: RotationRulesType) -> Schedule {
    Schedule::read(&rules, time(CONFIGURED)).expect("good rules").expect("a schedule")
}

fn expression(text: &str, duration: Option<&str>) -> Schedule {
    let rules = RotationRulesType::builder().schedule_expression(text).set_duration(duration.map(str::to_owned));
    schedule(rules.build())
}

/// The last second of each of the windows that follow, one after the other.
fn dates(schedule: &Schedule, after: &str, count: usize) -> Vec<String> {
    let mut after = time(after);
    let mut dates = Vec::new();
    for _ in 0..count {
        let window = schedule.next(after).expect("there is a next window");
        assert!(window.start() > after, "{window:?} after {after}");
        after = window.start();
        dates.push(window.last_second().to_string());
    }
    dates
}

#[track_caller]
fn assert_dates(text: &str, duration: Option<&str>, after: &str, expected: &[&str]) {
    assert_eq!(
        dates(&expression(text, duration), after, expected.len()),
        expected,
        "{text} {duration:?} after {after}"
    );
}

#[test]
fn days_count_from_the_date_of_the_rotation() {
    let schedule = schedule(RotationRulesType::builder().automatically_after_days(30).build());
    assert_eq!(dates(&schedule, "2026-01-22T06:42:22Z", 1), ["2026-02-21T23:59:59Z"]);
    assert_eq!(dates(&schedule, "2024-02-22T07:16:15Z", 1), ["2024-03-23T23:59:59Z"]);
}

#[test]
fn days_with_a_duration_begin_at_midnight() {
    let rules = RotationRulesType::builder().automatically_after_days(1).duration("2h").build();
    assert_eq!(dates(&schedule(rules), "2026-01-22T06:42:22Z", 1), ["2026-01-23T01:59:59Z"]);
}

#[test]
fn a_weekly_cron_whose_window_is_used() {
    assert_dates("cron(0 0 ? * 2 *)", None, CONFIGURED, &["2023-10-23T23:59:59Z", "2023-10-30T23:59:59Z"]);
    assert_dates("cron(0 16 ? * 2 *)", Some("2h"), CONFIGURED, &["2023-10-16T17:59:59Z", "2023-10-23T17:59:59Z"]);
    assert_dates("cron(0 16 ? * 2 *)", Some("2h"), "2023-10-16T16:00:00Z", &["2023-10-23T17:59:59Z"]);
}

#[test]
fn the_default_window_of_days_ends_with_the_day() {
    assert_dates("rate(10 days)", None, CONFIGURED, &["2023-10-26T23:59:59Z", "2023-11-05T23:59:59Z"]);
    assert_dates("cron(0 17 L * ? *)", None, CONFIGURED, &["2023-10-31T23:59:59Z", "2023-11-30T23:59:59Z"]);
}

#[test]
fn the_default_window_of_hours_is_an_hour() {
    let dates = ["2023-10-16T10:59:59Z", "2023-10-16T20:59:59Z", "2023-10-17T06:59:59Z", "2023-10-17T16:59:59Z"];
    assert_dates("rate(10 hours)", None, CONFIGURED, &dates);
    assert_dates("cron(0 /8 * * ? *)", None, CONFIGURED, &["2023-10-16T08:59:59Z", "2023-10-16T16:59:59Z"]);
    assert_dates("rate(4 hours)", Some("3h"), CONFIGURED, &["2023-10-16T10:59:59Z"]);
}

#[test]
fn no_window_reaches_into_the_next_day() {
    let dates = ["2023-10-16T23:59:59Z", "2023-10-17T14:59:59Z", "2023-10-17T23:59:59Z"];
    assert_dates("rate(15 hours)", Some("9h"), CONFIGURED, &dates);
}

#[test]
fn an_hour_increment_begins_anew_each_day() {
    let dates = ["2023-10-16T12:59:59Z", "2023-10-16T22:59:59Z", "2023-10-17T02:59:59Z"];
    assert_dates("cron(0 2/10 * * ? *)", None, CONFIGURED, &dates);
    assert_dates("cron(0 4/12 * * ? *)", None, CONFIGURED, &["2023-10-16T16:59:59Z", "2023-10-17T04:59:59Z"]);
}

#[test]
fn days_of_the_month_and_of_the_week() {
    for (text, expected) in [
        ("cron(0 16 1,15 * ? *)", ["2023-11-01", "2023-11-15"]),
        ("cron(0 8 10/10 * ? *)", ["2023-10-20", "2023-10-30"]),
        ("cron(0 8 31 * ? *)", ["2023-10-31", "2023-12-31"]),
        ("cron(0 8 29 2 ? *)", ["2024-02-29", "2028-02-29"]),
        ("cron(0 8 FRIL * ? *)", ["2023-10-27", "2023-11-24"]),
        ("cron(0 8 ? * 6L *)", ["2023-10-27", "2023-11-24"]),
        ("cron(0 8 ? * L *)", ["2023-10-21", "2023-10-28"]),
        ("cron(0 8 ? * TUE#3 *)", ["2023-10-17", "2023-11-21"]),
        ("cron(0 8 ? * 1#5 *)", ["2023-10-29", "2023-12-31"]),
        ("cron(0 1 ? 1/3 SUN#1 *)", ["2024-01-07", "2024-04-07"]),
        ("cron(0 8 ? * SAT *)", ["2023-10-21", "2023-10-28"]),
        ("cron(0 0 ? * MON-FRI *)", ["2023-10-17", "2023-10-18"]),
        ("cron(0 8 1 MAR-JUN ? *)", ["2024-03-01", "2024-04-01"]),
        ("cron(0 8 ? FEB SUN#5 *)", ["2032-02-29", "2060-02-29"]),
    ] {
        let expected = expected.map(|day| format!("{day}T23:59:59Z"));
        assert_eq!(dates(&expression(text, None), CONFIGURED, 2), expected, "{text}");
    }
}

#[test]
fn the_days_between_windows_are_calculated() {
    for (text, days) in [
        ("cron(0 0 ? * 2 *)", 7),
        ("cron(0 8 * * ? *)", 1),
        ("cron(0 /8 * * ? *)", 1),
        ("rate(4 hours)", 1),
        ("rate(10 days)", 10),
        ("cron(0 8 1 * ? *)", 30),
    ] {
        assert_eq!(expression(text, None).days_between(time(CONFIGURED)), Some(days), "{text}");
    }
}

#[test]
fn days_count_from_what_was_renewed_before_the_configuration() {
    let days = |days| schedule(RotationRulesType::builder().automatically_after_days(days).duration("2h").build());
    let next = |schedule: Schedule, now: &str| {
        let window = schedule.next_since(Some(time("2026-01-01T08:00:00Z")), time(now)).expect("a window");
        (window.start().to_string(), window.last_second().to_string())
    };
    let window = |start: &str, end: &str| (start.to_owned(), end.to_owned());
    let later = window("2026-03-02T00:00:00Z", "2026-03-02T01:59:59Z");
    assert_eq!(next(days(60), "2026-01-11T08:00:00Z"), later);
    let open = window("2026-01-11T00:00:00Z", "2026-01-11T01:59:59Z");
    assert_eq!(next(days(10), "2026-01-11T01:30:00Z"), open);
    // Ours: what is over is to be done today.
    let today = window("2026-01-11T00:00:00Z", "2026-01-11T23:59:59Z");
    assert_eq!(next(days(10), "2026-01-11T02:00:00Z"), today);
    assert_eq!(next(days(5), "2026-01-11T08:00:00Z"), today);
}

#[test]
fn rates_and_crons_count_from_the_configuration() {
    let renewed = Some(time("2023-10-01T00:00:00Z"));
    for text in ["rate(10 days)", "rate(10 hours)", "cron(0 16 ? * 2 *)"] {
        let schedule = expression(text, None);
        assert_eq!(schedule.next_since(renewed, time(CONFIGURED)), schedule.next(time(CONFIGURED)), "{text}");
    }
}

#[test]
fn time_ends_without_a_panic() {
    for text in ["rate(999 days)", "rate(23 hours)", "cron(0 8 29 2 ? *)"] {
        assert_eq!(expression(text, None).next(time("9999-12-30T22:00:00Z")), None, "{text}");
    }
}
