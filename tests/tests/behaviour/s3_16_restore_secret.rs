//! §3.16: RestoreSecret.

use secretsmith::operation::restore_secret::RestoreSecretOutput;
use secretsmith_reference::EventKind;
use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::not_found;
use crate::rotating::{days, events, next, plan, rotatable, set_clock};
use crate::support::{DAY, DB, create, describe, schedule_deletion, value};

#[test]
fn it_takes_the_date_of_deletion_away() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        schedule_deletion(&world.client, DB).await;
        let restored = world.client.restore_secret().secret_id(DB).send().await.expect("it is to be deleted");
        assert_eq!(restored, RestoreSecretOutput::default().with_arn(arn).with_name(DB));
        assert_eq!(describe(&world.client, DB).await.deleted_date, None);
        assert_eq!(value(&world.client, DB).await, "one");
    });
}

#[test]
fn a_secret_that_is_not_to_be_deleted_stays_as_it_is() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        let restored = world.client.restore_secret().secret_id(DB).send().await.expect("it succeeds silently");
        assert_eq!(restored, RestoreSecretOutput::default().with_arn(arn).with_name(DB));
        assert_eq!(value(&world.client, DB).await, "one");
    });
}

#[test]
fn what_was_deleted_by_force_cannot_be_restored() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let force = world.client.delete_secret().secret_id(DB).force_delete_without_recovery(true);
        force.send().await.expect("the secret is there");
        assert_eq!(refusal(world.client.restore_secret().secret_id(DB).send().await), not_found());
    });
}

#[test]
fn the_schedule_of_a_rotation_goes_on() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        plan(&world, days(30)).await;
        let planned = next(&world.client).await;
        schedule_deletion(&world.client, DB).await;
        world.clock.advance(6 * DAY);
        world.client.restore_secret().secret_id(DB).send().await.expect("it is to be deleted");
        assert_eq!(describe(&world.client, DB).await.rotation_enabled, Some(true));
        assert_eq!(next(&world.client).await, planned);
        assert!(events(&world).await.is_empty());
        set_clock(&world, "2026-04-13T00:00:00Z");
        let events = world.run_due().await;
        let kinds: Vec<_> = events.iter().map(|event| event.kind).collect();
        assert_eq!(kinds, [EventKind::RotationStarted, EventKind::RotationSucceeded]);
    });
}
