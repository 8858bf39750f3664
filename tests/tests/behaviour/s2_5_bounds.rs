//! §2.5: the bounds that the model sets, and what is said of what is beyond them (§2.6).

use secretsmith::types::{
    ExternalSecretRotationMetadataItem, FilterNameStringType, ReplicaRegionType, RotationRulesType,
};
use secretsmith_tests::{Refusal, on_each_transport, refusal};

use crate::refusals::{at_least, at_most, validation, validations};
use crate::support::{DB, create, filter};

const REGION_PATTERN: &str = r"Member must satisfy regular expression pattern: ^([a-z]+-)+\d+$";

/// Asserts that a call is refused for the value of one member.
#[track_caller]
fn assert_refused(refused: Refusal, value: &str, path: &str, rule: &str) {
    assert_eq!(refused, validation(&format!("Value '{value}' at '{path}'"), rule));
}

fn replica(region: &str) -> ReplicaRegionType {
    ReplicaRegionType::builder().region(region).build()
}

#[test]
fn ids_of_versions_have_32_to_64_characters() {
    on_each_transport(async |world| {
        let client = &world.client;
        for (id, rule) in [("v".repeat(31), at_least(32)), ("v".repeat(65), at_most(64))] {
            let read = client.get_secret_value().secret_id(DB).version_id(&id).send().await;
            assert_refused(refusal(read), &id, "versionId", &rule);
            let stage = || client.update_secret_version_stage().secret_id(DB).version_stage("MINE");
            let moved = stage().move_to_version_id(&id).send().await;
            assert_refused(refusal(moved), &id, "moveToVersionId", &rule);
            let removed = stage().remove_from_version_id(&id).send().await;
            assert_refused(refusal(removed), &id, "removeFromVersionId", &rule);
        }
    });
}

#[test]
fn keys_and_descriptions_have_at_most_2048_characters() {
    on_each_transport(async |world| {
        let client = &world.client;
        let long = "k".repeat(2049);
        let key = client.create_secret().name(DB).kms_key_id(&long).send().await;
        assert_refused(refusal(key), &long, "kmsKeyId", &at_most(2048));
        let key = client.update_secret().secret_id(DB).kms_key_id(&long).send().await;
        assert_refused(refusal(key), &long, "kmsKeyId", &at_most(2048));
        let description = client.update_secret().secret_id(DB).description(&long).send().await;
        assert_refused(refusal(description), &long, "description", &at_most(2048));
        let replica = ReplicaRegionType::builder().region("us-east-1").kms_key_id(&long).build();
        let replicate = client.replicate_secret_to_regions().secret_id(DB).add_replica_regions(replica).send().await;
        assert_refused(refusal(replicate), &long, "addReplicaRegions.1.member.kmsKeyId", &at_most(2048));

        create(client, DB).await;
        let description = client.update_secret().secret_id(DB).description(&long[1..]).send().await;
        description.expect("2048 characters are allowed");
    });
}

#[test]
fn types_have_at_most_256_characters() {
    on_each_transport(async |world| {
        let client = &world.client;
        let kind = "t".repeat(257);
        let created = client.create_secret().name(DB).secret_string("x").r#type(&kind).send().await;
        assert_refused(refusal(created), &kind, "type", &at_most(256));
        let updated = client.update_secret().secret_id(DB).r#type(&kind).send().await;
        assert_refused(refusal(updated), &kind, "type", &at_most(256));
    });
}

#[test]
fn labels_have_1_to_256_characters() {
    on_each_transport(async |world| {
        let client = &world.client;
        for (label, rule) in [(String::new(), at_least(1)), ("l".repeat(257), at_most(256))] {
            let read = client.get_secret_value().secret_id(DB).version_stage(&label).send().await;
            assert_refused(refusal(read), &label, "versionStage", &rule);
            let stage = client.update_secret_version_stage().secret_id(DB).version_stage(&label).send().await;
            assert_refused(refusal(stage), &label, "versionStage", &rule);
            let put = client.put_secret_value().secret_id(DB).secret_string("x").version_stages(&label).send().await;
            let each = format!("Member must satisfy constraint: [{}, {}]", at_most(256), at_least(1));
            assert_refused(refusal(put), &format!("[{label}]"), "versionStages", &each);
        }
    });
}

#[test]
fn policies_have_1_to_20480_characters() {
    on_each_transport(async |world| {
        for (policy, rule) in [(String::new(), at_least(1)), (" ".repeat(20481), at_most(20480))] {
            let put = world.client.put_resource_policy().secret_id(DB).resource_policy(&policy).send().await;
            assert_refused(refusal(put), &policy, "resourcePolicy", &rule);
            let validate = world.client.validate_resource_policy().resource_policy(&policy).send().await;
            assert_refused(refusal(validate), &policy, "resourcePolicy", &rule);
        }
    });
}

#[test]
fn lists_of_ids_regions_and_values_of_filters_have_bounds() {
    on_each_transport(async |world| {
        let client = &world.client;
        let batch = client.batch_get_secret_value().set_secret_id_list(Some(vec![])).send().await;
        assert_refused(refusal(batch), "[]", "secretIdList", &at_least(1));

        let replicate = client.replicate_secret_to_regions().secret_id(DB).set_add_replica_regions(Some(vec![]));
        assert_refused(refusal(replicate.send().await), "[]", "addReplicaRegions", &at_least(1));
        let created = client.create_secret().name(DB).set_add_replica_regions(Some(vec![])).send().await;
        assert_refused(refusal(created), "[]", "addReplicaRegions", &at_least(1));
        let remove = client.remove_regions_from_replication().secret_id(DB).set_remove_replica_regions(Some(vec![]));
        assert_refused(refusal(remove.send().await), "[]", "removeReplicaRegions", &at_least(1));

        let values = client.list_secrets().filters(filter(FilterNameStringType::Name, &["a"; 11])).send().await;
        let shown = format!("[{}]", ["a"; 11].join(", "));
        assert_refused(refusal(values), &shown, "filters.1.member.values", &at_most(10));
    });
}

#[test]
fn values_of_filters_have_at_most_512_characters() {
    on_each_transport(async |world| {
        let long = "v".repeat(513);
        let list = world.client.list_secrets().filters(filter(FilterNameStringType::Name, &[&long])).send().await;
        let pattern = r"^\!?[a-zA-Z0-9 :_@\/\+\=\.\-\!]*$";
        let each = format!(
            "Member must satisfy constraint: [{}, {}, Member must satisfy regular expression pattern: {pattern}]",
            at_most(512),
            at_least(0)
        );
        assert_refused(refusal(list), &format!("[{long}]"), "filters.1.member.values", &each);
        let list = world.client.list_secrets().filters(filter(FilterNameStringType::Name, &[&long[1..]])).send();
        list.await.expect("512 characters are allowed");
    });
}

#[test]
fn the_members_of_a_rotation_have_bounds() {
    on_each_transport(async |world| {
        let client = &world.client;
        let rules = |rules: RotationRulesType| client.rotate_secret().secret_id(DB).rotation_rules(rules);
        let expression = "r".repeat(257);
        let rotate = rules(RotationRulesType::builder().schedule_expression(&expression).build()).send().await;
        assert_refused(refusal(rotate), &expression, "rotationRules.scheduleExpression", &at_most(256));
        for (duration, rule) in [("100h", at_most(3)), ("9999h", at_most(3))] {
            let rotate = rules(RotationRulesType::builder().duration(duration).build()).send().await;
            assert_refused(refusal(rotate), duration, "rotationRules.duration", &rule);
        }
        let arn = "a".repeat(2049);
        let rotate = client.rotate_secret().secret_id(DB).rotation_lambda_arn(&arn).send().await;
        assert_refused(refusal(rotate), &arn, "rotationLambdaARN", &at_most(2048));
    });
}

#[test]
fn what_rotates_an_external_secret_has_bounds() {
    on_each_transport(async |world| {
        let rotate = || world.client.rotate_secret().secret_id(DB);
        for (role, rule) in [("r".repeat(19), at_least(20)), ("r".repeat(2049), at_most(2048))] {
            let call = rotate().external_secret_rotation_role_arn(&role).send().await;
            assert_refused(refusal(call), &role, "externalSecretRotationRoleArn", &rule);
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
            assert_refused(refusal(rotate().external_secret_rotation_metadata(item).send().await), wrong, &path, &rule);
        }
    });
}

#[test]
fn keys_of_tags_to_remove_have_at_most_128_characters() {
    on_each_transport(async |world| {
        let key = "k".repeat(129);
        let each = format!("Member must satisfy constraint: [{}, {}]", at_most(128), at_least(1));
        let untag = world.client.untag_resource().secret_id(DB).tag_keys(&key).send().await;
        assert_refused(refusal(untag), &format!("[{key}]"), "tagKeys", &each);
    });
}

#[test]
fn the_pages_of_a_batch_have_bounds() {
    on_each_transport(async |world| {
        let batch = || world.client.batch_get_secret_value().filters(filter(FilterNameStringType::Name, &["a"]));
        let rule = "Member must have value greater than or equal to 1";
        assert_refused(refusal(batch().max_results(0).send().await), "0", "maxResults", rule);
        for (token, rule) in [(String::new(), at_least(1)), ("t".repeat(4097), at_most(4096))] {
            assert_refused(refusal(batch().next_token(&token).send().await), &token, "nextToken", &rule);
        }
    });
}

#[test]
fn rotation_tokens_have_36_to_256_characters_of_some_kinds() {
    on_each_transport(async |world| {
        let pattern = r"Member must satisfy regular expression pattern: ^[a-zA-Z0-9\-]+$";
        let put = |token: &str| {
            let put = world.client.put_secret_value().secret_id(DB).secret_string("x").rotation_token(token);
            put.send()
        };
        for (token, rule) in
            [("t".repeat(35), &*at_least(36)), ("t".repeat(257), &*at_most(256)), ("_".repeat(36), pattern)]
        {
            assert_eq!(refusal(put(&token).await), validation("Value at 'rotationToken'", rule));
        }
    });
}

#[test]
fn regions_look_like_regions() {
    on_each_transport(async |world| {
        let client = &world.client;
        let add = |region: &str| {
            client.replicate_secret_to_regions().secret_id(DB).add_replica_regions(replica(region)).send()
        };
        let path = "addReplicaRegions.1.member.region";
        for region in ["US-EAST-1", "useast1", "us-east-one", "us-east-1a"] {
            assert_refused(refusal(add(region).await), region, path, REGION_PATTERN);
        }
        let second = client.replicate_secret_to_regions().secret_id(DB).add_replica_regions(replica("us-east-1"));
        let second = second.add_replica_regions(replica("us-east")).send().await;
        assert_refused(refusal(second), "us-east", "addReplicaRegions.2.member.region", REGION_PATTERN);
        let created = client.create_secret().name(DB).add_replica_regions(replica("Europe")).send().await;
        assert_refused(refusal(created), "Europe", path, REGION_PATTERN);
        let long = format!("{}-1", "r".repeat(127));
        assert_refused(refusal(add(&long).await), &long, path, &at_most(128));
        let shown = format!("Value '' at '{path}'");
        let both = validations(&[(&shown, &at_least(1)), (&shown, REGION_PATTERN)]);
        assert_eq!(refusal(add("").await), both);

        let each = format!("Member must satisfy constraint: [{}, {}, {REGION_PATTERN}]", at_most(128), at_least(1));
        let remove = client.remove_regions_from_replication().secret_id(DB).remove_replica_regions("us-east-1");
        let remove = remove.remove_replica_regions("Europe").send().await;
        assert_refused(refusal(remove), "[us-east-1, Europe]", "removeReplicaRegions", &each);
        for region in [&long, "US-EAST-1"] {
            let remove = client.remove_regions_from_replication().secret_id(DB).remove_replica_regions(region);
            assert_refused(refusal(remove.send().await), &format!("[{region}]"), "removeReplicaRegions", &each);
        }
    });
}
