//! §2.2 and §2.3

use rand::SeedableRng;
use rand::rngs::StdRng;
use secretsmith_reference::rules::account::Account;
use secretsmith_reference::rules::arn::{Place, Suffix, partition_of};
use secretsmith_reference::rules::lookup::SecretId;
use secretsmith_reference::rules::secret::Secret;

use crate::{assert_refused, time};

const NOW: &str = "2026-02-21T23:59:59Z";

/// Finds the secret with the name by the id, in eu-west-1 of account 111122223333.
fn found(name: &str, id: &str) -> bool {
    let now = time(NOW);
    let mut account = Account::new(Place::new("eu-west-1", "111122223333"));
    let suffix = Suffix::parse("Xk3b9Q").expect("a suffix");
    account.add(Secret::new(account.place().clone(), name, suffix, now)).expect("there is room");
    let id = SecretId::parse(id).expect("an id");
    account.find(id, now).is_ok()
}

#[test]
fn an_arn_has_the_partition_of_its_region() {
    let suffix = Suffix::parse("w08Bnz").expect("a suffix");
    let arn = Place::new("eu-west-1", "111122223333").arn("DanTest/", suffix);
    assert_eq!(arn, "arn:aws:secretsmanager:eu-west-1:111122223333:secret:DanTest/-w08Bnz");
    assert_eq!(partition_of("cn-north-1"), "aws-cn");
    assert_eq!(partition_of("us-gov-west-1"), "aws-us-gov");
}

#[test]
fn suffixes_are_six_letters_or_digits_and_differ() {
    let mut random = StdRng::seed_from_u64(1);
    let (first, second) = (Suffix::draw(&mut random), Suffix::draw(&mut random));
    assert_ne!(first, second);
    assert_eq!(Suffix::parse(&first.to_string()), Some(first));
}

#[test]
fn name_full_arn_and_partial_arn_find_the_secret() {
    for name in ["Valid/_+=.@-Name", "Valid/_+=.@-Name-a1b2", "Valid/_+=.@-Name-a1b2c3-"] {
        let partial = format!("arn:aws:secretsmanager:eu-west-1:111122223333:secret:{name}");
        assert!(found(name, name));
        assert!(found(name, &partial), "{partial}");
        assert!(found(name, &format!("{partial}-Xk3b9Q")));
        assert!(!found(name, &format!("{partial}-aaaaaa")), "another suffix is another secret");
    }
}

#[test]
fn a_partial_arn_that_looks_full_finds_nothing() {
    let name = "Invalid/_+=.@-Name-a1b2c3";
    let partial = format!("arn:aws:secretsmanager:eu-west-1:111122223333:secret:{name}");
    assert!(found(name, name));
    assert!(!found(name, &partial));
    assert!(found(name, &format!("{partial}-Xk3b9Q")));
}

#[test]
fn arns_of_other_places_find_nothing() {
    for place in ["aws:secretsmanager:eu-west-2:111122223333", "aws:secretsmanager:eu-west-1:444455556666"] {
        assert!(!found("db", &format!("arn:{place}:secret:db-Xk3b9Q")));
        assert!(!found("db", &format!("arn:{place}:secret:db")));
    }
}

#[test]
fn what_is_neither_name_nor_arn_is_refused() {
    for id in ["a b", "a:b", "arn:aws:s3:::bucket", "arn:aws:secretsmanager:eu-west-1:1:secret:a b", "arn:x"] {
        let text = "ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!";
        assert_refused(SecretId::parse(id), text);
    }
}
