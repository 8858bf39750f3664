//! §3.16: RestoreSecret.

use secretsmith::operation::restore_secret::RestoreSecretOutput;
use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::not_found;
use crate::support::{DB, create, describe, schedule_deletion, value};

#[test]
fn it_takes_the_date_of_deletion_away() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        schedule_deletion(&world.client, DB).await;
        let restored = world.client.restore_secret().secret_id(DB).send().await.expect("it is to be deleted");
        assert_eq!(restored, RestoreSecretOutput::default().with_arn(arn).with_name(DB));
        assert_eq!(describe(&world.client, DB).await.deleted_date(), None);
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
