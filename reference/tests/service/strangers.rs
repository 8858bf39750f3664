//! Callers whom nobody knows: however many there are, they leave nothing behind unless they store something.

use secretsmith::server::Caller;
use secretsmith_reference::rules::keys::KeyState;
use serde_json::json;

use crate::{NOT_FOUND, World, assert_refused};

const STRANGERS: u64 = 10_000;

/// The same service, called by a stranger: in an account or a Region that nobody else is in.
fn stranger(world: &World, number: u64) -> World {
    let caller = Caller::anonymous();
    world.caller(match number % 2 {
        0 => caller.with_access_key_id(format!("{:012}", 900_000_000_000 + number)),
        _ => caller.with_region(format!("nowhere-{number}")),
    })
}

#[test]
fn calls_that_store_nothing_leave_nothing_behind() {
    let world = World::new();
    world.secret("db");
    let before = world.service.usage();
    for number in 0..STRANGERS {
        let stranger = stranger(&world, number);
        assert_refused(stranger.get_secret_value(json!({"SecretId": "db"})), NOT_FOUND);
        assert_eq!(stranger.list_secrets(json!({})), Ok(json!({"SecretList": []})));
        let batch = stranger.batch_get_secret_value(json!({"SecretIdList": ["db"]})).expect("an answer");
        assert_eq!(batch["Errors"][0]["ErrorCode"], "ResourceNotFoundException");
        let put = json!({"SecretId": "db", "SecretString": "x", "ClientRequestToken": "v1"});
        assert_refused(stranger.put_secret_value(put), NOT_FOUND);
        assert_refused(stranger.rotate_secret(json!({"SecretId": "db", "ClientRequestToken": "v1"})), NOT_FOUND);
        stranger.delete_secret(json!({"SecretId": "db", "ForceDeleteWithoutRecovery": true})).expect("it is forced");
    }
    assert_eq!(world.service.usage(), before);
    assert_eq!(world.describe("db")["Name"], "db");
}

#[test]
fn what_is_stored_is_there_and_when_it_is_deleted_so_is_its_place() {
    let world = World::new();
    for number in 0..STRANGERS {
        stranger(&world, number).secret("db");
    }
    let usage = world.service.usage();
    assert_eq!((usage.places, usage.secrets), (10_000, 10_000));
    for number in 0..STRANGERS {
        let stranger = stranger(&world, number);
        assert_eq!(stranger.describe("db")["Name"], "db");
        stranger.delete_secret(json!({"SecretId": "db", "ForceDeleteWithoutRecovery": true})).expect("it is there");
    }
    let usage = world.service.usage();
    assert_eq!((usage.places, usage.secrets), (0, 0));
}

#[test]
fn a_place_of_replicas_goes_with_the_last_of_them() {
    let world = World::new();
    world.secret("db");
    let regions = json!([{"Region": "us-east-1"}, {"Region": "us-east-2"}]);
    world.replicate_secret_to_regions(json!({"SecretId": "db", "AddReplicaRegions": regions})).expect("it is there");
    assert_eq!(world.service.usage().places, 3);
    let regions = json!(["us-east-1", "us-east-2"]);
    let remove = json!({"SecretId": "db", "RemoveReplicaRegions": regions});
    world.remove_regions_from_replication(remove).expect("it is there");
    world.run_due();
    assert_eq!(world.service.usage().places, 1);
}

#[test]
fn what_is_arranged_stays_without_a_secret() {
    let world = World::new();
    let stranger = Caller::anonymous().with_region("us-east-2");
    world.service.keys(&stranger, |keys| keys.set_others(KeyState::Missing));
    let create = json!({"Name": "db", "KmsKeyId": "alias/app", "ClientRequestToken": "v1"});
    let there = world.caller(stranger.clone());
    for _ in 0..2 {
        assert!(there.create_secret(create.clone()).is_err_and(|refusal| refusal.contains("alias/app")));
        world.run_due();
    }
    world.service.keys(&stranger, |keys| keys.set_others(KeyState::Enabled));
    assert_eq!(world.service.usage().places, 0);
    assert!(there.create_secret(create).is_ok());
}

/// Two who come and go in one place: neither takes from under the other what it is about to fill.
#[test]
fn nothing_is_lost_where_others_come_and_go() {
    let world = World::new();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let world = world.at("eu-west-3");
            scope.spawn(move || {
                for number in 0..500 {
                    let name = format!("db-{thread}-{number}");
                    world.secret(&name);
                    assert_eq!(world.describe(&name)["Name"], *name);
                    let delete = json!({"SecretId": name, "ForceDeleteWithoutRecovery": true});
                    world.delete_secret(delete).expect("it is there");
                }
            });
        }
    });
    world.run_due();
    assert_eq!(world.service.usage().places, 0);
}
