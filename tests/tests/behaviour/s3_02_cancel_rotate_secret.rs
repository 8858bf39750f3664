//! §3.2: CancelRotateSecret.

use secretsmith::Client;
use secretsmith::operation::cancel_rotate_secret::CancelRotateSecretOutput;
use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::{invalid_name, invalid_request, marked_for_deletion, not_found, on_a_replica};
use crate::rotating::{FUNCTION, contract, days, events, register, rotatable, rotate, rotation, text};
use crate::support::{DAY, DB, SECOND, create, describe, listed, replicate, schedule_deletion, stages, version};

async fn cancel(client: &Client) -> CancelRotateSecretOutput {
    client.cancel_rotate_secret().secret_id(DB).send().await.expect("the secret is there")
}

#[test]
fn the_configuration_stays_and_the_dates_go() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        rotate(&world.client, 2).await;
        world.run_due().await;
        assert!(describe(&world.client, DB).await.last_rotated_date.is_some());
        let answer = cancel(&world.client).await;
        assert_eq!((answer.name(), answer.version_id()), (Some(DB), None), "no rotation is in progress");

        let secret = describe(&world.client, DB).await;
        assert_eq!(answer.arn, secret.arn);
        assert_eq!(secret.rotation_enabled, Some(false));
        assert_eq!(secret.rotation_lambda_arn.as_deref(), Some(FUNCTION));
        assert_eq!(secret.rotation_rules, Some(days(30)));
        assert_eq!((secret.next_rotation_date, secret.last_rotated_date), (None, None));
        let entry = listed(&world.client, DB).await;
        assert_eq!((entry.rotation_enabled, entry.next_rotation_date), (Some(false), None));
        world.clock.advance(60 * DAY);
        assert!(events(&world).await.is_empty(), "the schedule is off");
    });
}

#[test]
fn a_rotation_in_progress_stops_and_its_version_stays() {
    on_each_transport(async |world| {
        let calls = rotatable(&world).await;
        rotate(&world.client, 2).await;
        let answer = cancel(&world.client).await;
        assert_eq!(answer.version_id.as_deref(), Some(&*version(2)));
        assert!(events(&world).await.is_empty());
        assert!(calls.steps().is_empty());
        let labels = describe(&world.client, DB).await.version_ids_to_stages.expect("there are versions");
        assert_eq!(labels[&version(2)], ["AWSPENDING"]);
        let incomplete = invalid_request("A previous rotation isn't complete. That rotation will be reattempted.");
        assert_eq!(refusal(rotation(&world.client, 3).send().await), incomplete);

        // The caller removes the label, and can rotate again.
        let remove = world.client.update_secret_version_stage().secret_id(DB).version_stage("AWSPENDING");
        remove.remove_from_version_id(version(2)).send().await.expect("the label is there");
        rotate(&world.client, 3).await;
        assert_eq!(events(&world).await, ["RotationStarted 3", "RotationSucceeded 3"]);
    });
}

#[test]
fn a_step_that_is_being_done_is_the_last() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let calls = register(&world, async |client, invocation| {
            contract(client.clone(), invocation).await?;
            client.cancel_rotate_secret().secret_id(DB).send().await.map(drop).map_err(text)
        });
        rotate(&world.client, 2).await;
        assert_eq!(events(&world).await, ["RotationStarted 2"]);
        assert_eq!(calls.steps(), ["createSecret"]);
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT", "2 AWSPENDING"]);
    });
}

#[test]
fn twice_is_as_once_and_never_configured_reads_false() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        cancel(&world.client).await;
        let secret = describe(&world.client, DB).await;
        assert_eq!((secret.rotation_enabled, &secret.rotation_lambda_arn), (Some(false), &None));
        world.clock.advance(SECOND);
        cancel(&world.client).await;
        assert_eq!(describe(&world.client, DB).await, secret);
    });
}

#[test]
fn it_is_refused_where_changes_are() {
    on_each_transport(async |world| {
        let cancel =
            async |client: &Client, id: &str| refusal(client.cancel_rotate_secret().secret_id(id).send().await);
        assert_eq!(cancel(&world.client, "Inv Name").await, invalid_name());
        assert_eq!(cancel(&world.client, DB).await, not_found());
        create(&world.client, DB).await;
        let replica = replicate(&world, DB, "us-east-1").await;
        assert_eq!(cancel(&replica, DB).await, on_a_replica());
        create(&world.client, "deleted").await;
        schedule_deletion(&world.client, "deleted").await;
        assert_eq!(cancel(&world.client, "deleted").await, marked_for_deletion());
    });
}
