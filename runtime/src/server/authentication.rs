//! Who a request comes from.

use http::header::AUTHORIZATION;
use http::request::Parts;

use super::Caller;
use crate::{Signing, Unmodeled};

/// What a server asks of a request's signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Authentication {
    /// Nothing: unsigned requests are served too.
    Off,
    /// That there is one, for operations that are signed; the access key, the Region and the service in it are taken as said.
    #[default]
    AcceptAny,
}

impl Authentication {
    /// The caller of a request.
    ///
    /// # Errors
    /// The error that the real service answers to a request without a proper `Authorization`, for an
    /// operation that needs one.
    pub(super) fn caller(self, signing: Signing, request: &Parts) -> Result<Caller, Unmodeled> {
        if let Some(caller) = request.extensions.get::<Caller>() {
            return Ok(caller.clone());
        }
        match (credential(request), signing, self) {
            (Ok(Some(credential)), _, _) => caller(&credential),
            (Ok(None), Signing::Required, Self::AcceptAny) => {
                Err(Unmodeled::new(MISSING, "Missing Authentication Token"))
            }
            (Err(error), Signing::Required | Signing::Optional, Self::AcceptAny) => Err(error),
            (Ok(None) | Err(_), _, _) => Ok(Caller::anonymous()),
        }
    }
}

/// The error of a request that is not signed at all; the service closes the connection with it.
pub(super) const MISSING: &str = "MissingAuthenticationTokenException";

/// The credential of the signature, in the header or in a presigned query: `AKID/date/region/…`.
fn credential(request: &Parts) -> Result<Option<String>, Unmodeled> {
    match (request.headers.get(AUTHORIZATION), query_credential(request)) {
        (Some(_), Some(_)) => {
            let text = "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.";
            Err(Unmodeled::new("InvalidSignatureException", text))
        }
        (None, query) => Ok(query),
        (Some(header), None) => {
            let header = header.to_str().map_err(|_| incomplete("Authorization header is not text."))?;
            let dated = request.headers.contains_key("x-amz-date") || request.headers.contains_key("date");
            header_credential(header, dated).map(Some)
        }
    }
}

/// The credential in a header `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`.
fn header_credential(header: &str, dated: bool) -> Result<String, Unmodeled> {
    // What stands before the first blank is the algorithm, also when nothing follows.
    let parts = header.split_once(' ').map_or("", |(_, parts)| parts);
    let pieces = parts.split([',', ' ', '\t']).filter(|piece| !piece.is_empty());
    let mut pairs = Vec::new();
    for piece in pieces {
        pairs.push(piece.split_once('=').ok_or_else(|| {
            let what = format!("'{piece}' not a valid key=value pair (missing equal-sign)");
            incomplete(format!("{what} in Authorization header: '{header}'."))
        })?);
    }
    let value = |name: &str| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
    let missing: String = [
        (value("Credential").is_none(), "Authorization header requires 'Credential' parameter. "),
        (value("Signature").is_none(), "Authorization header requires 'Signature' parameter. "),
        (value("SignedHeaders").is_none(), "Authorization header requires 'SignedHeaders' parameter. "),
        (!dated, "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "),
    ]
    .iter()
    .filter_map(|(missing, text)| missing.then_some(*text))
    .collect();
    let refusal = || incomplete(format!("{missing}Authorization={header}"));
    value("Credential").filter(|_| missing.is_empty()).ok_or_else(refusal)
}

fn incomplete(text: impl Into<String>) -> Unmodeled {
    Unmodeled::new("IncompleteSignatureException", text)
}

fn query_credential(request: &Parts) -> Option<String> {
    let query = request.uri.query()?;
    let value = query.split('&').find_map(|pair| pair.strip_prefix("X-Amz-Credential="))?;
    Some(value.replace("%2F", "/").replace("%2f", "/"))
}

fn caller(credential: &str) -> Result<Caller, Unmodeled> {
    let parts: Vec<&str> = credential.split('/').collect();
    // An access key id may itself hold a slash; the scope is always the last four parts.
    let [key @ .., _date, region, _service, _terminator] = parts.as_slice() else {
        let text = format!("Credential must have at least 5 slash-delimited elements, got {credential:?}");
        return Err(incomplete(text));
    };
    Ok(Caller::anonymous().with_access_key_id(key.join("/")).with_region(*region))
}
