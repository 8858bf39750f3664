//! §3.17: what RotateSecret checks, in which order, and what it answers.

use serde_json::{Value, json};

use super::{FUNCTION, INCOMPLETE, contract, register, rotating};
use crate::{INVALID_NAME, MARKED, NOT_FOUND, World, assert_refused};

const MISSING_TOKEN: &str =
    "InvalidParameterException: You must provide a ClientRequestToken value. We recommend a UUID-type value.";
const NO_FUNCTION: &str = "InvalidRequestException: No Lambda rotation function ARN is associated with this secret.";
const NOT_INVOCABLE: &str = "AccessDeniedException: Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com.";
const BAD_ARN: &str = "InvalidParameterException: Invalid rotation Lambda ARN. Ensure the ARN matches format arn:aws:lambda:eu-west-1:111122223333:function:<functionName>.";
const BOTH: &str =
    "InvalidParameterException: You cannot specify both rotation frequency and schedule expression together.";
const READ_ONLY: &str = "InvalidParameterException: Operation not permitted on a replica secret. Call must be made in primary secret's region.";

fn both() -> Value {
    json!({"AutomaticallyAfterDays": 1, "ScheduleExpression": "rate(1 day)"})
}

#[test]
fn identifier_then_token_then_rules_then_lookup_3_17() {
    let world = World::new();
    assert_refused(world.rotate_secret(json!({"SecretId": "a b", "RotationRules": both()})), INVALID_NAME);
    assert_refused(world.rotate_secret(json!({"SecretId": "none", "RotationRules": both()})), MISSING_TOKEN);
    let mut input = json!({"SecretId": "none", "ClientRequestToken": "v2", "RotationRules": both()});
    assert_refused(world.rotate_secret(input.clone()), BOTH);
    input["RotationRules"] = json!({"ScheduleExpression": "rate(3 hours)"});
    let text = "InvalidParameterException: Rate in hour should be least 4 and less than 24.";
    assert_refused(world.rotate_secret(input), text);
    assert_refused(world.rotate_secret(json!({"SecretId": "none", "ClientRequestToken": "v2"})), NOT_FOUND);
}

#[test]
fn deletion_and_replicas_come_before_the_function_3_17() {
    let world = World::new();
    world.secret("db");
    let input = json!({"SecretId": "db", "ClientRequestToken": "v2"});
    world.delete_secret(json!({"SecretId": "db"})).expect("the secret is there");
    assert_refused(world.rotate_secret(input.clone()), MARKED);
    world.restore_secret(json!({"SecretId": "db"})).expect("the secret is there");
    let replicas = json!({"SecretId": "db", "AddReplicaRegions": [{"Region": "us-east-1"}]});
    world.replicate_secret_to_regions(replicas).expect("it is accepted");
    assert_refused(world.at("us-east-1").rotate_secret(input), READ_ONLY);
}

#[test]
fn without_any_function_nothing_changes_3_17() {
    let world = World::new();
    world.secret("db");
    let before = world.describe("db");
    world.wait(1);
    let mut input = json!({"SecretId": "db", "ClientRequestToken": "v2"});
    assert_refused(world.rotate_secret(input.clone()), NO_FUNCTION);
    input["RotationRules"] = json!({"AutomaticallyAfterDays": 1});
    assert_refused(world.rotate_secret(input.clone()), NO_FUNCTION);
    input["RotationLambdaARN"] = json!("");
    assert_refused(world.rotate_secret(input), NO_FUNCTION);
    assert_eq!(world.describe("db"), before);
}

#[test]
fn a_malformed_arn_or_one_of_another_region_3_17() {
    let (world, _) = rotating();
    for arn in [
        "rotate",
        "arn:aws:lambda:eu-west-1:111122223333:function",
        "arn:aws:lambda:eu-west-1:111122223333:function:",
        "arn:aws:lambda:eu-west-1:111122223333:function:rotate:live:too",
        "arn:aws:lambda:eu-west-1:111122223333:layer:rotate",
        "arn:aws:lambda:us-east-1:111122223333:function:rotate",
        "arn:aws-cn:lambda:eu-west-1:111122223333:function:rotate",
        "arn:aws:lambda:eu-west-1:1111:function:rotate",
        "arn:aws:s3:eu-west-1:111122223333:function:rotate",
    ] {
        let mut input = world.rotation("v2");
        input["RotationLambdaARN"] = json!(arn);
        assert_refused(world.rotate_secret(input), BAD_ARN);
    }
}

#[test]
fn a_function_that_is_not_there_leaves_the_secret_unchanged_3_17() {
    let (world, _) = rotating();
    let before = world.describe("db");
    world.wait(1);
    let mut input = world.rotation("v2");
    input["RotationLambdaARN"] = json!("arn:aws:lambda:eu-west-1:111122223333:function:other");
    assert_refused(world.rotate_secret(input), NOT_INVOCABLE);
    assert_eq!(world.describe("db"), before);
    assert_eq!(world.events(), [""; 0]);
}

#[test]
fn a_function_that_is_gone_is_noticed_3_17() {
    let (world, _) = rotating();
    world.rotate("v2");
    world.events();
    world.service.unregister_rotation_function(FUNCTION);
    assert_refused(world.rotate_secret(json!({"SecretId": "db", "ClientRequestToken": "v3"})), NOT_INVOCABLE);
}

#[test]
fn functions_may_be_qualified_or_of_another_account_3_17() {
    let (world, _) = rotating();
    for arn in [&format!("{FUNCTION}:live"), "arn:aws:lambda:eu-west-1:444455556666:function:rotate_it"] {
        world.service.register_rotation_function(arn, |_| std::future::ready(Ok(())));
        let mut input = world.rotation("v2");
        input["RotationLambdaARN"] = json!(arn);
        assert!(world.rotate_secret(input).is_ok(), "{arn}");
    }
}

#[test]
fn a_pending_version_blocks_until_it_is_not_3_17_4_3() {
    let (world, _) = rotating();
    world.put("db", "other", &["AWSPENDING"]);
    assert_refused(world.rotate_secret(world.rotation("v2")), INCOMPLETE);
    assert_eq!(world.describe("db").get("RotationEnabled"), None, "nothing is configured");
    let remove = json!({"SecretId": "db", "VersionStage": "AWSPENDING", "RemoveFromVersionId": "other"});
    world.update_secret_version_stage(remove).expect("the label is there");
    world.rotate("v2");
    assert_refused(world.rotate_secret(world.rotation("v3")), INCOMPLETE);
}

#[test]
fn the_current_version_may_be_labelled_pending_3_17() {
    let (world, _) = rotating();
    world.put("db", "v2", &["AWSCURRENT", "AWSPENDING"]);
    world.rotate("v3");
    assert_eq!(world.labels(), json!({"v1": ["AWSPREVIOUS"], "v2": ["AWSCURRENT"], "v3": ["AWSPENDING"]}));
    assert_eq!(world.events(), ["RotationStarted v3", "RotationSucceeded v3"]);
}

#[test]
fn the_answer_comes_before_the_rotation_3_17() {
    let (world, calls) = rotating();
    let arn = world.describe("db")["ARN"].clone();
    let answer = world.rotate_secret(world.rotation("v2"));
    assert_eq!(answer, Ok(json!({"ARN": arn, "Name": "db", "VersionId": "v2"})));
    assert_eq!(calls.steps(), [""; 0]);
    let mut test = world.rotation("v3");
    test["RotateImmediately"] = json!(false);
    world.events();
    assert_eq!(world.rotate_secret(test), Ok(json!({"ARN": arn, "Name": "db", "VersionId": "v3"})));
}

#[test]
fn what_is_not_given_keeps_its_value_3_17() {
    let (world, _) = rotating();
    world.rotate("v2");
    world.events();
    world.rotate_secret(json!({"SecretId": "db", "ClientRequestToken": "v3"})).expect("it is configured");
    assert_eq!(world.events(), ["RotationStarted v3", "RotationSucceeded v3"]);
    let rules = json!({"ScheduleExpression": "rate(10 days)", "Duration": "3h"});
    let input = json!({"SecretId": "db", "ClientRequestToken": "v4", "RotationRules": rules});
    world.rotate_secret(input).expect("it is configured");
    let described = world.describe("db");
    assert_eq!(described["RotationLambdaARN"], FUNCTION);
    assert_eq!(described["RotationRules"], rules);
}

#[test]
fn without_rules_there_is_no_next_date() {
    let (world, _) = rotating();
    let input = json!({"SecretId": "db", "ClientRequestToken": "v2", "RotationLambdaARN": FUNCTION});
    world.rotate_secret(input).expect("rotation is accepted");
    assert_eq!(world.events(), ["RotationStarted v2", "RotationSucceeded v2"]);
    let described = world.describe("db");
    assert_eq!(described["RotationEnabled"], true);
    assert_eq!((described.get("RotationRules"), described.get("NextRotationDate")), (None, None));
}

#[test]
fn a_call_that_is_repeated_changes_nothing_2_4() {
    let (world, calls) = rotating();
    world.rotate("v2");
    let waiting = world.describe("db");
    world.wait(1);
    world.rotate("v2");
    assert_eq!(world.describe("db"), waiting);
    assert_eq!(world.events(), ["RotationStarted v2", "RotationSucceeded v2"]);
    assert_eq!(calls.steps().len(), 4);
    world.wait(1);
    let done = world.describe("db");
    world.rotate("v2");
    assert_eq!(world.describe("db"), done);
    assert_eq!(world.events(), [""; 0]);
}

#[test]
fn a_token_of_another_version_configures_only_2_4() {
    let (world, calls) = rotating();
    world.rotate("v2");
    world.events();
    calls.take();
    let input = |token: &str, days: i64| {
        let mut input = world.rotation(token);
        input["RotationRules"]["AutomaticallyAfterDays"] = json!(days);
        input
    };
    for (days, immediately) in [(7, true), (8, false)] {
        world.wait(1);
        let mut input = input("v1", days);
        input["RotateImmediately"] = json!(immediately);
        assert_eq!(world.rotate_secret(input).expect("it is configured")["VersionId"], "v1");
        assert_eq!(world.describe("db")["RotationRules"], json!({"AutomaticallyAfterDays": days}));
        assert_eq!(world.labels(), json!({"v1": ["AWSPREVIOUS"], "v2": ["AWSPENDING", "AWSCURRENT"]}));
        assert_eq!(world.events(), [""; 0]);
        assert_eq!(calls.steps(), [""; 0]);
    }
}

#[test]
fn a_version_made_by_hand_can_be_current_and_pending_before_rotation_is_on_3_17() {
    let (world, _) = rotating();
    world.put("db", "v2", &["AWSCURRENT", "AWSPENDING"]);
    world.rotate("v2");
    assert_eq!(world.describe("db")["RotationEnabled"], true);
    assert_eq!(world.events(), [""; 0]);
}

#[test]
fn rotating_is_a_change_2_7() {
    let (world, _) = rotating();
    world.wait(1);
    world.rotate("v2");
    assert_eq!(world.describe("db")["LastChangedDate"], 1_790_000_001);
}

#[test]
fn what_secrets_manager_rotates_itself_takes_no_function_4_7_9() {
    let world = World::new();
    register(&world, contract);
    let input = json!({"Name": "db", "SecretString": "one", "ClientRequestToken": "v1", "Type": "DatadogApiKey"});
    world.create_secret(input).expect("the secret is new");
    let text = "InvalidParameterException: A secret that has a Type is rotated without a Lambda rotation function.";
    assert_refused(world.rotate_secret(world.rotation("v2")), text);
    let role = "arn:aws:iam::111122223333:role/rotate";
    let input = json!({
        "SecretId": "db",
        "ClientRequestToken": "v2",
        "RotationRules": {"AutomaticallyAfterDays": 30},
        "ExternalSecretRotationRoleArn": role,
    });
    world.rotate_secret(input).expect("rotation is accepted");
    assert_eq!(world.events(), [""; 0], "there is nobody to do it");
    let described = world.describe("db");
    assert_eq!(described["ExternalSecretRotationRoleArn"], role);
    assert_eq!((&described["RotationEnabled"], described.get("RotationLambdaARN")), (&json!(true), None));
    world.wait_days(60);
    assert_eq!(world.events(), [""; 0]);
}

#[test]
fn a_role_needs_a_type_9() {
    let (world, _) = rotating();
    let mut input = world.rotation("v2");
    input["ExternalSecretRotationMetadata"] = json!([{"Key": "adminSecretArn", "Value": "x"}]);
    let answer = world.rotate_secret(input).expect_err("there is no type");
    assert!(answer.starts_with("InvalidParameterException: "), "{answer}");
}
