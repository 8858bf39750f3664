//! Pages and their elements, as iterators.

use secretsmith::blocking::Client;
use secretsmith::config::testing::{Exchange, Script};
use secretsmith::config::{Config, Credentials};
use secretsmith_reference::InMemory;
use serde_json::json;

/// A client of a service with secrets `s0` to `s4`.
fn five_secrets() -> Client {
    let client = Client::in_process(InMemory::new());
    for number in 0..5 {
        client.create_secret().name(format!("s{number}")).send().expect("it is created");
    }
    client
}

#[test]
fn pages_come_one_by_one() {
    let client = five_secrets();
    let pages = client.list_secrets().into_paginator().page_size(2).send();
    let sizes = pages.map(|page| page.map(|page| page.secret_list().len())).collect::<Result<Vec<_>, _>>();
    assert_eq!(sizes.expect("each page comes"), [2, 2, 1]);
}

#[test]
fn items_go_over_all_pages() {
    let client = five_secrets();
    let secrets = client.list_secrets().into_paginator().page_size(2).items().send();
    let names = secrets.map(|secret| secret.map(|secret| secret.name().unwrap_or_default().to_owned()));
    let mut names = names.collect::<Result<Vec<_>, _>>().expect("each page comes");
    names.sort();
    assert_eq!(names, ["s0", "s1", "s2", "s3", "s4"]);
}

#[test]
fn a_page_is_asked_for_when_it_is_wanted_and_an_error_is_the_last() {
    let script = Script::new([
        Exchange::new("ListSecrets").with_answer(json!({"SecretList": [{"Name": "a"}], "NextToken": "2"})),
        Exchange::new("ListSecrets")
            .with_request(json!({"NextToken": "2"}))
            .with_error("InvalidNextTokenException", "gone"),
    ]);
    let config = Config::builder().region("eu-west-1").credentials(Credentials::new("AKIDEXAMPLE", "any"));
    let client = Client::from_conf(config.transport(script.clone()).build());
    let mut secrets = client.list_secrets().into_paginator().items().send();
    assert_eq!(script.left(), 2, "nothing is asked for yet");

    let first = secrets.next().expect("there is a first").expect("which came");
    assert_eq!((first.name(), script.left()), (Some("a"), 1));
    let error = secrets.next().expect("there is a second page").expect_err("which did not come");
    assert_eq!(error.code(), Some("InvalidNextTokenException"));
    assert!(secrets.next().is_none() && secrets.next().is_none(), "nothing follows an error");
    assert_eq!(script.left(), 0);
}
