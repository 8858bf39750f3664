//! The token that `aws sso login` leaves in a file, and its renewal.

use http::Method;

use super::document::{self, expiry_of};
use super::{CredentialsError, Issuer, JSON, Patience, Sso, request};
use crate::{Sensitive, Timestamp, wiped};

const OIDC: Issuer = Issuer { env_name: "SSO_OIDC", host: "oidc" };

/// Milliseconds before its expiry from which on a token is renewed.
const SOON: i64 = 5 * 60 * 1000;

/// The file. Dates are of RFC 3339.
#[derive(Clone, Default)]
struct Cached {
    start_url: Option<String>,
    region: Option<String>,
    access_token: Option<Sensitive<String>>,
    expires_at: Option<String>,
    client_id: Option<String>,
    client_secret: Option<Sensitive<String>>,
    registration_expires_at: Option<String>,
    refresh_token: Option<Sensitive<String>>,
}

crate::structure! {
    Cached {
        "startUrl" => start_url: optional,
        "region" => region: optional,
        "accessToken" => access_token: optional,
        "expiresAt" => expires_at: optional,
        "clientId" => client_id: optional,
        "clientSecret" => client_secret: optional,
        "registrationExpiresAt" => registration_expires_at: optional,
        "refreshToken" => refresh_token: optional,
    }
}

/// What CreateToken asks for.
#[derive(Default)]
struct Question {
    client_id: Option<String>,
    client_secret: Option<Sensitive<String>>,
    grant_type: Option<String>,
    refresh_token: Option<Sensitive<String>>,
}

crate::structure! {
    Question {
        "clientId" => client_id: optional,
        "clientSecret" => client_secret: optional,
        "grantType" => grant_type: optional,
        "refreshToken" => refresh_token: optional,
    }
}

/// What it answers.
#[derive(Default)]
struct Answer {
    access_token: Option<Sensitive<String>>,
    /// In seconds.
    expires_in: Option<i64>,
    refresh_token: Option<Sensitive<String>>,
}

crate::structure! {
    Answer {
        "accessToken" => access_token: optional,
        "expiresIn" => expires_in: optional,
        "refreshToken" => refresh_token: optional,
    }
}

/// A token that is valid.
pub(super) async fn of(sso: &Sso) -> Result<Sensitive<String>, CredentialsError> {
    let nobody = |_| sso.logged_out("nobody is logged in to SSO");
    let text = sso.context.read(&sso.cache).map_err(nobody)?;
    let cached: Cached = document::read("the cached SSO token", text.expose().as_bytes())?;
    let (Some(token), Some(expires)) = (&cached.access_token, &cached.expires_at) else {
        return Err(sso.logged_out("the cached SSO token is not complete"));
    };
    let left = expiry_of("the cached SSO token", expires)?.as_millis() - sso.context.now().as_millis();
    if left > SOON {
        return Ok(token.clone());
    }
    match renew(sso, &cached).await {
        Ok(renewed) => Ok(renewed),
        Err(_) if left > 0 => Ok(token.clone()),
        Err(error) => Err(error),
    }
}

/// Asks for another token, and keeps it for other programs.
async fn renew(sso: &Sso, cached: &Cached) -> Result<Sensitive<String>, CredentialsError> {
    let expired = || sso.logged_out("the SSO session has expired");
    let question = question(sso, cached).ok_or_else(expired)?;
    let mut request = request(Method::POST, &format!("{}/token", sso.context.url(OIDC, &sso.region)?))?;
    request.headers_mut().extend([JSON]);
    *request.body_mut() = wiped::json(&question).map_err(|_| expired())?;
    let response = sso.context.exchange(request, Patience::SERVICE).await?;
    if !response.status().is_success() {
        return Err(expired());
    }
    let answer: Answer = document::read("SSO", response.body())?;
    let token = answer.access_token.ok_or_else(expired)?;
    let expires = sso.context.now().secs().saturating_add(answer.expires_in.unwrap_or_default());
    let mut renewed = cached.clone();
    renewed.access_token = Some(token.clone());
    renewed.expires_at = Timestamp::try_from_secs(expires).ok().map(|expires| expires.to_string());
    renewed.refresh_token = answer.refresh_token.or(renewed.refresh_token);
    let written = wiped::json(&renewed).ok();
    if let Some(text) = written.as_deref().and_then(|written| str::from_utf8(written).ok()) {
        sso.context.keep(&sso.cache, text);
    }
    Ok(token)
}

/// What to ask; `None` when the file has not all that it takes, or the program that wrote it is not registered any more.
fn question(sso: &Sso, cached: &Cached) -> Option<Question> {
    let registered_until: Timestamp = cached.registration_expires_at.as_ref()?.parse().ok()?;
    if registered_until <= sso.context.now() {
        return None;
    }
    Some(Question {
        client_id: Some(cached.client_id.clone()?),
        client_secret: Some(cached.client_secret.clone()?),
        grant_type: Some("refresh_token".to_owned()),
        refresh_token: Some(cached.refresh_token.clone()?),
    })
}
