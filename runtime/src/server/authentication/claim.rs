//! What a request says of its signature, in the header `Authorization` or in its query.

use std::borrow::Cow;
use std::iter;

use http::HeaderName;
use http::header::{self, AUTHORIZATION};
use http::request::Parts;
use jiff::civil::DateTime;
use jiff::fmt::rfc2822;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};
use memchr::{memchr, memchr3};

use super::refusal::{incomplete, invalid};
use crate::server::Caller;
use crate::sigv4::{DATE, SECURITY_TOKEN, Scope, query};
use crate::{Sensitive, Unmodeled};

/// The parameters that others have to do with.
pub(super) const SIGNATURE_PARAMETER: &str = "X-Amz-Signature";
pub(super) const TOKEN_PARAMETER: &str = "X-Amz-Security-Token";

/// How dates are written in what is signed.
const BASIC: &str = "%Y%m%dT%H%M%SZ";

/// The longest that a presigned request can be good for: seven days.
const LONGEST: SignedDuration = SignedDuration::from_hours(7 * 24);

/// What a request says of its signature; nothing of it is verified.
pub(super) struct Claim<'a> {
    request: &'a Parts,
    pub(super) form: Form,
    pub(super) algorithm: Cow<'a, str>,
    credential: Cow<'a, str>,
    pub(super) signed_headers: Cow<'a, str>,
    pub(super) signature: Cow<'a, str>,
    date: Cow<'a, str>,
}

/// Where a signature stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// In the header `Authorization`.
    Header,
    /// In the query: the request is presigned.
    Query,
}

/// The name of a key, and what it is said to be good for.
pub(super) struct Credential<'a> {
    pub(super) access_key_id: &'a str,
    /// All that follows the name of the key: date, Region, service and terminator.
    pub(super) scope_text: &'a str,
    pub(super) scope: Scope<'a>,
    pub(super) terminator: &'a str,
}

impl<'a> Claim<'a> {
    /// What a request says, if it says anything.
    ///
    /// # Errors
    /// When parts of it are missing, or it says it twice.
    pub(super) fn of(request: &'a Parts) -> Result<Option<Self>, Unmodeled> {
        match (request.headers.get(AUTHORIZATION), parameter(request, "X-Amz-Algorithm")) {
            (None, None) => Ok(None),
            (None, Some(algorithm)) => Self::in_query(request, algorithm).map(Some),
            (Some(header), None) => {
                let header = header.to_str().map_err(|_| incomplete("Authorization header is not text."))?;
                Self::in_header(request, header).map(Some)
            }
            (Some(_), Some(_)) => {
                let text = "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.";
                Err(invalid(text))
            }
        }
    }

    /// A header `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…`.
    fn in_header(request: &'a Parts, header: &'a str) -> Result<Self, Unmodeled> {
        // What stands before the first blank is the algorithm, also when nothing follows.
        let (algorithm, parts) = split_at_byte(header, b' ').unwrap_or((header, ""));
        let (mut credential, mut signature, mut signed_headers) = (None, None, None);
        for piece in pieces(parts) {
            let (key, value) = split_at_byte(piece, b'=').ok_or_else(|| {
                let what = format!("'{piece}' not a valid key=value pair (missing equal-sign)");
                incomplete(format!("{what} in Authorization header: '{header}'."))
            })?;
            let part = match key {
                "Credential" => &mut credential,
                "Signature" => &mut signature,
                "SignedHeaders" => &mut signed_headers,
                _ => continue,
            };
            part.get_or_insert(Cow::Borrowed(value));
        }
        let mut missing = Missing::default();
        let credential = missing.unless(credential, "Authorization header requires 'Credential' parameter. ");
        let signature = missing.unless(signature, "Authorization header requires 'Signature' parameter. ");
        let signed_headers =
            missing.unless(signed_headers, "Authorization header requires 'SignedHeaders' parameter. ");
        let date = missing.unless(
            header_text(request, DATE).or_else(|| header_text(request, header::DATE)),
            "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ",
        );
        missing.check(|missing| format!("{missing}Authorization={header}"))?;
        let form = Form::Header;
        Ok(Self { request, form, algorithm: algorithm.into(), credential, signed_headers, signature, date })
    }

    /// A query with `X-Amz-Algorithm`, `X-Amz-Credential` and so on.
    fn in_query(request: &'a Parts, algorithm: Cow<'a, str>) -> Result<Self, Unmodeled> {
        let mut missing = Missing::default();
        let mut required = |name: &'static str, text| missing.unless(parameter(request, name), text);
        let credential = required("X-Amz-Credential", "AWS query-string parameters must include 'X-Amz-Credential'. ");
        let signature = required(SIGNATURE_PARAMETER, "AWS query-string parameters must include 'X-Amz-Signature'. ");
        let signed_headers =
            required("X-Amz-SignedHeaders", "AWS query-string parameters must include 'X-Amz-SignedHeaders'. ");
        let date = required("X-Amz-Date", "AWS query-string parameters must include 'X-Amz-Date'. ");
        missing.check(|missing| format!("{missing}Re-examine the query-string parameters."))?;
        Ok(Self { request, form: Form::Query, algorithm, credential, signed_headers, signature, date })
    }

    /// Whose key it is, and what for.
    ///
    /// # Errors
    /// When it does not have the parts of a credential.
    pub(super) fn credential(&self) -> Result<Credential<'_>, Unmodeled> {
        // An access key id may itself hold a slash; the scope is always the last four parts.
        let text = &*self.credential;
        let mut access_key_id = text;
        let mut part = || last_part(&mut access_key_id);
        let (Some(terminator), Some(service), Some(region), Some(date)) = (part(), part(), part(), part()) else {
            let text = format!("Credential must have at least 5 slash-delimited elements, got {text:?}");
            return Err(incomplete(text));
        };
        let scope_text = &text[access_key_id.len() + 1..];
        Ok(Credential { access_key_id, scope_text, scope: Scope { date, region, service }, terminator })
    }

    /// When the request was signed.
    ///
    /// # Errors
    /// When that is no date.
    pub(super) fn time(&self) -> Result<Timestamp, Unmodeled> {
        let basic = DateTime::strptime(BASIC, &*self.date).ok().and_then(|date| Offset::UTC.to_timestamp(date).ok());
        // Only the header `Date` may have the form that HTTP gives it.
        let is_plain_date = self.form == Form::Header && !self.request.headers.contains_key(DATE);
        let in_words = || is_plain_date.then(|| rfc2822::DateTimeParser::new().parse_timestamp(&*self.date).ok());
        basic.or_else(|| in_words().flatten()).ok_or_else(|| {
            let date = &self.date;
            incomplete(format!(
                "Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601"
            ))
        })
    }

    /// The header that the time stands in, if it is one.
    pub(super) fn date_header(&self) -> Option<HeaderName> {
        match self.form {
            Form::Header if self.request.headers.contains_key(DATE) => Some(DATE),
            Form::Header => Some(header::DATE),
            Form::Query => None,
        }
    }

    /// For how long the signature is good, where the request says so.
    ///
    /// # Errors
    /// When it says so wrongly.
    pub(super) fn lifetime(&self) -> Result<Option<SignedDuration>, Unmodeled> {
        let Some(text) = parameter(self.request, "X-Amz-Expires").filter(|_| self.form == Form::Query) else {
            return Ok(None);
        };
        let seconds: i64 = text.parse().map_err(|_| invalid("X-Amz-Expires should be a number"))?;
        match SignedDuration::from_secs(seconds) {
            lifetime if lifetime > LONGEST => {
                Err(invalid("X-Amz-Expires must be less than a week (in seconds); that is 604800"))
            }
            lifetime if lifetime.is_positive() => Ok(Some(lifetime)),
            _ => Err(invalid("X-Amz-Expires must be positive")),
        }
    }

    /// The token that goes with the key, if it is a temporary one.
    pub(super) fn session_token(&self) -> Option<Sensitive<String>> {
        let token = match self.form {
            Form::Header => header_text(self.request, SECURITY_TOKEN),
            Form::Query => parameter(self.request, TOKEN_PARAMETER),
        };
        token.map(|token| Sensitive::new(token.into_owned()))
    }
}

impl Credential<'_> {
    /// Who calls, taken as said.
    pub(super) fn caller(&self) -> Caller {
        Caller::anonymous().with_access_key_id(self.access_key_id).with_region(self.scope.region)
    }
}

/// A time as it stands in what is signed: `20260314T150926Z`.
pub(super) fn basic(time: Timestamp) -> String {
    time.strftime(BASIC).to_string()
}

/// What a request should say and does not, in the words of the service.
#[derive(Default)]
struct Missing(String);

impl Missing {
    /// What is there, or nothing with a word about it.
    fn unless<'a>(&mut self, value: Option<Cow<'a, str>>, text: &str) -> Cow<'a, str> {
        if value.is_none() {
            self.0.push_str(text);
        }
        value.unwrap_or_default()
    }

    fn check(&self, text: impl FnOnce(&str) -> String) -> Result<(), Unmodeled> {
        if self.0.is_empty() { Ok(()) } else { Err(incomplete(text(&self.0))) }
    }
}

fn header_text(request: &Parts, name: HeaderName) -> Option<Cow<'_, str>> {
    Some(String::from_utf8_lossy(request.headers.get(name)?.as_bytes()))
}

/// What stands between commas and blanks.
fn pieces(mut rest: &str) -> impl Iterator<Item = &str> {
    let pieces = iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = memchr3(b',', b' ', b'\t', rest.as_bytes()).unwrap_or(rest.len());
        let piece = &rest[..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        Some(piece)
    });
    pieces.filter(|piece| !piece.is_empty())
}

/// A text in two at the first such byte of ASCII: `split_once` several times as fast, for all that is signed.
fn split_at_byte(text: &str, byte: u8) -> Option<(&str, &str)> {
    memchr(byte, text.as_bytes()).map(|at| (&text[..at], &text[at + 1..]))
}

/// Takes the part after the last slash from a text.
fn last_part<'a>(text: &mut &'a str) -> Option<&'a str> {
    let slash = text.bytes().rposition(|byte| byte == b'/')?;
    let part = &text[slash + 1..];
    *text = &text[..slash];
    Some(part)
}

/// The value of a parameter of the query, decoded.
fn parameter<'a>(request: &'a Parts, name: &str) -> Option<Cow<'a, str>> {
    let (_, value) = query::parameters(request.uri.query()?).find(|(key, _)| *key == name)?;
    match value.contains('%') {
        true => Some(String::from_utf8_lossy(&query::decoded(value).collect::<Vec<_>>()).into_owned().into()),
        false => Some(value.into()),
    }
}
