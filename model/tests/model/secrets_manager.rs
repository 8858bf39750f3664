//! The model that this crate holds.

use std::fs;

use secretsmith_model::{Model, Protocol};

#[test]
fn the_model_of_secrets_manager_is_read_without_a_warning() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/secretsmanager-2017-10-17.json");
    let text = fs::read_to_string(path).expect("the model stands beside this crate's Cargo.toml");
    let model = Model::read(&text).unwrap_or_else(|errors| panic!("{path} should be fine:\n{errors}"));
    let warnings: Vec<_> = model.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(warnings, [""; 0], "model/src/ignored.rs lists the traits to be ignored");
    let (shape, service) = model.service(Some("secretsmanager")).expect("the service");
    assert_eq!(service.version, "2017-10-17");
    assert_eq!(shape.traits.protocols, [Protocol::AwsJson1_1]);
    assert_eq!(shape.traits.sigv4.as_deref(), Some("secretsmanager"));
    assert!(shape.traits.endpoint_rule_set.is_some());
    let closure = model.closure(&shape.id);
    assert_eq!(closure.operations.len(), 23);
    assert_eq!(closure.shapes.values().filter(|usage| usage.error).count(), 12);
}
