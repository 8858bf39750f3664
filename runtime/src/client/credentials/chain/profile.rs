//! The credentials that a profile has, or refers to.

use std::sync::Arc;

use super::{
    AssumeRole, Container, Credentials, CredentialsError, CredentialsFuture, EnvironmentKeys, Instance, Process,
    ProvideCredentials, ProviderContext, Sso, WebIdentity,
};
use crate::client::ConfigError;
use crate::client::config::keys;
use crate::client::config::settings::{Settings, property};
use crate::client::shared_files::{Property, Section};

type Provider = Arc<dyn ProvideCredentials>;

/// The profile of the shared files: keys, a role, SSO, a program.
#[derive(Clone, Debug)]
pub struct Profile {
    context: ProviderContext,
}

impl Profile {
    /// The profile of the context, or the one that `AWS_PROFILE` names, or `default`.
    pub fn new(context: &ProviderContext) -> Self {
        Self { context: context.clone() }
    }

    async fn load(&self) -> Result<Credentials, CredentialsError> {
        let (name, found) = self.context.settings(|settings| {
            let name = settings.profile().to_owned();
            let found = Finder { context: &self.context, settings, visited: Vec::new() }.provider(&name)?;
            let provider = found.ok_or_else(|| nothing(settings, &name))?;
            Ok((name, provider))
        })?;
        // What the profile refers to is meant, even if it is not there.
        let provided = found.provide().await;
        provided.map_err(|error| CredentialsError::new(format!("profile `{name}`: {error}")).with_source(error))
    }
}

impl ProvideCredentials for Profile {
    fn provide(&self) -> CredentialsFuture<'_> {
        Box::pin(self.load())
    }
}

fn nothing(settings: &Settings<'_>, name: &str) -> CredentialsError {
    let unreadable = settings.files().unreadable().map(|error| format!(", but {error}")).unwrap_or_default();
    CredentialsError::not_configured(format!("the profile `{name}` has no credentials{unreadable}"))
}

/// Follows profiles from one to the next.
struct Finder<'a> {
    context: &'a ProviderContext,
    settings: &'a Settings<'a>,
    visited: Vec<String>,
}

impl Finder<'_> {
    /// Where a profile has its credentials from, if it has any.
    fn provider(&mut self, name: &str) -> Result<Option<Provider>, CredentialsError> {
        let Ok(profile) = self.settings.files().profile(name) else { return Ok(None) };
        let keys = keys::of_profile(profile)?;
        let is_source = !self.visited.is_empty();
        self.visited.push(name.to_owned());
        match keys {
            // The keys of a profile that others refer to are what they refer to.
            Some(keys) if is_source || property(profile, "role_arn").is_none() => Ok(Some(Arc::new(keys))),
            keys => match self.role(name, profile)? {
                Some(role) => Ok(Some(role)),
                None => Ok(keys.map(|keys| -> Provider { Arc::new(keys) }).or(self.base(name, profile)?)),
            },
        }
    }

    /// What gives credentials without others: SSO, a program.
    fn base(&self, name: &str, profile: &Section) -> Result<Option<Provider>, CredentialsError> {
        if let Some(sso) = Sso::of(self.context, self.settings, name, profile)? {
            return Ok(Some(Arc::new(sso)));
        }
        let process = property(profile, "credential_process").map(|command| Process::new(command.value()));
        Ok(process.map(|process| -> Provider { Arc::new(process) }))
    }

    /// The role that the profile takes on.
    fn role(&mut self, name: &str, profile: &Section) -> Result<Option<Provider>, CredentialsError> {
        let Some(role) = property(profile, "role_arn") else { return Ok(None) };
        if let Some(mfa) = property(profile, "mfa_serial") {
            return Err(mfa.error("mfa_serial", "asks for a code of a device, which nobody is there to type").into());
        }
        let text = |key: &str| property(profile, key).map(|property| property.value().to_owned());
        let sources = ["source_profile", "credential_source", "web_identity_token_file"];
        let set: Vec<_> = sources.into_iter().filter_map(|key| Some((key, property(profile, key)?))).collect();
        let source = match set.as_slice() {
            [("source_profile", source)] => self.source(name, source)?,
            [("credential_source", source)] => self.named(source.value()).ok_or_else(|| {
                let problem = "is none of `Environment`, `Ec2InstanceMetadata` and `EcsContainer`";
                CredentialsError::from(source.wrong("credential_source", problem))
            })?,
            [(_, token_file)] => {
                let role = WebIdentity::of(self.context, role.value(), token_file.value());
                let named = text("role_session_name").into_iter().fold(role, WebIdentity::session_name);
                return Ok(Some(Arc::new(named)));
            }
            [] => {
                let problem = "needs source_profile, credential_source or web_identity_token_file beside it";
                return Err(role.error("role_arn", problem).into());
            }
            [_, (key, second), ..] => {
                return Err(second.error(key, "stands beside another source of credentials").into());
            }
        };
        let mut assumed = AssumeRole::shared(self.context, role.value().to_owned(), source);
        assumed = text("role_session_name").into_iter().fold(assumed, AssumeRole::session_name);
        assumed = text("external_id").into_iter().fold(assumed, AssumeRole::external_id);
        assumed = seconds(profile)?.into_iter().fold(assumed, AssumeRole::duration_seconds);
        Ok(Some(Arc::new(assumed)))
    }

    /// The credentials of another profile, or of this one's own keys.
    fn source(&mut self, name: &str, property: &Property) -> Result<Provider, CredentialsError> {
        let source = property.value();
        let is_own = name == source;
        if !is_own && self.visited.iter().any(|visited| visited == source) {
            let path = self.visited.join("` → `");
            return Err(CredentialsError::new(format!("source_profile goes round: `{path}` → `{source}`")));
        }
        let Ok(profile) = self.settings.files().profile(source) else {
            return Err(property.wrong("source_profile", "names no profile").into());
        };
        if is_own {
            let keys = keys::of_profile(profile)?;
            let missing = || CredentialsError::new(format!("the profile `{name}` is its own source, without keys"));
            return Ok(Arc::new(keys.ok_or_else(missing)?));
        }
        let missing = || CredentialsError::new(format!("the profile `{source}` has no credentials"));
        self.provider(source)?.ok_or_else(missing)
    }

    fn named(&self, source: &str) -> Option<Provider> {
        match source {
            "Environment" => Some(Arc::new(EnvironmentKeys::new(self.context))),
            "Ec2InstanceMetadata" => Some(Arc::new(Instance::new(self.context))),
            "EcsContainer" => Some(Arc::new(Container::new(self.context))),
            _ => None,
        }
    }
}

fn seconds(profile: &Section) -> Result<Option<u32>, ConfigError> {
    let Some(property) = property(profile, "duration_seconds") else { return Ok(None) };
    let seconds = property.value().parse();
    seconds.map(Some).map_err(|_| property.wrong("duration_seconds", "is not a number of seconds"))
}
