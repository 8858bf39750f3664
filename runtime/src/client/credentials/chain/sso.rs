//! The credentials of who has logged in with `aws sso login`.

use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Method};
use sha1::{Digest, Sha1};

use super::context::Issuer;
use super::document;
use super::exchange::{Patience, add_secret, request};
use super::{Credentials, CredentialsError, CredentialsFuture, ProvideCredentials, ProviderContext};
use crate::client::config::settings::{Settings, property};
use crate::client::shared_files::Section;
use crate::endpoint::uri_encode;
use crate::sigv4::hex;
use crate::{Sensitive, Timestamp};

mod token;

const PORTAL: Issuer = Issuer { env_name: "SSO", host: "portal.sso" };
const TOKEN: HeaderName = HeaderName::from_static("x-amz-sso_bearer_token");
const WHO: &str = "SSO";

/// Exchanges the token that `aws sso login` has left for the credentials of a role.
///
/// A token that is about to expire is renewed, when it was left with what that takes.
#[derive(Clone, Debug)]
pub struct Sso {
    context: ProviderContext,
    region: String,
    account_id: String,
    role_name: String,
    /// Where the token is.
    cache: String,
    /// What to run when there is none.
    login: String,
}

impl Sso {
    /// As the profile of this name says, if it says something of SSO.
    pub(super) fn of(
        context: &ProviderContext,
        settings: &Settings<'_>,
        name: &str,
        profile: &Section,
    ) -> Result<Option<Self>, CredentialsError> {
        let of_session = property(profile, "sso_session");
        let (session, cached, login) = match (of_session, property(profile, "sso_start_url")) {
            (Some(session), _) => {
                let section = settings.files().sso_session(session.value());
                let missing = || session.wrong("sso_session", "names no section of an SSO session");
                let login = format!("aws sso login --sso-session {}", session.value());
                (section.ok_or_else(missing)?, session.value(), login)
            }
            (None, Some(url)) => (profile, url.value(), format!("aws sso login --profile {name}")),
            (None, None) => return Ok(None),
        };
        let cache = format!("~/.aws/sso/cache/{}.json", hex(&Sha1::digest(cached)));
        let get = |section: &Section, key: &str| {
            let value = property(section, key).map(|property| property.value().to_owned());
            value.ok_or_else(|| CredentialsError::new(format!("{key} is missing beside what else says to use SSO")))
        };
        let (account_id, role_name) = (get(profile, "sso_account_id")?, get(profile, "sso_role_name")?);
        let region = get(session, "sso_region")?;
        Ok(Some(Self { context: context.clone(), region, account_id, role_name, cache, login }))
    }

    async fn load(&self) -> Result<Credentials, CredentialsError> {
        let token = token::of(self).await?;
        let (account, role) = (uri_encode(&self.account_id), uri_encode(&self.role_name));
        let portal = self.context.url(PORTAL, &self.region)?;
        let url = format!("{portal}/federation/credentials?role_name={role}&account_id={account}");
        let mut request = request(Method::GET, &url)?;
        add_secret(request.headers_mut(), TOKEN, token.expose())?;
        let response = self.context.exchange(request, Patience::SERVICE).await?;
        match response.status().as_u16() {
            200 => document::read::<Answer>(WHO, response.body())?.credentials(),
            401 => Err(self.logged_out("SSO does not accept the token any more")),
            status => Err(CredentialsError::new(format!(
                "SSO refuses the role {} of account {} (status {status})",
                self.role_name, self.account_id
            ))),
        }
    }

    fn logged_out(&self, problem: &str) -> CredentialsError {
        CredentialsError::new(format!("{problem}; run `{}`", self.login))
    }
}

impl ProvideCredentials for Sso {
    fn provide(&self) -> CredentialsFuture<'_> {
        Box::pin(self.load())
    }
}

/// What GetRoleCredentials answers.
#[derive(Default)]
struct Answer {
    role_credentials: Option<RoleCredentials>,
}

crate::structure! {
    Answer {
        "roleCredentials" => role_credentials: optional,
    }
}

#[derive(Default)]
struct RoleCredentials {
    access_key_id: Option<String>,
    secret_access_key: Option<Sensitive<String>>,
    session_token: Option<Sensitive<String>>,
    /// In milliseconds.
    expiration: Option<i64>,
}

crate::structure! {
    RoleCredentials {
        "accessKeyId" => access_key_id: optional,
        "secretAccessKey" => secret_access_key: optional,
        "sessionToken" => session_token: optional,
        "expiration" => expiration: optional,
    }
}

impl Answer {
    fn credentials(self) -> Result<Credentials, CredentialsError> {
        let keys = self.role_credentials.unwrap_or_default();
        let incomplete = || CredentialsError::new("SSO answers with credentials that are not complete");
        let (Some(id), Some(secret)) = (keys.access_key_id, keys.secret_access_key) else { return Err(incomplete()) };
        let mut credentials = Credentials::new(id, secret);
        credentials.session_token = keys.session_token;
        credentials.expires = keys.expiration.and_then(|expiry| Timestamp::try_from_millis(expiry).ok());
        Ok(credentials)
    }
}

/// The content type of questions with a body.
const JSON: (HeaderName, HeaderValue) = (CONTENT_TYPE, HeaderValue::from_static("application/json"));
