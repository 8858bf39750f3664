//! Keys among the variables and in a profile.

use super::ConfigError;
use super::settings::{Settings, property};
use crate::client::Credentials;
#[cfg(not(feature = "credential-chain"))]
use crate::client::shared_files::Property;
use crate::client::shared_files::Section;

const ACCESS_KEY_ID: &str = "AWS_ACCESS_KEY_ID";
const SECRET_ACCESS_KEY: &str = "AWS_SECRET_ACCESS_KEY";

/// The keys among the variables.
///
/// # Errors
/// When there is but one half of a pair.
pub(in crate::client) fn of_vars(settings: &Settings<'_>) -> Result<Option<Credentials>, ConfigError> {
    match (settings.var(ACCESS_KEY_ID), settings.var(SECRET_ACCESS_KEY)) {
        (None, None) => Ok(None),
        (Some(_), None) => Err(ConfigError::variable(SECRET_ACCESS_KEY, "is not set, but AWS_ACCESS_KEY_ID is")),
        (None, Some(_)) => Err(ConfigError::variable(ACCESS_KEY_ID, "is not set, but AWS_SECRET_ACCESS_KEY is")),
        (Some(id), Some(secret)) => {
            let mut credentials = Credentials::new(id, secret);
            credentials.session_token = settings.var("AWS_SESSION_TOKEN").map(Into::into);
            Ok(Some(credentials))
        }
    }
}

/// The keys in a profile.
///
/// # Errors
/// When there is but one half of a pair.
pub(in crate::client) fn of_profile(profile: &Section) -> Result<Option<Credentials>, ConfigError> {
    let (id, secret) = ("aws_access_key_id", "aws_secret_access_key");
    match (property(profile, id), property(profile, secret)) {
        (None, None) => Ok(None),
        (Some(here), None) => Err(here.error(id, "stands in the profile without aws_secret_access_key")),
        (None, Some(here)) => Err(here.error(secret, "stands in the profile without aws_access_key_id")),
        (Some(id), Some(secret)) => {
            let mut credentials = Credentials::new(id.value(), secret.value());
            credentials.session_token = property(profile, "aws_session_token").map(|token| token.value().into());
            Ok(Some(credentials))
        }
    }
}

/// What a profile says of credentials that takes the feature `credential-chain`.
#[cfg(not(feature = "credential-chain"))]
pub(super) fn beyond(profile: &Section) -> Option<(&'static str, &Property)> {
    let keys = ["role_arn", "sso_session", "sso_start_url", "credential_process"];
    keys.into_iter().find_map(|key| Some((key, property(profile, key)?)))
}
