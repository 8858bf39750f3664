//! The life of a secret, through all 23 operations.

use std::time::{Duration, SystemTime};

use super::support::{client, create, fresh, lambda, refused, value};
use crate::sdk::error::ProvideErrorMetadata;
use crate::sdk::primitives::{Blob, DateTime};
use crate::sdk::types::{
    Filter, FilterNameStringType, ReplicaRegionType, RotationRulesType, SortOrderType, StatusType, Tag,
};

const NOT_FOUND: &str = "Secrets Manager can't find the specified secret.";
/// What the policies of the tests allow.
const WHAT: &str = r#""Action":"secretsmanager:GetSecretValue","Resource":"*""#;
const INVALID: &str = "InvalidParameterException";

/// Whether a time is at most a minute from another.
fn is_near(time: &DateTime, other: SystemTime) -> bool {
    let other = DateTime::from(other);
    (time.secs() - other.secs()).abs() < 60
}

fn replica(region: &str) -> ReplicaRegionType {
    ReplicaRegionType::builder().region(region).build()
}

fn policy(principal: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{{"AWS":"{principal}"}},{WHAT}}}]}}"#
    )
}

#[tokio::test]
async fn a_secret_is_created_and_read() {
    let client = client("us-east-1");
    let tag = Tag::builder().key("k").value("v").build();
    let name = fresh("read");
    let create = client.create_secret().name(&name).secret_string(value("first")).description("what for");
    let created = create.tags(tag.clone()).send().await.unwrap();
    let arn = created.arn().unwrap();
    assert!(arn.starts_with(&format!("arn:aws:secretsmanager:us-east-1:123456789012:secret:{name}-")), "{arn}");

    let read = client.get_secret_value().secret_id(arn).send().await.unwrap();
    assert_eq!(read.secret_string(), Some(&*value("first")));
    assert_eq!(read.secret_binary(), None);
    assert_eq!(read.version_id(), created.version_id());
    assert_eq!(read.version_stages(), ["AWSCURRENT"]);
    assert!(is_near(read.created_date().unwrap(), SystemTime::now()));

    let described = client.describe_secret().secret_id(arn).send().await.unwrap();
    assert_eq!(described.description(), Some("what for"));
    assert_eq!(described.tags(), [tag]);
    assert_eq!(described.last_accessed_date().unwrap().secs() % 86_400, 0);
    assert_eq!(described.rotation_enabled(), None);

    let again = client.create_secret().name(&name).secret_string(value("first")).send().await;
    refused(
        again,
        "ResourceExistsException",
        &format!("The operation failed because the secret {name} already exists."),
    );
    let missing = client.get_secret_value().secret_id(fresh("missing")).send().await;
    refused(missing, "ResourceNotFoundException", NOT_FOUND);
}

#[tokio::test]
async fn bytes_come_back_as_they_were() {
    let client = client("us-east-1");
    let bytes = Blob::new([value("").as_bytes(), &[0, 255, 128]].concat());
    let created = client.create_secret().name(fresh("binary")).secret_binary(bytes.clone()).send().await.unwrap();
    let read = client.get_secret_value().secret_id(created.arn().unwrap()).send().await.unwrap();
    assert_eq!((read.secret_binary(), read.secret_string()), (Some(&bytes), None));
}

#[tokio::test]
async fn values_and_labels_change() {
    let client = client("us-east-1");
    let created = create(&client, "change").await;
    let (arn, first) = (created.arn().unwrap(), created.version_id().unwrap());
    let put = client.put_secret_value().secret_id(arn).secret_string(value("second")).send().await.unwrap();
    assert_eq!(put.version_stages(), ["AWSCURRENT"]);
    let update = client.update_secret().secret_id(arn).secret_string(value("third")).send().await.unwrap();
    let third = update.version_id().unwrap();

    let listed = client.list_secret_version_ids().secret_id(arn).include_deprecated(true).send().await.unwrap();
    let versions: Vec<_> = listed.versions().iter().map(|entry| (entry.version_id(), entry.version_stages())).collect();
    let previous = vec!["AWSPREVIOUS".to_owned()];
    let current = vec!["AWSCURRENT".to_owned()];
    let expected: [(_, &[String]); 3] = [(Some(first), &[]), (put.version_id(), &previous), (Some(third), &current)];
    assert_eq!(versions, expected);

    let labels = client.update_secret_version_stage().secret_id(arn).version_stage("AWSCURRENT");
    let labels = labels.move_to_version_id(first);
    let message = format!(
        "The parameter RemoveFromVersionId can't be empty. Staging label AWSCURRENT is currently attached to version \
         {third}, so you must explicitly reference that version in RemoveFromVersionId."
    );
    refused(labels.clone().send().await, INVALID, &message);
    labels.remove_from_version_id(third).send().await.unwrap();
    let described = client.describe_secret().secret_id(arn).send().await.unwrap();
    let labels = described.version_ids_to_stages().unwrap();
    assert_eq!((labels.len(), &labels[first], &labels[third]), (2, &current, &previous));

    let neither = client.put_secret_value().secret_id(arn).send().await;
    refused(neither, "InvalidRequestException", "You must provide either SecretString or SecretBinary.");
}

#[tokio::test]
async fn secrets_are_listed_and_read_together() {
    let client = client("us-east-1");
    let prefix = fresh("list");
    let names = [0, 1, 2].map(|number| format!("{prefix}/{number}"));
    for name in &names {
        client.create_secret().name(name).secret_string(value(name)).send().await.unwrap();
    }
    let filter = Filter::builder().key(FilterNameStringType::Name).values(&prefix).build();
    let list = client.list_secrets().filters(filter).sort_order(SortOrderType::Asc);
    let mut pages = list.into_paginator().page_size(2).send();
    let mut listed = Vec::new();
    while let Some(page) = pages.next().await {
        listed
            .push(page.unwrap().secret_list().iter().map(|entry| entry.name().unwrap().to_owned()).collect::<Vec<_>>());
    }
    assert_eq!(listed, [&names[..2], &names[2..]]);

    let missing = fresh("missing");
    let ids = names.iter().chain([&missing]).cloned().collect();
    let batch = client.batch_get_secret_value().set_secret_id_list(Some(ids)).send().await.unwrap();
    let values: Vec<_> = batch.secret_values().iter().map(|entry| entry.secret_string().unwrap().to_owned()).collect();
    assert_eq!(values, names.each_ref().map(|name| value(name)));
    let [error] = batch.errors() else { panic!("{:?}", batch.errors()) };
    assert_eq!(
        (error.secret_id(), error.error_code(), error.message()),
        (Some(&*missing), Some("ResourceNotFoundException"), Some(NOT_FOUND))
    );
    let unknown = client.list_secrets().next_token("mine").send().await;
    refused(unknown, "InvalidNextTokenException", "The NextToken value is invalid.");
    let neither = client.batch_get_secret_value().send().await;
    refused(neither, INVALID, "Either 'SecretIdList' or 'Filters' must be provided, but not both.");
}

#[tokio::test]
async fn tags_come_and_go() {
    let client = client("us-east-1");
    let created = create(&client, "tags").await;
    let arn = created.arn().unwrap();
    let tags = async || client.describe_secret().secret_id(arn).send().await.unwrap().tags;
    assert_eq!(tags().await, None);
    let tag = Tag::builder().key("stage").value("test").build();
    client.tag_resource().secret_id(arn).tags(tag.clone()).send().await.unwrap();
    assert_eq!(tags().await, Some(vec![tag]));
    client.untag_resource().secret_id(arn).tag_keys("stage").tag_keys("never-there").send().await.unwrap();
    assert_eq!(tags().await, Some(vec![]));
}

#[tokio::test]
async fn a_policy_is_checked_attached_and_taken_away() {
    let client = client("us-east-1");
    let created = create(&client, "policy").await;
    let arn = created.arn().unwrap();
    let attached = async || client.get_resource_policy().secret_id(arn).send().await.unwrap().resource_policy;
    let ours = policy("arn:aws:iam::111122223333:root");

    let good = client.validate_resource_policy().secret_id(arn).resource_policy(&ours).send().await.unwrap();
    assert!(good.policy_validation_passed() && good.validation_errors().is_empty());
    let bad = client.validate_resource_policy().resource_policy(policy("*")).send().await.unwrap();
    assert!(!bad.policy_validation_passed());
    assert_eq!(attached().await, None);

    let put = client.put_resource_policy().secret_id(arn);
    put.clone().resource_policy(&ours).send().await.unwrap();
    assert_eq!(attached().await.as_ref(), Some(&ours));
    let broad = "You can't attach a resource-based policy that allows broad access to the secret.";
    let blocked = put.clone().resource_policy(policy("*")).block_public_policy(true).send().await;
    refused(blocked, "PublicPolicyException", broad);
    let syntax = "This resource policy contains a syntax error.";
    refused(put.resource_policy("{").send().await, "MalformedPolicyDocumentException", syntax);
    assert_eq!(attached().await, Some(ours));
    client.delete_resource_policy().secret_id(arn).send().await.unwrap();
    assert_eq!(attached().await, None);
}

#[tokio::test]
async fn a_secret_has_replicas_elsewhere() {
    let (client, elsewhere) = (client("us-east-1"), client("eu-west-1"));
    let created = create(&client, "replica").await;
    let (arn, name) = (created.arn().unwrap(), created.name().unwrap());
    let replicate = client.replicate_secret_to_regions().secret_id(arn);
    let both = replicate.clone().add_replica_regions(replica("eu-west-1")).add_replica_regions(replica("eu-west-2"));
    both.send().await.unwrap();
    let described = client.describe_secret().secret_id(arn).send().await.unwrap();
    assert_eq!(described.primary_region(), Some("us-east-1"));
    let statuses = described.replication_status();
    assert_eq!(statuses.iter().map(|entry| entry.region().unwrap()).collect::<Vec<_>>(), ["eu-west-1", "eu-west-2"]);
    for entry in statuses {
        assert_eq!(
            (entry.status(), entry.status_message()),
            (Some(&StatusType::InSync), Some("Replication succeeded"))
        );
    }

    let read = elsewhere.get_secret_value().secret_id(name).send().await.unwrap();
    assert_eq!(read.secret_string(), Some(&*value("first")));
    let put = elsewhere.put_secret_value().secret_id(name).secret_string(value("second"));
    let on_replica = "Operation not permitted on a replica secret. Call must be made in primary secret's region.";
    refused(put.clone().send().await, INVALID, on_replica);
    let own = replicate.add_replica_regions(replica("us-east-1")).send().await;
    refused(own, INVALID, "Invalid replica region.");
    let message = format!("You can't delete secret {arn} that still has replica regions [eu-west-1, eu-west-2].");
    refused(client.delete_secret().secret_id(arn).send().await, INVALID, &message);

    let remove = client.remove_regions_from_replication().secret_id(arn).remove_replica_regions("eu-west-2");
    let left = remove.send().await.unwrap();
    assert_eq!(
        left.replication_status().iter().map(|entry| entry.region().unwrap()).collect::<Vec<_>>(),
        ["eu-west-1"]
    );
    let stopped = elsewhere.stop_replication_to_replica().secret_id(name).send().await.unwrap();
    assert_eq!(stopped.arn(), Some(&*arn.replace("us-east-1", "eu-west-1")));
    put.send().await.unwrap();
    let read = client.get_secret_value().secret_id(arn).send().await.unwrap();
    assert_eq!(read.secret_string(), Some(&*value("first")));
    let described = client.describe_secret().secret_id(arn).send().await.unwrap();
    assert_eq!(described.primary_region(), None);
}

#[tokio::test]
async fn a_rotation_is_begun_and_cancelled() {
    let client = client("us-east-1");
    let created = create(&client, "rotation").await;
    let arn = created.arn().unwrap();
    let rotate = client.rotate_secret().secret_id(arn);
    let none = "No Lambda rotation function ARN is associated with this secret.";
    refused(rotate.clone().send().await, "InvalidRequestException", none);
    let nowhere = rotate.clone().rotation_lambda_arn(lambda("missing")).send().await.unwrap_err();
    assert_eq!(nowhere.code(), Some("AccessDeniedException"));
    assert_eq!(
        nowhere.message(),
        Some(
            "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants \
             access to the principal secretsmanager.amazonaws.com."
        )
    );

    let token = "3d0e9b1c-5a57-4c5e-9c0f-6d8f4c0a7b21";
    let rules = RotationRulesType::builder().automatically_after_days(30).build();
    let begin = rotate.clone().rotation_lambda_arn(lambda("failing")).rotation_rules(rules.clone());
    let begun = begin.client_request_token(token).send().await.unwrap();
    assert_eq!(begun.version_id(), Some(token));
    let described = client.describe_secret().secret_id(arn).send().await.unwrap();
    assert_eq!((described.rotation_enabled(), described.rotation_rules()), (Some(true), Some(&rules)));
    assert_eq!(described.version_ids_to_stages().unwrap()[token], ["AWSPENDING"]);
    let pending = client.get_secret_value().secret_id(arn).version_stage("AWSPENDING").send().await;
    let no_value = "Secrets Manager can't find the specified secret value for staging label: AWSPENDING";
    refused(pending, "ResourceNotFoundException", no_value);
    let incomplete = "A previous rotation isn't complete. That rotation will be reattempted.";
    refused(rotate.send().await, "InvalidRequestException", incomplete);

    let cancelled = client.cancel_rotate_secret().secret_id(arn).send().await.unwrap();
    assert_eq!(cancelled.version_id(), Some(token));
    let described = client.describe_secret().secret_id(arn).send().await.unwrap();
    assert_eq!(described.rotation_enabled(), Some(false));
    assert_eq!(described.rotation_lambda_arn(), Some(&*lambda("failing")));
    assert_eq!(described.next_rotation_date(), None);
    assert_eq!(described.version_ids_to_stages().unwrap()[token], ["AWSPENDING"]);
}

#[tokio::test]
async fn a_deleted_secret_can_be_restored_until_it_is_gone() {
    let client = client("us-east-1");
    let created = create(&client, "delete").await;
    let arn = created.arn().unwrap();
    let delete = client.delete_secret().secret_id(arn);
    let deleted = delete.clone().recovery_window_in_days(7).send().await.unwrap();
    assert!(is_near(deleted.deletion_date().unwrap(), SystemTime::now() + Duration::from_secs(7 * 86_400)));
    let marked = "You can't perform this operation on the secret because it was marked for deletion.";
    refused(client.get_secret_value().secret_id(arn).send().await, "InvalidRequestException", marked);
    client.restore_secret().secret_id(arn).send().await.unwrap();
    let read = client.get_secret_value().secret_id(arn).send().await.unwrap();
    assert_eq!(read.secret_string(), Some(&*value("first")));
    let window = "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).";
    refused(delete.clone().recovery_window_in_days(6).send().await, INVALID, window);
    delete.force_delete_without_recovery(true).send().await.unwrap();
    refused(client.describe_secret().secret_id(arn).send().await, "ResourceNotFoundException", NOT_FOUND);
}

#[tokio::test]
async fn a_password_is_made() {
    let client = client("us-east-1");
    let made = client.get_random_password().password_length(20).exclude_punctuation(true).send().await.unwrap();
    let password = made.random_password().unwrap();
    assert!(password.len() == 20 && password.chars().all(|c| c.is_ascii_alphanumeric()), "{password}");
    let short = client.get_random_password().password_length(3).send().await;
    refused(short, INVALID, "Password length is too short based on the required types.");
}
