//! What users are told of models that are fine.

use crate::common::warnings;

#[test]
fn a_trait_that_nobody_knows_is_told_once_for_each_shape() {
    let told = warnings(
        r#""x#S": {"type": "structure", "members": {
"a": {"target": "x#T", "traits": {"x.y#odd": {}}},
"b": {"target": "x#T", "traits": {"x.y#odd": {}, "x.y#even": 2}}}},
"x#T": {"type": "string", "traits": {"x.y#odd": {}, "smithy.api#documentation": "Known."}}"#,
    );
    let expected = [
        "x#S$a (line 5, column 1), trait x.y#odd: unknown, and therefore ignored",
        "x#S$b (line 6, column 1), trait x.y#even: unknown, and therefore ignored",
        "x#T (line 7, column 1), trait x.y#odd: unknown, and therefore ignored",
    ];
    assert_eq!(told, expected);
}

#[test]
fn traits_that_are_knowingly_ignored_are_not_told() {
    let told = warnings(
        r#""x#Op": {"type": "operation", "traits": {
            "smithy.api#http": {"method": "POST", "uri": "/", "code": 200}, "smithy.api#readonly": {},
            "smithy.api#suppress": ["A"], "smithy.test#smokeTests": [], "aws.iam#actionPermissionDescription": "x",
            "aws.api#dataPlane": {}, "aws.cloudformation#cfnName": "x"}}"#,
    );
    assert_eq!(told, [""; 0]);
}

#[test]
fn only_whole_namespaces_are_ignored_by_their_beginning() {
    let told = warnings(r#""x#T": {"type": "string", "traits": {"smithy.api#httpx": {}, "aws.iamx#a": {}}}"#);
    assert_eq!(told.len(), 2);
}

#[test]
fn a_mistyped_field_of_a_trait_is_told() {
    let told = warnings(r#""x#T": {"type": "string", "traits": {"smithy.api#length": {"mim": 1, "max": 2}}}"#);
    assert_eq!(told, ["x#T (line 4, column 1), trait smithy.api#length: it has no \"mim\", which is ignored"]);
}

#[test]
fn a_property_that_no_such_shape_has_is_told() {
    let told = warnings(r#""x#T": {"type": "string", "members": {}}, "x#S": {"type": "service", "operation": []}"#);
    let expected = [
        "x#T (line 4, column 1): a string has no \"members\"; it is ignored",
        "x#S (line 4, column 43): a service has no \"operation\"; it is ignored",
    ];
    assert_eq!(told, expected);
}
