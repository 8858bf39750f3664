//! KMS keys, as far as Secrets Manager shows of them: behaviour.md §2.9.
//!
//! Here is what can be told by the form of a `KmsKeyId`; what keys there are is in
//! [`keys`](super::keys).

use std::sync::Arc;

use super::arn::Place;
use crate::message;
use crate::refusal::Refusal;

/// The key that a secret or a version is encrypted with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum KmsKey {
    /// The key that AWS manages for Secrets Manager in the account.
    #[default]
    Default,
    /// A key of the customer, in the form that it was given in.
    Customer(Arc<str>),
}

impl KmsKey {
    /// The alias of the default key, as `ReplicationStatus` shows it (§5).
    pub const DEFAULT_ALIAS: &str = "alias/aws/secretsmanager";

    /// Reads a `KmsKeyId`; the empty text and the alias of the default key mean the default key.
    ///
    /// # Errors
    /// - `InvalidParameterException`: no key id, key ARN, alias or alias ARN, or of another Region.
    /// - `AccessDeniedException`: the key that AWS manages for another service.
    pub fn parse(text: &str, place: &Place) -> Result<Self, Refusal> {
        let reference = match text.strip_prefix("arn:") {
            Some(arn) => within_arn(arn, place)?,
            None => text,
        };
        match reference.strip_prefix("alias/") {
            _ if text.is_empty() => Ok(Self::Default),
            Some("aws/secretsmanager") => Ok(Self::Default),
            Some(alias) if alias.starts_with("aws/") => Err(message::kms_denied()),
            Some(alias) if is_alias(alias) => Ok(Self::Customer(text.into())),
            None if is_key_id(reference) => Ok(Self::Customer(text.into())),
            _ => Err(message::invalid_key_id()),
        }
    }

    /// The key as DescribeSecret and ListSecrets show it: the default key is not shown.
    pub fn shown(&self) -> Option<&str> {
        match self {
            Self::Default => None,
            Self::Customer(key) => Some(key),
        }
    }

    /// The key as ListSecretVersionIds shows it.
    pub fn listed(&self) -> &str {
        self.shown().unwrap_or("DefaultEncryptionKey")
    }
}

/// What an ARN of KMS (without its `arn:`) points to: `alias/…`, or the bare id of a key.
fn within_arn<'a>(arn: &'a str, place: &Place) -> Result<&'a str, Refusal> {
    let parts: Vec<&str> = arn.splitn(5, ':').collect();
    let [_partition, "kms", region, _account, resource] = parts[..] else {
        return Err(message::invalid_key_id());
    };
    if region != place.region() {
        return Err(message::key_of_other_region(region));
    }
    match resource.strip_prefix("key/") {
        Some(id) => Ok(id),
        None if resource.starts_with("alias/") => Ok(resource),
        None => Err(message::invalid_key_id()),
    }
}

fn is_alias(alias: &str) -> bool {
    !alias.is_empty() && alias.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/_-".contains(&byte))
}

/// Whether the text is a UUID, or `mrk-` and 32 hexadecimal digits (a multi-Region key).
fn is_key_id(id: &str) -> bool {
    let is_hex = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
    match id.strip_prefix("mrk-") {
        Some(digits) => digits.len() == 32 && is_hex(digits),
        None => id.split('-').map(str::len).eq([8, 4, 4, 4, 12]) && id.split('-').all(is_hex),
    }
}
