//! Small models of one topic each, and what is emitted for them.
//!
//! A new test is a new folder `tests/golden/<topic>` with a `model.json`. Its snapshot holds the
//! files that are others than those of `minimal_operation`, whose snapshot holds all files; models
//! that keep to the names `Golden`, `Act`, `ActInput` and `ActOutput` have short ones. Where much is
//! emitted of which little matters, a file `shown.txt` lists the paths that the snapshot holds.

use std::fs;

use crate::support::{for_each, generated, in_one, snapshots_in, topics};

/// The topic with which all others are compared.
const BASELINE: &str = "minimal_operation";

/// What the generated crates are called in the snapshots.
const CRATE: &str = "golden";

#[test]
fn what_is_emitted_for_each_topic() {
    let topics = topics("golden");
    let baseline = topics.iter().find(|topic| topic.name == BASELINE).map(|topic| generated(topic, CRATE));
    let baseline = baseline.unwrap_or_else(|| panic!("there is no topic {BASELINE}"));
    for_each(&topics, |topic| {
        let files = generated(topic, CRATE);
        let shown = fs::read_to_string(topic.dir.join("shown.txt")).ok();
        let missing = shown.iter().flat_map(|paths| paths.lines()).find(|path| files.get(path).is_none());
        assert_eq!(missing, None, "shown.txt names a file that is not emitted");
        let is_shown = |(path, text): &(&str, &str)| match &shown {
            Some(paths) => paths.lines().any(|shown| shown == *path),
            None => topic.name == BASELINE || path.starts_with("src/") && baseline.get(path) != Some(text),
        };
        let emitted = in_one(files.iter().filter(is_shown));
        snapshots_in(&topic.dir).bind(|| insta::assert_snapshot!("emitted", emitted));
    });
}
