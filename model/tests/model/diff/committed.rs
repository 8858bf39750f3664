//! The model that this crate holds, and what becomes of it when something is added or taken away.

use std::fs;

use secretsmith_model::diff::{self, Change, Diff};
use secretsmith_model::{Kind, Member, Model, ShapeId};
use serde_json::{Value, json};

use super::line;

const NAMESPACE: &str = "com.amazonaws.secretsmanager";

fn text() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/secretsmanager-2017-10-17.json");
    fs::read_to_string(path).expect("the model stands beside this crate's Cargo.toml")
}

/// What is told when the committed model is edited. Both are written anew, since that sorts keys.
fn edited(edit: impl FnOnce(&mut Value)) -> Vec<String> {
    let old: Value = serde_json::from_str(&text()).expect("the model is JSON");
    let mut new = old.clone();
    edit(&mut new["shapes"]);
    compare(&old.to_string(), &new.to_string()).changes.iter().map(line).collect()
}

fn compare(old: &str, new: &str) -> Diff {
    let read = |text| Model::read(text).unwrap_or_else(|errors| panic!("the model should be fine:\n{errors}"));
    diff::compare(&read(old), &read(new), None).unwrap_or_else(|errors| panic!("both have a service:\n{errors}"))
}

fn id(name: &str) -> String {
    format!("{NAMESPACE}#{name}")
}

#[test]
fn the_model_does_not_differ_from_itself() {
    assert_eq!(compare(&text(), &text()).changes, []);
    assert_eq!(edited(|_| ()), [""; 0]);
}

#[test]
fn an_operation_that_is_taken_away_takes_what_it_alone_refers_to() {
    let told = edited(|shapes| {
        let operations = shapes[id("secretsmanager")]["operations"].as_array_mut().expect("operations");
        operations.retain(|operation| operation["target"] != id("ValidateResourcePolicy"));
    });
    let told: Vec<_> = told.iter().filter(|line| !line.ends_with("[shape-removed]")).collect();
    let expected = [
        format!("{NAMESPACE}#ValidateResourcePolicy: removed; breaks both [operation-removed]"),
        format!("{NAMESPACE}#ValidationErrorsEntry: removed: structure; breaks both [type-removed]"),
    ];
    assert_eq!(told, expected.iter().collect::<Vec<_>>());
}

#[test]
fn members_that_are_added_and_taken_away_are_told() {
    let told = edited(|shapes| {
        let request = shapes[id("GetSecretValueRequest")]["members"].as_object_mut().expect("members");
        request.remove("VersionStage");
        request.insert("Why".to_owned(), json!({"target": "smithy.api#String", "traits": {"smithy.api#required": {}}}));
        shapes[id("GetSecretValueResponse")]["members"]["Size"] = json!({"target": "smithy.api#Long"});
    });
    let expected = [
        "GetSecretValueRequest$VersionStage: removed: optional, com.amazonaws.secretsmanager#SecretVersionStageType; \
            breaks both [member-removed]",
        "GetSecretValueRequest$Why: added: required, smithy.api#String; breaks clients [member-added-required]",
        "GetSecretValueResponse$Size: added: optional, smithy.api#Long; breaks nobody [member-added]",
    ];
    assert_eq!(told, expected.map(id));
}

/// A member of every structure at once, from the front or from the back.
#[test]
fn no_member_goes_or_comes_unnoticed() {
    let old = Model::read(&text()).expect("the model is fine");
    let service = old.service(None).expect("a service").0.id.clone();
    let structures = old.closure(&service).shapes.into_keys().filter(|id| !members(&old, id).is_empty());
    let structures: Vec<_> = structures.collect();
    for at in [|members: usize| members - 1, |members| members / 2, |_| 0] {
        let mut new = old.clone();
        let gone: Vec<_> = structures.iter().map(|id| (id, remove(&mut new, id, at))).collect();
        for (diff, what) in [(diff::compare(&old, &new, None), "removed"), (diff::compare(&new, &old, None), "added")] {
            let changes = diff.expect("both have a service").changes;
            for (id, member) in &gone {
                let is_told =
                    |change: &Change| change.place() == format!("{id}${member}") && change.what().starts_with(what);
                // Shapes to which that member alone referred are no longer compared, but told as well.
                let is_told_whole = |change: &Change| change.place() == id.as_str() && change.what().starts_with(what);
                assert!(changes.iter().any(|change| is_told(change) || is_told_whole(change)), "{id}${member}: {what}");
            }
        }
        assert!(gone.len() > 60, "{} structures", gone.len());
    }
}

fn members<'m>(model: &'m Model, id: &ShapeId) -> &'m [Member] {
    match model.shape(id).map(|shape| &shape.kind) {
        Some(Kind::Structure(members)) => members,
        _ => &[],
    }
}

fn remove(model: &mut Model, id: &ShapeId, at: fn(usize) -> usize) -> String {
    match model.shapes.get_mut(id).map(|shape| &mut shape.kind) {
        Some(Kind::Structure(members)) => members.remove(at(members.len())).name,
        _ => panic!("{id} should be a structure"),
    }
}
