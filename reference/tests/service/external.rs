//! Managed external secrets: §9.

use secretsmith::server::Caller;
use serde_json::json;

use crate::{World, assert_refused};

#[test]
fn the_type_is_stored_and_shown_whatever_it_is() {
    let world = World::new();
    for kind in ["SalesforceClientSecret", "SomethingNew"] {
        let input = json!({"Name": kind, "SecretString": "one", "ClientRequestToken": "v1", "Type": kind});
        world.create_secret(input).expect("the secret is new");
        assert_eq!(world.describe(kind)["Type"], kind);
    }
    let list = world.list_secrets(json!({})).expect("a list");
    assert_eq!(list["SecretList"][1]["Type"], "SomethingNew");
    let update = json!({"SecretId": "SomethingNew", "ClientRequestToken": "x", "Type": "DatadogApiKey"});
    world.update_secret(update).expect("a change");
    assert_eq!(world.describe("SomethingNew")["Type"], "DatadogApiKey");
    assert_eq!(world.describe("SomethingNew").get("ExternalSecretRotationRoleArn"), None);
    assert_eq!(world.describe("SomethingNew").get("ExternalSecretRotationMetadata"), None);
}

#[test]
fn roles_that_cannot_be_assumed_are_arranged() {
    let world = World::new();
    let role = "arn:aws:iam::111122223333:role/rotation";
    let check = |caller: Caller| world.service.roles(&caller, |roles| roles.check(role));
    assert!(check(Caller::anonymous()).is_ok());
    world.service.roles(&Caller::anonymous(), |roles| roles.forbid(role));
    let refusal = check(Caller::anonymous()).expect_err("the role is forbidden");
    assert_eq!(refusal.code(), "InvalidRequestException");
    assert!(refusal.message().contains("Secrets Manager is unable to assume role"), "{refusal}");
    assert!(check(Caller::anonymous().with_region("us-east-1")).is_ok());
    world.service.roles(&Caller::anonymous(), |roles| roles.allow(role));
    assert!(check(Caller::anonymous()).is_ok());
}

#[test]
fn what_rotation_is_told_is_described_and_listed() {
    let world = World::new();
    let input = json!({"Name": "db", "SecretString": "{}", "ClientRequestToken": "v1", "Type": "DatadogApiKey"});
    world.create_secret(input).expect("the secret is new");
    let metadata = json!([{"Key": "adminSecretArn", "Value": "arn"}]);
    let role = "arn:aws:iam::111122223333:role/rotation";
    let rotate = |members: serde_json::Value| {
        let mut input = json!({"SecretId": "db", "ClientRequestToken": "v2"});
        input.as_object_mut().expect("an object").extend(members.as_object().expect("an object").clone());
        world.rotate_secret(input)
    };
    let function = json!({"RotationLambdaARN": "arn:aws:lambda:eu-west-1:111122223333:function:rotate"});
    assert_refused(
        rotate(function),
        "InvalidParameterException: A secret that has a Type is rotated without a Lambda rotation function.",
    );
    world.service.roles(&Caller::anonymous(), |roles| roles.forbid(role));
    let both = json!({"ExternalSecretRotationMetadata": metadata, "ExternalSecretRotationRoleArn": role});
    assert_refused(
        rotate(both.clone()),
        "InvalidRequestException: Secrets Manager is unable to assume role arn:aws:iam::111122223333:role/rotation.",
    );
    world.service.roles(&Caller::anonymous(), |roles| roles.allow(role));
    rotate(both).expect("the role can be assumed");
    let list = world.list_secrets(json!({})).expect("a list");
    for shown in [&world.describe("db"), &list["SecretList"][0]] {
        assert_eq!(shown["ExternalSecretRotationMetadata"], metadata);
        assert_eq!(shown["ExternalSecretRotationRoleArn"], role);
    }
    world.update_secret(json!({"SecretId": "db", "ClientRequestToken": "x", "Type": ""})).expect("a change");
    assert_eq!(world.describe("db").get("ExternalSecretRotationRoleArn"), None);
}

#[test]
fn a_role_needs_a_type() {
    let world = World::new();
    world.secret("db");
    let role = "arn:aws:iam::111122223333:role/rotation";
    assert_refused(
        world.rotate_secret(
            json!({"SecretId": "db", "ClientRequestToken": "v2", "ExternalSecretRotationRoleArn": role}),
        ),
        "InvalidParameterException: ExternalSecretRotationMetadata and ExternalSecretRotationRoleArn are only for secrets that have a Type.",
    );
}
