//! Seeds in JSON.

use std::collections::BTreeMap;

use serde_json::Value;
use serde_json::value::RawValue;

use super::{Position, Step};

mod strict;

use strict::Strict;

/// The values in a text.
pub(super) fn tree(text: &str) -> Result<Value, (Position, String)> {
    serde_json::from_str(text).map(|Strict(tree)| tree).map_err(|error| {
        let (position, text) = ((error.line(), error.column()), error.to_string());
        // It ends with the position.
        (position, text.rsplit_once(" at line ").map_or(&*text, |(problem, _)| problem).to_owned())
    })
}

/// Where a path leads, in a text that can be read.
pub(super) fn position(text: &str, steps: &[Step<'_>]) -> Option<Position> {
    let mut value: &RawValue = serde_json::from_str(text).ok()?;
    for step in steps {
        let Some(next) = go(value, step) else { break };
        value = next;
    }
    let offset = value.get().as_ptr().addr() - text.as_ptr().addr();
    let before = &text[..offset];
    let line = before.rsplit('\n').next().unwrap_or_default();
    Some((before.matches('\n').count() + 1, line.chars().count() + 1))
}

fn go<'a>(value: &'a RawValue, step: &Step<'_>) -> Option<&'a RawValue> {
    match step {
        Step::Member(name) => serde_json::from_str::<BTreeMap<String, &RawValue>>(value.get()).ok()?.remove(*name),
        Step::Element(number) => serde_json::from_str::<Vec<&RawValue>>(value.get()).ok()?.get(*number).copied(),
    }
}
