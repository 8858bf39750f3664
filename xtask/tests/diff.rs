//! `cargo xtask diff` as one runs it.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use tempfile::TempDir;

const SHAPES: &str = r#"
    "x#Svc": {"type": "service", "operations": [{"target": "x#Op"}]},
    "x#Op": {"type": "operation", "input": {"target": "x#In"}},
    "x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
    "x#A": {"type": "string", "traits": {"smithy.api#pattern": "^[a|b]_$"}}"#;

/// A directory with two models, `old.json` and `new.json`.
struct Models(TempDir);

impl Models {
    fn new(old: &str, new: &str) -> Self {
        let dir = TempDir::new().unwrap();
        for (name, shapes) in [("old.json", old), ("new.json", new)] {
            fs::write(dir.path().join(name), format!(r#"{{"smithy": "2.0", "shapes": {{{shapes}}}}}"#)).unwrap();
        }
        Self(dir)
    }

    /// Runs the command in that directory.
    fn diff(&self, options: &[&str]) -> Told {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        let Output { status, stdout, stderr } =
            command.args(["diff", "old.json", "new.json"]).args(options).current_dir(&self.0).output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Told { status: status.code(), out: text(stdout), err: text(stderr) }
    }
}

#[derive(Debug, PartialEq)]
struct Told {
    status: Option<i32>,
    out: String,
    err: String,
}

fn told(status: i32, out: &str, err: &str) -> Told {
    Told { status: Some(status), out: out.to_owned(), err: err.to_owned() }
}

#[test]
fn equal_models_have_no_changes() {
    let models = Models::new(SHAPES, SHAPES);
    assert_eq!(models.diff(&[]), told(0, "old.json → new.json: no changes\n", ""));
    assert_eq!(models.diff(&["--markdown"]), told(0, "No changes.\n", ""));
}

#[test]
fn what_breaks_nobody_succeeds() {
    let new = SHAPES.replace(r#"{"target": "x#A"}"#, r#"{"target": "x#A"}, "b": {"target": "smithy.api#String"}"#);
    let out = "old.json → new.json: 1 change, none of them breaking\n\
        \nCompatible (1)\n  \
            x#In$b: added: optional, smithy.api#String \
            (member-added: structures are non-exhaustive, and nobody has to set it)\n";
    assert_eq!(Models::new(SHAPES, &new).diff(&["--service", "Svc"]), told(0, out, ""));
}

#[test]
fn what_breaks_somebody_fails_and_comes_first() {
    let new = SHAPES.replace("^[a|b]_$", "^<a>*$").replace(
        r#"{"type": "operation""#,
        r#"{"type": "operation", "traits": {
        "smithy.api#title": "x"}"#,
    );
    let new = new.replace(r#""smithy.api#title": "x""#, r#""smithy.api#documentation": "Does.""#);
    let models = Models::new(SHAPES, &new);
    let out = "old.json → new.json: 2 changes, 1 of them breaking: 1 for clients, 0 for implementors\n\
        \nBreaking (1)\n  \
            x#A, trait smithy.api#pattern: ^[a|b]_$ → ^<a>*$ \
            (breaks clients; constraint-changed: inputs that were accepted may be refused)\n\
        \nCompatible (1)\n  \
            x#Op, trait smithy.api#documentation: added (documentation: documentation only)\n";
    assert_eq!(models.diff(&[]), told(1, out, ""));
    let out = "### Breaking changes\n\
        \n| where | what | breaks | why |\n|---|---|---|---|\n\
        | `x#A, trait smithy.api#pattern` | ^\\[a\\|b\\]\\_$ → ^\\<a\\>\\*$ | clients | \
            inputs that were accepted may be refused (`constraint-changed`) |\n\
        \n### Compatible changes\n\
        \n| where | what | breaks | why |\n|---|---|---|---|\n\
        | `x#Op, trait smithy.api#documentation` | added | nobody | documentation only (`documentation`) |\n";
    assert_eq!(models.diff(&["--markdown"]), told(1, out, ""));
}

#[test]
fn all_that_is_wrong_with_both_models_is_told() {
    let models = Models::new(r#""x#S": {"type": "odd"}, "x#T": {"type": "even"}"#, r#""x#S": {"#);
    let Told { status, out, err } = models.diff(&[]);
    assert_eq!((status, out.as_str()), (Some(2), ""));
    for part in ["error: old.json is no model:\n", "\"odd\"", "\"even\"", "\nerror: new.json is no model:\n"] {
        assert!(err.contains(part), "{part:?} is not in: {err}");
    }
}

#[test]
fn a_model_that_is_not_there_or_lacks_the_service_is_named() {
    let models = Models::new(SHAPES, SHAPES);
    let err = "error: old.json: the model has no service Other; it has x#Svc\n\
        error: new.json: the model has no service Other; it has x#Svc\n";
    assert_eq!(models.diff(&["--service", "Other"]), told(2, "", err));
    fs::remove_file(models.0.path().join("old.json")).unwrap();
    let Told { status, err, .. } = models.diff(&[]);
    assert_eq!(status, Some(2));
    assert!(err.starts_with("error: cannot read old.json: "), "{err}");
}

#[test]
fn warnings_name_the_model() {
    let new = SHAPES.replace("smithy.api#pattern", "x.y#odd");
    let Told { status, err, .. } = Models::new(&new, SHAPES).diff(&[]);
    assert_eq!(status, Some(1));
    assert!(err.starts_with("warning: old.json: x#A (line "), "{err}");
}

#[test]
fn the_model_of_this_repository_does_not_differ_from_itself() {
    let model = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../model/secretsmanager-2017-10-17.json");
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    let output = command.arg("diff").args([&model, &model]).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().ends_with(": no changes\n"));
}
