//! Requests to be signed, and a server that verifies them.

use std::sync::Arc;

use http::Request;
use http::request::Parts;
use runtime::server::{Authentication, Caller, Key, Verifier};
use runtime::sigv4::{self, Scope, SigningKey, hex_sha256};
use runtime::{ServiceError, Timestamp, Unmodeled};
use secretsmith_runtime as runtime;

pub(crate) const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
pub(crate) const TOKEN: &str = "FwoGZXIvYXdzEBYaD/the+token==";
pub(crate) const NOW: &str = "2026-03-14T15:09:26Z";
pub(crate) const TIME: &str = "20260314T150926Z";
pub(crate) const SCOPE: Scope<'_> = Scope { date: "20260314", region: "eu-west-1", service: "doors" };

pub(crate) const NOT_THE_KEY: &str = "The security token included in the request is invalid.";

/// A request that is not signed yet.
#[derive(Clone)]
pub(crate) struct Draft {
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
    pub(crate) query: String,
    /// In canonical order; all are signed.
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: &'static str,
    pub(crate) time: String,
}

/// A request, and its body.
pub(crate) type Sent = (Parts, Vec<u8>);

impl Draft {
    /// A call as SDKs make it, signed now.
    pub(crate) fn call() -> Self {
        let header = |name, value: &str| (name, value.to_owned());
        let headers = vec![
            header("content-type", "application/x-amz-json-1.0"),
            header("host", "doors.eu-west-1.example.com"),
            header("x-amz-date", TIME),
            header("x-amz-target", "Doors.Front"),
        ];
        Self { method: "POST", path: "/", query: String::new(), headers, body: "{}", time: TIME.to_owned() }
    }

    /// The same, signed at another time.
    pub(crate) fn at(time: &str) -> Self {
        let mut draft = Self { time: time.to_owned(), ..Self::call() };
        draft.set("x-amz-date", time);
        draft
    }

    pub(crate) fn with_token(mut self, token: &str) -> Self {
        self.headers.insert(3, ("x-amz-security-token", token.to_owned()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(header, _)| *header != name);
        self
    }

    pub(crate) fn set(&mut self, name: &str, value: &str) {
        for (_, old) in self.headers.iter_mut().filter(|(header, _)| *header == name) {
            value.clone_into(old);
        }
    }

    /// Signed with the key `AKID`, for the scope of the house.
    pub(crate) fn signed(&self) -> Sent {
        self.signed_with("AKID", SECRET, &SCOPE)
    }

    pub(crate) fn signed_with(&self, id: &str, secret: &str, scope: &Scope<'_>) -> Sent {
        let sign =
            |parts: &sigv4::Parts<'_>| parts.authorization(id, &SigningKey::derive(secret, scope), &self.time, scope);
        let authorization = self.with_parts(&self.query, sign);
        let (mut parts, body) = self.sent(&self.query);
        parts.headers.insert("authorization", authorization.parse().unwrap());
        (parts, body)
    }

    /// Signed in the query; the headers are signed, too.
    pub(crate) fn presigned(&self, expires: &str, token: &str) -> Sent {
        let names: Vec<_> = self.headers.iter().map(|(name, _)| *name).collect();
        let query = format!(
            "{}X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F{}&X-Amz-Date={}{expires}\
             &X-Amz-SignedHeaders={}{token}",
            self.query,
            SCOPE.to_string().replace('/', "%2F"),
            self.time,
            names.join("%3B")
        );
        let sign = |parts: &sigv4::Parts<'_>| {
            SigningKey::derive(SECRET, &SCOPE).sign(&parts.string_to_sign(&self.time, &SCOPE))
        };
        let signature = self.with_parts(&query, sign);
        self.sent(&format!("{query}&X-Amz-Signature={signature}"))
    }

    /// Signed with `:authority` in place of the host, which then stands in the URL.
    pub(crate) fn signed_in_http2(&self) -> Sent {
        let scope = &SCOPE;
        let sign = |parts: &sigv4::Parts<'_>| {
            parts.authorization("AKID", &SigningKey::derive(SECRET, scope), &self.time, scope)
        };
        let authorization = self.with_parts("", sign);
        let (mut parts, body) = self.clone().without(":authority").sent("");
        parts.uri = format!("http://{}/", self.headers[0].1).parse().unwrap();
        parts.headers.insert("authorization", authorization.parse().unwrap());
        (parts, body)
    }

    fn with_parts<T>(&self, query: &str, work: impl FnOnce(&sigv4::Parts<'_>) -> T) -> T {
        let headers: Vec<_> = self.headers.iter().map(|(name, value)| (*name, &**value)).collect();
        let body_sha256 = &hex_sha256(self.body.as_bytes());
        work(&sigv4::Parts { method: self.method, path: self.path, query, headers: &headers, body_sha256 })
    }

    fn sent(&self, query: &str) -> Sent {
        let uri = if query.is_empty() { self.path.to_owned() } else { format!("{}?{query}", self.path) };
        let request = Request::builder().method(self.method).uri(uri);
        let request = self.headers.iter().fold(request, |request, (name, value)| request.header(*name, value));
        (request.body(()).unwrap().into_parts().0, self.body.as_bytes().to_vec())
    }
}

/// A server that knows a key `AKID` and no other, and on whose clock it is now.
pub(crate) fn knowing(key: Key) -> Authentication {
    Authentication::Verify(verifier(key))
}

pub(crate) fn verifier(key: Key) -> Verifier {
    let key = Arc::new(key);
    let now: Timestamp = NOW.parse().unwrap();
    Verifier::new(move |id| (id == "AKID").then(|| Arc::clone(&key))).with_clock(move || now)
}

/// What the server of the house says to a request.
pub(crate) fn asked(authentication: &Authentication, (parts, body): &Sent) -> Result<Caller, Unmodeled> {
    authentication.authenticate("doors", parts, body)
}

/// What it says to one that it refuses: the code and the text.
#[track_caller]
pub(crate) fn refused(authentication: &Authentication, sent: &Sent) -> (String, String) {
    let error = asked(authentication, sent).unwrap_err();
    (error.code().to_owned(), error.message().unwrap_or_default().to_owned())
}

#[track_caller]
pub(crate) fn assert_refused(authentication: &Authentication, sent: &Sent, code: &str, text: &str) {
    assert_eq!(refused(authentication, sent), (code.to_owned(), text.to_owned()));
}
