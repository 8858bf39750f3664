//! §4.6: `RotateImmediately=false`.

use std::sync::{Arc, Mutex};

use secretsmith_reference::Invocation;
use secretsmith_tests::on_each_transport;

use crate::rotating::{FUNCTION, days, events, register, rotatable, rotate, rotation, text};
use crate::support::{DAY, DB, all_stages, describe, instant, move_current, put, stages, version};

#[test]
fn only_the_test_runs_on_a_copy_that_is_removed() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        let seen = Arc::new(Mutex::new(None));
        let see = Arc::clone(&seen);
        let calls = register(&world, move |client, invocation: Invocation| {
            let see = Arc::clone(&see);
            async move {
                let get = client.get_secret_value().secret_id(invocation.secret_id).version_stage("AWSPENDING");
                let read = get.send().await.map_err(text)?;
                *see.lock().expect("no case fails here") = Some(read);
                Ok(())
            }
        });
        let test = rotation(&world.client, 2).rotate_immediately(false);
        test.send().await.expect("the function is there");
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT", "2 AWSPENDING"]);
        assert_eq!(events(&world).await, ["TestRotationStarted 2", "TestRotationSucceeded 2"]);
        assert_eq!(calls.steps(), ["testSecret"]);
        let seen = seen.lock().expect("no case fails here").take().expect("the function has read it");
        assert_eq!((seen.version_id(), seen.secret_string()), (Some(&*version(2)), Some("one")));
        assert_eq!(all_stages(&world.client, DB).await, ["1 AWSCURRENT"]);
    });
}

#[test]
fn the_configuration_is_stored_and_nothing_is_rotated() {
    on_each_transport(async |world| {
        let calls = rotatable(&world).await;
        let test = rotation(&world.client, 2).rotate_immediately(false);
        test.send().await.expect("the function is there");
        world.run_due().await;
        calls.take();
        let secret = describe(&world.client, DB).await;
        assert_eq!(secret.rotation_enabled, Some(true));
        assert_eq!(secret.rotation_lambda_arn.as_deref(), Some(FUNCTION));
        assert_eq!(secret.rotation_rules, Some(days(30)));
        assert_eq!(secret.last_rotated_date, None);
        assert_eq!(secret.next_rotation_date, Some(instant("2026-04-13T23:59:59Z")), "§4.5: from the configuration");
    });
}

#[test]
fn a_test_that_fails_leaves_nothing() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        register(&world, async |_, _| Err("no database".to_owned()));
        let test = rotation(&world.client, 2).rotate_immediately(false);
        test.send().await.expect("the function is there");
        assert_eq!(events(&world).await, ["TestRotationStarted 2", "TestRotationFailed 2"]);
        assert_eq!(all_stages(&world.client, DB).await, ["1 AWSCURRENT"]);
        world.clock.advance(DAY);
        assert!(events(&world).await.is_empty(), "it is not tried again");
    });
}

#[test]
fn the_date_of_the_last_rotation_stays() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        rotate(&world.client, 2).await;
        world.run_due().await;
        let rotated = describe(&world.client, DB).await.last_rotated_date;
        assert!(rotated.is_some());
        world.clock.advance(DAY);
        let test = rotation(&world.client, 3).rotate_immediately(false);
        test.send().await.expect("the function is there");
        assert_eq!(describe(&world.client, DB).await.last_rotated_date, rotated);
        assert_eq!(events(&world).await, ["TestRotationStarted 3", "TestRotationSucceeded 3"]);
        assert_eq!(describe(&world.client, DB).await.last_rotated_date, rotated);
    });
}

#[test]
fn a_copy_that_was_made_the_current_version_is_not_lost() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        let test = rotation(&world.client, 2).rotate_immediately(false);
        test.send().await.expect("the function is there");
        move_current(&world.client, DB, 1, 2).await;
        put(&world.client, DB, 3).await;
        assert_eq!(stages(&world.client, DB).await, ["2 AWSPREVIOUS", "3 AWSCURRENT"], "T8");

        let test = rotation(&world.client, 4).rotate_immediately(false);
        test.send().await.expect("the function is there");
        move_current(&world.client, DB, 3, 4).await;
        move_current(&world.client, DB, 4, 2).await;
        world.run_due().await;
        assert_eq!(stages(&world.client, DB).await, ["2 AWSCURRENT", "4 AWSPREVIOUS"], "T8, T14");
    });
}
