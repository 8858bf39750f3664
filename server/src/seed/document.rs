//! What may stand in a seed. Members are named as those of the API, where it has the same.

use std::fmt;

use secretsmith::Sensitive;
use secretsmith::primitives::Blob;
use serde::de::Visitor;
use serde::{Deserialize, Deserializer};

use super::tree::TEXT_OR_JSON;

/// A file.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, expecting = "an object with Secrets")]
pub(super) struct Document {
    pub(super) secrets: Vec<Secret>,
}

/// A secret. Its value is given by itself or as the last of its versions.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, expecting = "an object with the Name of a secret")]
pub(super) struct Secret {
    pub(super) name: String,
    pub(super) region: Option<String>,
    pub(super) account: Option<String>,
    pub(super) description: Option<String>,
    pub(super) kms_key_id: Option<String>,
    pub(super) tags: Option<Vec<Tag>>,
    pub(super) version_id: Option<String>,
    pub(super) secret_string: Option<SecretText>,
    pub(super) secret_binary: Option<Sensitive<Blob>>,
    #[serde(default)]
    pub(super) versions: Vec<Version>,
    pub(super) resource_policy: Option<Policy>,
    pub(super) rotation: Option<Rotation>,
    #[serde(default)]
    pub(super) replicas: Vec<Replica>,
}

impl Secret {
    /// Whether a value is given beside its versions.
    pub(super) fn has_value(&self) -> bool {
        self.secret_string.is_some() || self.secret_binary.is_some()
    }
}

/// One version, the oldest first.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, expecting = "an object with a value")]
pub(super) struct Version {
    pub(super) version_id: Option<String>,
    pub(super) secret_string: Option<SecretText>,
    pub(super) secret_binary: Option<Sensitive<Blob>>,
    pub(super) version_stages: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, expecting = "an object with Key and Value")]
pub(super) struct Tag {
    pub(super) key: String,
    pub(super) value: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, expecting = "an object")]
pub(super) struct Rotation {
    #[serde(rename = "RotationLambdaARN")]
    pub(super) function: Option<String>,
    pub(super) rotation_rules: Option<RotationRules>,
    /// Not unless it is said: a seed is about what there is at the start.
    #[serde(default)]
    pub(super) rotate_immediately: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, expecting = "an object")]
pub(super) struct RotationRules {
    pub(super) automatically_after_days: Option<i64>,
    pub(super) duration: Option<String>,
    pub(super) schedule_expression: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields, expecting = "an object with a Region")]
pub(super) struct Replica {
    pub(super) region: String,
    pub(super) kms_key_id: Option<String>,
}

/// A text, or what is to be written as JSON.
#[derive(Debug)]
pub(super) struct SecretText(pub(super) Sensitive<String>);

impl<'de> Deserialize<'de> for SecretText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(TEXT_OR_JSON, Written).map(|text| Self(text.into()))
    }
}

/// The document of a policy: as a text, or as it is.
#[derive(Debug)]
pub(super) struct Policy(pub(super) String);

impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(TEXT_OR_JSON, Written).map(Self)
    }
}

/// Takes a text, or the JSON of what is none.
struct Written;

impl Visitor<'_> for Written {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(TEXT_OR_JSON)
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }
}
