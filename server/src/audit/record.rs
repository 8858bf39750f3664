//! One record.

use secretsmith::SERVICE;
use secretsmith::primitives::DateTime;
use secretsmith::server::Answered;
use secretsmith_reference::policy::Principal;
use secretsmith_reference::{TakenFor, Who};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::Audit;
use crate::seen::Seen;
use crate::sts;

/// The version of the form of records.
const VERSION: &str = "1.11";

/// The longest user agent that is written down, in characters.
const AGENT: usize = 1024;

/// The record of a call; nothing for what is no call.
pub(super) fn record(seen: &Seen<'_>) -> Option<Value> {
    let answered = seen.answered?;
    let operation = answered.operation?;
    let mut record = json!({
        "eventVersion": VERSION,
        "userIdentity": user_identity(answered, seen.who()),
        "eventTime": now(),
        "eventSource": format!("{}.amazonaws.com", service(operation)),
        "eventName": operation,
        "awsRegion": seen.who().map(|who| &who.region),
        "sourceIPAddress": seen.remote.ip().to_canonical().to_string(),
        "userAgent": seen.agent.map(|agent| agent.chars().take(AGENT).collect::<String>()),
        "requestParameters": answered.input.as_ref().map(in_camel_case),
        "responseElements": elements(operation, answered),
        "requestID": answered.request_id,
        "eventID": Uuid::new_v4().to_string(),
        "readOnly": Audit::is_read(operation),
        "eventType": "AwsApiCall",
        "managementEvent": true,
        "eventCategory": "Management",
        "recipientAccountId": seen.who().map(|who| &who.account),
    });
    if let Some(code) = &answered.error {
        record["errorCode"] = code.as_str().into();
        // Before it is known who calls, errors may say what stood in the signature.
        record["errorMessage"] = answered.caller.as_ref().and(answered.message.as_deref()).into();
    }
    Some(record)
}

/// The service that an operation is of.
fn service(operation: &str) -> &'static str {
    if operation == sts::OPERATION { "sts" } else { SERVICE.signing_name }
}

/// The time in whole seconds.
fn now() -> String {
    DateTime::from_secs(DateTime::now().secs()).to_string()
}

/// What was answered to a call that changes something.
fn elements(operation: &str, answered: &Answered) -> Value {
    match &answered.output {
        Some(output) if !Audit::is_read(operation) => in_camel_case(output),
        _ => Value::Null,
    }
}

/// Who called.
fn user_identity(answered: &Answered, who: Option<&Who>) -> Value {
    let key = answered.caller.as_ref().and_then(|caller| caller.access_key_id.as_deref());
    let mut identity = match who.map(|who| (&who.identity, &who.account)) {
        Some((TakenFor::Identity(principal) | TakenFor::Root(principal), _)) => of_principal(principal),
        Some((TakenFor::Nobody, _)) | None => json!({"type": "Unknown"}),
    };
    if let Some(key) = key {
        identity["accessKeyId"] = key.into();
    }
    identity
}

fn of_principal(principal: &Principal) -> Value {
    let kind = match principal.key_type() {
        "Account" => "Root",
        "User" => "IAMUser",
        other => other,
    };
    let mut identity = json!({"type": kind, "arn": principal.arn(), "accountId": principal.account()});
    if principal.is_root() {
        identity["principalId"] = principal.account().into();
    }
    if let Some(name) = principal.user_name() {
        identity["userName"] = name.into();
    }
    if kind == "AssumedRole" {
        let role = principal.key_arn();
        let name = role.rsplit('/').next();
        let issuer = json!({"type": "Role", "arn": role, "accountId": principal.account(), "userName": name});
        identity["sessionContext"] = json!({"sessionIssuer": issuer});
    }
    identity
}

/// Members with a small first letter, at any depth.
fn in_camel_case(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            members.iter().map(|(name, value)| (small(name), in_camel_case(value))).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().map(in_camel_case).collect(),
        other => other.clone(),
    }
}

fn small(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}
