//! Signature Version 4, as pure functions of what is signed, for those who sign and those who verify.
//!
//! A signature is over a canonical form of the request, so that both ends compute the same; it is
//! made with a key that is good for one day, Region and service.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use http::HeaderName;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::endpoint::uri_encode;

pub(crate) mod query;

/// The name of the algorithm, which begins an `Authorization` header.
pub const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// The header that says when a request was signed.
pub(crate) const DATE: HeaderName = HeaderName::from_static("x-amz-date");

/// The header with the token of a temporary key.
pub(crate) const SECURITY_TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");

/// What a signing key is good for; shown as `20260221/eu-west-1/secretsmanager/aws4_request`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scope<'a> {
    /// The day in UTC, `YYYYMMDD`.
    pub date: &'a str,
    /// The Region.
    pub region: &'a str,
    /// The signing name of the service.
    pub service: &'a str,
}

impl fmt::Display for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}/aws4_request", self.date, self.region, self.service)
    }
}

/// The parts of a request that are signed.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// The method, in capitals.
    pub method: &'a str,
    /// The path as it stands in the request.
    pub path: &'a str,
    /// The query as it stands in the request, without the question mark.
    pub query: &'a str,
    /// The headers that are signed: names in lower case and in order; a name may repeat.
    pub headers: &'a [(&'a str, &'a str)],
    /// The SHA-256 of the body in hexadecimal: [`hex_sha256`].
    pub body_sha256: &'a str,
}

impl Parts<'_> {
    /// The canonical form of the request.
    pub fn canonical_request(&self) -> String {
        // Enough for most, so that no copies of a session token stay behind when the text grows.
        let headers: usize = self.headers.iter().map(|(name, value)| 2 * name.len() + value.len() + 3).sum();
        let mut canonical = String::with_capacity(headers + 2 * self.query.len() + 256);
        canonical.extend([self.method, "\n"]);
        push_path(&mut canonical, self.path);
        canonical.push('\n');
        query::push(&mut canonical, self.query);
        push_headers(&mut canonical, self.headers);
        canonical.push_str("\n\n");
        self.push_names(&mut canonical);
        canonical.extend(["\n", self.body_sha256]);
        canonical
    }

    /// The text that is signed; `time` is that of the request, `YYYYMMDDTHHMMSSZ`.
    pub fn string_to_sign(&self, time: &str, scope: &Scope<'_>) -> String {
        let digest = hex_sha256(Zeroizing::new(self.canonical_request()).as_bytes());
        format!("{ALGORITHM}\n{time}\n{scope}\n{digest}")
    }

    /// The value of the header `Authorization`.
    pub fn authorization(&self, access_key_id: &str, key: &SigningKey, time: &str, scope: &Scope<'_>) -> String {
        let signature = key.sign(&self.string_to_sign(time, scope));
        let mut header = format!("{ALGORITHM} Credential={access_key_id}/{scope}, SignedHeaders=");
        self.push_names(&mut header);
        header.extend([", Signature=", &signature]);
        header
    }

    /// The names of the signed headers: each once, with semicolons between.
    fn push_names(&self, text: &mut String) {
        let mut last = "";
        for (name, _) in self.headers.iter().filter(|(name, _)| !name.is_empty()) {
            if *name != last {
                text.extend([if last.is_empty() { "" } else { ";" }, name]);
            }
            last = name;
        }
    }
}

/// A key for one [`Scope`]; wiped when dropped.
#[derive(Clone)]
pub struct SigningKey(Zeroizing<[u8; 32]>);

impl SigningKey {
    /// Derives the key of a scope from a secret access key.
    pub fn derive(secret_access_key: &str, scope: &Scope<'_>) -> Self {
        let secret = Zeroizing::new(format!("AWS4{secret_access_key}"));
        let mut key = Zeroizing::new(hmac(secret.as_bytes(), scope.date.as_bytes()));
        for part in [scope.region, scope.service, "aws4_request"] {
            *key = hmac(key.as_slice(), part.as_bytes());
        }
        Self(key)
    }

    /// The signature of a text, in hexadecimal.
    pub fn sign(&self, text: &str) -> String {
        hex(&hmac(self.0.as_slice(), text.as_bytes()))
    }

    /// Whether a signature in hexadecimal is that of a text, in a time that does not tell where it differs.
    pub fn verify(&self, text: &str, signature: &str) -> bool {
        self.sign(text).as_bytes().ct_eq(signature.as_bytes()).into()
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKey(..)")
    }
}

/// The SHA-256 of bytes, in hexadecimal.
pub fn hex_sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// The path without empty and dot segments, encoded once more than it is on the wire.
fn push_path(canonical: &mut String, path: &str) {
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            _ => segments.push(segment),
        }
    }
    for segment in &segments {
        canonical.extend(["/", &uri_encode(segment)]);
    }
    if segments.is_empty() || path.ends_with('/') {
        canonical.push('/');
    }
}

/// A line for each name; runs of blanks become one, values of one name stand with commas between.
fn push_headers(canonical: &mut String, headers: &[(&str, &str)]) {
    let mut last = "";
    for (name, value) in headers {
        match *name == last {
            true => canonical.push(','),
            false => canonical.extend(["\n", name, ":"]),
        }
        for (index, word) in value.split_ascii_whitespace().enumerate() {
            canonical.extend([if index == 0 { "" } else { " " }, word]);
        }
        last = name;
    }
}
