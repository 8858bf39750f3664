//! CreateSecret: §3.3 with §2.1, §2.4, §2.9.

use serde_json::{Value, json};

use crate::{Answer, INVALID_NAME, MISSING_TOKEN, TWO_VALUES, World, assert_refused};

/// Creates `db` with the members added, or replaced.
fn create(world: &World, members: Value) -> Answer {
    let mut input = json!({"Name": "db", "ClientRequestToken": "v1"});
    for (name, value) in members.as_object().expect("an object") {
        input[name] = value.clone();
    }
    world.create_secret(input)
}

#[test]
fn a_secret_without_value_has_no_version() {
    let world = World::new();
    let output = create(&world, json!({})).expect("the secret is new");
    assert_eq!(output.get("VersionId"), None);
    let arn = &output["ARN"];
    let times = 1_790_000_000;
    let described = json!({"ARN": arn, "Name": "db", "CreatedDate": times, "LastChangedDate": times});
    assert_eq!(world.describe("db"), described);
    assert_refused(
        world.get_secret_value(json!({"SecretId": "db"})),
        "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
    );
    let versions = world.list_secret_version_ids(json!({"SecretId": "db"}));
    assert_eq!(versions, Ok(json!({"ARN": arn, "Name": "db", "Versions": []})));
    assert_refused(
        create(&world, json!({})),
        "ResourceExistsException: The operation failed because the secret db already exists.",
    );
}

#[test]
fn everything_given_is_described() {
    let world = World::new();
    let members = json!({
        "SecretBinary": "Zm9vdGVzdA==",
        "Description": "for tests",
        "KmsKeyId": "alias/app",
        "Type": "PaddleApiKey",
        "Tags": [{"Key": "b", "Value": "1"}, {"Key": "a", "Value": "2"}],
    });
    create(&world, members).expect("the secret is new");
    let described = world.describe("db");
    assert_eq!(described["Description"], "for tests");
    assert_eq!(described["KmsKeyId"], "alias/app");
    assert_eq!(described["Type"], "PaddleApiKey");
    assert_eq!(described["Tags"], json!([{"Key": "b", "Value": "1"}, {"Key": "a", "Value": "2"}]));
    let value = world.get_secret_value(json!({"SecretId": "db"})).expect("there is a value");
    assert_eq!(value["SecretBinary"], "Zm9vdGVzdA==");
    assert_eq!(value.get("SecretString"), None);
}

#[test]
fn empty_texts_are_none() {
    let world = World::new();
    create(&world, json!({"Description": "", "KmsKeyId": "", "Type": "", "Tags": []})).expect("the secret is new");
    let described = world.describe("db");
    for member in ["Description", "KmsKeyId", "Type", "Tags"] {
        assert_eq!(described.get(member), None, "{member}");
    }
}

#[test]
fn a_retry_looks_at_token_and_value_only() {
    let world = World::new();
    let first = create(&world, json!({"SecretString": "one", "Description": "first"}));
    world.wait(60);
    let retry = create(&world, json!({"SecretString": "one", "Description": "other", "KmsKeyId": "nonsense"}));
    assert_eq!(retry, first);
    assert_eq!(world.describe("db")["Description"], "first");
    assert_eq!(world.describe("db")["LastChangedDate"], 1_790_000_000);
}

#[test]
fn a_token_stands_for_member_and_bytes() {
    let world = World::new();
    let arn = world.secret("db");
    let in_use = format!(
        "ResourceExistsException: You can't use ClientRequestToken v1 because that value is already in use for a version of secret {arn}."
    );
    assert_refused(create(&world, json!({"SecretString": "two"})), &in_use);
    assert_refused(create(&world, json!({"SecretBinary": "b25l"})), &in_use);
    assert_refused(create(&world, json!({})), &in_use);
}

#[test]
fn a_token_belongs_to_one_secret() {
    let world = World::new();
    world.secret("one");
    world.secret("two");
}

#[test]
fn checks_come_in_order() {
    let world = World::new();
    world.secret("db");
    let everything_wrong = json!({
        "Name": "Inv Name",
        "ClientRequestToken": null,
        "SecretString": "one",
        "SecretBinary": "b25l",
        "AddReplicaRegions": [{"Region": "eu-west-1"}],
        "KmsKeyId": "nonsense",
    });
    let mut input = everything_wrong;
    let mut next = |member: &str, value: Value, expected: &str| {
        assert_refused(create(&world, input.clone()), expected);
        input[member] = value;
    };
    next("Name", json!("db"), INVALID_NAME);
    next("ClientRequestToken", json!("v9"), MISSING_TOKEN);
    next("SecretBinary", json!(null), TWO_VALUES);
    next("AddReplicaRegions", json!(null), "InvalidParameterException: Invalid replica region.");
    next("Name", json!("new"), "ResourceExistsException: The operation failed because the secret db already exists.");
    next(
        "KmsKeyId",
        json!("alias/aws/s3"),
        "InvalidParameterException: The operation failed because of an invalid KMS key: Invalid keyId",
    );
    next("KmsKeyId", json!("alias/aws/secretsmanager"), "AccessDeniedException: Access to KMS is not allowed");
    assert!(create(&world, input).is_ok());
}

#[test]
fn replica_regions_are_others_of_the_same_partition() {
    let world = World::new();
    for region in ["eu-west-1", "cn-north-1", "us-gov-west-1", "eu-west-9", "nowhere", "-1", "EU-west-2"] {
        assert_refused(
            create(&world, json!({"AddReplicaRegions": [{"Region": "eu-west-2"}, {"Region": region}]})),
            "InvalidParameterException: Invalid replica region.",
        );
    }
    assert_refused(world.describe_secret(json!({"SecretId": "db"})), crate::NOT_FOUND);
}

#[test]
fn bad_tags_are_refused() {
    let world = World::new();
    assert_refused(
        create(&world, json!({"Tags": [{"Key": "aws:x", "Value": "1"}]})),
        "InvalidParameterException: The tag key aws:x is not allowed because the prefix aws: is reserved for AWS use.",
    );
    let tags: Vec<Value> = (0..51).map(|number| json!({"Key": number.to_string()})).collect();
    assert_refused(
        create(&world, json!({"Tags": tags})),
        "InvalidParameterException: A secret can have at most 50 tags.",
    );
}

#[test]
fn a_name_that_ends_like_an_arn_is_accepted() {
    let world = World::new();
    let arn = world.secret("Invalid/_+=.@-Name-a1b2c3");
    let partial = arn.rsplit_once('-').expect("a suffix").0;
    assert!(world.get_secret_value(json!({"SecretId": arn})).is_ok());
    assert_refused(world.get_secret_value(json!({"SecretId": partial})), crate::NOT_FOUND);
}

#[test]
fn a_name_has_at_most_512_characters_also_without_the_checks_of_the_model() {
    let world = World::new();
    create(&world, json!({"Name": "d".repeat(512)})).expect("the secret is new");
    let long = "d".repeat(513);
    let expected = format!(
        "ValidationException: 1 validation error detected: Value '{long}' at 'name' failed to satisfy constraint: Member \
         must have length less than or equal to 512"
    );
    assert_refused(create(&world, json!({"Name": long})), &expected);
}
