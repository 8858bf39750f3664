//! §2.6, §3: the bounds of the inputs, operation by operation, as far as no other case has them.

use secretsmith::types::{ExternalSecretRotationMetadataItem, FilterNameStringType, ReplicaRegionType};
use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::{at_least, at_most, validation};
use crate::support::{DB, filter, version};

/// The rule for Regions.
const REGIONS: &str = r"Member must satisfy regular expression pattern: ^([a-z]+-)+\d+$";

/// How a value stands in a message, with the path of the member.
fn at(value: &str, path: &str) -> String {
    format!("Value '{value}' at '{path}'")
}

#[test]
fn keys_and_types() {
    on_each_transport(async |world| {
        let (key, kind) = ("k".repeat(2049), "t".repeat(257));
        let create = || world.client.create_secret().name(DB).secret_string("x");
        let update = || world.client.update_secret().secret_id(DB);
        let expected = validation(&at(&key, "kmsKeyId"), &at_most(2048));
        assert_eq!(refusal(create().kms_key_id(&key).send().await), expected);
        assert_eq!(refusal(update().kms_key_id(&key).send().await), expected);
        let expected = validation(&at(&kind, "type"), &at_most(256));
        assert_eq!(refusal(create().r#type(&kind).send().await), expected);
        assert_eq!(refusal(update().r#type(&kind).send().await), expected);
    });
}

#[test]
fn regions_to_add() {
    on_each_transport(async |world| {
        let create = || world.client.create_secret().name(DB).secret_string("x");
        let replicate = || world.client.replicate_secret_to_regions().secret_id(DB);
        let expected = validation(&at("[]", "addReplicaRegions"), &at_least(1));
        assert_eq!(refusal(create().set_add_replica_regions(Some(vec![])).send().await), expected);
        assert_eq!(refusal(replicate().set_add_replica_regions(Some(vec![])).send().await), expected);

        let replica = |region: &str| ReplicaRegionType::builder().region(region).build();
        let expected = validation(&at("Europe", "addReplicaRegions.1.member.region"), REGIONS);
        assert_eq!(refusal(create().add_replica_regions(replica("Europe")).send().await), expected);
        assert_eq!(refusal(replicate().add_replica_regions(replica("Europe")).send().await), expected);
        let call = replicate().add_replica_regions(replica("us-east-1")).add_replica_regions(replica("us-east"));
        let expected = validation(&at("us-east", "addReplicaRegions.2.member.region"), REGIONS);
        assert_eq!(refusal(call.send().await), expected);
        let replica = ReplicaRegionType::builder().region("us-east-1").kms_key_id("k".repeat(2049)).build();
        let expected = validation(&at(&"k".repeat(2049), "addReplicaRegions.1.member.kmsKeyId"), &at_most(2048));
        assert_eq!(refusal(replicate().add_replica_regions(replica).send().await), expected);
    });
}

#[test]
fn regions_to_remove() {
    on_each_transport(async |world| {
        let remove = || world.client.remove_regions_from_replication().secret_id(DB);
        let expected = validation(&at("[]", "removeReplicaRegions"), &at_least(1));
        assert_eq!(refusal(remove().set_remove_replica_regions(Some(vec![])).send().await), expected);
        let rule = format!("Member must satisfy constraint: [{}, {}, {REGIONS}]", at_most(128), at_least(1));
        let expected = validation(&at("[us-east-1, Europe]", "removeReplicaRegions"), &rule);
        let call = remove().remove_replica_regions("us-east-1").remove_replica_regions("Europe");
        assert_eq!(refusal(call.send().await), expected);
    });
}

#[test]
fn what_rotates_a_secret() {
    on_each_transport(async |world| {
        let rotate = || world.client.rotate_secret().secret_id(DB);
        let arn = "a".repeat(2049);
        let expected = validation(&at(&arn, "rotationLambdaARN"), &at_most(2048));
        assert_eq!(refusal(rotate().rotation_lambda_arn(&arn).send().await), expected);
        for (role, rule) in [("r".repeat(19), at_least(20)), ("r".repeat(2049), at_most(2048))] {
            let call = rotate().external_secret_rotation_role_arn(&role);
            assert_eq!(refusal(call.send().await), validation(&at(&role, "externalSecretRotationRoleArn"), &rule));
        }
        let item = |key: &str, value: &str| ExternalSecretRotationMetadataItem::builder().key(key).value(value).build();
        let (key, value) = ("k".repeat(257), "v".repeat(2049));
        for (item, wrong, member, rule) in [
            (item("", "v"), "", "key", at_least(1)),
            (item(&key, "v"), &*key, "key", at_most(256)),
            (item("k", ""), "", "value", at_least(1)),
            (item("k", &value), &*value, "value", at_most(2048)),
        ] {
            let path = format!("externalSecretRotationMetadata.1.member.{member}");
            let call = rotate().external_secret_rotation_metadata(item);
            assert_eq!(refusal(call.send().await), validation(&at(wrong, &path), &rule));
        }
    });
}

#[test]
fn policies() {
    on_each_transport(async |world| {
        for (policy, rule) in [(String::new(), at_least(1)), ("p".repeat(20481), at_most(20480))] {
            let expected = validation(&at(&policy, "resourcePolicy"), &rule);
            let put = world.client.put_resource_policy().secret_id(DB).resource_policy(&policy);
            assert_eq!(refusal(put.send().await), expected);
            let validate = world.client.validate_resource_policy().resource_policy(&policy);
            assert_eq!(refusal(validate.send().await), expected);
        }
    });
}

#[test]
fn versions_and_labels() {
    on_each_transport(async |world| {
        let get = || world.client.get_secret_value().secret_id(DB);
        let stage = || world.client.update_secret_version_stage().secret_id(DB);
        for (id, rule) in [("v".repeat(31), at_least(32)), ("v".repeat(65), at_most(64))] {
            assert_eq!(refusal(get().version_id(&id).send().await), validation(&at(&id, "versionId"), &rule));
            let call = stage().version_stage("x").remove_from_version_id(&id);
            assert_eq!(refusal(call.send().await), validation(&at(&id, "removeFromVersionId"), &rule));
            let call = stage().version_stage("x").move_to_version_id(&id);
            assert_eq!(refusal(call.send().await), validation(&at(&id, "moveToVersionId"), &rule));
        }
        for (label, rule) in [(String::new(), at_least(1)), ("l".repeat(257), at_most(256))] {
            let expected = validation(&at(&label, "versionStage"), &rule);
            assert_eq!(refusal(get().version_stage(&label).send().await), expected);
            let call = stage().version_stage(&label).move_to_version_id(version(1));
            assert_eq!(refusal(call.send().await), expected);
        }
    });
}

#[test]
fn keys_of_tags_to_remove() {
    on_each_transport(async |world| {
        let key = "k".repeat(129);
        let rule = format!("Member must satisfy constraint: [{}, {}]", at_most(128), at_least(1));
        let untag = world.client.untag_resource().secret_id(DB).tag_keys(&key);
        assert_eq!(refusal(untag.send().await), validation(&at(&format!("[{key}]"), "tagKeys"), &rule));
    });
}

#[test]
fn pages_of_a_batch() {
    on_each_transport(async |world| {
        let batch = || world.client.batch_get_secret_value().filters(filter(FilterNameStringType::Name, &["a"]));
        let rule = "Member must have value greater than or equal to 1";
        assert_eq!(refusal(batch().max_results(0).send().await), validation(&at("0", "maxResults"), rule));
        for (token, rule) in [(String::new(), at_least(1)), ("t".repeat(4097), at_most(4096))] {
            let expected = validation(&at(&token, "nextToken"), &rule);
            assert_eq!(refusal(batch().next_token(&token).send().await), expected);
        }
    });
}
