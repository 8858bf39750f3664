//! §4.1, §4.2: steps, failures, tries, events.

use secretsmith_reference::{EventKind, Step};
use serde_json::json;

use super::{FUNCTION, contract, epoch, failing, given_up, register, rotating};
use crate::{START, World};

const STEPS: [&str; 4] = ["createSecret", "setSecret", "testSecret", "finishSecret"];

#[test]
fn four_steps_one_after_the_other_4_1() {
    let (world, calls) = rotating();
    world.rotate("v2");
    assert_eq!(world.events(), ["RotationStarted v2", "RotationSucceeded v2"]);
    assert_eq!(calls.steps(), STEPS);
    let value = world.get_secret_value(json!({"SecretId": "db"})).expect("there is a value");
    assert_eq!(value["SecretString"], "value of v2");
    assert_eq!(world.events(), [""; 0]);
    assert_eq!(calls.steps(), [""; 0]);
}

#[test]
fn what_the_function_receives_4_2() {
    let (world, calls) = rotating();
    let arn = world.describe("db")["ARN"].clone();
    world.rotate("v2");
    world.events();
    let calls = calls.take();
    assert!(calls.iter().all(|call| call.secret_id == arn && call.client_request_token == "v2"));
    let token = calls[0].rotation_token.expose();
    assert!(calls.iter().all(|call| call.rotation_token.expose() == token));
    assert_eq!(token.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12], "a UUID");
    assert!(!format!("{calls:?}").contains(token.as_str()));
}

#[test]
fn dates_after_success_4_3() {
    let (world, _) = rotating();
    world.rotate("v2");
    assert_eq!(world.describe("db").get("LastRotatedDate"), None);
    world.wait(10);
    world.events();
    let described = world.describe("db");
    assert_eq!(described["LastRotatedDate"], epoch(START) + 10);
    assert_eq!(described["LastChangedDate"], epoch(START) + 10, "the label was moved then");
    assert_eq!(described["NextRotationDate"], epoch("2026-10-21T23:59:59Z"));
    let entry = world.list_secrets(json!({})).expect("a list")["SecretList"][0].clone();
    for member in ["RotationEnabled", "RotationLambdaARN", "RotationRules", "LastRotatedDate", "NextRotationDate"] {
        assert_eq!(entry[member], described[member], "{member}");
    }
}

#[test]
fn rotation_members_are_absent_before_3_6() {
    let (world, _) = rotating();
    let described = world.describe("db");
    for member in ["RotationEnabled", "RotationLambdaARN", "RotationRules", "LastRotatedDate", "NextRotationDate"] {
        assert_eq!(described.get(member), None, "{member}");
    }
}

#[test]
fn a_step_that_fails_ends_the_try_4_1() {
    for (step, done) in [(Step::Create, 1), (Step::Set, 2), (Step::Test, 3), (Step::Finish, 4)] {
        let (world, _) = rotating();
        let calls = register(&world, failing(step));
        world.rotate("v2");
        let events = world.run_rotations();
        assert_eq!(calls.steps(), STEPS[..done]);
        let failed = &events[1];
        assert_eq!(failed.kind, EventKind::RotationFailed);
        let text = format!("Error when executing lambda {FUNCTION} during {} step", step.name());
        assert_eq!(failed.message.as_deref(), Some(&*text));
        assert_eq!(failed.cause.as_deref(), Some("no database"));
        assert!(!failed.to_string().contains("no database"), "the cause is shown nowhere");
        assert_eq!(world.labels()["v2"], json!(["AWSPENDING"]), "§4.3: it can stay on an empty version");
        assert_eq!(world.describe("db").get("LastRotatedDate"), None);
    }
}

#[test]
fn a_rotation_that_failed_is_tried_again_with_the_same_token_4_1() {
    let (world, _) = rotating();
    register(&world, failing(Step::Test));
    world.rotate("v2");
    assert_eq!(world.events(), ["RotationStarted v2", "RotationFailed v2"]);
    assert_eq!(world.events(), [""; 0], "not at once");
    let calls = register(&world, contract);
    world.wait(59);
    assert_eq!(world.events(), [""; 0]);
    world.wait(1);
    assert_eq!(world.events(), ["RotationStarted v2", "RotationSucceeded v2"]);
    assert_eq!(calls.steps(), STEPS, "all four steps");
    let value = world.get_secret_value(json!({"SecretId": "db"})).expect("there is a value");
    assert_eq!(value["SecretString"], "value of v2");
}

/// How often the service tries, and when, is ours.
#[test]
fn tries_are_limited_and_farther_and_farther_apart_4_1() {
    let (world, _) = rotating();
    register(&world, failing(Step::Set));
    world.rotate("v2");
    world.events();
    for wait in [60, 120, 240, 480] {
        world.wait(wait - 1);
        assert_eq!(world.events(), [""; 0]);
        world.wait(1);
        assert_eq!(world.events(), ["RotationStarted v2", "RotationFailed v2"]);
    }
    world.wait_days(1);
    assert_eq!(world.events(), [""; 0], "given up until the next window");
    assert_eq!(world.describe("db")["NextRotationDate"], epoch("2026-10-21T23:59:59Z"));
}

#[test]
fn a_rotation_that_was_given_up_is_reattempted_3_17() {
    let world = given_up();
    register(&world, contract);
    let again = world.rotate_secret(json!({"SecretId": "db", "ClientRequestToken": "v2"}));
    assert_eq!(again.expect("its own token is no obstacle")["VersionId"], "v2");
    assert_eq!(world.events(), ["RotationStarted v2", "RotationSucceeded v2"]);
}

#[test]
fn the_schedule_reattempts_a_rotation_that_was_given_up_3_17() {
    let world = given_up();
    register(&world, contract);
    world.wait_days(30);
    assert_eq!(world.events(), ["RotationStarted v2", "RotationSucceeded v2"]);
}

#[test]
fn a_function_that_moves_no_label_has_not_rotated_4_3() {
    let (world, _) = rotating();
    register(&world, |_, _| Ok(()));
    world.rotate("v2");
    let events = world.run_rotations();
    assert_eq!(events[1].kind, EventKind::RotationFailed);
    assert_eq!(events[1].cause.as_deref(), Some("The function has not moved AWSCURRENT to the new version."));
    assert_eq!(world.describe("db").get("LastRotatedDate"), None);
}

#[test]
fn a_function_that_is_gone_fails_the_first_step_4_1() {
    let (world, _) = rotating();
    world.rotate("v2");
    world.service.unregister_rotation_function(FUNCTION);
    let events = world.run_rotations();
    let text = format!("Error when executing lambda {FUNCTION} during createSecret step");
    assert_eq!(events[1].message.as_deref(), Some(&*text));
}

#[test]
fn the_rotation_token_is_that_of_the_rotation_4_2() {
    let (world, _) = rotating();
    let calls = register(&world, |world, invocation| {
        if invocation.step != Step::Create {
            return contract(world, invocation);
        }
        let mut put = json!({
            "SecretId": "db",
            "ClientRequestToken": invocation.client_request_token,
            "SecretString": "new",
            "VersionStages": ["AWSPENDING"],
            "RotationToken": "00000000-0000-4000-8000-000000000000",
        });
        let refusal = world.put_secret_value(put.clone()).expect_err("it is another token");
        assert!(refusal.starts_with("InvalidRequestException: "), "{refusal}");
        put["RotationToken"] = json!(invocation.rotation_token.expose());
        world.put_secret_value(put).map(drop)
    });
    world.rotate("v2");
    assert_eq!(world.events(), ["RotationStarted v2", "RotationSucceeded v2"]);
    assert_eq!(calls.steps(), STEPS);
}

#[test]
fn deletion_stops_a_rotation_and_restoring_resumes_the_schedule_3_16() {
    let (world, calls) = rotating();
    world.rotate("v2");
    world.events();
    calls.take();
    world.rotate("v3");
    world.delete_secret(json!({"SecretId": "db"})).expect("the secret is there");
    world.wait_days(29);
    assert_eq!(world.events(), [""; 0]);
    assert_eq!(calls.steps(), [""; 0]);
    world.restore_secret(json!({"SecretId": "db"})).expect("the secret is there");
    let described = world.describe("db");
    assert_eq!(described["RotationEnabled"], true);
    assert_eq!(described["NextRotationDate"], epoch("2026-10-21T23:59:59Z"));
    world.wait_days(1);
    assert_eq!(world.events(), ["RotationStarted v3", "RotationSucceeded v3"]);
}

#[test]
fn a_window_that_goes_by_before_restoring_is_not_made_up_for_3_16() {
    let (world, _) = rotating();
    world.plan(json!({"AutomaticallyAfterDays": 5}));
    world.delete_secret(json!({"SecretId": "db"})).expect("the secret is there");
    world.wait_days(10);
    world.restore_secret(json!({"SecretId": "db"})).expect("the secret is there");
    assert_eq!(world.describe("db")["NextRotationDate"], epoch("2026-10-06T23:59:59Z"));
    assert_eq!(world.events(), [""; 0]);
}

#[test]
fn a_secret_may_be_deleted_under_its_function() {
    let (world, _) = rotating();
    let calls = register(&world, |world, _| {
        let input = json!({"SecretId": "db", "ForceDeleteWithoutRecovery": true});
        world.delete_secret(input).map(drop)
    });
    world.rotate("v2");
    assert_eq!(world.events(), ["RotationStarted v2"]);
    assert_eq!(calls.steps(), ["createSecret"]);
}

#[test]
fn replicas_get_the_result_and_no_rotation_5() {
    let (world, _) = rotating();
    let replicas = json!({"SecretId": "db", "AddReplicaRegions": [{"Region": "us-east-1"}]});
    world.replicate_secret_to_regions(replicas).expect("it is accepted");
    world.rotate("v2");
    world.events();
    let replica: World = world.at("us-east-1");
    let described = replica.describe("db");
    assert_eq!(described["VersionIdsToStages"], world.labels());
    assert_eq!((described.get("RotationEnabled"), described.get("RotationRules")), (None, None));
    let value = replica.get_secret_value(json!({"SecretId": "db"})).expect("there is a value");
    assert_eq!(value["SecretString"], "value of v2");
    world.wait_days(60);
    assert_eq!(world.events().len(), 2, "only the primary is rotated");
}
