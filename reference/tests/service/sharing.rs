//! Secrets of other accounts, which their resource policies open: §2.3, §2.9, §7.4.

use secretsmith::server::Caller;
use serde_json::{Value, json};

use crate::{NOT_FOUND, World, assert_refused};

const DEFAULT_KEY: &str = "InvalidRequestException: You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.";
const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/// The owner's view and that of another account, and the ARN of the secret `db`, which the other may use.
fn shared() -> (World, World, String) {
    let owner = World::new();
    let arn = owner.secret("db");
    allow(&owner, json!({"AWS": "444455556666"}), json!("secretsmanager:*"));
    let other = owner.caller(Caller::anonymous().with_access_key_id("444455556666"));
    (owner, other, arn)
}

fn allow(owner: &World, principal: Value, action: Value) {
    let statement = json!({"Effect": "Allow", "Principal": principal, "Action": action, "Resource": "*"});
    let policy = json!({"Version": "2012-10-17", "Statement": [statement]}).to_string();
    owner.put_resource_policy(json!({"SecretId": "db", "ResourcePolicy": policy})).expect("a good policy");
}

fn use_own_key(owner: &World) {
    let update = json!({"SecretId": "db", "KmsKeyId": KEY, "ClientRequestToken": "k"});
    owner.update_secret(update).expect("the secret is there");
}

#[test]
fn s7_4_what_another_account_can_do() {
    let (owner, other, arn) = shared();
    let id = json!({"SecretId": arn});
    let named = Ok(json!({"ARN": arn, "Name": "db"}));
    assert_eq!(other.describe(&arn)["Name"], "db");
    assert_eq!(other.get_resource_policy(id.clone()).expect("a policy")["Name"], "db");
    let policy = owner.get_resource_policy(id.clone()).expect("a policy")["ResourcePolicy"].clone();
    assert_eq!(other.put_resource_policy(json!({"SecretId": arn, "ResourcePolicy": policy})), named);
    assert_eq!(
        other.list_secret_version_ids(id.clone()).expect("a list")["Versions"].as_array().map(Vec::len),
        Some(1)
    );
    let tags = json!({"SecretId": arn, "Tags": [{"Key": "a", "Value": "1"}]});
    assert_eq!(other.tag_resource(tags), Ok(json!({})));
    assert_eq!(owner.describe("db")["Tags"], json!([{"Key": "a", "Value": "1"}]));
    assert_eq!(other.untag_resource(json!({"SecretId": arn, "TagKeys": ["a"]})), Ok(json!({})));
    assert!(other.delete_secret(json!({"SecretId": arn, "RecoveryWindowInDays": 7})).is_ok());
    assert_eq!(other.restore_secret(id.clone()), named);
    assert!(other.delete_secret(json!({"SecretId": arn, "ForceDeleteWithoutRecovery": true})).is_ok());
    assert_refused(owner.describe_secret(id), NOT_FOUND);
}

#[test]
fn s7_4_lists_never_show_it() {
    let (_, other, _) = shared();
    assert_eq!(other.list_secrets(json!({})), Ok(json!({"SecretList": []})));
    let batch = other.batch_get_secret_value(json!({"Filters": [{"Key": "name", "Values": ["db"]}]}));
    assert_eq!(batch, Ok(json!({"SecretValues": [], "Errors": []})));
}

#[test]
fn s2_9_values_need_a_key_of_the_customer() {
    let (owner, other, arn) = shared();
    let get = || other.get_secret_value(json!({"SecretId": arn}));
    let put = |value: &str| {
        other.put_secret_value(json!({"SecretId": arn, "SecretString": value, "ClientRequestToken": value}))
    };
    assert_refused(get(), DEFAULT_KEY);
    assert_refused(put("two"), DEFAULT_KEY);
    assert_refused(
        other.get_secret_value(json!({"SecretId": arn, "VersionStage": "mine"})),
        "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: mine",
    );
    assert_eq!(owner.describe("db").get("LastAccessedDate"), None);

    use_own_key(&owner);
    assert_eq!(get().expect("a value")["SecretString"], "one");
    assert!(owner.describe("db").get("LastAccessedDate").is_some());
    assert_eq!(put("two").expect("a new version")["VersionStages"], json!(["AWSCURRENT"]));
    let value = owner.get_secret_value(json!({"SecretId": "db"})).expect("a value");
    assert_eq!(value["SecretString"], "two");
}

#[test]
fn s2_9_the_owner_may_use_the_default_key() {
    let (owner, _, arn) = shared();
    assert_eq!(owner.get_secret_value(json!({"SecretId": arn})).expect("a value")["SecretString"], "one");
}

#[test]
fn s3_1_a_batch_can_name_secrets_of_several_accounts() {
    let (owner, other, arn) = shared();
    use_own_key(&owner);
    other.secret("mine");
    let batch = other.batch_get_secret_value(json!({"SecretIdList": [arn, "mine", "db"]})).expect("a batch");
    let names: Vec<&Value> =
        batch["SecretValues"].as_array().expect("a list").iter().map(|value| &value["Name"]).collect();
    assert_eq!(names, ["db", "mine"]);
    assert_eq!(batch["Errors"][0]["SecretId"], "db");
    assert!(owner.describe("db").get("LastAccessedDate").is_some());
}

#[test]
fn s2_3_names_mean_the_own_account_and_partial_arns_do_not() {
    let (_, other, arn) = shared();
    assert_refused(other.describe_secret(json!({"SecretId": "db"})), NOT_FOUND);
    let (partial, _) = arn.rsplit_once('-').expect("a suffix");
    assert_eq!(other.describe(partial)["ARN"], arn);
}

#[test]
fn s2_3_the_region_has_to_be_the_same() {
    let (_, other, arn) = shared();
    assert_refused(other.at("us-east-1").describe_secret(json!({"SecretId": arn})), NOT_FOUND);
}

#[test]
fn s7_4_without_an_allow_it_is_not_found() {
    let (owner, other, arn) = shared();
    let describe = || other.describe_secret(json!({"SecretId": arn}));
    let stranger = owner.caller(Caller::anonymous().with_account("777788889999"));
    assert_refused(stranger.describe_secret(json!({"SecretId": arn})), NOT_FOUND);

    allow(&owner, json!({"AWS": "444455556666"}), json!("secretsmanager:GetSecretValue"));
    assert_refused(describe(), NOT_FOUND);
    assert_refused(other.delete_secret(json!({"SecretId": arn, "ForceDeleteWithoutRecovery": true})), NOT_FOUND);
    allow(&owner, json!({"AWS": "arn:aws:iam::444455556666:role/app"}), json!("secretsmanager:*"));
    assert_refused(describe(), NOT_FOUND);
    allow(&owner, json!("*"), json!(["secretsmanager:Describe*"]));
    assert!(describe().is_ok());
    owner.delete_resource_policy(json!({"SecretId": "db"})).expect("the secret is there");
    assert_refused(describe(), NOT_FOUND);
    assert!(owner.describe_secret(json!({"SecretId": arn})).is_ok());
}

#[test]
fn s7_4_a_deny_closes_what_an_allow_opens() {
    let (owner, other, arn) = shared();
    let statements = json!([
        {"Effect": "Allow", "Principal": "*", "Action": "secretsmanager:*", "Resource": "*"},
        {"Effect": "Deny", "Principal": {"AWS": "444455556666"}, "Action": "secretsmanager:Delete*", "Resource": "*"},
    ]);
    let policy = json!({"Version": "2012-10-17", "Statement": statements}).to_string();
    owner.put_resource_policy(json!({"SecretId": "db", "ResourcePolicy": policy})).expect("a good policy");
    assert!(other.describe_secret(json!({"SecretId": arn})).is_ok());
    assert_refused(other.delete_secret(json!({"SecretId": arn})), NOT_FOUND);
}
