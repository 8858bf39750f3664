//! The part of a request that its signature is over.

use std::borrow::Cow;

use http::header::HOST;
use http::request::Parts;

use super::claim::{Claim, Form, SIGNATURE_PARAMETER, TOKEN_PARAMETER};
use super::refusal::invalid;
use crate::Unmodeled;
use crate::aws_json::TARGET;
use crate::sigv4::{self, SECURITY_TOKEN, hex_sha256, query};

/// The name that HTTP/2 has for the host.
const AUTHORITY: &str = ":authority";

/// What stands in the place of a session token in an error.
const REDACTED: &str = "redacted";

/// What is signed of a request, in canonical order.
pub(super) struct Signed<'a> {
    method: &'a str,
    path: &'a str,
    query: Cow<'a, str>,
    headers: Vec<(&'a str, Cow<'a, str>)>,
    body_sha256: String,
}

impl<'a> Signed<'a> {
    /// What is signed of a request by its own account; `names` are the headers, from [`signed_names`].
    pub(super) fn of(form: Form, names: &[&'a str], request: &'a Parts, body: &[u8]) -> Self {
        let query = request.uri.query().unwrap_or_default();
        let query = match form {
            Form::Header => Cow::Borrowed(query),
            Form::Query => Cow::Owned(without_signature(query)),
        };
        let headers = names.iter().flat_map(|name| values(request, name).map(|value| (*name, value))).collect();
        let (method, path) = (request.method.as_str(), request.uri.path());
        Self { method, path, query, headers, body_sha256: hex_sha256(body) }
    }

    /// Does something with the parts of the request.
    pub(super) fn with_parts<T>(&self, work: impl FnOnce(&sigv4::Parts<'_>) -> T) -> T {
        let headers: Vec<(&str, &str)> = self.headers.iter().map(|(name, value)| (*name, &**value)).collect();
        let Self { method, path, query, body_sha256, .. } = self;
        work(&sigv4::Parts { method, path, query, headers: &headers, body_sha256 })
    }

    /// The same without the session token, which is as secret as a key.
    pub(super) fn redacted(mut self) -> Self {
        for (name, value) in &mut self.headers {
            if *name == SECURITY_TOKEN {
                *value = REDACTED.into();
            }
        }
        let parameters = self.query.split('&').map(|parameter| match parameter.split_once('=') {
            Some((TOKEN_PARAMETER, _)) => format!("{TOKEN_PARAMETER}={REDACTED}").into(),
            _ => Cow::Borrowed(parameter),
        });
        self.query = parameters.collect::<Vec<_>>().join("&").into();
        self
    }
}

/// The names of the signed headers in canonical order, of a list in lower case.
///
/// # Errors
/// When one is not among them that decides where a request goes, when it was made, or what it does.
pub(super) fn signed_names<'a>(list: &'a str, claim: &Claim<'_>, request: &Parts) -> Result<Vec<&'a str>, Unmodeled> {
    let mut names: Vec<&str> = list.split(';').filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names.dedup();
    if ![HOST.as_str(), AUTHORITY].iter().any(|name| names.contains(name)) {
        return Err(invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."));
    }
    let target = Some(TARGET).filter(|target| request.headers.contains_key(target));
    let unsigned = [claim.date_header(), target].into_iter().flatten().find(|name| !names.contains(&name.as_str()));
    match unsigned {
        Some(name) => Err(invalid(format!("'{name}' must be a 'SignedHeader' in the AWS Authorization."))),
        None => Ok(names),
    }
}

/// The values of a header; what is not there has an empty one.
fn values<'a>(request: &'a Parts, name: &str) -> impl Iterator<Item = Cow<'a, str>> + use<'a> {
    let given: Vec<_> = request.headers.get_all(if name == AUTHORITY { HOST.as_str() } else { name }).iter().collect();
    let is_host = name == HOST || name == AUTHORITY;
    // HTTP/2 has no header for the host.
    let authority = request.uri.authority().filter(|_| is_host).map_or("", |authority| authority.as_str());
    let instead = given.is_empty().then_some(Cow::Borrowed(authority));
    given.into_iter().map(|value| String::from_utf8_lossy(value.as_bytes())).chain(instead)
}

fn without_signature(query: &str) -> String {
    let is_signature = |parameter: &&str| query::parameters(parameter).any(|(name, _)| name == SIGNATURE_PARAMETER);
    let parameters: Vec<_> = query.split('&').filter(|parameter| !is_signature(parameter)).collect();
    parameters.join("&")
}
