//! Models that are refused, each with all that is said of it. Nothing is generated from them.
//!
//! A new test is a new folder `tests/golden-refused/<topic>` with a `model.json`.

use secretsmith_model::Model;

use crate::support::{for_each, generate, snapshots_in, topics};

#[test]
fn what_is_said_of_each_topic() {
    for_each(&topics("golden-refused"), |topic| {
        let refused = generate(&topic.text, "golden").map(|files| files.len());
        let errors = refused.expect_err("the model should be refused; so many files were generated");
        snapshots_in(&topic.dir).bind(|| insta::assert_snapshot!("refused", errors));
    });
}

/// A model that is cut off anywhere, or in which a byte is another, is refused or generated.
#[test]
fn nothing_panics() {
    for topic in topics("golden") {
        let end = topic.text.trim_end().len();
        for at in (0..end).filter(|at| topic.text.is_char_boundary(*at)).step_by(97) {
            assert!(generate(&topic.text[..at], "golden").is_err(), "{} cut off at {at}", topic.name);
            let changed = format!("{}{}", &topic.text[..at], &topic.text[at..].replacen('"', "x", 1));
            drop(generate(&changed, "golden"));
            let renamed = format!("{}{}", &topic.text[..at], &topic.text[at..].replacen("smithy.api#", "golden#", 1));
            drop(generate(&renamed, "golden"));
        }
    }
}

#[test]
fn several_services_are_fine_when_one_is_named() {
    let topics = topics("golden-refused");
    let topic = topics.iter().find(|topic| topic.name == "several_services").expect("the topic is there");
    let model = Model::read(&topic.text).expect("the file is right");
    let options = secretsmith_codegen::Options { service: Some("Other".into()), ..Default::default() };
    assert!(secretsmith_codegen::generate(&model, &options).is_ok());
}
