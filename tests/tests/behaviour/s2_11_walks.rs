//! §2.11: the walk-throughs recorded from the service. Version 1 is that of the creation.

use secretsmith::Client;
use secretsmith_tests::on_each_transport;

use crate::support::{DB, all_stages, create, move_current, put, put_with, stages, version, versions};

#[test]
fn two_puts() {
    on_each_transport(async |world| {
        let client = start(&world.client).await;
        put(client, DB, 2).await;
        put(client, DB, 3).await;
        assert_eq!(stages(client, DB).await, ["2 AWSPREVIOUS", "3 AWSCURRENT"]);
        assert_eq!(all_stages(client, DB).await, ["1", "2 AWSPREVIOUS", "3 AWSCURRENT"]);
        assert_eq!(versions(client, DB, true).await[0].version_stages, None);
    });
}

#[test]
fn pending_current_put() {
    on_each_transport(async |world| {
        let client = start(&world.client).await;
        put_with(client, DB, 2, &["AWSPENDING"]).await;
        assert_eq!(stages(client, DB).await, ["1 AWSCURRENT", "2 AWSPENDING"]);
        move_current(client, DB, 1, 2).await;
        assert_eq!(stages(client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT AWSPENDING"]);
        put(client, DB, 3).await;
        assert_eq!(stages(client, DB).await, ["2 AWSPREVIOUS", "3 AWSCURRENT"]);
    });
}

#[test]
fn pending_twice() {
    on_each_transport(async |world| {
        let client = start(&world.client).await;
        put_with(client, DB, 2, &["AWSPENDING"]).await;
        move_current(client, DB, 1, 2).await;
        put_with(client, DB, 3, &["AWSPENDING"]).await;
        assert_eq!(stages(client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT", "3 AWSPENDING"]);
        move_current(client, DB, 2, 3).await;
        assert_eq!(stages(client, DB).await, ["2 AWSPREVIOUS", "3 AWSCURRENT AWSPENDING"]);
        assert_eq!(all_stages(client, DB).await[0], "1");
    });
}

#[test]
fn pending_twice_with_labels_of_ones_own() {
    on_each_transport(async |world| {
        let client = start(&world.client).await;
        put_with(client, DB, 2, &["AWSPENDING", "AWSSOMETHING", "PUT1"]).await;
        move_current(client, DB, 1, 2).await;
        assert_eq!(stages(client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT AWSPENDING AWSSOMETHING PUT1"]);
        put_with(client, DB, 3, &["AWSPENDING", "PUT2"]).await;
        move_current(client, DB, 2, 3).await;
        assert_eq!(stages(client, DB).await, ["2 AWSPREVIOUS AWSSOMETHING PUT1", "3 AWSCURRENT AWSPENDING PUT2"]);
    });
}

#[test]
fn current_with_a_label_then_pending_twice() {
    on_each_transport(async |world| {
        let client = start(&world.client).await;
        put_with(client, DB, 2, &["AWSCURRENT", "PUT0"]).await;
        assert_eq!(stages(client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT PUT0"]);
        put_with(client, DB, 3, &["AWSPENDING", "PUT1"]).await;
        move_current(client, DB, 2, 3).await;
        assert_eq!(stages(client, DB).await, ["2 AWSPREVIOUS PUT0", "3 AWSCURRENT AWSPENDING PUT1"]);
        put_with(client, DB, 4, &["AWSPENDING", "PUT2"]).await;
        move_current(client, DB, 3, 4).await;
        assert_eq!(stages(client, DB).await, ["2 PUT0", "3 AWSPREVIOUS PUT1", "4 AWSCURRENT AWSPENDING PUT2"]);
    });
}

#[test]
fn labels_of_ones_own_taken_over_entirely() {
    on_each_transport(async |world| {
        let client = start(&world.client).await;
        put_with(client, DB, 2, &["one", "two", "three"]).await;
        put_with(client, DB, 3, &["one", "two", "three", "four"]).await;
        assert_eq!(stages(client, DB).await, ["1 AWSCURRENT", "3 four one three two"]);
        assert_eq!(all_stages(client, DB).await, ["1 AWSCURRENT", "2", "3 four one three two"]);
    });
}

#[test]
fn labels_of_ones_own_taken_over_in_part() {
    on_each_transport(async |world| {
        let client = start(&world.client).await;
        put_with(client, DB, 2, &["one", "two", "three"]).await;
        put_with(client, DB, 3, &["one", "two", "four"]).await;
        assert_eq!(stages(client, DB).await, ["1 AWSCURRENT", "2 three", "3 four one two"]);
    });
}

#[test]
fn a_pending_label_of_ones_own_removed_by_hand() {
    on_each_transport(async |world| {
        let client = start(&world.client).await;
        put_with(client, DB, 2, &["PENDING"]).await;
        move_current(client, DB, 1, 2).await;
        assert_eq!(stages(client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT PENDING"]);
        let remove = client.update_secret_version_stage().secret_id(DB).version_stage("PENDING");
        remove.remove_from_version_id(version(2)).send().await.expect("the label is there");
        assert_eq!(stages(client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT"]);
    });
}

async fn start(client: &Client) -> &Client {
    create(client, DB).await;
    client
}
