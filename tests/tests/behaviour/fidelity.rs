//! `docs/fidelity.md` names test modules that are there, and all that are named by a section.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const FOLDERS: [(&str, &str); 5] = [
    ("behaviour", "tests/tests/behaviour"),
    ("wire", "tests/tests/wire"),
    ("service", "reference/tests/service"),
    ("rules", "reference/tests/rules"),
    ("policy", "reference/tests/policy"),
];

#[test]
fn every_module_that_it_names_is_there_and_every_section_is_named() {
    let document = fs::read_to_string(root().join("docs/fidelity.md")).expect("docs/fidelity.md");
    // What stands between backticks is every second piece.
    let named: BTreeSet<&str> = document.split('`').skip(1).step_by(2).collect();
    for (folder, path) in FOLDERS {
        for module in named.iter().filter_map(|name| name.strip_prefix(folder)?.strip_prefix('/')) {
            let file = root().join(path).join(format!("{module}.rs"));
            assert!(
                file.exists(),
                "docs/fidelity.md names `{folder}/{module}`, which is gone; write what holds it now"
            );
        }
    }
    for (folder, path) in &FOLDERS[..2] {
        for entry in fs::read_dir(root().join(path)).expect("a folder of tests") {
            let name = entry.expect("a file").file_name().to_string_lossy().into_owned();
            let module = format!("{folder}/{}", name.trim_end_matches(".rs"));
            let is_of_a_section = name.starts_with('s') && name[1..].starts_with(|char: char| char.is_ascii_digit());
            let is_named = !is_of_a_section || named.contains(&*module);
            assert!(is_named, "`{module}` is missing in docs/fidelity.md; write which section it holds");
        }
    }
    let sections = [(1, 8), (2, 12), (3, 23), (4, 7), (6, 4), (7, 4)];
    let sections = sections.iter().flat_map(|(part, last)| (1..=*last).map(move |number| format!("{part}.{number}")));
    for section in sections.chain(["5".to_owned(), "8".to_owned(), "9".to_owned()]) {
        let is_there = document.lines().any(|line| line.starts_with(&format!("| {section} ")));
        assert!(is_there, "docs/fidelity.md has no line for section {section}");
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
