//! ListSecrets: §3.11 and §6.

use serde_json::{Value, json};

use crate::{World, assert_refused};

fn names(world: &World, input: Value) -> Vec<String> {
    let output = world.list_secrets(input).expect("a list");
    let secrets = output["SecretList"].as_array().expect("a list");
    secrets.iter().map(|secret| secret["Name"].as_str().expect("a name").to_owned()).collect()
}

fn filtered(world: &World, filters: &[(&str, &[&str])]) -> Vec<String> {
    let filters: Vec<Value> = filters.iter().map(|(key, values)| json!({"Key": key, "Values": values})).collect();
    names(world, json!({"Filters": filters}))
}

/// Secrets with these names and descriptions, a second apart.
fn described(secrets: &[(&str, &str)]) -> World {
    let world = World::new();
    for (name, description) in secrets {
        let input = json!({"Name": name, "Description": description, "ClientRequestToken": "t"});
        world.create_secret(input).expect("the secret is new");
        world.wait(1);
    }
    world
}

#[test]
fn an_entry_has_what_describe_shows() {
    let world = World::new();
    assert_eq!(world.list_secrets(json!({})), Ok(json!({"SecretList": []})));
    let create = json!({"Name": "db", "Description": "d", "SecretString": "one", "ClientRequestToken": "v1"});
    let arn = world.create_secret(create).expect("the secret is new")["ARN"].clone();
    assert_eq!(
        world.list_secrets(json!({})),
        Ok(json!({"SecretList": [{
            "ARN": arn,
            "Name": "db",
            "Description": "d",
            "CreatedDate": 1_790_000_000,
            "LastChangedDate": 1_790_000_000,
            "SecretVersionsToStages": {"v1": ["AWSCURRENT"]},
        }]}))
    );
}

#[test]
fn scheduled_secrets_are_hidden_unless_asked_for() {
    let world = described(&[("a", ""), ("b", "")]);
    world.delete_secret(json!({"SecretId": "a"})).expect("the secret is there");
    assert_eq!(names(&world, json!({})), ["b"]);
    assert_eq!(names(&world, json!({"IncludePlannedDeletion": true})), ["a", "b"]);
}

#[test]
fn every_order_and_its_reverse() {
    let world = described(&[("b", ""), ("c", ""), ("a", "")]);
    let sorted = |by: &str| {
        let ascending = names(&world, json!({"SortBy": by})).concat();
        let descending = names(&world, json!({"SortBy": by, "SortOrder": "desc"})).concat();
        assert_eq!(descending.chars().rev().collect::<String>(), ascending, "{by}");
        ascending
    };
    assert_eq!(names(&world, json!({})).concat(), "bca");
    assert_eq!(sorted("created-date"), "bca");
    assert_eq!(sorted("name"), "abc");
    assert_eq!(sorted("last-changed-date"), "bca");
    world.put("b", "v1", &[]);
    assert_eq!(sorted("last-changed-date"), "cab");
    assert_eq!(sorted("last-accessed-date"), "abc", "those never read are sorted by name");
    world.get_secret_value(json!({"SecretId": "b"})).expect("there is a value");
    assert_eq!(sorted("last-accessed-date"), "acb");
}

#[test]
fn pages_follow_each_other_in_every_order() {
    let world = World::new();
    for number in 0..25 {
        let name = format!("secret{:02}", (number * 7) % 25);
        world.create_secret(json!({"Name": name, "ClientRequestToken": "t"})).expect("the secret is new");
    }
    for by in ["created-date", "last-accessed-date", "last-changed-date", "name"] {
        for order in ["asc", "desc"] {
            let input = json!({"SortBy": by, "SortOrder": order});
            let mut paged = Vec::new();
            let mut page = input.clone();
            page["MaxResults"] = json!(10);
            loop {
                let output = world.list_secrets(page.clone()).expect("a list");
                paged.extend(output["SecretList"].as_array().expect("a list").clone());
                let Some(token) = output.get("NextToken") else { break };
                page["NextToken"] = token.clone();
            }
            let all = world.list_secrets(input).expect("a list");
            assert_eq!(Value::from(paged), all["SecretList"], "{by} {order}");
        }
    }
}

#[test]
fn a_page_has_a_hundred_secrets_and_a_last_page_no_token() {
    let world = World::new();
    for number in 0..100 {
        let input = json!({"Name": format!("s{number}"), "ClientRequestToken": "t"});
        world.create_secret(input).expect("the secret is new");
    }
    assert_eq!(world.list_secrets(json!({})).expect("a list").get("NextToken"), None);
    world.secret("one-more");
    let first = world.list_secrets(json!({"SortBy": "name"})).expect("a list");
    assert_eq!(first["SecretList"].as_array().map(Vec::len), Some(100));
    assert!(first.get("NextToken").is_some());
}

#[test]
fn a_page_is_full_however_far_apart_its_secrets_are() {
    let world = World::new();
    for number in 0..1200 {
        let name = if number % 400 == 399 { format!("wanted{number}") } else { format!("s{number}") };
        world.create_secret(json!({"Name": name, "ClientRequestToken": "t"})).expect("the secret is new");
    }
    let filters = json!([{"Key": "name", "Values": ["wanted"]}]);
    let first = world.list_secrets(json!({"Filters": filters, "MaxResults": 2})).expect("a list");
    assert_eq!(first["SecretList"].as_array().map(Vec::len), Some(2));
    let rest = json!({"Filters": filters, "MaxResults": 2, "NextToken": first["NextToken"]});
    let rest = world.list_secrets(rest).expect("a list");
    assert_eq!(rest["SecretList"].as_array().map(Vec::len), Some(1));
    assert_eq!(rest.get("NextToken"), None);
}

#[test]
fn a_token_survives_changes_but_no_other_parameters() {
    let world = described(&[("a", ""), ("b", ""), ("c", "")]);
    let token = world.list_secrets(json!({"MaxResults": 2})).expect("a list")["NextToken"].clone();
    world.delete_secret(json!({"SecretId": "b", "ForceDeleteWithoutRecovery": true})).expect("it is there");
    assert_eq!(names(&world, json!({"NextToken": token})), ["c"]);
    let invalid = "InvalidNextTokenException: The NextToken value is invalid.";
    for input in [
        json!({"NextToken": token, "SortBy": "name"}),
        json!({"NextToken": token, "SortOrder": "desc"}),
        json!({"NextToken": token, "IncludePlannedDeletion": true}),
        json!({"NextToken": token, "Filters": [{"Key": "name", "Values": ["a"]}]}),
        json!({"NextToken": "nonsense"}),
    ] {
        assert_refused(world.list_secrets(input), invalid);
    }
}

#[test]
fn filters_need_key_and_values() {
    let world = World::new();
    let filter = |filter: Value| world.list_secrets(json!({"Filters": [filter]}));
    assert_refused(filter(json!({"Values": ["a"]})), "InvalidParameterException: Invalid filter key");
    assert_refused(filter(json!({"Key": "name"})), "InvalidParameterException: Invalid filter values for key: name");
}

#[test]
fn names_and_tags_match_by_prefix() {
    let world = described(&[("testing1/one", ""), ("/testing2/two", "")]);
    let tags = json!([{"Key": "Team", "Value": "Blue"}, {"Key": "stage", "Value": "prod"}]);
    world.tag_resource(json!({"SecretId": "testing1/one", "Tags": tags})).expect("a change");
    assert_eq!(filtered(&world, &[("name", &["/"])]), ["/testing2/two"]);
    assert_eq!(filtered(&world, &[("name", &["testing1 one"])]), [""; 0]);
    assert_eq!(filtered(&world, &[("name", &["Testing"])]), [""; 0]);
    assert_eq!(filtered(&world, &[("name", &["!/"])]), ["testing1/one"]);
    assert_eq!(filtered(&world, &[("tag-key", &["Te"])]), ["testing1/one"]);
    assert_eq!(filtered(&world, &[("tag-key", &["te"])]), [""; 0]);
    assert_eq!(filtered(&world, &[("tag-value", &["pro"])]), ["testing1/one"]);
    assert_eq!(filtered(&world, &[("tag-value", &["!pro"])]), ["/testing2/two"]);
    assert_eq!(filtered(&world, &[("owning-service", &["rds"])]), [""; 0]);
    assert_eq!(filtered(&world, &[("primary-region", &["eu"])]), [""; 0]);
}

#[test]
fn descriptions_match_by_words() {
    let secrets = [("1", "a secret"), ("2", "an secret"), ("3", "asecret"), ("4", "thesecret"), ("5", "")];
    let world = described(&secrets);
    assert_eq!(filtered(&world, &[("description", &["a"])]), ["1", "2", "3"]);
    assert_eq!(filtered(&world, &[("description", &["a secret"])]), ["1", "2"]);
    assert_eq!(filtered(&world, &[("description", &["!a"])]), ["4", "5"]);
    assert_eq!(filtered(&world, &[("description", &["!c"])]), ["1", "2", "3", "4", "5"]);
}

#[test]
fn filters_are_and_values_are_or() {
    let world = described(&[("one", "a secret"), ("two", "an secret"), ("three", "other")]);
    assert_eq!(filtered(&world, &[("name", &["one", "three"])]), ["one", "three"]);
    assert_eq!(filtered(&world, &[("name", &["t"]), ("name", &["th"])]), ["three"]);
    assert_eq!(filtered(&world, &[("description", &["a"]), ("name", &["t"])]), ["two"]);
    assert_eq!(filtered(&world, &[("description", &["a"]), ("name", &["secret"])]), [""; 0]);
    assert_eq!(filtered(&world, &[("name", &["one", "!two"])]), ["one", "three"]);
}

#[test]
fn all_looks_into_name_description_and_tags() {
    let world = described(&[("SecretOne", ""), ("Thirdsecret", ""), ("COMPANYthings", ""), ("x", "DescTwo")]);
    world.tag_resource(json!({"SecretId": "x", "Tags": [{"Key": "Foo", "Value": "Bar"}]})).expect("a change");
    assert_eq!(filtered(&world, &[("all", &["secret"])]), ["SecretOne"]);
    assert_eq!(filtered(&world, &[("all", &["ret"])]), [""; 0]);
    assert_eq!(filtered(&world, &[("all", &["Ythings"])]), ["COMPANYthings"]);
    assert_eq!(filtered(&world, &[("all", &["d t"])]), ["x"]);
    assert_eq!(filtered(&world, &[("all", &["foo"])]), ["x"]);
    assert_eq!(filtered(&world, &[("all", &["bar"])]), ["x"]);
    assert_eq!(filtered(&world, &[("all", &["foo bar"])]), [""; 0], "all words are in one field");
    assert_eq!(filtered(&world, &[("all", &["bar", "sec"])]), ["SecretOne", "x"]);
    assert_eq!(filtered(&world, &[("all", &["+"])]), [""; 0]);
}
