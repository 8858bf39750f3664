//! §2.9 and the clean-up of §2.11

use secretsmith_reference::rules::dates::days_after;
use secretsmith_reference::rules::labels::Label;
use secretsmith_reference::rules::version::Versions;

use crate::{assert_refused, time, version};

/// So many versions, made a minute apart; the last two are labelled.
fn made(count: usize) -> Versions {
    let mut versions = Versions::default();
    for number in 0..count {
        let now = time(&format!("2026-01-01T{:02}:{:02}:00Z", number / 60, number % 60));
        versions.add(version(&format!("v{number}"), now), &[]);
    }
    versions
}

#[test]
fn deprecated_versions_go_oldest_first_and_only_as_many_as_needed() {
    let mut versions = made(103);
    assert_eq!(versions.clean_up(time("2026-01-03T00:00:00Z")), Ok(()));
    assert_eq!(versions.iter().count(), 100);
    assert_eq!(versions.iter().next().map(|first| first.id()), Some("v3"));
}

#[test]
fn a_hundred_versions_may_stay() {
    let mut versions = made(100);
    assert_eq!(versions.clean_up(time("2026-01-03T00:00:00Z")), Ok(()));
    assert_eq!(versions.iter().count(), 100);
}

#[test]
fn versions_younger_than_a_day_stay() {
    let mut versions = made(101);
    let first = time("2026-01-01T00:00:00Z");
    assert_refused(
        versions.clean_up(time("2026-01-01T23:59:59Z")),
        "LimitExceededException: A secret can have at most 100 versions.",
    );
    assert_eq!(versions.clean_up(days_after(first, 1)), Ok(()));
}

#[test]
fn labelled_versions_stay() {
    let mut versions = made(101);
    versions.relabel(&Label::from("keep"), "v0");
    assert_eq!(versions.clean_up(time("2026-01-03T00:00:00Z")), Ok(()));
    assert!(versions.get("v0").is_some());
    assert!(versions.get("v1").is_none());
}
