//! Schedules: a line with the expression, one with the duration; what is understood leads forward in time.

#![no_main]

use libfuzzer_sys::fuzz_target;
use secretsmith::primitives::DateTime;
use secretsmith::types::RotationRulesType;
use secretsmith_reference::rules::schedule::Schedule;

/// As many windows as are looked at, one after the other.
const WINDOWS: usize = 50;

fuzz_target!(|input: (u32, &str)| {
    let (seconds, text) = input;
    let (expression, duration) = text.split_once('\n').unwrap_or((text, ""));
    let mut rules = RotationRulesType::builder().schedule_expression(expression);
    if !duration.is_empty() {
        rules = rules.duration(duration);
    }
    let mut time = DateTime::from_secs(i64::from(seconds));
    let Ok(Some(schedule)) = Schedule::read(&rules.build(), time) else { return };
    for _ in 0..WINDOWS {
        let Some(window) = schedule.next(time) else { return };
        assert!(window.start() > time, "{expression:?} after {time:?}");
        assert!(window.last_second() >= window.start(), "{expression:?} after {time:?}");
        time = window.start();
    }
});
