//! The credentials of a role that somebody may take on.

use std::fmt;
use std::sync::Arc;

use super::{Credentials, CredentialsError, CredentialsFuture, ProvideCredentials, ProviderContext, sts};

/// Takes on a role, by `AssumeRole` of STS.
#[derive(Clone)]
pub struct AssumeRole {
    context: ProviderContext,
    source: Arc<dyn ProvideCredentials>,
    role_arn: String,
    session_name: Option<String>,
    external_id: Option<String>,
    seconds: Option<u32>,
}

impl AssumeRole {
    /// Takes on the role with the credentials that `source` gives.
    pub fn new(context: &ProviderContext, role_arn: impl Into<String>, source: impl ProvideCredentials) -> Self {
        Self::shared(context, role_arn.into(), Arc::new(source))
    }

    pub(super) fn shared(context: &ProviderContext, role_arn: String, source: Arc<dyn ProvideCredentials>) -> Self {
        let context = context.clone();
        Self { context, source, role_arn, session_name: None, external_id: None, seconds: None }
    }

    /// Under this name, which logs of AWS show; by default one with the time.
    #[must_use]
    pub fn session_name(mut self, name: impl Into<String>) -> Self {
        self.session_name = Some(name.into());
        self
    }

    /// With the id that the role's owner has agreed on.
    #[must_use]
    pub fn external_id(mut self, id: impl Into<String>) -> Self {
        self.external_id = Some(id.into());
        self
    }

    /// For so many seconds; by default STS decides, which is an hour.
    #[must_use]
    pub fn duration_seconds(mut self, seconds: u32) -> Self {
        self.seconds = Some(seconds);
        self
    }

    async fn load(&self) -> Result<Credentials, CredentialsError> {
        // Whatever is wrong, the role was meant: no other credentials are in its place.
        let assumed = self.assume().await;
        assumed.map_err(|error| CredentialsError::new(format!("{}: {error}", self.role_arn)).with_source(error))
    }

    async fn assume(&self) -> Result<Credentials, CredentialsError> {
        let credentials = self.source.provide().await?;
        let session_name = self.session_name.clone().unwrap_or_else(|| sts::session_name(&self.context));
        let seconds = self.seconds.map(|seconds| seconds.to_string());
        let mut parameters = vec![("RoleArn", &*self.role_arn), ("RoleSessionName", &session_name)];
        parameters.extend(self.external_id.as_deref().map(|id| ("ExternalId", id)));
        parameters.extend(seconds.as_deref().map(|seconds| ("DurationSeconds", seconds)));
        sts::call(&self.context, "AssumeRole", &parameters, Some(&credentials)).await
    }
}

impl ProvideCredentials for AssumeRole {
    fn provide(&self) -> CredentialsFuture<'_> {
        Box::pin(self.load())
    }
}

impl fmt::Debug for AssumeRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AssumeRole").field("role_arn", &self.role_arn).finish_non_exhaustive()
    }
}
