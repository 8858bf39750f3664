//! §2.11: the recorded walk-throughs, and what they leave open of T1 to T14.

use secretsmith_reference::rules::labels::Label;
use secretsmith_reference::rules::version::Versions;

use crate::{assert_refused, labels, shown, time, version};

/// The versions of one secret, made one after the other: v1, v2, …
struct Story {
    versions: Versions,
    made: usize,
}

impl Story {
    fn create() -> Self {
        Self { versions: Versions::default(), made: 0 }.put(&[])
    }

    fn put(mut self, names: &[&str]) -> Self {
        self.made += 1;
        let id = format!("v{}", self.made);
        self.versions.add(version(&id, time("2026-01-01T00:00:00Z")), &labels(names));
        self
    }

    fn relabel(mut self, label: &str, to: &str) -> Self {
        self.versions.relabel(&Label::from(label), to);
        self
    }

    fn current(self, to: &str) -> Self {
        self.relabel("AWSCURRENT", to)
    }

    fn unlabel(mut self, label: &str) -> Self {
        self.versions.unlabel(&Label::from(label));
        self
    }

    #[track_caller]
    fn shows(self, expected: &str) -> Self {
        assert_eq!(shown(&self.versions), expected);
        self
    }
}

#[test]
fn two_default_puts() {
    let story = Story::create().put(&[]).put(&[]).shows("v2 [AWSPREVIOUS], v3 [AWSCURRENT]");
    assert!(story.versions.get("v1").expect("v1 is still there").is_deprecated());
}

#[test]
fn pending_moved_to_current_then_a_default_put() {
    Story::create()
        .put(&["AWSPENDING"])
        .shows("v1 [AWSCURRENT], v2 [AWSPENDING]")
        .current("v2")
        .shows("v1 [AWSPREVIOUS], v2 [AWSCURRENT, AWSPENDING]")
        .put(&[])
        .shows("v2 [AWSPREVIOUS], v3 [AWSCURRENT]");
}

#[test]
fn two_rotations_by_hand() {
    Story::create()
        .put(&["AWSPENDING"])
        .current("v2")
        .put(&["AWSPENDING"])
        .shows("v1 [AWSPREVIOUS], v2 [AWSCURRENT], v3 [AWSPENDING]")
        .current("v3")
        .shows("v2 [AWSPREVIOUS], v3 [AWSCURRENT, AWSPENDING]");
}

#[test]
fn custom_labels_stay_on_their_version() {
    Story::create()
        .put(&["AWSPENDING", "AWSSOMETHING", "PUT1"])
        .current("v2")
        .put(&["AWSPENDING", "PUT2"])
        .current("v3")
        .shows("v2 [AWSPREVIOUS, AWSSOMETHING, PUT1], v3 [AWSCURRENT, AWSPENDING, PUT2]");
}

#[test]
fn a_version_is_listed_while_any_label_remains() {
    Story::create()
        .put(&["AWSCURRENT", "PUT0"])
        .put(&["AWSPENDING", "PUT1"])
        .current("v3")
        .put(&["AWSPENDING", "PUT2"])
        .current("v4")
        .shows("v2 [PUT0], v3 [AWSPREVIOUS, PUT1], v4 [AWSCURRENT, AWSPENDING, PUT2]");
}

#[test]
fn custom_labels_move_to_the_new_version() {
    Story::create()
        .put(&["one", "two", "three"])
        .put(&["one", "two", "three", "four"])
        .shows("v1 [AWSCURRENT], v3 [four, one, three, two]");
    Story::create()
        .put(&["one", "two", "three"])
        .put(&["one", "two", "four"])
        .shows("v1 [AWSCURRENT], v2 [three], v3 [four, one, two]");
}

#[test]
fn a_label_is_removed() {
    Story::create().put(&["PENDING"]).current("v2").unlabel("PENDING").shows("v1 [AWSPREVIOUS], v2 [AWSCURRENT]");
}

#[test]
fn the_first_version_is_the_current_one_whatever_its_labels() {
    let story = Story { versions: Versions::default(), made: 0 };
    story.put(&["mine"]).shows("v1 [AWSCURRENT, mine]");
}

#[test]
fn a_put_names_current_and_pending() {
    Story::create()
        .put(&["AWSPENDING"])
        .current("v2")
        .put(&["AWSCURRENT", "AWSPENDING"])
        .shows("v2 [AWSPREVIOUS], v3 [AWSCURRENT, AWSPENDING]");
}

#[test]
fn pending_stays_on_a_version_that_never_was_current() {
    Story::create().put(&["AWSPENDING"]).put(&[]).shows("v1 [AWSPREVIOUS], v2 [AWSPENDING], v3 [AWSCURRENT]");
}

#[test]
fn rolling_back_swaps_current_and_previous() {
    Story::create().put(&[]).current("v1").shows("v1 [AWSCURRENT], v2 [AWSPREVIOUS]");
}

#[test]
fn moving_to_an_older_version_deprecates_the_previous_one() {
    Story::create().put(&[]).put(&[]).current("v1").shows("v1 [AWSCURRENT], v3 [AWSPREVIOUS]");
}

#[test]
fn moving_a_custom_label_leaves_previous_alone() {
    Story::create()
        .put(&["mine"])
        .put(&[])
        .shows("v1 [AWSPREVIOUS], v2 [mine], v3 [AWSCURRENT]")
        .relabel("mine", "v3")
        .shows("v1 [AWSPREVIOUS], v3 [AWSCURRENT, mine]");
}

#[test]
fn moving_current_to_where_it_is_changes_nothing() {
    Story::create().put(&[]).current("v2").shows("v1 [AWSPREVIOUS], v2 [AWSCURRENT]");
}

#[test]
fn a_label_is_named_once_however_often_it_is_given() {
    Story::create().put(&["a", "a"]).shows("v1 [AWSCURRENT], v2 [a]");
}

#[test]
fn there_are_at_most_twenty_labels() {
    let names: Vec<String> = (1..=19).map(|number| format!("label{number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let story = Story::create().put(&names);
    assert_eq!(story.versions.check_labels(), Ok(()));
    let story = story.put(&["one more"]);
    assert_refused(
        story.versions.check_labels(),
        "LimitExceededException: A secret can have at most 20 staging labels attached across all its versions.",
    );
}
