//! Who a request comes from.

use http::header::AUTHORIZATION;
use http::request::Parts;

use super::Caller;
use crate::Unmodeled;

/// What a server asks of a request's signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Authentication {
    /// Nothing: unsigned requests are served too.
    Off,
    /// That there is one; the access key, the Region and the service in it are taken as said.
    #[default]
    AcceptAny,
}

impl Authentication {
    /// The caller of a request.
    ///
    /// # Errors
    /// The error that the real service answers to a request without a proper `Authorization`.
    pub(super) fn caller(self, request: &Parts) -> Result<Caller, Unmodeled> {
        if let Some(caller) = request.extensions.get::<Caller>() {
            return Ok(caller.clone());
        }
        match (credential(request), self) {
            (Ok(Some(credential)), _) => caller(credential).map_err(|text| Unmodeled::new(INCOMPLETE, text)),
            (Ok(None), Self::AcceptAny) => {
                Err(Unmodeled::new("MissingAuthenticationTokenException", "Missing Authentication Token"))
            }
            (Err(text), Self::AcceptAny) => Err(Unmodeled::new(INCOMPLETE, text)),
            (Ok(None) | Err(_), Self::Off) => Ok(Caller::anonymous()),
        }
    }
}

const INCOMPLETE: &str = "IncompleteSignatureException";

/// The credential of the signature, in the header or in a presigned query: `AKID/date/region/…`.
fn credential(request: &Parts) -> Result<Option<String>, String> {
    let Some(header) = request.headers.get(AUTHORIZATION) else {
        return Ok(query_credential(request));
    };
    let header = header.to_str().map_err(|_| "Authorization header is not text.".to_owned())?;
    let part = |name: &str| parameter(header, name);
    let dated = request.headers.contains_key("x-amz-date") || request.headers.contains_key("date");
    let missing: String = [
        (part("Credential").is_none(), "Authorization header requires 'Credential' parameter. "),
        (part("Signature").is_none(), "Authorization header requires 'Signature' parameter. "),
        (part("SignedHeaders").is_none(), "Authorization header requires 'SignedHeaders' parameter. "),
        (!dated, "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "),
    ]
    .iter()
    .filter_map(|(missing, text)| missing.then_some(*text))
    .collect();
    match missing.is_empty() {
        true => Ok(part("Credential").map(str::to_owned)),
        false => Err(format!("{missing}Authorization={header}")),
    }
}

/// The value of `name=value` among the comma-separated parts after the algorithm.
fn parameter<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    let parts = header.split_once(' ').map_or(header, |(_, parts)| parts);
    parts.split(',').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('='))
}

fn query_credential(request: &Parts) -> Option<String> {
    let query = request.uri.query()?;
    let value = query.split('&').find_map(|pair| pair.strip_prefix("X-Amz-Credential="))?;
    Some(value.replace("%2F", "/").replace("%2f", "/"))
}

fn caller(credential: String) -> Result<Caller, String> {
    let parts: Vec<&str> = credential.split('/').collect();
    // An access key id may itself hold a slash; the scope is always the last four parts.
    let [key @ .., _date, region, _service, _terminator] = parts.as_slice() else {
        return Err(format!("Credential must have at least 5 slash-delimited elements, got {credential:?}"));
    };
    Ok(Caller::anonymous().with_access_key_id(key.join("/")).with_region(*region))
}
