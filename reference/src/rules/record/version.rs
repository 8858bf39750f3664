//! One version of a secret in a snapshot: the place where secret values are.

use std::sync::Arc;

use secretsmith::Sensitive;
use secretsmith::primitives::{Blob, DateTime};
use serde::{Deserialize, Serialize};

use super::object::object;
use crate::rules::dates::Day;
use crate::rules::kms::KmsKey;
use crate::rules::labels::Label;
use crate::rules::value::Value;
use crate::rules::version::Version;

#[derive(Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "PascalCase", deny_unknown_fields)]
pub(super) struct VersionRecord {
    version_id: String,
    /// Orders the versions of one secret, for paging.
    number: u32,
    created_date: DateTime,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_accessed_date: Option<DateTime>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    version_stages: Vec<String>,
    /// Whether a new current version came while this one was pending.
    #[serde(default, skip_serializing_if = "is_false")]
    overtaken: bool,
    /// In the order in which they were added, as ListSecretVersionIds names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    kms_key_ids: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secret_string: Option<Sensitive<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    secret_binary: Option<Sensitive<Blob>>,
}

object!(VersionRecord: "an object with a VersionId");

impl VersionRecord {
    pub(super) fn of(version: &Version) -> Self {
        let (secret_string, secret_binary) = version.members();
        Self {
            version_id: version.id().to_owned(),
            number: version.number,
            created_date: version.created,
            last_accessed_date: version.accessed.map(Day::start),
            version_stages: version.stages().unwrap_or_default(),
            overtaken: version.is_overtaken,
            kms_key_ids: version.keys.iter().map(|key| key.listed().to_owned()).collect(),
            secret_string,
            secret_binary,
        }
    }

    pub(super) fn into_version(self) -> Result<Version, String> {
        if self.version_id.is_empty() {
            return Err("has a version with an empty VersionId".to_owned());
        }
        let value = Value::of(self.secret_string, self.secret_binary);
        let value = value.map_err(|refusal| format!("has a version that cannot be: {}", refusal.message()))?;
        let mut version = Version::placeholder(self.version_id, self.created_date);
        version.number = self.number;
        version.accessed = self.last_accessed_date.map(Day::of);
        version.labels = self.version_stages.iter().map(|label| Label::from(label.as_str())).collect();
        version.is_overtaken = self.overtaken;
        version.keys = self.kms_key_ids.iter().map(|key| read_key(key)).collect();
        version.value = value.map(Arc::new);
        Ok(version)
    }
}

fn read_key(listed: &str) -> KmsKey {
    if listed == KmsKey::Default.listed() { KmsKey::Default } else { KmsKey::Customer(listed.into()) }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(flag: &bool) -> bool {
    !flag
}
