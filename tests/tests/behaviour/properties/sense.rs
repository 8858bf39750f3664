//! What holds of everything that can be read, whatever was called.

use std::collections::BTreeSet;

use secretsmith::operation::get_secret_value::GetSecretValueOutput;
use secretsmith::types::{SecretVersionsListEntry, StatusType};

use super::reads::Reads;
use crate::model::INVALID_REQUEST;
use crate::model::labels::{CURRENT, PREVIOUS};
use crate::support::sorted;

/// Checks what was read in the two Regions.
pub(crate) fn check(reads: &[Reads; 2]) {
    for reads in reads {
        reads.check_labels();
        reads.check_lists();
        reads.check_values();
        reads.check_deletion();
    }
    check_replica(&reads[0], &reads[1]);
    check_replica(&reads[1], &reads[0]);
}

/// Checks that a secret which had a current version still has one.
pub(super) fn check_current(before: &[Reads; 2], after: &[Reads; 2]) {
    for (before, after) in before.iter().zip(after).filter(|(before, after)| before.is_same_secret(after)) {
        let is_lost = before.holder(CURRENT).is_some() && after.holder(CURRENT).is_none();
        assert!(!is_lost, "what has a current version always has one");
    }
}

/// Checks that `AWSPREVIOUS` has followed `AWSCURRENT` in a single call.
pub(super) fn check_previous(before: &[Reads; 2], after: &[Reads; 2]) {
    for (before, after) in before.iter().zip(after).filter(|(before, after)| before.is_same_secret(after)) {
        let former = before.holder(CURRENT).filter(|former| after.holder(CURRENT) != Some(former));
        if former.is_some() {
            assert_eq!(after.holder(PREVIOUS), former, "AWSPREVIOUS follows AWSCURRENT");
        }
    }
}

impl Reads {
    /// The id of the version that has a label, as DescribeSecret shows it.
    pub(crate) fn holder(&self, label: &str) -> Option<&str> {
        let mut versions = self.secret.as_ref()?.version_ids_to_stages.iter().flatten();
        versions.find(|(_, labels)| labels.iter().any(|held| held == label)).map(|(id, _)| &**id)
    }

    /// Whether it is the same secret, and changes by calls only: it was no replica and is none.
    fn is_same_secret(&self, other: &Self) -> bool {
        let (Some(before), Some(after)) = (&self.secret, &other.secret) else { return false };
        let is_replica = |arn: &str, region: &str| !arn.contains(&format!(":{region}:"));
        let arn = before.arn().unwrap_or_default();
        let mut regions = [before, after].into_iter().filter_map(|secret| secret.primary_region());
        before.arn == after.arn && !regions.any(|region| is_replica(arn, region))
    }

    fn check_labels(&self) {
        let labels = self.secret.iter().flat_map(|secret| secret.version_ids_to_stages.iter().flatten());
        let labels: Vec<&String> = labels.flat_map(|(_, labels)| labels).collect();
        let different: BTreeSet<&&String> = labels.iter().collect();
        assert_eq!(labels.len(), different.len(), "a label is on one version: {labels:?}");
    }

    /// DescribeSecret and the lists agree.
    fn check_lists(&self) {
        let Some(secret) = &self.secret else {
            assert_eq!(self.listed, []);
            return;
        };
        let [entry] = &self.listed[..] else { panic!("one secret is listed, not {:?}", self.listed) };
        assert_eq!((&entry.arn, &entry.name), (&secret.arn, &secret.name));
        assert_eq!(entry.secret_versions_to_stages, secret.version_ids_to_stages);
        assert_eq!((&entry.description, &entry.primary_region), (&secret.description, &secret.primary_region));
        assert_eq!((entry.deleted_date, entry.last_changed_date), (secret.deleted_date, secret.last_changed_date));
        assert_eq!(
            (entry.rotation_enabled, entry.next_rotation_date),
            (secret.rotation_enabled, secret.next_rotation_date)
        );

        let described = secret.version_ids_to_stages.iter().flatten();
        let described =
            described.filter(|(id, _)| self.versions.iter().any(|version| version.version_id() == Some(id)));
        let described: BTreeSet<_> = described.map(|(id, labels)| (id.clone(), sorted(labels.clone()))).collect();
        assert_eq!(self.labelled.iter().map(shown).collect::<BTreeSet<_>>(), described);
        let is_labelled = |version: &&SecretVersionsListEntry| version.version_stages.is_some();
        assert_eq!(
            self.versions.iter().filter(is_labelled).collect::<Vec<_>>(),
            self.labelled.iter().collect::<Vec<_>>()
        );
    }

    /// GetSecretValue gives every version that is listed, by its id and by its labels.
    fn check_values(&self) {
        if self.secret.as_ref().is_none_or(|secret| secret.deleted_date.is_some()) {
            return;
        }
        for version in &self.versions {
            let (id, labels) = shown(version);
            let read = self.by_id.get(&id).unwrap_or_else(|| panic!("there is to be no version {id}"));
            let read = read.as_ref().expect("a version that is listed can be read");
            assert_eq!((read.version_id(), sorted(read.version_stages().to_vec())), (Some(&*id), labels));
            assert_eq!(read.created_date, version.created_date);
        }
        for (label, read) in &self.by_label {
            let holder = self.versions.iter().find(|version| version.version_stages().iter().any(|held| held == label));
            let expected = holder.and_then(|version| version.version_id()).map(|id| &self.by_id[id]);
            assert_eq!(read.as_ref().ok(), expected.and_then(|read| read.as_ref().ok()), "by {label}");
        }
    }

    /// A secret that is to be deleted is listed on request only, and its values are not read.
    fn check_deletion(&self) {
        let is_deleted = self.secret.as_ref().is_some_and(|secret| secret.deleted_date.is_some());
        assert_eq!(self.listed_by_default, if is_deleted { Vec::new() } else { self.listed.clone() });
        if is_deleted {
            let refused =
                |read: &Result<GetSecretValueOutput, String>| read.as_ref().is_err_and(|code| code == INVALID_REQUEST);
            assert!(self.by_label.values().all(refused) && self.by_id.values().all(refused));
        }
    }
}

/// A replica is as its primary when that says so, and the replica has not left since.
fn check_replica(primary: &Reads, replica: &Reads) {
    let (Some(secret), Some(copy)) = (&primary.secret, &replica.secret) else { return };
    let is_in_sync = |status: &Option<StatusType>| *status == Some(StatusType::InSync);
    let is_in_sync = secret.replication_status.iter().flatten().any(|entry| is_in_sync(&entry.status));
    if !is_in_sync || copy.primary_region != secret.primary_region {
        return;
    }
    assert_eq!((&copy.version_ids_to_stages, &copy.description), (&secret.version_ids_to_stages, &secret.description));
    let list = |reads: &Reads| reads.versions.iter().map(shown).collect::<Vec<_>>();
    assert_eq!(list(replica), list(primary));
    for (id, read) in &primary.by_id {
        let value = |read: &Result<GetSecretValueOutput, String>| read.clone().map(|read| read.secret_string);
        assert_eq!(value(&replica.by_id[id]), value(read), "the value of {id}");
    }
}

fn shown(version: &SecretVersionsListEntry) -> (String, Vec<String>) {
    (version.version_id().unwrap_or_default().to_owned(), sorted(version.version_stages().to_vec()))
}
