//! TagResource and UntagResource: §3.19, §3.20, §2.8.

use serde_json::json;

use crate::{INVALID_NAME, NOT_FOUND, World, assert_refused};

#[test]
fn tags_come_and_go() {
    let world = World::new();
    world.secret("db");
    assert_eq!(world.describe("db").get("Tags"), None);
    let tags = json!([{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]);
    assert_eq!(world.tag_resource(json!({"SecretId": "db", "Tags": tags})), Ok(json!({})));
    let replaced = json!([{"Key": "c", "Value": ""}, {"Key": "a", "Value": "3"}]);
    world.tag_resource(json!({"SecretId": "db", "Tags": replaced})).expect("a change");
    let expected = json!([{"Key": "a", "Value": "3"}, {"Key": "b", "Value": "2"}, {"Key": "c", "Value": ""}]);
    assert_eq!(world.describe("db")["Tags"], expected);
    assert_eq!(world.list_secrets(json!({})).expect("a list")["SecretList"][0]["Tags"], expected);

    let keys = json!({"SecretId": "db", "TagKeys": ["a", "b", "c", "unknown"]});
    assert_eq!(world.untag_resource(keys), Ok(json!({})));
    assert_eq!(world.describe("db")["Tags"], json!([]));
}

#[test]
fn checks_come_in_order() {
    let world = World::new();
    let reserved = json!([{"Key": "aws:x", "Value": "1"}]);
    assert_refused(world.tag_resource(json!({"SecretId": "a b", "Tags": reserved})), INVALID_NAME);
    assert_refused(
        world.tag_resource(json!({"SecretId": "db", "Tags": reserved})),
        "InvalidParameterException: The tag key aws:x is not allowed because the prefix aws: is reserved for AWS use.",
    );
    assert_refused(world.tag_resource(json!({"SecretId": "db", "Tags": []})), NOT_FOUND);
    assert_refused(world.untag_resource(json!({"SecretId": "a b", "TagKeys": []})), INVALID_NAME);
    assert_refused(world.untag_resource(json!({"SecretId": "db", "TagKeys": []})), NOT_FOUND);
}

#[test]
fn fifty_tags_are_the_limit() {
    let world = World::new();
    world.secret("db");
    let tags: Vec<_> = (0..51).map(|number| json!({"Key": number.to_string()})).collect();
    assert_refused(
        world.tag_resource(json!({"SecretId": "db", "Tags": tags})),
        "InvalidParameterException: A secret can have at most 50 tags.",
    );
    assert_eq!(world.describe("db").get("Tags"), None, "none of them was added");
}
