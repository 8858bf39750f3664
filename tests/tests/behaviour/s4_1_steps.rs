//! §4.1, §4.2, §4.7: steps, failures and tries, and what the function is given.

use secretsmith_reference::{EventKind, Step};
use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::invalid_request;
use crate::rotating::{FUNCTION, contract, events, next, register, rotatable, rotate};
use crate::support::{DAY, DB, SECOND, create, describe, instant, stages, value, version};

const STEPS: [&str; 4] = ["createSecret", "setSecret", "testSecret", "finishSecret"];

#[test]
fn four_steps_one_after_the_other() {
    on_each_transport(async |world| {
        let calls = rotatable(&world).await;
        rotate(&world.client, 2).await;
        assert!(calls.steps().is_empty(), "not within the call");
        assert_eq!(events(&world).await, ["RotationStarted 2", "RotationSucceeded 2"]);
        assert_eq!(calls.steps(), STEPS);
        assert_eq!(value(&world.client, DB).await, "rotated");
        assert!(events(&world).await.is_empty());
        assert!(calls.steps().is_empty());
    });
}

#[test]
fn what_the_function_is_given() {
    on_each_transport(async |world| {
        let calls = rotatable(&world).await;
        rotate(&world.client, 2).await;
        world.run_due().await;
        let arn = describe(&world.client, DB).await.arn.expect("every secret has an ARN");
        let calls = calls.take();
        let token = calls[0].rotation_token.expose();
        assert_eq!(token.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12], "a UUID");
        for call in &calls {
            assert_eq!((&call.secret_id, &call.client_request_token), (&arn, &version(2)));
            assert_eq!(call.rotation_token.expose(), token);
        }
    });
}

#[test]
fn the_rotation_token_is_that_of_the_rotation() {
    on_each_transport(async |world| {
        rotatable(&world).await;
        rotate(&world.client, 2).await;
        let put = world.client.put_secret_value().secret_id(DB).client_request_token(version(2));
        let put = put.secret_string("x").version_stages("AWSPENDING").rotation_token(version(9));
        let ours = "The RotationToken doesn't belong to the rotation that is in progress.";
        assert_eq!(refusal(put.send().await), invalid_request(ours));
    });
}

#[test]
fn a_step_that_fails_ends_the_try() {
    on_each_transport(async |world| {
        for (step, done) in [(Step::Create, 1), (Step::Set, 2), (Step::Test, 3), (Step::Finish, 4)] {
            create(&world.client, DB).await;
            let calls = register(&world, move |client, invocation| async move {
                match invocation.step {
                    current if current == step => Err("no database".to_owned()),
                    _ => contract(client, invocation).await,
                }
            });
            rotate(&world.client, 2).await;
            let events = world.run_due().await;
            assert_eq!(calls.steps(), STEPS[..done]);
            let text = format!("Error when executing lambda {FUNCTION} during {} step", step.name());
            assert_eq!((events[1].kind, events[1].message.as_deref()), (EventKind::RotationFailed, Some(&*text)));
            assert_eq!(describe(&world.client, DB).await.last_rotated_date, None);
            let delete = world.client.delete_secret().secret_id(DB).force_delete_without_recovery(true);
            delete.send().await.expect("the secret is there");
        }
    });
}

#[test]
fn a_rotation_that_failed_is_tried_again_from_the_start_with_the_same_token() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let first = register(&world, async |client, invocation| match invocation.step {
            Step::Test => Err("no database".to_owned()),
            _ => contract(client, invocation).await,
        });
        rotate(&world.client, 2).await;
        assert_eq!(events(&world).await, ["RotationStarted 2", "RotationFailed 2"]);
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT", "2 AWSPENDING"]);
        let calls = register(&world, contract);
        world.clock.advance(60 * SECOND);
        assert_eq!(events(&world).await, ["RotationStarted 2", "RotationSucceeded 2"]);
        let (first, second) = (first.take(), calls.take());
        assert_eq!(second.iter().map(|call| call.step.name()).collect::<Vec<_>>(), STEPS);
        let tokens = (&first[0].client_request_token, &first[0].rotation_token);
        assert!(second.iter().all(|call| (&call.client_request_token, &call.rotation_token) == tokens));
    });
}

#[test]
fn tries_come_to_an_end() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        register(&world, async |_, _| Err("no database".to_owned()));
        rotate(&world.client, 2).await;
        world.run_due().await;
        for wait in [60, 120, 240, 480] {
            world.clock.advance(wait * SECOND);
            assert_eq!(events(&world).await, ["RotationStarted 2", "RotationFailed 2"]);
        }
        world.clock.advance(DAY);
        assert!(events(&world).await.is_empty());
        assert_eq!(next(&world.client).await, Some(instant("2026-04-13T23:59:59Z")), "the next window");
    });
}
