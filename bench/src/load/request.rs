//! The requests of the load, written out before they are sent.

use std::str::FromStr;

use super::Load;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `GetSecretValue`, of one secret after the other.
    Get,
    /// `DescribeSecret`, of one after the other.
    Describe,
    /// `PutSecretValue`, of one after the other.
    Put,
    /// `CreateSecret`.
    Create,
    /// `ListSecrets`, 100 at a time, from page to page and then from the start.
    List,
    /// `BatchGetSecretValue` of 20 secrets.
    Batch,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Get, Self::Describe, Self::Put, Self::Create, Self::List, Self::Batch];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Describe => "describe",
            Self::Put => "put",
            Self::Create => "create",
            Self::List => "list",
            Self::Batch => "batch",
        }
    }

    fn operation(self) -> &'static str {
        match self {
            Self::Get => "GetSecretValue",
            Self::Describe => "DescribeSecret",
            Self::Put => "PutSecretValue",
            Self::Create => "CreateSecret",
            Self::List => "ListSecrets",
            Self::Batch => "BatchGetSecretValue",
        }
    }
}

impl FromStr for Kind {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = || Self::ALL.map(Self::name).join(", ");
        Self::ALL.into_iter().find(|kind| kind.name() == text).ok_or_else(|| format!("give one of {}", known()))
    }
}

/// The requests of one connection.
pub(super) struct Requests {
    kind: Kind,
    head: String,
    secrets: u64,
    /// The next secret, and from one to the next of this connection.
    number: u64,
    step: u64,
    next_token: Option<String>,
    written: Vec<u8>,
}

impl Requests {
    pub(super) fn new(load: &Load, number: u64) -> Self {
        // Secrets are created one after the other, and read all over the place.
        let (first, step) = match load.kind {
            Kind::Create => (load.secrets + number, load.connections),
            _ => (number.wrapping_mul(7919), 104_729),
        };
        Self {
            kind: load.kind,
            head: head(&load.authority, load.kind.operation()),
            secrets: load.secrets.max(1),
            number: first,
            step,
            next_token: None,
            written: Vec::new(),
        }
    }

    /// Writes the next request.
    pub(super) fn next(&mut self) -> &[u8] {
        let body = self.body();
        self.number = self.number.wrapping_add(self.step);
        self.written.clear();
        self.written.extend_from_slice(self.head.as_bytes());
        self.written.extend_from_slice(format!("content-length: {}\r\n\r\n{body}", body.len()).as_bytes());
        &self.written
    }

    /// Looks in an answer for what the next request needs.
    pub(super) fn learn(&mut self, answer: &[u8]) {
        if self.kind == Kind::List {
            let answer = String::from_utf8_lossy(answer);
            let token = answer.split_once(r#""NextToken":""#).and_then(|(_, rest)| rest.split_once('"'));
            self.next_token = token.map(|(token, _)| token.to_owned());
        }
    }

    fn body(&self) -> String {
        let name = |offset: u64| format!("load/{:09}", self.number.wrapping_add(offset) % self.secrets);
        match self.kind {
            Kind::Get | Kind::Describe => format!(r#"{{"SecretId":"{}"}}"#, name(0)),
            Kind::Put => format!(
                r#"{{"SecretId":"{}","SecretString":"{VALUE}","ClientRequestToken":"{}"}}"#,
                name(0),
                token(self.number)
            ),
            Kind::Create => format!(
                r#"{{"Name":"load/{:09}","SecretString":"{VALUE}","ClientRequestToken":"{}"}}"#,
                self.number,
                token(self.number)
            ),
            Kind::List => match &self.next_token {
                Some(token) => format!(r#"{{"MaxResults":100,"NextToken":"{token}"}}"#),
                None => r#"{"MaxResults":100}"#.to_owned(),
            },
            Kind::Batch => {
                let names: Vec<_> = (0..20).map(|offset| format!(r#""{}""#, name(offset))).collect();
                format!(r#"{{"SecretIdList":[{}]}}"#, names.join(","))
            }
        }
    }
}

/// 64 characters, as a password or a key has.
const VALUE: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// A token that no other request has.
fn token(number: u64) -> String {
    format!("{:08x}-0000-4000-8000-{number:012x}", std::process::id())
}

/// The head of all requests, but for its last line. The signature is of the right form; the server takes any.
fn head(authority: &str, operation: &str) -> String {
    format!(
        "POST / HTTP/1.1\r\nhost: {authority}\r\ncontent-type: application/x-amz-json-1.1\r\n\
         x-amz-target: secretsmanager.{operation}\r\nx-amz-date: 20260101T000000Z\r\n\
         authorization: AWS4-HMAC-SHA256 Credential=AKIDBENCH/20260101/us-east-1/secretsmanager/aws4_request, \
         SignedHeaders=content-type;host;x-amz-date;x-amz-target, \
         Signature=0000000000000000000000000000000000000000000000000000000000000000\r\n"
    )
}
