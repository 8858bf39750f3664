//! One secret in a snapshot.

use std::collections::BTreeSet;
use std::sync::Arc;

use secretsmith::primitives::DateTime;
use secretsmith::types::ExternalSecretRotationMetadataItem as Item;
use serde::{Deserialize, Serialize};

use super::object::object;
use super::replication::ReplicaRecord;
use super::rotation::RotationRecord;
use super::version::VersionRecord;
use super::wrong::{Wrong, each};
use crate::policy::Policy;
use crate::rules::account::Account;
use crate::rules::arn::{Place, Suffix, can_be_region};
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
#[serde(remote = "Self", rename_all = "PascalCase", deny_unknown_fields)]
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
    tags: Option<Vec<PairRecord>>,
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

object!(SecretRecord: "an object with the Name of a secret");

#[derive(Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "PascalCase", deny_unknown_fields)]
struct ExternalRecord {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    metadata: Option<Vec<PairRecord>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    role_arn: Option<String>,
}

object!(ExternalRecord: "an object with Metadata and RoleArn");

/// A tag, or a setting that depends on the partner.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "PascalCase", deny_unknown_fields)]
struct PairRecord {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

object!(PairRecord: "an object with Key and Value");

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
            tags: secret.tags.get().map(|tags| tags.iter().map(PairRecord::of_tag).collect()),
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

    /// The secret in an account. What is wrong with it continues `the secret NAME …`.
    pub(super) fn into_secret(self, account: &Account) -> Result<Secret, Wrong> {
        if name::check_new(&self.name).is_err() || account.has(&self.name) {
            return Err(Wrong::here("has a name that no secret can have, or that another one has").of("Name"));
        }
        let suffix = Suffix::parse(&self.suffix);
        let suffix =
            suffix.ok_or_else(|| Wrong::here("has a suffix that is not six letters or digits").of("Suffix"))?;
        let mut secret = Secret::new(Arc::clone(account.place()), &self.name, suffix, self.created_date);
        secret.changed = self.last_changed_date;
        secret.accessed = self.last_accessed_date.map(Day::of);
        secret.deleted = self.deletion_date;
        describe(&mut secret, self.description)?;
        secret.key = self.kms_key_id.map_or(KmsKey::Default, |key| KmsKey::Customer(key.into()));
        secret.tags = Tags(self.tags.map(read_tags).transpose()?);
        secret.policy = self.resource_policy.as_deref().map(read_policy).transpose()?;
        secret.owner = self.owning_service;
        secret.kind = self.kind;
        secret.external = self.external_secret_rotation.map(|external| Box::new(external.into_external()));
        secret.role = role(self.primary_region, self.replicas);
        check_is_elsewhere(&secret.role, account.place()).map_err(Wrong::here)?;
        let rotation = self.rotation.map(RotationRecord::into_rotation).transpose();
        secret.rotation = rotation.map_err(|wrong| wrong.of("Rotation"))?.map(Box::new);
        secret.versions = Versions(each(self.versions, "Versions", VersionRecord::into_version)?);
        check_versions(&secret.versions).map_err(|problem| Wrong::here(problem).of("Versions"))?;
        renumber(&mut secret.versions);
        Ok(secret)
    }
}

impl ExternalRecord {
    fn of(External { metadata, role }: &External) -> Self {
        let metadata = metadata.as_ref().map(|items| items.iter().map(PairRecord::of_item).collect());
        Self { metadata, role_arn: role.clone() }
    }

    fn into_external(self) -> External {
        let metadata = self.metadata.map(|items| items.into_iter().map(PairRecord::into_item).collect());
        External::of(metadata, self.role_arn)
    }
}

impl PairRecord {
    fn of_tag(tag: &Tag) -> Self {
        Self { key: Some(tag.key().to_owned()), value: tag.value().map(str::to_owned) }
    }

    fn into_tag(self) -> Result<Tag, String> {
        let tag = Tag::new(self.key, self.value);
        tag.map_err(|refusal| format!("has a tag that it cannot have: {}", refusal.message()))
    }

    fn of_item(Item { key, value, .. }: &Item) -> Self {
        Self { key: key.clone(), value: value.clone() }
    }

    fn into_item(self) -> Item {
        Item::builder().set_key(self.key).set_value(self.value).build()
    }
}

fn describe(secret: &mut Secret, description: Option<Box<str>>) -> Result<(), Wrong> {
    let limit = Secret::DESCRIPTION_LIMIT;
    let described = secret.describe(description.map_or_else(String::new, String::from));
    described.map_err(|_| Wrong::here(format!("has a description of more than {limit} characters")).of("Description"))
}

/// Refuses more tags than a secret can have, and two with the same key, of which a call leaves the last.
fn read_tags(tags: Vec<PairRecord>) -> Result<Vec<Tag>, Wrong> {
    if tags.len() > Tags::LIMIT {
        return Err(Wrong::here(format!("has more than {} tags", Tags::LIMIT)).of("Tags"));
    }
    let (tags, mut keys): (Vec<Tag>, _) = (each(tags, "Tags", PairRecord::into_tag)?, BTreeSet::new());
    match tags.iter().position(|tag| !keys.insert(tag.key())) {
        Some(number) => Err(Wrong::here("has two tags with the same Key").of_element("Tags", number)),
        None => Ok(tags),
    }
}

fn read_policy(text: &str) -> Result<Arc<Policy>, Wrong> {
    let malformed = |malformed| format!("has a resource policy that is malformed: {malformed}");
    let policy = Policy::of_resource(text).map_err(malformed);
    policy.map(Arc::new).map_err(|problem| Wrong::here(problem).of("ResourcePolicy"))
}

fn role(primary: Option<Box<str>>, replicas: Vec<ReplicaRecord>) -> Role {
    let replicas = || Role::Primary(replicas.into_iter().map(Replica::from).collect());
    primary.map_or_else(replicas, Role::Replica)
}

/// Refuses a replica in the Region of its primary, since what passes between the two takes the locks of two Regions,
/// and one where no Region can be.
fn check_is_elsewhere(role: &Role, place: &Place) -> Result<(), String> {
    let others: Vec<&str> = match role {
        Role::Replica(primary) => vec![primary],
        Role::Primary(replicas) => replicas.iter().map(|replica| &*replica.region).collect(),
    };
    if others.contains(&place.region()) {
        return Err("is replicated to the Region that it is in".to_owned());
    }
    let none = others.into_iter().find(|region| !can_be_region(region));
    none.map_or(Ok(()), |region| Err(format!("is replicated between here and {region:?}, which is no Region")))
}

/// Refuses versions that no store has together: more than there can be, in another order than that of their numbers, by
/// which they are listed, or with an id or a label that does not lead to one of them alone (§2.4, §2.11).
fn check_versions(versions: &Versions) -> Result<(), String> {
    if versions.iter().count() > Versions::LIMIT {
        return Err(format!("has more than {} versions", Versions::LIMIT));
    }
    if versions.check_labels().is_err() {
        return Err(format!("has more than {} labels", Versions::LABEL_LIMIT));
    }
    let (mut ids, mut labels) = (BTreeSet::new(), BTreeSet::new());
    if !versions.iter().all(|version| ids.insert(version.id())) {
        return Err("has two versions with the same VersionId".to_owned());
    }
    if !versions.iter().map(|version| version.number).is_sorted_by(|one, next| one < next) {
        return Err("has versions with a Number that is not above the last".to_owned());
    }
    let mut stages = versions.iter().flat_map(Version::labels).map(Label::as_str);
    match stages.find(|stage| !labels.insert(*stage)) {
        Some(stage) => Err(format!("has the label {stage} twice")),
        None => Ok(()),
    }
}

/// Begins anew with numbers that leave no room.
fn renumber(versions: &mut Versions) {
    if versions.iter().any(|version| version.number > HIGHEST_NUMBER) {
        (1..).zip(&mut versions.0).for_each(|(number, version)| version.number = number);
    }
}
