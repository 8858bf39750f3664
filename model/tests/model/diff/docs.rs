//! The guide for users.

use std::fs;

use secretsmith_model::diff::{RULES, Rule, When};

#[test]
fn the_guide_has_the_table_of_rules() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/diff.md");
    let guide = fs::read_to_string(path).expect("docs/diff.md");
    let rows: Vec<_> = RULES.iter().map(|rule| row(rule)).collect();
    let in_guide: Vec<_> = guide.lines().filter(|line| line.starts_with("| `")).collect();
    assert!(in_guide == rows, "docs/diff.md has another table; it should read:\n{}", rows.join("\n"));
}

fn row(Rule { id, clients, implementors, why }: &Rule) -> String {
    format!("| `{id}` | {} | {} | {why} |", when(*clients), when(*implementors))
}

fn when(when: When) -> &'static str {
    match when {
        When::Never => "–",
        When::Always => "breaks",
        When::Written => "breaks in inputs",
        When::Read => "breaks in outputs",
    }
}
