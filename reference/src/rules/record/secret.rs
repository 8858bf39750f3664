//! One secret in a snapshot.

use std::collections::BTreeSet;
use std::sync::Arc;

use secretsmith::primitives::DateTime;
use secretsmith::types::{ExternalSecretRotationMetadataItem, Tag as TagRecord};
use serde::{Deserialize, Serialize};

use super::replication::ReplicaRecord;
use super::rotation::RotationRecord;
use super::version::VersionRecord;
use crate::policy::Policy;
use crate::rules::account::Account;
use crate::rules::arn::{Place, Suffix};
use crate::rules::dates::Day;
use crate::rules::external::External;
use crate::rules::kms::KmsKey;
use crate::rules::labels::Label;
use crate::rules::name;
use crate::rules::replication::{Replica, Role};
use crate::rules::secret::Secret;
use crate::rules::tags::{Tag, Tags};
use crate::rules::version::{Version, Versions};

/// The highest number of a version that stays; above it there is room for more than anybody will make.
const HIGHEST_NUMBER: u32 = u32::MAX / 2;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct SecretRecord {
    pub(super) name: String,
    /// The end of the ARN.
    suffix: String,
    created_date: DateTime,
    last_changed_date: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_accessed_date: Option<DateTime>,
    /// The end of the recovery window.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deletion_date: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    description: Option<Box<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    kms_key_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tags: Option<Vec<TagRecord>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    resource_policy: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    owning_service: Option<Box<str>>,
    #[serde(rename = "Type", default, skip_serializing_if = "Option::is_none")]
    kind: Option<Box<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    external_secret_rotation: Option<ExternalRecord>,
    /// Of a replica.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    primary_region: Option<Box<str>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    replicas: Vec<ReplicaRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rotation: Option<RotationRecord>,
    versions: Vec<VersionRecord>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct ExternalRecord {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    metadata: Option<Vec<ExternalSecretRotationMetadataItem>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role_arn: Option<String>,
}

impl SecretRecord {
    pub(super) fn of(secret: &Secret) -> Self {
        let (primary_region, replicas) = match &secret.role {
            Role::Primary(replicas) => (None, replicas.iter().map(ReplicaRecord::of).collect()),
            Role::Replica(primary) => (Some(primary.clone()), Vec::new()),
        };
        Self {
            name: secret.name().to_owned(),
            suffix: secret.suffix().to_string(),
            created_date: secret.created,
            last_changed_date: secret.changed,
            last_accessed_date: secret.accessed.map(Day::start),
            deletion_date: secret.deleted,
            description: secret.description.clone(),
            kms_key_id: secret.key.shown().map(str::to_owned),
            tags: secret.tags.get().map(|tags| tags.iter().map(shown).collect()),
            resource_policy: secret.policy.as_deref().map(|policy| policy.text().to_owned()),
            owning_service: secret.owner.clone(),
            kind: secret.kind.clone(),
            external_secret_rotation: secret.external.as_deref().map(ExternalRecord::of),
            primary_region,
            replicas,
            rotation: secret.rotation().map(RotationRecord::of),
            versions: secret.versions().iter().map(VersionRecord::of).collect(),
        }
    }

    /// The secret in an account. A text of what is wrong with it continues `the secret NAME …`.
    pub(super) fn into_secret(self, account: &Account) -> Result<Secret, String> {
        if name::check_new(&self.name).is_err() || account.has(&self.name) {
            return Err("has a name that no secret can have, or that another one has".to_owned());
        }
        let suffix = Suffix::parse(&self.suffix).ok_or("has a suffix that is not six letters or digits")?;
        let mut secret = Secret::new(Arc::clone(account.place()), &self.name, suffix, self.created_date);
        secret.changed = self.last_changed_date;
        secret.accessed = self.last_accessed_date.map(Day::of);
        secret.deleted = self.deletion_date;
        secret.description = self.description;
        secret.key = self.kms_key_id.map_or(KmsKey::Default, |key| KmsKey::Customer(key.into()));
        secret.tags = Tags(self.tags.map(read_tags).transpose()?);
        secret.policy = self.resource_policy.as_deref().map(read_policy).transpose()?;
        secret.owner = self.owning_service;
        secret.kind = self.kind;
        secret.external = self.external_secret_rotation.map(|external| Box::new(external.into_external()));
        secret.role = role(self.primary_region, self.replicas);
        check_is_elsewhere(&secret.role, account.place())?;
        secret.rotation = self.rotation.map(RotationRecord::into_rotation).transpose()?.map(Box::new);
        secret.versions =
            Versions(self.versions.into_iter().map(VersionRecord::into_version).collect::<Result<_, _>>()?);
        check_apart(&secret.versions)?;
        number(&mut secret.versions)?;
        Ok(secret)
    }
}

impl ExternalRecord {
    fn of(External { metadata, role }: &External) -> Self {
        Self { metadata: metadata.clone(), role_arn: role.clone() }
    }

    fn into_external(self) -> External {
        External::of(self.metadata, self.role_arn)
    }
}

fn shown(tag: &Tag) -> TagRecord {
    TagRecord::builder().key(tag.key()).set_value(tag.value().map(str::to_owned)).build()
}

fn read_tags(tags: Vec<TagRecord>) -> Result<Vec<Tag>, String> {
    Tag::read(tags).map_err(|refusal| format!("has a tag that it cannot have: {}", refusal.message()))
}

fn read_policy(text: &str) -> Result<Arc<Policy>, String> {
    let policy = Policy::of_resource(text);
    policy.map(Arc::new).map_err(|malformed| format!("has a resource policy that is malformed: {malformed}"))
}

fn role(primary: Option<Box<str>>, replicas: Vec<ReplicaRecord>) -> Role {
    let replicas = || Role::Primary(replicas.into_iter().map(Replica::from).collect());
    primary.map_or_else(replicas, Role::Replica)
}

/// Refuses a replica in the Region of its primary: what passes between the two takes the locks of two Regions.
fn check_is_elsewhere(role: &Role, place: &Place) -> Result<(), String> {
    let is_here = match role {
        Role::Replica(primary) => **primary == *place.region(),
        Role::Primary(replicas) => replicas.iter().any(|replica| *replica.region == *place.region()),
    };
    if is_here { Err("is replicated to the Region that it is in".to_owned()) } else { Ok(()) }
}

/// Refuses versions that nothing could tell apart: an id and a label each lead to one of them (§2.4, §2.11).
fn check_apart(versions: &Versions) -> Result<(), String> {
    let (mut ids, mut labels) = (BTreeSet::new(), BTreeSet::new());
    if !versions.iter().all(|version| ids.insert(version.id())) {
        return Err("has two versions with the same VersionId".to_owned());
    }
    let mut stages = versions.iter().flat_map(Version::labels).map(Label::as_str);
    match stages.find(|stage| !labels.insert(*stage)) {
        Some(stage) => Err(format!("has the label {stage} twice")),
        None => Ok(()),
    }
}

/// Refuses numbers that would leave versions out of the pages of a list, and begins anew where they leave no room.
fn number(versions: &mut Versions) -> Result<(), String> {
    if !versions.iter().map(|version| version.number).is_sorted_by(|one, next| one < next) {
        return Err("has versions with a Number that is not above the last".to_owned());
    }
    if versions.iter().any(|version| version.number > HIGHEST_NUMBER) {
        (1..).zip(&mut versions.0).for_each(|(number, version)| version.number = number);
    }
    Ok(())
}
