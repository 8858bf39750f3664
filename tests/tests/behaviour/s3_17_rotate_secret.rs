//! §3.17: what RotateSecret checks, in which order, and what it answers.

use secretsmith::types::RotationRulesType;
use secretsmith_tests::{Refusal, on_each_transport, refusal};

use crate::refusals::{invalid_name, invalid_parameter, invalid_request, marked_for_deletion, not_found};
use crate::refusals::{on_a_replica, validation};
use crate::rotating::{FUNCTION, days, events, next, rotatable, rotate, rotation, schedule};
use crate::support::{
    DAY, DB, SECOND, create, describe, instant, put, put_with, replicate, schedule_deletion, stages, version,
};

fn incomplete() -> Refusal {
    invalid_request("A previous rotation isn't complete. That rotation will be reattempted.")
}

fn no_function() -> Refusal {
    invalid_request("No Lambda rotation function ARN is associated with this secret.")
}

fn malformed() -> Refusal {
    invalid_parameter(
        "Invalid rotation Lambda ARN. Ensure the ARN matches format \
         arn:aws:lambda:eu-west-1:111122223333:function:<functionName>.",
    )
}

fn not_invocable() -> Refusal {
    let message = "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy \
                   grants access to the principal secretsmanager.amazonaws.com.";
    Refusal::new("AccessDeniedException", message)
}

fn both() -> RotationRulesType {
    RotationRulesType::builder().automatically_after_days(1).schedule_expression("rate(1 day)").build()
}

#[test]
fn without_any_function_nothing_changes() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let before = describe(&world.client, DB).await;
        world.clock.advance(SECOND);
        let call = || world.client.rotate_secret().secret_id(DB);
        assert_eq!(refusal(call().send().await), no_function());
        assert_eq!(refusal(call().rotation_rules(days(1)).send().await), no_function());
        assert_eq!(describe(&world.client, DB).await, before);
        assert_eq!(before.rotation_enabled, None);
    });
}

#[test]
fn a_function_that_cannot_be_invoked_leaves_the_secret_unchanged() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let before = describe(&world.client, DB).await;
        world.clock.advance(SECOND);
        assert_eq!(refusal(rotation(&world.client, 2).send().await), not_invocable());
        assert_eq!(describe(&world.client, DB).await, before);
        assert_eq!((before.rotation_enabled, before.rotation_lambda_arn, before.rotation_rules), (None, None, None));
    });
}

#[test]
fn a_malformed_arn_or_one_of_another_region() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        for arn in [
            "rotate",
            "arn:aws:lambda:eu-west-1:111122223333:function",
            "arn:aws:lambda:us-east-1:111122223333:function:rotate",
            "arn:aws:lambda:eu-west-1:1111:function:rotate",
            "arn:aws:s3:eu-west-1:111122223333:function:rotate",
        ] {
            let refused = refusal(rotation(&world.client, 2).rotation_lambda_arn(arn).send().await);
            assert_eq!(refused, malformed(), "{arn}");
        }
    });
}

#[test]
fn the_answer_comes_before_the_rotation() {
    on_each_transport(async |world| {
        let calls = rotatable(&world).await;
        let answer = rotate(&world.client, 2).await;
        assert_eq!(answer.arn, describe(&world.client, DB).await.arn);
        assert_eq!((answer.name(), answer.version_id()), (Some(DB), Some(&*version(2))));
        assert!(calls.steps().is_empty());
        assert_eq!(events(&world).await, ["RotationStarted 2", "RotationSucceeded 2"]);

        let test = rotation(&world.client, 3).rotate_immediately(false).send().await.expect("the function is there");
        assert_eq!(test.version_id.as_deref(), Some(&*version(3)));
    });
}

#[test]
fn a_second_call_rotates_with_what_is_stored() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        rotate(&world.client, 2).await;
        world.run_due().await;
        let call = world.client.rotate_secret().secret_id(DB).client_request_token(version(3));
        call.send().await.expect("a function is stored");
        assert_eq!(events(&world).await, ["RotationStarted 3", "RotationSucceeded 3"]);
        let secret = describe(&world.client, DB).await;
        assert_eq!(secret.rotation_lambda_arn.as_deref(), Some(FUNCTION));
        assert_eq!(secret.rotation_rules, Some(days(30)));
    });
}

#[test]
fn a_pending_version_that_is_not_current_blocks() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        put_with(&world.client, DB, 2, &["AWSPENDING"]).await;
        assert_eq!(refusal(rotation(&world.client, 3).send().await), incomplete());
        assert_eq!(describe(&world.client, DB).await.rotation_enabled, None, "nothing is configured");

        let remove = world.client.update_secret_version_stage().secret_id(DB).version_stage("AWSPENDING");
        remove.remove_from_version_id(version(2)).send().await.expect("the label is there");
        rotate(&world.client, 3).await;
        assert_eq!(refusal(rotation(&world.client, 4).send().await), incomplete());
        put(&world.client, DB, 5).await;
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "5 AWSCURRENT"], "T16");
        rotate(&world.client, 6).await;
    });
}

#[test]
fn the_current_version_may_be_pending() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        put_with(&world.client, DB, 2, &["AWSCURRENT", "AWSPENDING"]).await;
        rotate(&world.client, 3).await;
        assert_eq!(events(&world).await, ["RotationStarted 3", "RotationSucceeded 3"]);
        assert_eq!(stages(&world.client, DB).await, ["2 AWSPREVIOUS", "3 AWSCURRENT AWSPENDING"]);
    });
}

#[test]
fn checks_come_in_their_order() {
    on_each_transport(async |world| {
        let call = |id: &str| world.client.rotate_secret().secret_id(id);
        let two_rules = "You cannot specify both rotation frequency and schedule expression together.";
        let rate = invalid_parameter("Rate in hour should be least 4 and less than 24.");
        let too_few = validation(
            "Value '0' at 'rotationRules.automaticallyAfterDays'",
            "Member must have value greater than or equal to 1",
        );
        assert_eq!(refusal(call("Inv Name").rotation_rules(days(0)).send().await), too_few);
        assert_eq!(refusal(call("Inv Name").rotation_rules(both()).send().await), invalid_name());
        assert_eq!(refusal(call(DB).rotation_rules(both()).send().await), invalid_parameter(two_rules));
        assert_eq!(refusal(call(DB).rotation_rules(schedule("rate(3 hours)")).send().await), rate);
        assert_eq!(refusal(call(DB).send().await), not_found());

        create(&world.client, DB).await;
        create(&world.client, "deleted").await;
        schedule_deletion(&world.client, "deleted").await;
        assert_eq!(refusal(call("deleted").send().await), marked_for_deletion());
        let replica = replicate(&world, DB, "us-east-1").await;
        assert_eq!(refusal(replica.rotate_secret().secret_id(DB).send().await), on_a_replica());
    });
}

#[test]
fn the_same_call_again_is_a_retry() {
    on_each_transport(async |world| {
        let calls = rotatable(&world).await;
        rotate(&world.client, 2).await;
        let before = describe(&world.client, DB).await;
        world.clock.advance(SECOND);
        rotate(&world.client, 2).await;
        assert_eq!(describe(&world.client, DB).await, before);
        world.run_due().await;
        assert_eq!(calls.steps().len(), 4);
        rotate(&world.client, 2).await;
        assert!(events(&world).await.is_empty());
    });
}

#[test]
fn a_pending_version_is_told_last() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        put_with(&world.client, DB, 2, &["AWSPENDING"]).await;
        let call = || rotation(&world.client, 3);
        assert_eq!(refusal(call().rotation_lambda_arn("rotate").send().await), malformed());
        let missing = "arn:aws:lambda:eu-west-1:111122223333:function:missing";
        assert_eq!(refusal(call().rotation_lambda_arn(missing).send().await), not_invocable());
        assert_eq!(refusal(call().set_rotation_lambda_arn(None).send().await), no_function());
        assert_eq!(refusal(call().send().await), incomplete());
    });
}

#[test]
fn the_token_of_a_version_that_is_there_configures_and_rotates_nothing() {
    on_each_transport(async |world| {
        let calls = rotatable(&world).await;
        world.clock.advance(SECOND);
        let answer = rotate(&world.client, 1).await;
        assert_eq!(answer.version_id(), Some(&*version(1)));
        let secret = describe(&world.client, DB).await;
        assert_eq!(secret.rotation_enabled, Some(true));
        assert_eq!(secret.rotation_lambda_arn.as_deref(), Some(FUNCTION));
        assert_eq!(secret.rotation_rules, Some(days(30)));
        assert_eq!(secret.next_rotation_date, Some(instant("2026-04-13T23:59:59Z")));
        assert!(events(&world).await.is_empty());
        assert!(calls.steps().is_empty());
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT"]);
        world.clock.advance(30 * DAY);
        assert_eq!(events(&world).await.len(), 2, "the schedule is on");
    });
}

#[test]
fn the_token_of_an_earlier_rotation_turns_rotation_on_again() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        for number in [2, 3] {
            rotate(&world.client, number).await;
            world.run_due().await;
        }
        for number in [2, 3] {
            world.client.cancel_rotate_secret().secret_id(DB).send().await.expect("the secret is there");
            rotation(&world.client, number).rotation_rules(days(7)).send().await.expect("the function is there");
            let secret = describe(&world.client, DB).await;
            assert_eq!((secret.rotation_enabled, secret.rotation_rules), (Some(true), Some(days(7))));
            assert_eq!(next(&world.client).await, Some(instant("2026-03-21T23:59:59Z")));
            assert!(events(&world).await.is_empty());
        }
        assert_eq!(stages(&world.client, DB).await, ["2 AWSPREVIOUS", "3 AWSCURRENT AWSPENDING"]);
    });
}
