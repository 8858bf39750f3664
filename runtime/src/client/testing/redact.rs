//! Taking secrets out of bodies, and comparing bodies from which they were taken.

use serde_json::{Value, json};

/// What stands in place of a secret. It can be read as text, and as bytes too.
pub(super) const REDACTED: &str = "REDACTED";

/// Takes the values of these members out, at any depth.
pub(super) fn redact(body: &mut Value, members: &[&str]) {
    match body {
        Value::Object(object) => {
            for (name, value) in object {
                if members.contains(&name.as_str()) { hide(value) } else { redact(value, members) }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| redact(item, members)),
        _ => {}
    }
}

/// Puts in place of each simple value one of its kind that says nothing.
fn hide(value: &mut Value) {
    match value {
        Value::Null => {}
        Value::Bool(truth) => *truth = false,
        Value::Number(_) => *value = json!(0),
        Value::String(text) => REDACTED.clone_into(text),
        Value::Array(items) => items.iter_mut().for_each(hide),
        Value::Object(object) => object.values_mut().for_each(hide),
    }
}

/// Where a body differs from the one that was expected, as a JSON pointer.
pub(super) fn difference(expected: &Value, found: &Value) -> Option<String> {
    match (expected, found) {
        (Value::String(text), Value::String(_)) if text == REDACTED => None,
        (Value::Object(expected), Value::Object(found)) => {
            let names = expected.keys().chain(found.keys().filter(|name| !expected.contains_key(*name)));
            names.into_iter().find_map(|name| {
                let (expected, found) = (expected.get(name), found.get(name));
                let within = match (expected, found) {
                    (Some(expected), Some(found)) => difference(expected, found)?,
                    _ => String::new(),
                };
                Some(format!("/{name}{within}"))
            })
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            let mut pairs = expected.iter().zip(found).enumerate();
            pairs.find_map(|(index, (expected, found))| Some(format!("/{index}{}", difference(expected, found)?)))
        }
        _ => (expected != found).then(String::new),
    }
}
