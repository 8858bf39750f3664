//! §4.4: the grammar of schedules, and every error.

use secretsmith::types::RotationRulesType;
use secretsmith_reference::Refusal;
use secretsmith_reference::rules::schedule::Schedule;

use crate::{assert_refused, time};

const INVALID: &str = "InvalidParameterException: Invalid schedule expression.";
const RATE_IN_HOURS: &str = "InvalidParameterException: Rate in hour should be least 4 and less than 24.";
const RATE_IN_DAYS: &str = "InvalidParameterException: Rate in day should be greater than 0 and less than 1000.";
const DURATION: &str = "InvalidParameterException: Duration must be at least 1 hour, at most 24 hour.";
const BEYOND_RATE: &str = "InvalidParameterException: Duration cannot be greater than Rate in hour.";
const BEYOND_DAY: &str = "InvalidParameterException: Starting hour and duration must be within a day.";

fn read(days: Option<i64>, expression: Option<&str>, duration: Option<&str>) -> Result<Option<Schedule>, Refusal> {
    let rules = RotationRulesType::builder()
        .set_automatically_after_days(days)
        .set_schedule_expression(expression.map(str::to_owned))
        .set_duration(duration.map(str::to_owned))
        .build();
    Schedule::read(&rules, time("2026-09-21T14:13:20Z"))
}

#[track_caller]
fn accepted(expression: &str) -> Schedule {
    read(None, Some(expression), None).expect(expression).expect("a schedule")
}

#[track_caller]
fn refused(expression: &str, text: &str) {
    assert_refused(read(None, Some(expression), None), text);
}

#[test]
fn either_days_or_an_expression() {
    assert_refused(
        read(Some(30), Some("nonsense"), Some("99h")),
        "InvalidParameterException: You cannot specify both rotation frequency and schedule expression together.",
    );
    assert_eq!(read(None, None, None), Ok(None));
    assert!(read(Some(1000), None, None).is_ok_and(|schedule| schedule.is_some()));
    // Ours: nothing is said of a duration alone.
    assert_refused(
        read(None, None, Some("2h")),
        "InvalidParameterException: You must specify either rotation frequency or schedule expression together with the duration.",
    );
}

#[test]
fn the_expression_is_checked_before_the_duration() {
    assert_refused(read(None, Some("rate(3 hours)"), Some("25h")), RATE_IN_HOURS);
    assert_refused(read(None, Some("rate(4 hours)"), Some("25h")), DURATION);
}

#[test]
fn a_duration_is_1_to_24_hours_with_either() {
    for duration in ["1h", "2h", "24h"] {
        assert!(read(Some(30), None, Some(duration)).is_ok(), "{duration}");
        assert!(read(None, Some("rate(10 days)"), Some(duration)).is_ok(), "{duration}");
    }
    for duration in ["0h", "25h", "99h"] {
        assert_refused(read(Some(30), None, Some(duration)), DURATION);
    }
}

#[test]
fn rates_in_hours() {
    for hours in 4..24 {
        accepted(&format!("rate({hours} hours)"));
        accepted(&format!("rate({hours} hour)"));
    }
    for hours in ["0", "1", "3", "24", "240", "256", "260", "99999999999999999999"] {
        refused(&format!("rate({hours} hours)"), RATE_IN_HOURS);
        refused(&format!("rate({hours} hour)"), RATE_IN_HOURS);
    }
}

#[test]
fn rates_in_days() {
    for days in ["1", "10", "999"] {
        accepted(&format!("rate({days} days)"));
        accepted(&format!("rate({days} day)"));
    }
    for days in ["0", "1000", "65536", "65537", "99999999999999999999"] {
        refused(&format!("rate({days} days)"), RATE_IN_DAYS);
    }
}

#[test]
fn the_samples_of_the_guide() {
    for expression in [
        "cron(0 /8 * * ? *)",
        "cron(0 8/8 * * ? *)",
        "cron(0 10 * * ? *)",
        "cron(0 18 ? * SAT *)",
        "cron(0 8 1 * ? *)",
        "cron(0 1 ? 1/3 SUN#1 *)",
        "cron(0 17 L * ? *)",
        "cron(0 8 ? * MON-FRI *)",
        "cron(0 16 1,15 * ? *)",
        "cron(0 0 ? * SUN#1 *)",
        "cron(0 0 ? * 2 *)",
        "cron(0 2/10 * * ? *)",
        "cron(0 4/12 * * ? *)",
    ] {
        accepted(expression);
    }
}

#[test]
fn every_wildcard_of_every_field() {
    for expression in [
        // hours
        "cron(0 0,4,8,12,16,20 * * ? *)",
        "cron(0 */6 * * ? *)",
        "cron(0 23 * * ? *)",
        // day of the month
        "cron(0 8 1-7 * ? *)",
        "cron(0 8 1-15/3,20 * ? *)",
        "cron(0 8 */5 * ? *)",
        "cron(0 8 /5 * ? *)",
        "cron(0 8 10/5 * ? *)",
        "cron(0 8 FRIL * ? *)",
        "cron(0 8 31 * ? *)",
        "cron(0 8 29 2 ? *)",
        // month
        "cron(0 8 1 JAN,jul ? *)",
        "cron(0 8 1 MAR-JUN ? *)",
        "cron(0 8 1 */3 ? *)",
        "cron(0 8 1 12 ? *)",
        // day of the week
        "cron(0 8 ? * TUE#3 *)",
        "cron(0 8 ? * 3#5 *)",
        "cron(0 8 ? * MON,WED,FRI *)",
        "cron(0 8 ? * 2-6/2 *)",
        "cron(0 8 ? * 1/2 *)",
        "cron(0 8 ? * * *)",
        "cron(0 8 ? * L *)",
        "cron(0 8 ? * 6L *)",
        "cron(0 8 ? * friL *)",
        "cron(0 8 ? FEB SUN#5 *)",
    ] {
        accepted(expression);
    }
}

#[test]
fn what_is_neither_rate_nor_cron() {
    for expression in [
        "",
        "rate",
        "10 days",
        "rate()",
        "rate( 10 days)",
        "rate(10  days)",
        "rate(10 days )",
        "rate(10days)",
        "rate(-10 days)",
        "rate(ten days)",
        "rate(1,5 days)",
        "rate(10 minutes)",
        "rate(2 weeks)",
        "rate(10 Days)",
        "Rate(10 days)",
        "rate(10 days",
        "rate(10 days))",
        "cron()",
        "cron(0 8 1 * ? *) ",
        "at(2026-01-01)",
    ] {
        refused(expression, INVALID);
    }
}

#[test]
fn what_cron_does_not_take() {
    for (fields, why) in [
        ("0 8 1 * ?", "five fields"),
        ("0 8 1 * ? * *", "seven fields"),
        ("0  8 1 * ? *", "two blanks"),
        ("30 8 1 * ? *", "a minute"),
        ("* 8 1 * ? *", "every minute"),
        ("00 8 1 * ? *", "two digits for the minute"),
        ("0 8 1 * ? 2027", "a year"),
        ("0 8 1 * ? ?", "no year"),
        ("0 24 1 * ? *", "no such hour"),
        ("0 ? 1 * ? *", "no hour"),
        ("0 8 1 * 2 *", "both kinds of days"),
        ("0 8 * * * *", "both kinds of days"),
        ("0 8 ? * ? *", "no kind of days"),
        ("0 8 0 * ? *", "no such day of the month"),
        ("0 8 32 * ? *", "no such day of the month"),
        ("0 8 15L * ? *", "no such last day"),
        ("0 8 LW * ? *", "weekdays nearest to a day"),
        ("0 8 1 ? ? *", "no month"),
        ("0 8 1 13 ? *", "no such month"),
        ("0 8 1 JANUARY ? *", "no such month"),
        ("0 8 1 DEC-JAN ? *", "a range backwards"),
        ("0 8 ? * 0 *", "no such day of the week"),
        ("0 8 ? * 8 *", "no such day of the week"),
        ("0 8 ? * TUE#0 *", "no zeroth"),
        ("0 8 ? * TUE#6 *", "no sixth"),
        ("0 8 ? * #2 *", "of which day"),
        ("0 8 1/0 * ? *", "no steps"),
        ("0 8 1/ * ? *", "how many steps"),
        ("0 8 / * ? *", "steps of what"),
        ("0 8 1,,2 * ? *", "an empty item"),
        ("0 8 1-2-3 * ? *", "a range of three"),
        ("0 8 +1 * ? *", "a sign"),
        ("0 8 30 2 ? *", "a day that never comes"),
        ("0 8 31 4,6,9,11 ? *", "a day that never comes"),
    ] {
        let expression = format!("cron({fields})");
        assert!(read(None, Some(&expression), None).is_err(), "{expression}: {why}");
        refused(&expression, INVALID);
    }
}

#[test]
fn four_hours_at_least_lie_between_rotations() {
    for hours in ["*", "0-8", "0-12/4", "/3", "*/1", "0/2", "22/2", "21/3", "4,22/3", "23/1", "0,3", "1,5,8", "8,8-9"] {
        refused(&format!("cron(0 {hours} * * ? *)"), INVALID);
    }
    accepted("cron(0 /4 * * ? *)");
    accepted("cron(0 /5 * * ? *)");
    accepted("cron(0 20/4 * * ? *)");
    // Steps begin anew each day: 21:00 is too close to the next midnight, if there is one.
    refused("cron(0 /7 * * ? *)", INVALID);
    refused("cron(0 0,22 ? * MON-TUE *)", INVALID);
    refused("cron(0 0,22 1,L * ? *)", INVALID);
    accepted("cron(0 0,22 ? * MON *)");
    accepted("cron(0 0,22 1,15 * ? *)");
}

#[test]
fn windows_do_not_reach_into_the_next_or_the_next_day() {
    assert_refused(read(None, Some("rate(4 hours)"), Some("5h")), BEYOND_RATE);
    assert!(read(None, Some("rate(4 hours)"), Some("4h")).is_ok());
    assert_refused(read(None, Some("cron(0 16 * * ? *)"), Some("9h")), BEYOND_DAY);
    assert!(read(None, Some("cron(0 16 * * ? *)"), Some("8h")).is_ok());
    assert_refused(read(None, Some("cron(0 2/10 * * ? *)"), Some("3h")), BEYOND_DAY);
    assert!(read(None, Some("cron(0 0 * * ? *)"), Some("24h")).is_ok());
    // Ours: nothing is said of windows that meet within a day.
    assert_refused(read(None, Some("cron(0 0,4 * * ? *)"), Some("5h")), BEYOND_RATE);
}

#[test]
fn a_schedule_is_shown_as_it_was_given() {
    let schedule = read(None, Some("cron(0 8 1 jan ? *)"), Some("03h")).expect("good rules").expect("a schedule");
    let shown = schedule.shown(None);
    assert_eq!(shown.schedule_expression(), Some("cron(0 8 1 jan ? *)"));
    assert_eq!((shown.automatically_after_days(), shown.duration()), (None, Some("03h")));
    assert_eq!(schedule.shown(Some(365)).automatically_after_days(), Some(365));
    let days = read(Some(30), None, None).expect("good rules").expect("a schedule").shown(Some(7));
    assert_eq!((days.automatically_after_days(), days.schedule_expression()), (Some(30), None));
}
