//! The credentials that an instance of Amazon EC2 is given: its metadata service, version 2.

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Response, StatusCode};

use super::document::{self, Document};
use super::exchange::{Patience, add_secret, is_passing, request};
use super::{Credentials, CredentialsError, CredentialsFuture, ProvideCredentials, ProviderContext};
use crate::Sensitive;
use crate::client::config::settings::Settings;

const DISABLED: &str = "AWS_EC2_METADATA_DISABLED";

const TOKEN: HeaderName = HeaderName::from_static("x-aws-ec2-metadata-token");
const TOKEN_LIFE: HeaderName = HeaderName::from_static("x-aws-ec2-metadata-token-ttl-seconds");

/// Seconds for which a token is asked for: enough for the two questions.
const LIFE: HeaderValue = HeaderValue::from_static("300");

const ROLES: &str = "/latest/meta-data/iam/security-credentials/";
const WHO: &str = "the instance metadata service";

/// Asks the metadata service for the credentials of the instance's role.
#[derive(Clone, Debug)]
pub struct Instance {
    context: ProviderContext,
}

impl Instance {
    /// As this environment says where the service is, and whether to ask it.
    pub fn new(context: &ProviderContext) -> Self {
        Self { context: context.clone() }
    }

    async fn load(&self) -> Result<Credentials, CredentialsError> {
        if self.context.var(DISABLED).is_some_and(|value| value.eq_ignore_ascii_case("true")) {
            return Err(CredentialsError::not_configured(format!("{DISABLED} is true")));
        }
        let endpoint = self.context.settings(endpoint)?;
        let token = self.token(&endpoint).await?;
        let role = self.get(&endpoint, ROLES, &token).await?;
        if role.status() == StatusCode::NOT_FOUND {
            return Err(CredentialsError::not_configured("the instance has no role"));
        }
        let role = str::from_utf8(succeeded(&role)?).unwrap_or_default();
        let role = role.lines().next().unwrap_or_default().trim();
        let response = self.get(&endpoint, &format!("{ROLES}{role}"), &token).await?;
        let document: Document = document::read(WHO, succeeded(&response)?)?;
        match document.code.as_deref() {
            Some("Success") | None => document.credentials(WHO),
            Some(code) => Err(CredentialsError::new(format!("{WHO} has no credentials of role {role}: {code}"))),
        }
    }

    /// What shows that who asks is on the instance.
    async fn token(&self, endpoint: &str) -> Result<Sensitive<String>, CredentialsError> {
        let mut request = request(Method::PUT, &format!("{endpoint}/latest/api/token"))?;
        request.headers_mut().insert(TOKEN_LIFE, LIFE);
        let answered = self.context.exchange(request, Patience::PROBE).await;
        let response = answered.map_err(|error| CredentialsError::not_configured(error.to_string()))?;
        let token = str::from_utf8(succeeded(&response)?).unwrap_or_default();
        Ok(token.into())
    }

    async fn get(
        &self,
        endpoint: &str,
        path: &str,
        token: &Sensitive<String>,
    ) -> Result<Response<Bytes>, CredentialsError> {
        let mut request = request(Method::GET, &format!("{endpoint}{path}"))?;
        add_secret(request.headers_mut(), TOKEN, token.expose())?;
        self.context.exchange(request, Patience::LINK).await
    }
}

impl ProvideCredentials for Instance {
    fn provide(&self) -> CredentialsFuture<'_> {
        Box::pin(self.load())
    }
}

/// Where the service is, without a slash at the end.
fn endpoint(settings: &Settings<'_>) -> Result<String, CredentialsError> {
    let is_v6 = settings.is_metadata_v6()? == Some(true);
    let usual = if is_v6 { "http://[fd00:ec2::254]" } else { "http://169.254.169.254" };
    let set = settings.metadata_endpoint()?;
    Ok(set.as_deref().unwrap_or(usual).trim_end_matches('/').to_owned())
}

/// The body of an answer of success. Who is refused or sent away, as where the service is turned off or
/// something else has its address, has no such credentials; a service in trouble may have them.
fn succeeded(response: &Response<Bytes>) -> Result<&[u8], CredentialsError> {
    let answer = |status: StatusCode| format!("{WHO} answers with status {}", status.as_u16());
    match response.status() {
        status if status.is_success() => Ok(response.body()),
        status if is_passing(status) => Err(CredentialsError::new(answer(status))),
        status => Err(CredentialsError::not_configured(answer(status))),
    }
}
