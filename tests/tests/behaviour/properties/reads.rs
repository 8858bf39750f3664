//! Everything that can be read of the secret in one Region.

use std::collections::BTreeMap;

use secretsmith::Client;
use secretsmith::operation::describe_secret::DescribeSecretOutput;
use secretsmith::operation::get_secret_value::{GetSecretValue, GetSecretValueOutput};
use secretsmith::types::{SecretListEntry, SecretVersionsListEntry};

use super::steps::LABELS;
use crate::support::{DB, versions};

/// What all operations show, or the code of their refusal.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Reads {
    /// `None` when there is no such secret.
    pub(crate) secret: Option<DescribeSecretOutput>,
    /// The list of all secrets, also of those to be deleted, and without them.
    pub(crate) listed: Vec<SecretListEntry>,
    pub(crate) listed_by_default: Vec<SecretListEntry>,
    /// All versions, and those with labels.
    pub(crate) versions: Vec<SecretVersionsListEntry>,
    pub(crate) labelled: Vec<SecretVersionsListEntry>,
    pub(crate) by_label: BTreeMap<&'static str, Result<GetSecretValueOutput, String>>,
    pub(crate) by_id: BTreeMap<String, Result<GetSecretValueOutput, String>>,
}

/// Reads in both Regions, of versions those with these ids. All values come first, since dates of
/// access follow, also those of the other Region.
pub(crate) async fn read(clients: &[Client; 2], ids: &[String]) -> [Reads; 2] {
    let mut reads = [Reads::default(), Reads::default()];
    for (client, reads) in clients.iter().zip(&mut reads) {
        reads.add_values(client, ids).await;
    }
    for (client, reads) in clients.iter().zip(&mut reads) {
        reads.add_lists(client).await;
    }
    reads
}

impl Reads {
    /// Asserts that nothing has changed.
    pub(crate) fn assert_same(&self, before: &Self) {
        assert_eq!(self.secret, before.secret);
        assert_eq!(self.versions, before.versions);
        assert_eq!(self.by_label, before.by_label);
        assert_eq!(self.by_id, before.by_id);
        assert!(self == before, "the lists have changed: {:?}", self.listed);
    }

    async fn add_values(&mut self, client: &Client, ids: &[String]) {
        let get = || client.get_secret_value().secret_id(DB);
        for label in LABELS {
            self.by_label.insert(label, value(get().version_stage(label)).await);
        }
        for id in ids {
            self.by_id.insert(id.clone(), value(get().version_id(id)).await);
        }
    }

    async fn add_lists(&mut self, client: &Client) {
        self.secret = client.describe_secret().secret_id(DB).send().await.ok();
        self.listed = list(client, true).await;
        self.listed_by_default = list(client, false).await;
        if self.secret.is_some() {
            self.versions = versions(client, DB, true).await;
            self.labelled = versions(client, DB, false).await;
        }
    }
}

async fn value(call: GetSecretValue<Client>) -> Result<GetSecretValueOutput, String> {
    call.send().await.map_err(|error| error.code().unwrap_or_default().to_owned())
}

async fn list(client: &Client, include_deleted: bool) -> Vec<SecretListEntry> {
    let list = client.list_secrets().include_planned_deletion(include_deleted).send().await;
    list.expect("the list comes").secret_list.unwrap_or_default()
}
