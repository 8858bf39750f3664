//! `cargo xtask regenerate` as one runs it, on the model of this repository.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A way in which a file may come to differ from what is generated: what is done to the crate's
/// directory, and how the difference is told.
type Drift = (fn(&Path), &'static str);

const DRIFTS: [Drift; 4] = [
    (|out| edit(&out.join("src/lib.rs"), |text| text + "\nmod mine;\n"), "changed       "),
    (|out| edit(&out.join("src/lib.rs"), |_| String::new()), "changed       "),
    (|out| fs::remove_file(out.join("src/lib.rs")).unwrap(), "missing       "),
    (|out| _ = fs::copy(out.join("src/lib.rs"), out.join("src/library.rs")).unwrap(), "left over     "),
];

#[test]
fn what_was_edited_deleted_or_added_is_told_with_the_cure() {
    let out = TempDir::new().unwrap();
    assert_success(&regenerate(&["--out", path(out.path())]));
    let generated = sources(out.path());
    for (drift, told) in DRIFTS {
        assert_success(&regenerate(&["--out", path(out.path()), "--check"]));
        drift(out.path());
        let drifted = sources(out.path());
        let stderr = assert_failure(&regenerate(&["--out", path(out.path()), "--check"]));
        assert!(stderr.contains(told), "{told:?} is not in: {stderr}");
        let cure = format!("cargo xtask regenerate --out {}", out.path().display());
        assert!(stderr.ends_with(&format!("{cure}\n")), "{cure:?} does not end: {stderr}");
        assert_eq!(sources(out.path()), drifted, "--check wrote something");
        assert_success(&regenerate(&["--out", path(out.path())]));
        assert_eq!(sources(out.path()), generated);
    }
}

#[test]
fn a_run_tells_what_it_read_and_wrote_and_how_long_it_took() {
    let out = TempDir::new().unwrap();
    let first = assert_success(&regenerate(&["--out", path(out.path())]));
    assert!(first.contains("secretsmanager-2017-10-17.json: "), "{first}");
    assert!(first.contains(" shapes, 23 operations"), "{first}");
    assert!(first.contains(" 0 unchanged, 0 removed"), "{first}");
    let second = assert_success(&regenerate(&["--out", path(out.path())]));
    assert!(second.contains(": 0 written, "), "{second}");
    for phase in ["read", "lower", "emit", "render", "write"] {
        assert!(second.contains(&format!("{phase} ")), "{phase} is not in: {second}");
    }
}

#[test]
fn all_that_is_wrong_with_a_model_is_told_and_nothing_written() {
    let dir = TempDir::new().unwrap();
    let model = dir.path().join("bad.json");
    let text = r#"{"smithy": "2.0", "shapes": {"bad#Structure": {"type": "structure", "members": {
        "first": {"target": "bad#Missing"}, "second": {"target": "bad#Gone"}}}}}"#;
    fs::write(&model, text).unwrap();
    let out = dir.path().join("out");
    let stderr = assert_failure(&regenerate(&["--model", path(&model), "--out", path(&out)]));
    for part in ["bad.json", "bad#Missing", "bad#Gone", "nothing was written"] {
        assert!(stderr.contains(part), "{part:?} is not in: {stderr}");
    }
    assert!(!out.exists());
}

#[test]
fn a_model_that_is_not_there_is_named() {
    let stderr = assert_failure(&regenerate(&["--model", "no/such/model.json"]));
    assert!(stderr.contains("cannot read no/such/model.json"), "{stderr}");
}

fn regenerate(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).arg("regenerate").args(arguments).output().unwrap()
}

/// The standard output of a run that succeeded.
fn assert_success(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The standard error of a run that failed.
fn assert_failure(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn edit(path: &Path, change: impl FnOnce(String) -> String) {
    fs::write(path, change(fs::read_to_string(path).unwrap())).unwrap();
}

/// The paths and texts of all files, in order.
fn sources(dir: &Path) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(sources(&path)),
            false => files.push((path.clone(), fs::read_to_string(&path).unwrap())),
        }
    }
    files.sort();
    files
}
