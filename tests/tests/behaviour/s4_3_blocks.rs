//! §4.3, check 8 of §3.17: what blocks a rotation, what clears that, and what takes its place.

use secretsmith::Client;
use secretsmith_reference::Step;
use secretsmith_tests::{REGION, Refusal, World, on_each_transport, refusal};

use crate::refusals::invalid_request;
use crate::rotating::{FUNCTION, contract, events, register, rotatable, rotate, rotation, text};
use crate::support::{
    DAY, DB, all_stages, create, create_empty, move_current, put, put_with, replicate, stages, version,
};

fn incomplete() -> Refusal {
    invalid_request("A previous rotation isn't complete. That rotation will be reattempted.")
}

async fn update(client: &Client, number: u32) {
    let call = client.update_secret().secret_id(DB).secret_string("by hand").client_request_token(version(number));
    call.send().await.expect("a new token");
}

/// Removes `AWSPENDING` from a version.
async fn remove_pending(client: &Client, number: u32) {
    let call = client.update_secret_version_stage().secret_id(DB).version_stage("AWSPENDING");
    call.remove_from_version_id(version(number)).send().await.expect("the label is there");
}

/// Has the function do nothing but fail, until its rotation of version 2 is given up.
async fn give_up(world: &World) {
    register(world, async |_, _| Err("no database".to_owned()));
    rotate(&world.client, 2).await;
    for _ in 0..5 {
        world.run_due().await;
        world.clock.advance(DAY);
    }
    register(world, contract);
}

#[test]
fn an_update_clears_the_block_of_a_rotation_that_was_cancelled() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        rotate(&world.client, 2).await;
        world.client.cancel_rotate_secret().secret_id(DB).send().await.expect("the secret is there");
        assert_eq!(refusal(rotation(&world.client, 3).send().await), incomplete());
        update(&world.client, 4).await;
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "4 AWSCURRENT"]);
        rotate(&world.client, 5).await;
        assert_eq!(events(&world).await, ["RotationStarted 5", "RotationSucceeded 5"]);
    });
}

#[test]
fn a_put_clears_the_block_of_a_rotation_that_was_given_up() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        give_up(&world).await;
        assert_eq!(refusal(rotation(&world.client, 3).send().await), incomplete());
        put_with(&world.client, DB, 4, &["MINE"]).await;
        assert_eq!(refusal(rotation(&world.client, 3).send().await), incomplete(), "nothing is current that was not");
        put(&world.client, DB, 5).await;
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "4 MINE", "5 AWSCURRENT"]);
        rotate(&world.client, 6).await;
    });
}

#[test]
fn a_new_value_clears_the_block_also_when_rotation_was_never_configured() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        put_with(&world.client, DB, 2, &["AWSPENDING"]).await;
        assert_eq!(refusal(rotation(&world.client, 9).send().await), incomplete());
        put(&world.client, DB, 3).await;
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "2 AWSPENDING", "3 AWSCURRENT"], "T9");
        rotate(&world.client, 4).await;
        assert_eq!(events(&world).await, ["RotationStarted 4", "RotationSucceeded 4"]);
        assert_eq!(stages(&world.client, DB).await, ["3 AWSPREVIOUS", "4 AWSCURRENT AWSPENDING"]);
    });
}

#[test]
fn a_first_value_clears_the_block_that_a_replica_has_taken_along() {
    on_each_transport(async |world| {
        create_empty(&world.client, DB).await;
        register(&world, contract);
        rotate(&world.client, 2).await;
        let there = replicate(&world, DB, "us-east-1").await;
        there.stop_replication_to_replica().secret_id(DB).send().await.expect("it is a replica");
        let function = FUNCTION.replace(REGION, "us-east-1");
        world.service.register_rotation_function(&*function, async |_| Ok(()));
        let rotation = || rotation(&there, 4).rotation_lambda_arn(&function);
        assert_eq!(refusal(rotation().send().await), incomplete());
        put(&there, DB, 3).await;
        rotation().send().await.expect("a new version is current");
    });
}

#[test]
fn a_label_that_is_attached_after_the_new_value_blocks_again() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        put_with(&world.client, DB, 2, &["AWSPENDING"]).await;
        update(&world.client, 3).await;
        remove_pending(&world.client, 2).await;
        let label = world.client.update_secret_version_stage().secret_id(DB).version_stage("AWSPENDING");
        label.move_to_version_id(version(2)).send().await.expect("the label is free");
        assert_eq!(refusal(rotation(&world.client, 4).send().await), incomplete());
    });
}

#[test]
fn a_move_of_the_current_label_clears_no_block() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        put_with(&world.client, DB, 2, &["AWSPENDING"]).await;
        put_with(&world.client, DB, 3, &["MINE"]).await;
        move_current(&world.client, DB, 1, 3).await;
        assert_eq!(refusal(rotation(&world.client, 4).send().await), incomplete());
    });
}

#[test]
fn a_rotation_whose_version_is_current_blocks_no_other() {
    on_each_transport(async |world| {
        for keeps_pending in [true, false] {
            create(&world.client, DB).await;
            // Fails when all is done, and so waits to be tried again.
            register(&world, move |client, invocation| async move {
                let step = invocation.step;
                contract(client.clone(), invocation).await?;
                if step == Step::Finish && !keeps_pending {
                    remove_pending(&client, 2).await;
                }
                if step == Step::Finish { Err("no answer".to_owned()) } else { Ok(()) }
            });
            rotate(&world.client, 2).await;
            assert_eq!(events(&world).await, ["RotationStarted 2", "RotationFailed 2"]);
            register(&world, contract);
            rotate(&world.client, 3).await;
            let expected = ["RotationAbandoned 2", "RotationStarted 3", "RotationSucceeded 3"];
            assert_eq!(events(&world).await, expected, "{keeps_pending}");
            assert_eq!(stages(&world.client, DB).await, ["2 AWSPREVIOUS", "3 AWSCURRENT AWSPENDING"]);
            let delete = world.client.delete_secret().secret_id(DB).force_delete_without_recovery(true);
            delete.send().await.expect("the secret is there");
        }
    });
}

#[test]
fn a_new_rotation_takes_the_place_of_one_that_has_just_moved_the_label() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        register(&world, async |client, invocation| {
            let is_end = invocation.step == Step::Finish && invocation.client_request_token == version(2);
            contract(client.clone(), invocation).await?;
            if is_end { rotation(&client, 3).send().await.map(drop).map_err(text) } else { Ok(()) }
        });
        rotate(&world.client, 2).await;
        assert_eq!(events(&world).await, ["RotationStarted 2"]);
        assert_eq!(events(&world).await, ["RotationAbandoned 2", "RotationStarted 3", "RotationSucceeded 3"]);
    });
}

#[test]
fn a_rotation_that_lost_its_label_goes_no_further_when_another_is_started() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let calls = register(&world, async |client, invocation| {
            if (invocation.step, &*invocation.client_request_token) != (Step::Set, &*version(2)) {
                return contract(client, invocation).await;
            }
            remove_pending(&client, 2).await;
            rotation(&client, 3).send().await.map(drop).map_err(text)
        });
        rotate(&world.client, 2).await;
        assert_eq!(events(&world).await, ["RotationStarted 2"]);
        assert_eq!(calls.steps(), ["createSecret", "setSecret"]);
        assert_eq!(events(&world).await, ["RotationAbandoned 2", "RotationStarted 3", "RotationSucceeded 3"]);
        assert_eq!(all_stages(&world.client, DB).await, ["1 AWSPREVIOUS", "2", "3 AWSCURRENT AWSPENDING"]);
    });
}

#[test]
fn a_test_that_lost_its_label_leaves_nothing_when_a_rotation_is_started() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        rotation(&world.client, 2).rotate_immediately(false).send().await.expect("the function is there");
        remove_pending(&world.client, 2).await;
        rotate(&world.client, 3).await;
        assert_eq!(events(&world).await, ["RotationAbandoned 2", "RotationStarted 3", "RotationSucceeded 3"]);
        assert_eq!(all_stages(&world.client, DB).await, ["1 AWSPREVIOUS", "3 AWSCURRENT AWSPENDING"]);
    });
}

#[test]
fn the_placeholder_of_an_abandoned_rotation_is_filled_by_hand() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        rotate(&world.client, 2).await;
        put_with(&world.client, DB, 3, &["MINE"]).await;
        assert_eq!(events(&world).await, ["RotationAbandoned 2"]);
        rotate(&world.client, 4).await;
        put(&world.client, DB, 2).await;
        assert_eq!(events(&world).await, ["RotationAbandoned 4"], "T16");
        assert_eq!(stages(&world.client, DB).await, ["1 AWSPREVIOUS", "3 MINE", "2 AWSCURRENT"]);
        rotate(&world.client, 5).await;
    });
}
