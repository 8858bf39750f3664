//! The credentials of a role for who has a token of another provider of identities.

use super::{Credentials, CredentialsError, CredentialsFuture, ProvideCredentials, ProviderContext, sts};

const ROLE: &str = "AWS_ROLE_ARN";
const TOKEN_FILE: &str = "AWS_WEB_IDENTITY_TOKEN_FILE";

/// Takes on a role, by `AssumeRoleWithWebIdentity` of STS.
#[derive(Clone, Debug)]
pub struct WebIdentity {
    context: ProviderContext,
    /// When the environment does not say it.
    set: Option<Set>,
}

#[derive(Clone, Debug)]
struct Set {
    role_arn: String,
    token_file: String,
    session_name: Option<String>,
}

impl WebIdentity {
    /// As `AWS_ROLE_ARN`, `AWS_WEB_IDENTITY_TOKEN_FILE` and `AWS_ROLE_SESSION_NAME` say.
    pub fn new(context: &ProviderContext) -> Self {
        Self { context: context.clone(), set: None }
    }

    /// Takes on this role with the token in this file, which is read each time.
    pub fn of(context: &ProviderContext, role_arn: impl Into<String>, token_file: impl Into<String>) -> Self {
        let (role_arn, token_file) = (role_arn.into(), token_file.into());
        Self { context: context.clone(), set: Some(Set { role_arn, token_file, session_name: None }) }
    }

    /// Under this name, which logs of AWS show; only for [`of`](Self::of).
    #[must_use]
    pub fn session_name(mut self, name: impl Into<String>) -> Self {
        if let Some(set) = &mut self.set {
            set.session_name = Some(name.into());
        }
        self
    }

    async fn load(&self) -> Result<Credentials, CredentialsError> {
        let Set { role_arn, token_file, session_name } = match &self.set {
            Some(set) => set.clone(),
            None => self.environment()?,
        };
        let token = self.context.read(&token_file)?;
        let session_name = session_name.unwrap_or_else(|| sts::session_name(&self.context));
        let token = ("WebIdentityToken", token.expose().trim());
        let parameters = [("RoleArn", &*role_arn), ("RoleSessionName", &*session_name), token];
        let assumed = sts::call(&self.context, "AssumeRoleWithWebIdentity", &parameters, None).await;
        assumed.map_err(|error| CredentialsError::new(format!("{role_arn}: {error}")).with_source(error))
    }

    fn environment(&self) -> Result<Set, CredentialsError> {
        let token_file = self.context.var(TOKEN_FILE);
        let token_file =
            token_file.ok_or_else(|| CredentialsError::not_configured(format!("{TOKEN_FILE} is not set")))?;
        let role_arn = self.context.var(ROLE);
        let role_arn =
            role_arn.ok_or_else(|| CredentialsError::new(format!("{ROLE} is not set, but {TOKEN_FILE} is")))?;
        Ok(Set { role_arn, token_file, session_name: self.context.var("AWS_ROLE_SESSION_NAME") })
    }
}

impl ProvideCredentials for WebIdentity {
    fn provide(&self) -> CredentialsFuture<'_> {
        Box::pin(self.load())
    }
}
