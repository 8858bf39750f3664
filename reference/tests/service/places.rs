//! Accounts and Regions: §2.2, §2.3.

use secretsmith::server::Caller;
use secretsmith_reference::policy::Principal;
use secretsmith_reference::{Identity, InMemory, TakenFor};
use serde_json::json;

use crate::{NOT_FOUND, World, assert_refused};

#[test]
fn regions_and_accounts_know_nothing_of_each_other() {
    let world = World::new();
    let arn = world.secret("db");
    for caller in [
        Caller::anonymous().with_region("us-east-1"),
        Caller::anonymous().with_account("444455556666"),
        Caller::anonymous().with_access_key_id("777788889999"),
    ] {
        let other = world.caller(caller);
        for id in ["db", &arn, arn.rsplit_once('-').expect("a suffix").0] {
            assert_refused(other.describe_secret(json!({"SecretId": id})), NOT_FOUND);
        }
        assert_eq!(other.list_secrets(json!({})), Ok(json!({"SecretList": []})));
        assert_ne!(other.secret("db"), arn);
    }
    assert_eq!(world.describe("db")["ARN"], arn);
}

#[test]
fn the_caller_says_where() {
    let world = World::new();
    let arn = |caller: Caller| world.caller(caller).secret("db");
    let starts = [
        (Caller::anonymous().with_region("cn-north-1"), "arn:aws-cn:secretsmanager:cn-north-1:111122223333:"),
        (Caller::anonymous().with_region("us-gov-west-1"), "arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:"),
        (Caller::anonymous().with_access_key_id("000011112222"), "arn:aws:secretsmanager:eu-west-1:000011112222:"),
        (Caller::anonymous().with_access_key_id("AKIDEXAMPLE"), "arn:aws:secretsmanager:eu-west-1:111122223333:"),
        (
            Caller::anonymous().with_access_key_id("000011112222").with_account("777788889999"),
            "arn:aws:secretsmanager:eu-west-1:777788889999:",
        ),
    ];
    for (caller, start) in starts {
        let arn = arn(caller);
        assert!(arn.starts_with(start), "{arn}");
    }
}

#[test]
fn the_defaults_are_those_of_an_example() {
    let world = World { service: InMemory::new(), ..World::new() };
    assert!(world.secret("db").starts_with("arn:aws:secretsmanager:us-east-1:123456789012:secret:db-"));
}

#[test]
fn clones_are_the_same_store() {
    let world = World::new();
    let arn = world.secret("db");
    assert_eq!(world.caller(Caller::anonymous()).describe("db")["ARN"], arn);
}

#[test]
fn whoever_serves_the_store_may_know_who_calls_and_how_much_there_is() {
    let store = InMemory::builder().region("cn-north-1").account("111122223333").build();
    let root = Principal::root("aws-cn", "111122223333");
    let who = store.who(&Caller::anonymous());
    assert_eq!((&*who.account, &*who.region, who.identity), ("111122223333", "cn-north-1", TakenFor::Root(root)));

    let alice = Identity::new("AKIDALICE", "arn:aws:iam::444455556666:user/alice").expect("an identity");
    let store = InMemory::builder().identities([alice.clone()]).build();
    let who = store.who(&Caller::anonymous().with_access_key_id("AKIDALICE").with_region("eu-west-1"));
    let identity = TakenFor::Identity(alice.principal().clone());
    assert_eq!((&*who.account, &*who.region, who.identity), ("444455556666", "eu-west-1", identity));
    for caller in [Caller::anonymous(), Caller::anonymous().with_access_key_id("AKIDBOB")] {
        assert_eq!(store.who(&caller).identity, TakenFor::Nobody);
    }

    let world = World::new();
    world.secret("a");
    world.secret("b");
    world.caller(Caller::anonymous().with_region("us-east-1")).secret("a");
    assert_eq!((world.service.usage().places, world.service.usage().secrets), (2, 3));
}
