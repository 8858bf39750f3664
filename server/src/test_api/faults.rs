//! Faults: what goes wrong with the next calls.

use std::time::Duration;

use jiff::SignedDuration;
use secretsmith::Unmodeled;
use secretsmith_reference::{Fault, is_operation};
use serde::Deserialize;
use serde_json::{Value, from_slice, from_value, json};
use tokio::time::sleep;

use super::{Inner, Refusal};

const USAGE: &str = r#"give {"operation": "GetSecretValue", "code": "ThrottlingException", "message": "Rate exceeded", "status": 400, "count": 2, "delay": "250ms"}, of which all but code or delay can be left out, or a list of such"#;

/// The codes that are answered with another status than 400.
const STATUSES: [(&str, u16); 4] = [
    ("InternalFailure", 500),
    ("InternalServiceError", 500),
    ("ServiceUnavailable", 503),
    ("ServiceUnavailableException", 503),
];

/// More characters than any code has.
const LONGEST_CODE: usize = 128;

/// A fault, as it is given.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields, expecting = "an object")]
struct Given {
    operation: Option<String>,
    /// The name or ARN, as it stands in the call.
    secret: Option<String>,
    code: Option<String>,
    message: Option<String>,
    status: Option<u16>,
    /// For how many calls; all until they are cleared if it is not said.
    count: Option<usize>,
    delay: Option<String>,
}

impl Inner {
    pub(super) fn faults(&self) -> Value {
        let shown =
            |fault: &Fault| json!({"operation": fault.operation(), "code": fault.code(), "count": fault.remaining()});
        json!({"faults": self.faults.look(shown)})
    }

    /// Adds faults: all that are given, or, when one of them is wrong, none.
    pub(super) fn inject(&self, body: &[u8]) -> Result<Value, Refusal> {
        let problem = |error: serde_json::Error| Refusal::bad(format!("{error}; {USAGE}"));
        let given = match from_slice(body).map_err(problem)? {
            Value::Array(list) => list,
            one => vec![one],
        };
        let fault = |given| from_value(given).map_err(problem).and_then(Given::into_fault);
        let faults: Vec<Fault> = given.into_iter().map(fault).collect::<Result<_, _>>()?;
        faults.into_iter().for_each(|fault| self.faults.inject(fault));
        Ok(self.faults())
    }

    pub(super) fn clear(&self) -> Value {
        self.faults.clear();
        self.faults()
    }
}

impl Given {
    fn into_fault(self) -> Result<Fault, Refusal> {
        if self.count == Some(0) {
            return Err(Refusal::bad("a fault for no call is none; give a count from 1 on, or leave it out"));
        }
        let wait = self.delay.as_deref().map(duration).transpose()?;
        let fault = match (self.code, wait) {
            (Some(code), None) => failure(code, self.message, self.status)?,
            (Some(code), Some(wait)) => failure(code, self.message, self.status)?.after(move || sleep(wait)),
            (None, Some(wait)) => Fault::delay(move || sleep(wait)),
            (None, None) => return Err(Refusal::bad(format!("a fault has a code, a delay or both; {USAGE}"))),
        };
        let fault = match self.operation {
            Some(operation) => fault.on(known(operation)?),
            None => fault,
        };
        let fault = self.count.into_iter().fold(fault, Fault::times);
        Ok(self.secret.into_iter().fold(fault, |fault, meant| fault.for_secret(move |id| *id == *meant)))
    }
}

fn failure(code: String, message: Option<String>, status: Option<u16>) -> Result<Fault, Refusal> {
    if !is_code(&code) {
        return Err(Refusal::bad("no error has such a code; one is such as ThrottlingException"));
    }
    let usual = STATUSES.iter().find(|(known, _)| *known == code).map_or(400, |(_, status)| *status);
    let status = status.unwrap_or(usual);
    if !(400..600).contains(&status) {
        return Err(Refusal::bad(format!("{status} is no status of an error; give one from 400 to 599")));
    }
    let error = message.map_or_else(|| Unmodeled::bare(code.clone()), |message| Unmodeled::new(code.clone(), message));
    Ok(Fault::error(&error.with_status(status)))
}

/// Whether a code is a word, which fits into headers and logs.
fn is_code(code: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    (1..=LONGEST_CODE).contains(&code.len()) && code.bytes().all(is_part)
}

/// A name that an operation has.
fn known(operation: String) -> Result<String, Refusal> {
    match is_operation(&operation) {
        true => Ok(operation),
        false => Err(Refusal::bad(format!("there is no operation {operation}; a name is such as GetSecretValue"))),
    }
}

fn duration(text: &str) -> Result<Duration, Refusal> {
    let wait: Result<SignedDuration, _> = text.parse();
    let wait = wait.ok().and_then(|wait| Duration::try_from(wait).ok());
    wait.ok_or_else(|| Refusal::bad(format!("{text} is no time to wait; give one such as 250ms, 3s or PT3S")))
}
