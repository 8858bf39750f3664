//! What holds for everything that the generator makes.

use secretsmith_codegen::Files;
use secretsmith_model::Model;

use crate::secrets_manager;
use crate::support::{Topic, for_each, generated, generated_from, read, root, topics};

/// How large the generated crate may become.
const MOST_LINES: usize = 8_000;

/// How many files the generated crate may have.
const MOST_FILES: usize = 60;

/// The golden topics, and the model of Secrets Manager.
fn models() -> Vec<Topic> {
    let dir = root().join("model");
    let text = read(&dir.join(secrets_manager::MODEL));
    let mut models = topics("golden");
    models.push(Topic { name: "secrets manager".to_owned(), dir, text });
    models
}

#[test]
fn the_crate_stays_small() {
    let files = secrets_manager::files();
    let (lines, count) = (files.lines(), files.len());
    assert!(lines <= MOST_LINES, "{lines} lines are generated, at most {MOST_LINES} are allowed");
    assert!(count <= MOST_FILES, "{count} files are generated, at most {MOST_FILES} are allowed");
}

/// The lints that are allowed, as they stand in the root of each crate.
const ALLOWED: [&str; 7] = [
    "#![allow(",
    "clippy::large_enum_variant,",
    "clippy::module_inception,",
    "clippy::new_ret_no_self,",
    "clippy::self_named_constructors,",
    "clippy::should_implement_trait,",
    "clippy::wrong_self_convention,",
];

#[test]
fn code_is_safe_and_nothing_is_allowed_wholesale() {
    for_each(&models(), |topic| {
        for (path, text) in sources(&generated(topic, "golden")) {
            // What the names and sizes of the model may break is all that is allowed, and that in one place.
            let allowed = text.lines().filter(|line| line.contains("#![allow") || line.contains("clippy::"));
            let allowed: Vec<_> = allowed.map(str::trim).collect();
            assert!(allowed.is_empty() || path == "src/lib.rs" && allowed == ALLOWED, "{path} allows {allowed:?}");
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            for line in code {
                let words = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
                assert!(words.clone().all(|word| word != "unsafe"), "{path}: unsafe code: {line}");
            }
        }
    });
}

#[test]
fn every_file_is_laid_out() {
    for_each(&models(), |topic| {
        for (path, text) in sources(&generated(topic, "golden")) {
            // What does not parse is printed as bare tokens under a `compile_error!`.
            assert!(!text.contains("compile_error!"), "{path} does not parse:\n{text}");
            assert!(!text.contains("@blank") && !text.contains("__verbatim"), "{path} holds a marker:\n{text}");
            assert!(!text.contains("\n\n\n") && !text.ends_with("\n\n"), "{path} has blank lines too many:\n{text}");
            assert!(text.lines().all(|line| !line.ends_with(' ')), "{path} has blanks at the end of a line:\n{text}");
        }
    });
}

#[test]
fn generating_again_gives_the_same() {
    for_each(&models(), |topic| assert_eq!(generated(topic, "golden"), generated(topic, "golden")));
}

/// Only the order of members and of what lists name is said by a model, not that of its shapes.
#[test]
fn the_order_of_shapes_does_not_matter() {
    for_each(&models(), |topic| {
        let mut model = Model::read(&topic.text).expect("the model is right");
        model.shapes.reverse();
        assert_eq!(generated_from(&model, "golden").expect("the model is right"), generated(topic, "golden"));
    });
}

fn sources(files: &Files) -> impl Iterator<Item = (&str, &str)> {
    files.iter().filter(|(path, _)| path.ends_with(".rs"))
}
