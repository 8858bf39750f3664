//! The credentials that a container is given: Amazon ECS and EKS.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use http::Method;
use http::header::AUTHORIZATION;

use super::document::{self, Document};
use super::exchange::{Patience, add_secret, origin, request};
use super::{Credentials, CredentialsError, CredentialsFuture, ProvideCredentials, ProviderContext};
use crate::Sensitive;
use crate::endpoint::parse_url;

const RELATIVE: &str = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
const FULL: &str = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
const TOKEN: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN";
const TOKEN_FILE: &str = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";

/// Where a relative URI begins.
const ECS: &str = "http://169.254.170.2";

/// The servers beside a container, which may be asked without TLS: that of ECS and those of EKS.
const BESIDE: [IpAddr; 3] = [
    IpAddr::V4(Ipv4Addr::new(169, 254, 170, 2)),
    IpAddr::V4(Ipv4Addr::new(169, 254, 170, 23)),
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x23)),
];

/// Asks where `AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` or `…_FULL_URI` say, with the token of
/// `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE` or `AWS_CONTAINER_AUTHORIZATION_TOKEN`.
#[derive(Clone, Debug)]
pub struct Container {
    context: ProviderContext,
}

impl Container {
    /// As this environment says.
    pub fn new(context: &ProviderContext) -> Self {
        Self { context: context.clone() }
    }

    async fn load(&self) -> Result<Credentials, CredentialsError> {
        let mut request = request(Method::GET, &self.url()?)?;
        if let Some(token) = self.token()? {
            add_secret(request.headers_mut(), AUTHORIZATION, token.expose())?;
        }
        let who = origin(request.uri());
        let response = self.context.exchange(request, Patience::LINK).await?;
        if !response.status().is_success() {
            return Err(CredentialsError::new(format!("{who} answers with status {}", response.status().as_u16())));
        }
        document::read::<Document>(&who, response.body())?.credentials(&who)
    }

    fn url(&self) -> Result<String, CredentialsError> {
        match (self.context.var(RELATIVE), self.context.var(FULL)) {
            (Some(path), _) if path.starts_with('/') => Ok(format!("{ECS}{path}")),
            (Some(_), _) => Err(CredentialsError::new(format!("{RELATIVE} does not begin with `/`"))),
            (None, Some(url)) if is_allowed(&url) => Ok(url),
            (None, Some(_)) => Err(CredentialsError::new(format!(
                "{FULL} is neither a URL with https nor one of this computer, ECS or EKS"
            ))),
            (None, None) => Err(CredentialsError::not_configured(format!("neither {RELATIVE} nor {FULL} is set"))),
        }
    }

    fn token(&self) -> Result<Option<Sensitive<String>>, CredentialsError> {
        let token = match self.context.var(TOKEN_FILE) {
            Some(path) => self.context.read(&path).map(Some)?,
            None => self.context.var(TOKEN).map(Into::into),
        };
        // Files of tokens end with a line break.
        Ok(token.map(|token| token.expose().trim_end_matches(['\r', '\n']).into()))
    }
}

impl ProvideCredentials for Container {
    fn provide(&self) -> CredentialsFuture<'_> {
        Box::pin(self.load())
    }
}

/// Whether a token may go there: over TLS, or to who is known to be near.
fn is_allowed(url: &str) -> bool {
    let Some(parts) = parse_url(url.split('?').next().unwrap_or_default()) else { return false };
    let host = match parts.authority.split_once(']') {
        Some((address, _)) => address.trim_start_matches('['),
        None => parts.authority.split(':').next().unwrap_or_default(),
    };
    let is_near = |address: IpAddr| address.is_loopback() || BESIDE.contains(&address);
    parts.scheme == "https" || host == "localhost" || host.parse().is_ok_and(is_near)
}
