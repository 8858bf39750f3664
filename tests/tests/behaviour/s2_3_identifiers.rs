//! §2.3: finding the secret that a `SecretId` means.

use secretsmith_tests::{ACCOUNT, on_each_transport, refusal};

use crate::calls::each_operation;
use crate::refusals::not_found;
use crate::support::{DAY, DB, create, describe, put, schedule_deletion, value};

/// What is left of an ARN without its random end.
fn partial(arn: &str) -> &str {
    &arn[..arn.len() - "-xxxxxx".len()]
}

#[test]
fn a_secret_is_found_by_name_arn_and_partial_arn() {
    on_each_transport(async |world| {
        for name in ["Valid/_+=.@-Name", "Valid/_+=.@-Name-a1b2", "Valid/_+=.@-Name-a1b2c3-"] {
            let arn = create(&world.client, name).await;
            for id in [name, &arn, partial(&arn)] {
                assert_eq!(describe(&world.client, id).await.name(), Some(name), "{id}");
                assert_eq!(value(&world.client, id).await, "one", "{id}");
            }
        }
    });
}

#[test]
fn a_partial_arn_that_looks_whole_finds_nothing() {
    on_each_transport(async |world| {
        let name = "Invalid/_+=.@-Name-a1b2c3";
        let arn = create(&world.client, name).await;
        let read = world.client.get_secret_value().secret_id(partial(&arn)).send().await;
        assert!(read.as_ref().is_err_and(|error| {
            error.as_service_error().is_some_and(|error| error.is_resource_not_found_exception())
        }));
        assert_eq!(refusal(read), not_found());
        assert_eq!(refusal(world.client.describe_secret().secret_id(partial(&arn)).send().await), not_found());
        for id in [name, &arn] {
            assert_eq!(value(&world.client, id).await, "one");
        }
    });
}

#[test]
fn a_name_that_looks_like_a_suffix_is_no_partial_arn() {
    on_each_transport(async |world| {
        let name = "-a1b2c3";
        let arn = create(&world.client, name).await;
        for (operation, refusal) in each_operation(&world.client, partial(&arn)).await {
            assert_eq!(refusal, Some(not_found()), "{operation}");
        }
        for id in [name, &arn] {
            assert_eq!(value(&world.client, id).await, "one");
        }
    });
}

#[test]
fn an_arn_finds_no_secret_of_another_suffix() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        let other_case: String = arn[arn.len() - 6..].chars().map(swap_case).collect();
        for suffix in ["000000", &other_case] {
            let id = format!("{}-{suffix}", partial(&arn));
            assert_eq!(refusal(world.client.describe_secret().secret_id(&id).send().await), not_found(), "{id}");
        }
    });
}

#[test]
fn every_operation_takes_an_arn() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        let id = partial(&arn);
        for id in [&arn, id] {
            for (operation, refusal) in each_operation(&world.client, id).await {
                assert_eq!(refusal, None, "{operation} of {id}");
            }
            world.client.restore_secret().secret_id(id).send().await.expect("it is to be deleted");
        }
    });
}

#[test]
fn every_operation_says_when_there_is_no_such_secret() {
    on_each_transport(async |world| {
        let unknown = format!("arn:aws:secretsmanager:eu-west-1:{ACCOUNT}:secret:unknown-a1b2c3");
        for id in ["unknown", &unknown, partial(&unknown)] {
            for (operation, refusal) in each_operation(&world.client, id).await {
                assert_eq!(refusal, Some(not_found()), "{operation} of {id}");
            }
        }
    });
}

#[test]
fn the_arn_of_another_region_finds_nothing() {
    on_each_transport(async |world| {
        let elsewhere = create(&world.client_in(ACCOUNT, "us-east-1"), DB).await;
        create(&world.client, DB).await;
        for id in [&elsewhere, partial(&elsewhere)] {
            for (operation, refusal) in each_operation(&world.client, id).await {
                assert_eq!(refusal, Some(not_found()), "{operation} of {id}");
            }
        }
    });
}

#[test]
fn a_name_means_the_secret_of_the_caller() {
    on_each_transport(async |world| {
        let other = world.client_in("444455556666", "eu-west-1");
        create(&world.client, DB).await;
        assert_eq!(refusal(other.describe_secret().secret_id(DB).send().await), not_found());
        create(&other, DB).await;
        put(&other, DB, 2).await;
        assert_eq!(value(&world.client, DB).await, "one");
        assert_eq!(value(&other, DB).await, "value 2");
    });
}

#[test]
fn a_secret_is_found_until_its_deletion_has_completed() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        schedule_deletion(&world.client, DB).await;
        world.clock.advance(6 * DAY);
        for id in [DB, &arn, partial(&arn)] {
            assert!(describe(&world.client, id).await.deleted_date.is_some());
        }
        world.clock.advance(2 * DAY);
        for id in [DB, &arn, partial(&arn)] {
            for (operation, refusal) in each_operation(&world.client, id).await {
                assert_eq!(refusal, Some(not_found()), "{operation} of {id}");
            }
        }
    });
}

fn swap_case(c: char) -> char {
    match c.is_ascii_lowercase() {
        true => c.to_ascii_uppercase(),
        false => c.to_ascii_lowercase(),
    }
}
