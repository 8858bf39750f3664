//! Short forms of what many cases do and expect.

use std::collections::BTreeMap;
use std::time::Duration;

use secretsmith::Client;
use secretsmith::operation::describe_secret::DescribeSecretOutput;
use secretsmith::operation::put_secret_value::PutSecretValueOutput;
use secretsmith::primitives::DateTime;
use secretsmith::types::{
    Filter, FilterNameStringType, ReplicaRegionType, SecretListEntry, SecretVersionsListEntry, Tag,
};
use secretsmith_tests::{ACCOUNT, World};

/// The secret of cases that need only one.
pub(crate) const DB: &str = "app/db";

/// The id of a version, by its number: 36 characters, like those that SDKs make up.
pub(crate) fn version(number: u32) -> String {
    format!("{number:08}-0000-4000-8000-000000000000")
}

/// Creates a secret with version 1, whose value is `one`; gives its ARN.
pub(crate) async fn create(client: &Client, name: &str) -> String {
    let call = client.create_secret().name(name).secret_string("one").client_request_token(version(1));
    call.send().await.expect("the name is free").arn.expect("every secret has an ARN")
}

/// Creates a secret without a value; gives its ARN.
pub(crate) async fn create_empty(client: &Client, name: &str) -> String {
    client.create_secret().name(name).send().await.expect("the name is free").arn.expect("every secret has an ARN")
}

/// Puts a version that becomes the current one.
pub(crate) async fn put(client: &Client, id: &str, number: u32) -> PutSecretValueOutput {
    put_with(client, id, number, &[]).await
}

/// Puts a version with these labels.
pub(crate) async fn put_with(client: &Client, id: &str, number: u32, labels: &[&str]) -> PutSecretValueOutput {
    let labels = (!labels.is_empty()).then(|| labels.iter().map(|label| (*label).to_owned()).collect());
    let call = client.put_secret_value().secret_id(id).client_request_token(version(number));
    let call = call.secret_string(format!("value {number}")).set_version_stages(labels);
    call.send().await.expect("the version is new")
}

/// Moves `AWSCURRENT` from one version to another.
pub(crate) async fn move_current(client: &Client, id: &str, from: u32, to: u32) {
    let call = client.update_secret_version_stage().secret_id(id).version_stage("AWSCURRENT");
    let call = call.remove_from_version_id(version(from)).move_to_version_id(version(to));
    call.send().await.expect("the label is on that version");
}

/// Deletes a secret after the shortest recovery window.
pub(crate) async fn schedule_deletion(client: &Client, id: &str) {
    let call = client.delete_secret().secret_id(id).recovery_window_in_days(7);
    call.send().await.expect("the secret is there");
}

/// Replicates a secret to a Region; gives a client there.
pub(crate) async fn replicate(world: &World, id: &str, region: &str) -> Client {
    let replica = ReplicaRegionType::builder().region(region).build();
    let call = world.client.replicate_secret_to_regions().secret_id(id).add_replica_regions(replica);
    call.send().await.expect("the Region is another one");
    world.client_in(ACCOUNT, region)
}

pub(crate) async fn describe(client: &Client, id: &str) -> DescribeSecretOutput {
    client.describe_secret().secret_id(id).send().await.expect("the secret is there")
}

/// The entry of a secret in the list of all, also when it is to be deleted.
pub(crate) async fn listed(client: &Client, name: &str) -> SecretListEntry {
    let all = client.list_secrets().include_planned_deletion(true).into_paginator().items().send();
    let all = all.try_collect().await.expect("the list comes");
    all.into_iter().find(|entry| entry.name() == Some(name)).expect("the secret is listed")
}

/// The names of all secrets that meet the filters, in order.
pub(crate) async fn names_of(client: &Client, filters: impl IntoIterator<Item = Filter>) -> Vec<String> {
    let filters: Vec<Filter> = filters.into_iter().collect();
    let list = client.list_secrets().set_filters(Some(filters)).into_paginator().items().send();
    list.try_collect().await.expect("the list comes").into_iter().filter_map(|entry| entry.name).collect()
}

/// The value that the current version holds as text.
pub(crate) async fn value(client: &Client, id: &str) -> String {
    let output = client.get_secret_value().secret_id(id).send().await.expect("the secret has a value");
    output.secret_string().expect("the value is text").to_owned()
}

/// The labelled versions, oldest first, each as its number and its labels in alphabetical order:
/// `1 AWSPREVIOUS`.
///
/// Asserts that DescribeSecret, ListSecrets and ListSecretVersionIds agree on them.
pub(crate) async fn stages(client: &Client, id: &str) -> Vec<String> {
    let description = describe(client, id).await;
    let name = description.name().expect("every secret has a name").to_owned();
    let described = description.version_ids_to_stages;
    assert_eq!(listed(client, &name).await.secret_versions_to_stages, described, "ListSecrets and DescribeSecret");

    let versions: Vec<String> = versions(client, id, false).await.iter().map(shown).collect();
    let described: BTreeMap<_, _> = described.unwrap_or_default();
    let described: Vec<String> = described.iter().map(|(id, labels)| line(id, labels)).collect();
    assert_eq!(sorted(versions.clone()), sorted(described), "ListSecretVersionIds and DescribeSecret");
    versions
}

/// All versions as [`stages`] shows them; those without labels are a number only.
pub(crate) async fn all_stages(client: &Client, id: &str) -> Vec<String> {
    versions(client, id, true).await.iter().map(shown).collect()
}

/// The entries of ListSecretVersionIds, on however many pages.
pub(crate) async fn versions(client: &Client, id: &str, include_deprecated: bool) -> Vec<SecretVersionsListEntry> {
    let call = client.list_secret_version_ids().secret_id(id).include_deprecated(include_deprecated);
    let pages = call.into_paginator().send().try_collect().await.expect("the secret is there");
    pages.into_iter().flat_map(|page| page.versions.expect("the list is always there")).collect()
}

fn shown(version: &SecretVersionsListEntry) -> String {
    line(version.version_id().expect("every version has an id"), version.version_stages())
}

fn line(id: &str, labels: &[String]) -> String {
    let number = id.split('-').next().unwrap_or(id).trim_start_matches('0').to_owned();
    let words: Vec<String> = std::iter::once(number).chain(sorted(labels.to_vec())).collect();
    words.join(" ")
}

/// A list in alphabetical order.
pub(crate) fn sorted(mut list: Vec<String>) -> Vec<String> {
    list.sort();
    list
}

pub(crate) fn tag(key: &str, value: &str) -> Tag {
    Tag::builder().key(key).value(value).build()
}

/// A filter on a part of the secret, with the values of which one is to match.
pub(crate) fn filter(key: FilterNameStringType, values: &[&str]) -> Filter {
    Filter::builder().key(key).set_values(Some(values.iter().map(|value| (*value).to_owned()).collect())).build()
}

pub(crate) fn instant(text: &str) -> DateTime {
    text.parse().expect("a good date")
}

/// The instant so many days after another.
pub(crate) fn days_after(instant: DateTime, days: i64) -> DateTime {
    DateTime::from_millis(instant.as_millis() + days * 86_400_000)
}

pub(crate) const SECOND: Duration = Duration::from_secs(1);

pub(crate) const DAY: Duration = Duration::from_secs(24 * 60 * 60);
