//! What the documents say of tests holds.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::Path;

const FEATURES: &str = "docs/sdk-features.md";

/// The cells of the rows of tables, without their heads.
fn rows(document: &str) -> Vec<Vec<&str>> {
    let lines = document.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| feature |"));
    lines.map(|line| line.trim_matches('|').split(" |").map(str::trim).collect()).collect()
}

#[test]
fn each_feature_of_the_sdks_has_a_test_or_a_reason_to_be_missing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let document = fs::read_to_string(root.join(FEATURES)).unwrap();
    let rows = rows(&document);
    assert!(rows.len() > 60, "{FEATURES} has {} rows", rows.len());
    for row in rows {
        let [feature, _ruby, _javascript, _php, _java, _rust, ours, test] = row[..] else {
            panic!("not a row of eight cells: {row:?}");
        };
        let Some(test) = test.strip_prefix('`').and_then(|test| test.strip_suffix('`')) else {
            assert!(test.is_empty() && ours.starts_with("—, because "), "{feature}: neither a test nor a reason");
            continue;
        };
        let (file, name) = test.split_once("::").unwrap_or_else(|| panic!("{feature}: {test} names no function"));
        let code = fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{feature}: {file}: {error}"));
        assert!(code.contains(&format!("fn {name}(")), "{feature}: {file} has no {name}");
    }
}
