//! §5: what one Region leaves to do for another.

use std::sync::Arc;

use secretsmith::primitives::DateTime;
use secretsmith::types::ReplicaRegionType;
use secretsmith_reference::operation;
use secretsmith_reference::rules::account::Account;
use secretsmith_reference::rules::arn::{Place, Suffix};
use secretsmith_reference::rules::lookup::SecretId;
use secretsmith_reference::rules::replication::{Overwrite, Target};
use secretsmith_reference::rules::secret::Secret;

use crate::{assert_refused, time};

fn now() -> DateTime {
    time("2026-09-21T14:13:20Z")
}

fn account(region: &str) -> Account {
    Account::new(Place::new(region, "111122223333"))
}

fn replicas(account: &Account, regions: &[&str]) -> Vec<Target> {
    let replica = |region: &&str| ReplicaRegionType::builder().region(*region).build();
    Target::read(regions.iter().map(replica).collect(), account.place()).expect("they are Regions")
}

/// Adds a secret that is to be replicated.
fn add(account: &mut Account, name: &str, regions: &[&str]) {
    let suffix = Suffix::parse("Xk3b9Q").expect("a suffix");
    let mut secret = Secret::new(Arc::clone(account.place()), name, suffix, now());
    secret.replicate(&replicas(account, regions), Overwrite::Refused, now());
    account.add(secret).expect("there is room");
}

#[test]
fn a_region_is_told_that_another_waits() {
    let (mut here, mut there) = (account("eu-west-1"), account("us-east-1"));
    assert_eq!(here.outstanding_region(), None);
    add(&mut here, "db", &["us-east-1", "ap-south-1"]);
    assert_eq!(here.outstanding_region(), Some("ap-south-1"));
    here.deliver(&mut there, now());
    assert_eq!(here.outstanding_region(), Some("ap-south-1"), "one Region after the other");
    here.deliver(&mut account("ap-south-1"), now());
    here.deliver(&mut there, now());
    assert_eq!((here.outstanding_region(), there.outstanding_region()), (None, None));
    assert_eq!(there.get("db", now()).and_then(Secret::primary_region), Some("eu-west-1"));
}

#[test]
fn a_change_is_left_to_do_once() {
    let (mut here, mut there) = (account("eu-west-1"), account("us-east-1"));
    add(&mut here, "db", &["us-east-1"]);
    here.deliver(&mut there, now());
    for text in ["one", "two"] {
        let change = |secret: &mut Secret| secret.describe(text.to_owned());
        here.change(SecretId::Name("db"), now(), change).expect("the secret is there");
    }
    here.deliver(&mut there, now());
    assert_eq!(here.outstanding_region(), None);
    let input = serde_json::from_str(r#"{"SecretId":"db"}"#).expect("a good input");
    let described = operation::describe_secret(&there, &input, now()).expect("the replica is there");
    assert_eq!(described.description(), Some("two"));
}

#[test]
fn there_is_an_end_to_what_is_done_at_once() {
    let (mut here, mut there) = (account("eu-west-1"), account("us-east-1"));
    for number in 0..150 {
        add(&mut here, &format!("s{number}"), &["us-east-1"]);
    }
    let count = |there: &Account| (0..150).filter(|number| there.get(&format!("s{number}"), now()).is_some()).count();
    here.deliver(&mut there, now());
    assert_eq!(count(&there), 100);
    here.deliver(&mut there, now());
    assert_eq!((count(&there), here.outstanding_region()), (150, None));
}

#[test]
fn every_region_has_to_be_one_for_replicas() {
    let target = |region: Option<&str>| {
        let replica = ReplicaRegionType::builder().set_region(region.map(str::to_owned)).build();
        Target::read(vec![replica], account("eu-west-1").place())
    };
    assert!(target(Some("us-east-1")).is_ok());
    for region in [None, Some(""), Some("eu-west-1"), Some("eu-west-11")] {
        assert_refused(target(region), "InvalidParameterException: Invalid replica region.");
    }
}
