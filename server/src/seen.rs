//! What is seen of a request and its answer.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::net::SocketAddr;
use std::time::Duration;

use http::{Method, StatusCode};
use secretsmith::server::Answered;
use secretsmith_reference::{TakenFor, Who};
use serde_json::Value;

use crate::observers::Callers;

/// A request for something that is no operation, but that somebody may want to know of. Stands in the extensions of its
/// answer until the observers have seen it.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) method: Method,
    /// Nothing when there is nothing under the path of the request.
    pub(crate) path: Option<String>,
}

/// A request and its answer, without what is in them but for the parts that are no secret.
pub(crate) struct Seen<'a> {
    /// What the service says of the call; nothing when what answered is no service of an API.
    pub(crate) answered: Option<&'a Answered>,
    /// What was asked for, when that was no operation.
    pub(crate) asked: Option<&'a Asked>,
    /// What says who calls, if anything does.
    pub(crate) callers: Option<&'a Callers>,
    pub(crate) status: StatusCode,
    /// How long it took to answer.
    pub(crate) latency: Duration,
    /// How many bytes the body of the answer has.
    pub(crate) sent: u64,
    pub(crate) remote: SocketAddr,
    pub(crate) agent: Option<&'a str>,
    /// Where [`who`](Self::who) keeps what it has found out.
    pub(crate) who: OnceCell<Option<Who>>,
}

impl Seen<'_> {
    /// Who called, when that is known. It is found out when somebody wants to know.
    pub(crate) fn who(&self) -> Option<&Who> {
        let ask = || Some(self.callers?(self.answered?.caller.as_ref()?));
        self.who.get_or_init(ask).as_ref()
    }

    pub(crate) fn operation(&self) -> &'static str {
        self.answered.and_then(|answered| answered.operation).unwrap_or("unknown")
    }

    /// The ARN of an identity, and else the access key id.
    pub(crate) fn principal(&self) -> Option<&str> {
        match self.who().map(|who| &who.identity) {
            Some(TakenFor::Identity(principal)) => Some(principal.arn()),
            _ => self.answered?.caller.as_ref()?.access_key_id.as_deref(),
        }
    }

    /// The names or ARNs of secrets as the request gives them, with commas between.
    pub(crate) fn secret(&self) -> Option<Cow<'_, str>> {
        let input = self.answered?.input.as_ref()?;
        let member = |name| input.get(name).and_then(Value::as_str);
        if let Some(id) = member("SecretId").or_else(|| member("Name")) {
            return Some(id.into());
        }
        let ids: Vec<&str> = input.get("SecretIdList")?.as_array()?.iter().filter_map(Value::as_str).collect();
        Some(ids.join(",").into())
    }
}
