//! §2.11: staging labels, transition by transition.

use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::no_label;
use crate::support::{
    DB, all_stages, create, create_empty, describe, move_current, put, put_with, sorted, stages, value, version,
    versions,
};

#[test]
fn t1_a_new_secret_with_a_value_has_a_current_version() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT"]);
    });
}

#[test]
fn t2_a_new_secret_without_a_value_has_no_version() {
    on_each_transport(async |world| {
        create_empty(&world.client, DB).await;
        assert_eq!(describe(&world.client, DB).await.version_ids_to_stages(), None);
        assert!(all_stages(&world.client, DB).await.is_empty());
    });
}

#[test]
fn t3_a_new_value_becomes_the_current_one() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        assert_eq!(put(&world.client, DB, 2).await.version_stages(), ["AWSCURRENT"]);
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT"]);
        let update = world.client.update_secret().secret_id(DB).secret_string("3").client_request_token(version(3));
        update.send().await.expect("a new token");
        assert_eq!(stages(&world.client, DB).await, ["2 AWSPREVIOUS", "3 AWSCURRENT"]);
    });
}

#[test]
fn t4_labels_of_a_put_leave_their_former_holders_and_the_current_version_stays() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put(&world.client, DB, 2).await;
        put_with(&world.client, DB, 3, &["A", "B"]).await;
        let output = put_with(&world.client, DB, 4, &["B", "C"]).await;
        assert_eq!(sorted(output.version_stages.expect("it has labels")), ["B", "C"]);
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT", "3 A", "4 B C"]);
        assert_eq!(value(&world.client, DB).await, "value 2");
    });
}

#[test]
fn t5_a_put_that_names_the_current_label_among_others_does_both() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put_with(&world.client, DB, 2, &["A"]).await;
        let output = put_with(&world.client, DB, 3, &["A", "AWSCURRENT"]).await;
        assert_eq!(sorted(output.version_stages.expect("it has labels")), ["A", "AWSCURRENT"]);
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "3 A AWSCURRENT"]);
    });
}

#[test]
fn t6_the_first_version_is_current_whatever_it_is_labelled() {
    on_each_transport(async |world| {
        create_empty(&world.client, DB).await;
        let output = put_with(&world.client, DB, 1, &["MINE"]).await;
        assert_eq!(sorted(output.version_stages.expect("it has labels")), ["AWSCURRENT", "MINE"]);
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT MINE"]);
        create_empty(&world.client, "plain").await;
        assert_eq!(put(&world.client, "plain", 1).await.version_stages(), ["AWSCURRENT"]);
    });
}

#[test]
fn t7_a_label_moves_from_one_version_to_another() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put_with(&world.client, DB, 2, &["MINE"]).await;
        let label = || world.client.update_secret_version_stage().secret_id(DB).version_stage("MINE");
        let call = label().remove_from_version_id(version(2)).move_to_version_id(version(1));
        call.send().await.expect("the label is there");
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT MINE"]);
        let call = label().remove_from_version_id(version(1)).move_to_version_id(version(2));
        call.send().await.expect("a version without labels can be given one");
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT", "2 MINE"]);
    });
}

#[test]
fn t8_the_version_that_was_current_is_the_previous_one_and_keeps_its_own_labels() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put_with(&world.client, DB, 2, &["AWSCURRENT", "A"]).await;
        put_with(&world.client, DB, 3, &["AWSCURRENT", "B"]).await;
        assert_eq!(stages(&world.client, DB).await, ["2 A AWSPREVIOUS", "3 AWSCURRENT B"]);
        put(&world.client, DB, 4).await;
        assert_eq!(stages(&world.client, DB).await, ["2 A", "3 AWSPREVIOUS B", "4 AWSCURRENT"]);
    });
}

#[test]
fn t9_a_new_current_version_ends_what_was_pending_on_the_former() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put_with(&world.client, DB, 2, &["AWSPENDING"]).await;
        move_current(&world.client, DB, 1, 2).await;
        let update = world.client.update_secret().secret_id(DB).secret_string("3").client_request_token(version(3));
        update.send().await.expect("a new token");
        assert_eq!(stages(&world.client, DB).await, ["2 AWSPREVIOUS", "3 AWSCURRENT"]);
        let pending = world.client.get_secret_value().secret_id(DB).version_stage("AWSPENDING").send().await;
        assert_eq!(refusal(pending), no_label("AWSPENDING"));
    });
}

#[test]
fn t9_what_is_pending_elsewhere_stays() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put_with(&world.client, DB, 2, &["AWSPENDING"]).await;
        put(&world.client, DB, 3).await;
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "2 AWSPENDING", "3 AWSCURRENT"]);
    });
}

#[test]
fn t10_a_pending_version_that_becomes_current_stays_pending() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put_with(&world.client, DB, 2, &["AWSPENDING"]).await;
        move_current(&world.client, DB, 1, 2).await;
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT AWSPENDING"]);
    });
}

#[test]
fn t7_a_move_of_the_current_label_leaves_what_is_pending_where_it_is() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put_with(&world.client, DB, 2, &["AWSPENDING"]).await;
        move_current(&world.client, DB, 1, 2).await;
        move_current(&world.client, DB, 2, 1).await;
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT", "2 AWSPENDING AWSPREVIOUS"]);
    });
}

#[test]
fn t11_a_pending_put_takes_the_label_from_the_current_version() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put_with(&world.client, DB, 2, &["AWSPENDING"]).await;
        move_current(&world.client, DB, 1, 2).await;
        put_with(&world.client, DB, 3, &["AWSPENDING"]).await;
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT", "3 AWSPENDING"]);
    });
}

#[test]
fn t12_and_t13_a_label_can_be_removed_and_a_version_without_labels_is_hidden() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put_with(&world.client, DB, 2, &["A", "B"]).await;
        for (label, left) in [("A", vec!["1 AWSCURRENT", "2 B"]), ("B", vec!["1 AWSCURRENT"])] {
            let remove = world.client.update_secret_version_stage().secret_id(DB).version_stage(label);
            remove.remove_from_version_id(version(2)).send().await.expect("the label is there");
            assert_eq!(stages(&world.client, DB).await, left);
        }
        assert_eq!(all_stages(&world.client, DB).await, ["1 AWSCURRENT", "2"]);
        let read = world.client.get_secret_value().secret_id(DB).version_id(version(2)).send().await;
        assert_eq!(read.expect("it can still be read").secret_string(), Some("value 2"));
    });
}

#[test]
fn t14_rolling_back_swaps_current_and_previous() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put(&world.client, DB, 2).await;
        move_current(&world.client, DB, 2, 1).await;
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT", "2 AWSPREVIOUS"]);
        assert_eq!(value(&world.client, DB).await, "one");
        move_current(&world.client, DB, 1, 2).await;
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT"]);
    });
}

#[test]
fn rolling_back_to_a_version_without_labels_is_possible() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put(&world.client, DB, 2).await;
        put(&world.client, DB, 3).await;
        move_current(&world.client, DB, 3, 1).await;
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT", "3 AWSPREVIOUS"]);
        assert_eq!(all_stages(&world.client, DB).await, ["1 AWSCURRENT", "2", "3 AWSPREVIOUS"]);
    });
}

#[test]
fn labels_of_ones_own_may_begin_with_aws() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put_with(&world.client, DB, 2, &["AWSSOMETHING", "awscurrent"]).await;
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT", "2 AWSSOMETHING awscurrent"]);
        let read = world.client.get_secret_value().secret_id(DB).version_stage("AWSSOMETHING").send().await;
        assert_eq!(read.expect("the label is there").version_id(), Some(&*version(2)));
    });
}

#[test]
fn the_previous_label_can_be_moved_and_removed_by_hand() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put(&world.client, DB, 2).await;
        put_with(&world.client, DB, 3, &["MINE"]).await;
        let label = || world.client.update_secret_version_stage().secret_id(DB).version_stage("AWSPREVIOUS");
        let call = label().remove_from_version_id(version(1)).move_to_version_id(version(3));
        call.send().await.expect("the label is there");
        assert_eq!(stages(&world.client, DB).await, ["2 AWSCURRENT", "3 AWSPREVIOUS MINE"]);
        label().remove_from_version_id(version(3)).send().await.expect("the label is there");
        assert_eq!(stages(&world.client, DB).await, ["2 AWSCURRENT", "3 MINE"]);
    });
}

#[test]
fn labels_are_shown_in_the_order_in_which_they_were_attached() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let answer = put_with(&world.client, DB, 2, &["zulu", "AWSCURRENT", "alpha"]).await;
        assert_eq!(answer.version_stages(), ["zulu", "AWSCURRENT", "alpha"]);
        let stage = world.client.update_secret_version_stage().secret_id(DB).version_stage("mike");
        stage.move_to_version_id(version(2)).send().await.expect("the label is free");

        let order = ["zulu", "AWSCURRENT", "alpha", "mike"].map(str::to_owned).to_vec();
        let read = world.client.get_secret_value().secret_id(DB).send().await.expect("it has a value");
        assert_eq!(read.version_stages(), order);
        let described = describe(&world.client, DB).await.version_ids_to_stages.expect("there are labels");
        assert_eq!(described[&version(2)], order);
        let listed = versions(&world.client, DB, false).await;
        assert_eq!(listed[1].version_stages(), order);
    });
}
