//! The Security Token Service, as far as it gives credentials: a form goes there, XML comes back.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method, Response};

use super::context::{Issuer, ProviderContext};
use super::document::expiry_of;
use super::exchange::{Patience, is_passing, request, secret_body};
use super::{Credentials, CredentialsError};
use crate::client::sign::{Signer, SigningNames};
use crate::endpoint::uri_encode;

mod xml;

const STS: Issuer = Issuer { env_name: "STS", host: "sts" };

const VERSION: &str = "2011-06-15";

/// The errors with status 400 that may pass: a provider of identities that did not answer STS, and
/// too many calls.
const PASSING: [&str; 5] =
    ["IDPCommunicationError", "RequestLimitExceeded", "Throttling", "ThrottlingException", "TooManyRequestsException"];

/// Calls an operation that answers with credentials; signed, if somebody signs.
///
/// # Errors
/// When STS cannot be reached, or refuses.
pub(super) async fn call(
    context: &ProviderContext,
    action: &str,
    parameters: &[(&str, &str)],
    signer: Option<&Credentials>,
) -> Result<Credentials, CredentialsError> {
    let region = context.region()?;
    let mut request = request(Method::POST, &format!("{}/", context.url(STS, &region)?))?;
    let form = HeaderValue::from_static("application/x-www-form-urlencoded; charset=utf-8");
    request.headers_mut().insert(CONTENT_TYPE, form);
    *request.body_mut() = secret_body(encoded(action, parameters));
    if let Some(credentials) = signer {
        let names = SigningNames { region, service: "sts".to_owned() };
        let signed = Signer::default().sign(&mut request, credentials, context.now().to_jiff(), &names);
        signed.map_err(|error| CredentialsError::new(error.to_string()))?;
    }
    let response = context.exchange_while(request, Patience::SERVICE, may_pass).await?;
    read(action, &response)
}

/// The name of a session that nobody has named.
pub(super) fn session_name(context: &ProviderContext) -> String {
    format!("secretsmith-{}", context.now().as_millis())
}

fn encoded(action: &str, parameters: &[(&str, &str)]) -> String {
    let mut form = format!("Action={action}&Version={VERSION}");
    // Room for all of it, so that no part of a token is left behind by growing.
    form.reserve(parameters.iter().map(|(name, value)| name.len() + value.len() * 3 + 2).sum());
    for (name, value) in parameters {
        form.extend(["&", name, "=", &uri_encode(value)]);
    }
    form
}

/// Whether the same question may be answered better the next time.
fn may_pass(response: &Response<Bytes>) -> bool {
    let code = || xml::element(text_of(response), "Code");
    let is_passing_code = || code().is_some_and(|code| PASSING.contains(&&*code));
    is_passing(response.status()) || response.status().is_client_error() && is_passing_code()
}

fn text_of(response: &Response<Bytes>) -> &str {
    str::from_utf8(response.body()).unwrap_or_default()
}

fn read(action: &str, response: &Response<Bytes>) -> Result<Credentials, CredentialsError> {
    let text = text_of(response);
    if !response.status().is_success() {
        return Err(refusal(action, response.status().as_u16(), text));
    }
    let element = |name| {
        let missing = || CredentialsError::new(format!("STS answers {action} with something that has no {name}"));
        xml::element(text, name).filter(|value| !value.is_empty()).ok_or_else(missing)
    };
    let credentials = Credentials::new(element("AccessKeyId")?, element("SecretAccessKey")?);
    let credentials = credentials.with_session_token(element("SessionToken")?);
    Ok(credentials.with_expiry(expiry_of("STS", &element("Expiration")?)?))
}

fn refusal(action: &str, status: u16, text: &str) -> CredentialsError {
    let code = xml::element(text, "Code").unwrap_or_else(|| "no code".to_owned());
    let message = xml::element(text, "Message").unwrap_or_else(|| "no message".to_owned());
    CredentialsError::new(format!("STS refuses {action}: {code}: {message} (status {status})"))
}
