//! States that can be waited for: the trait `smithy.waiters#waitable`.

use secretsmith_model::Shape;
use serde_json::{Map, Value};

use super::context::Lowering;
use super::names;
use crate::ir::{Acceptor, Docs, Matcher, Waiter};

const TRAIT: &str = "smithy.waiters#waitable";

/// The pauses of a waiter that names none, in seconds: those of the trait's definition.
const DELAYS: (u64, u64) = (2, 120);

/// How the value of an expression can be compared.
const COMPARATORS: [&str; 4] = ["stringEquals", "booleanEquals", "allStringEquals", "anyStringEquals"];

/// The waiters of an operation.
pub(super) fn all(lowering: &Lowering<'_>, operation: &Shape) -> Vec<Waiter> {
    let Some(Value::Object(waiters)) = &operation.traits.waitable else { return Vec::new() };
    let waiters = waiters.iter().filter_map(|(name, value)| match waiter(name, value) {
        Ok(waiter) => Some(waiter),
        Err(message) => {
            lowering.trait_problem(operation, TRAIT, format!("{name}: {message}"));
            None
        }
    });
    waiters.collect()
}

fn waiter(name: &str, value: &Value) -> Result<Waiter, String> {
    let value = value.as_object().ok_or("it is no object")?;
    let acceptors = value.get("acceptors").and_then(Value::as_array).ok_or("it has no `acceptors`")?;
    let delay = |name: &str, default| {
        let seconds = value.get(name).and_then(Value::as_u64).unwrap_or(default);
        u32::try_from(seconds).map_err(|_| format!("`{name}` is too long"))
    };
    let otherwise = || format!("Calls until `{name}` is so, with pauses, but not for longer than the limit.");
    let docs = value.get("documentation").and_then(Value::as_str).map_or_else(otherwise, str::to_owned);
    Ok(Waiter {
        method: names::ident(&format!("wait_until_{}", names::snake(name))),
        name: name.to_owned(),
        docs: Docs::new([docs]),
        delays: (delay("minDelay", DELAYS.0)?, delay("maxDelay", DELAYS.1)?),
        acceptors: acceptors.iter().map(acceptor).collect::<Result<_, _>>()?,
    })
}

fn acceptor(value: &Value) -> Result<Acceptor, String> {
    let state = match value.get("state").and_then(Value::as_str) {
        Some(state @ ("success" | "failure" | "retry")) => state,
        other => return Err(format!("an acceptor has the state {other:?}")),
    };
    let matcher = value.get("matcher").and_then(Value::as_object).ok_or("an acceptor has no `matcher`")?;
    Ok(Acceptor { state: names::ident(state), matcher: self::matcher(matcher)? })
}

fn matcher(matcher: &Map<String, Value>) -> Result<Matcher, String> {
    let Some((kind, value)) = matcher.iter().next().filter(|_| matcher.len() == 1) else {
        return Err("a matcher must have one member".to_owned());
    };
    match (kind.as_str(), value) {
        ("success", Value::Bool(success)) => Ok(Matcher::Success(*success)),
        ("errorType", Value::String(code)) => {
            Ok(Matcher::ErrorType(code.rsplit('#').next().unwrap_or(code).to_owned()))
        }
        ("output" | "inputOutput", test) => self::test(kind, test),
        _ => Err(format!("the matcher {kind} is not known")),
    }
}

fn test(subject: &str, value: &Value) -> Result<Matcher, String> {
    let text = |name: &str| {
        let text = value.get(name).and_then(Value::as_str).map(str::to_owned);
        text.ok_or_else(|| format!("a matcher has no `{name}`"))
    };
    let path = text("path")?;
    jmespath::compile(&path).map_err(|error| format!("the path {path:?} is no JMESPath: {}", error.reason))?;
    let comparator = text("comparator")?;
    if !COMPARATORS.contains(&comparator.as_str()) {
        return Err(format!("the comparator {comparator} is not known"));
    }
    let (subject, comparator) = (names::ident(subject), names::ident(&comparator));
    Ok(Matcher::Test { subject, path, expected: text("expected")?, comparator })
}
