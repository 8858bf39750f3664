//! How much an account holds: §2.5.

use secretsmith_reference::rules::account::Account;
use secretsmith_reference::rules::arn::{Place, Suffix};
use secretsmith_reference::rules::secret::Secret;

use crate::{assert_refused, time};

#[test]
fn an_account_holds_500000_secrets_in_a_region() {
    let now = time("2026-02-21T23:59:59Z");
    let suffix = Suffix::parse("Xk3b9Q").expect("a suffix");
    let mut account = Account::new(Place::new("eu-west-1", "111122223333"));
    let place = account.place().clone();
    let secret = |number: u32| Secret::new(place.clone(), &format!("secret{number}"), suffix, now);
    for number in 0..500_000 {
        account.add(secret(number)).expect("there is room");
    }
    let text = "LimitExceededException: An account can have at most 500000 secrets in a Region.";
    assert_refused(account.add(secret(500_000)), text);
    account.add(secret(7)).expect("one that is there is replaced");
    account.remove("secret7");
    account.add(secret(500_000)).expect("there is room again");
    assert_refused(account.add(secret(7)), text);
}
