//! That everything that can be read is as the model has it.

use std::collections::BTreeMap;

use secretsmith::types::{ReplicationStatusType, StatusType};

use super::reads::Reads;
use crate::model::rotation::Rotation;
use crate::model::{DAY, Model, Place, Role, Secret, Status};

/// Checks both Regions. ARNs at home are known by births, and new for each.
pub(super) fn check(model: &Model, arns: &mut BTreeMap<usize, String>, reads: &[Reads; 2]) {
    for (at, reads) in Place::BOTH.into_iter().zip(reads) {
        let secret = model.secret(at);
        assert_eq!(reads.secret.is_some(), secret.is_some(), "whether there is a secret in {at:?}");
        let Some(secret) = secret else { continue };
        let arn = reads.secret.as_ref().and_then(|shown| shown.arn()).unwrap_or_default();
        let arn = arn.replace(at.region(), Place::Home.region());
        let is_new = !arns.values().any(|known| *known == arn);
        assert_eq!(*arns.entry(secret.birth).or_insert_with(|| if is_new { arn.clone() } else { String::new() }), arn);
        check_versions(secret, reads);
        check_members(at, secret, reads);
        check_rotation(secret.rotation.as_ref(), reads);
    }
}

fn check_versions(secret: &Secret, reads: &Reads) {
    let labels = |labels: &[String]| {
        let mut labels = labels.to_vec();
        labels.sort();
        labels.join(" ")
    };
    let carried = |version: &crate::model::labels::Version| Vec::from_iter(version.labels.iter().copied()).join(" ");
    let listed = reads
        .versions
        .iter()
        .map(|version| (version.version_id().unwrap_or_default().to_owned(), labels(version.version_stages())));
    let with_value = secret.versions.0.iter().filter(|version| version.value.is_some());
    let expected: Vec<_> = with_value.map(|version| (version.id.clone(), carried(version))).collect();
    assert_eq!(listed.collect::<Vec<_>>(), expected, "the versions");

    let described = reads.secret.iter().flat_map(|shown| shown.version_ids_to_stages.iter().flatten());
    let described: BTreeMap<_, _> = described.map(|(id, held)| (id.clone(), labels(held))).collect();
    let labelled = secret.versions.0.iter().filter(|version| !version.labels.is_empty());
    assert_eq!(described, labelled.map(|version| (version.id.clone(), carried(version))).collect(), "the labels");

    for version in secret.versions.0.iter().filter(|_| secret.deleted.is_none()) {
        let read = reads.by_id[&version.id].as_ref().ok().and_then(|read| read.secret_string());
        assert_eq!(read, version.value.as_deref(), "the value of {}", version.id);
    }
}

fn check_members(at: Place, secret: &Secret, reads: &Reads) {
    let Some(shown) = &reads.secret else { return };
    assert_eq!(shown.description, secret.description);
    assert_eq!(shown.deleted_date.map(|date| date.secs()), secret.deleted);
    let (primary, status) = match &secret.role {
        Role::Primary(None) => (None, None),
        Role::Primary(Some(link)) => (Some(at), Some(link.status)),
        Role::Replica => (Some(at.other()), None),
    };
    assert_eq!(shown.primary_region(), primary.map(Place::region));
    let entry = shown.replication_status.iter().flatten().next();
    assert_eq!(entry.and_then(status_of), status, "{:?}", shown.replication_status);
}

fn status_of(entry: &ReplicationStatusType) -> Option<Status> {
    match entry.status.as_ref()? {
        StatusType::InProgress => Some(Status::InProgress),
        StatusType::InSync => Some(Status::InSync),
        StatusType::Failed => Some(Status::Failed),
        _ => None,
    }
}

fn check_rotation(rotation: Option<&Rotation>, reads: &Reads) {
    let Some(shown) = &reads.secret else { return };
    assert_eq!(shown.rotation_enabled, rotation.map(|rotation| rotation.is_on));
    let rules = shown.rotation_rules.as_ref().and_then(|rules| rules.automatically_after_days);
    assert_eq!(rules, rotation.and_then(|rotation| rotation.days));
    let rotated = rotation.and_then(|rotation| rotation.rotated.filter(|_| rotation.is_on));
    assert_eq!(shown.last_rotated_date.map(|date| date.secs()), rotated);
    let last_second = rotation.and_then(|rotation| rotation.next).map(|day| (day + 1) * DAY - 1);
    assert_eq!(shown.next_rotation_date.map(|date| date.secs()), last_second, "NextRotationDate");
}
