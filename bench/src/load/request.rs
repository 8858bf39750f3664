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
    /// What a day brings: mostly reading, some describing, now and then a page of the list, and secrets that come and go.
    Mix,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 7] = [Self::Get, Self::Describe, Self::Put, Self::Create, Self::List, Self::Batch, Self::Mix];

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Describe => "describe",
            Self::Put => "put",
            Self::Create => "create",
            Self::List => "list",
            Self::Batch => "batch",
            Self::Mix => "mix",
        }
    }

    /// What one connection asks, in turn.
    fn calls(self) -> &'static [Call] {
        use Call::{Batch, Create, Delete, Describe, Get, List, Put};
        match self {
            Self::Get => &[Get],
            Self::Describe => &[Describe],
            Self::Put => &[Put],
            Self::Create => &[Create],
            Self::List => &[List],
            Self::Batch => &[Batch],
            Self::Mix => {
                &[Create, Get, Get, Get, Describe, Get, Get, Get, Delete, Get, Get, Get, Describe, Get, Get, Get, List]
            }
        }
    }
}

/// One call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    Get,
    Describe,
    Put,
    Create,
    /// Of the secret that was created last, for good.
    Delete,
    List,
    Batch,
}

impl Call {
    fn operation(self) -> &'static str {
        match self {
            Self::Get => "GetSecretValue",
            Self::Describe => "DescribeSecret",
            Self::Put => "PutSecretValue",
            Self::Create => "CreateSecret",
            Self::Delete => "DeleteSecret",
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
    calls: &'static [Call],
    /// The head of each of them, but for its last line.
    heads: Vec<String>,
    /// The call that was written last, by its place among the calls.
    turn: usize,
    secrets: u64,
    /// The next secret to be read, and from one to the next.
    read: u64,
    /// The next secret to be created, and from one to the next of this connection.
    created: u64,
    step: u64,
    next_token: Option<String>,
    written: Vec<u8>,
}

/// From one secret that is read to the next: they are read all over the place.
const STRIDE: u64 = 104_729;

impl Requests {
    pub(super) fn new(load: &Load, number: u64) -> Self {
        let calls = load.kind.calls();
        // What a load before this one has left is not in the way.
        let run = if load.kind == Kind::Mix { u64::from(std::process::id()) * 1_000_000_000 } else { 0 };
        Self {
            calls,
            heads: calls.iter().map(|call| head(&load.authority, call.operation())).collect(),
            turn: calls.len() - 1,
            secrets: load.secrets.max(1),
            read: number.wrapping_mul(7919),
            created: load.secrets + number + run,
            step: load.connections,
            next_token: None,
            written: Vec::new(),
        }
    }

    /// Writes the next request.
    pub(super) fn next(&mut self) -> &[u8] {
        self.turn = (self.turn + 1) % self.calls.len();
        let call = self.calls[self.turn];
        let body = self.body(call);
        match call {
            Call::Get | Call::Describe | Call::Put | Call::Batch => self.read = self.read.wrapping_add(STRIDE),
            Call::Create => self.created += self.step,
            Call::Delete | Call::List => {}
        }
        self.written.clear();
        self.written.extend_from_slice(self.heads[self.turn].as_bytes());
        self.written.extend_from_slice(format!("content-length: {}\r\n\r\n{body}", body.len()).as_bytes());
        &self.written
    }

    /// Looks in an answer for what the next request needs.
    pub(super) fn learn(&mut self, answer: &[u8]) {
        if self.calls[self.turn] == Call::List {
            let answer = String::from_utf8_lossy(answer);
            let token = answer.split_once(r#""NextToken":""#).and_then(|(_, rest)| rest.split_once('"'));
            self.next_token = token.map(|(token, _)| token.to_owned());
        }
    }

    fn body(&self, call: Call) -> String {
        let name = |offset: u64| format!("load/{:09}", self.read.wrapping_add(offset) % self.secrets);
        match call {
            Call::Get | Call::Describe => format!(r#"{{"SecretId":"{}"}}"#, name(0)),
            Call::Put => format!(
                r#"{{"SecretId":"{}","SecretString":"{VALUE}","ClientRequestToken":"{}"}}"#,
                name(0),
                token(self.read)
            ),
            Call::Create => format!(
                r#"{{"Name":"load/{:09}","SecretString":"{VALUE}","ClientRequestToken":"{}"}}"#,
                self.created,
                token(self.created)
            ),
            Call::Delete => {
                let last = self.created - self.step;
                format!(r#"{{"SecretId":"load/{last:09}","ForceDeleteWithoutRecovery":true}}"#)
            }
            Call::List => match &self.next_token {
                Some(token) => format!(r#"{{"MaxResults":100,"NextToken":"{token}"}}"#),
                None => r#"{"MaxResults":100}"#.to_owned(),
            },
            Call::Batch => {
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
