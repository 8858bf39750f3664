//! Seeds in JSON.

use serde::de::IgnoredAny;
use serde_json::Error;
use zeroize::Zeroizing;

use crate::seed::mistake::Mistake;
use crate::seed::place::{self, Position, START};
use crate::seed::tree::{Builder, Node, Value};

mod tokens;

use tokens::Tokens;

/// The values in a text.
pub(super) fn tree(text: &str) -> Result<Node, Mistake> {
    // The tokens can be found without any grammar when it is known that they follow it.
    serde_json::from_str::<IgnoredAny>(text).map_err(|error| refused(text, &error))?;
    let mut tree = Builder::default();
    for (at, token) in Tokens::of(text) {
        let node = |value| Node { at, value };
        match token {
            "[" => tree.open(node(Value::List(Vec::new())))?,
            "{" => tree.open(node(Value::Object(Vec::new())))?,
            "]" | "}" => {
                let node = tree.close()?;
                tree.add(node)?;
            }
            _ => tree.add(node(value(token, at)?))?,
        }
    }
    tree.finish().ok_or_else(empty)
}

fn value(token: &str, at: Position) -> Result<Value, Mistake> {
    Ok(match token {
        "null" => Value::Null,
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ if token.starts_with('"') => {
            let text = serde_json::from_str(token).map_err(|error| Mistake::at(at, problem(&error)))?;
            Value::Text(Zeroizing::new(text))
        }
        _ => Value::Number(Zeroizing::new(token.to_owned())),
    })
}

/// Why a text is no JSON.
fn refused(text: &str, error: &Error) -> Mistake {
    match error.is_eof() {
        true if text.trim_ascii().is_empty() => empty(),
        true => Mistake::at(place::after(text, START), "the text ends too early; something is not closed"),
        false => Mistake::at(position(text, error), problem(error)),
    }
}

fn empty() -> Mistake {
    Mistake::at(START, "there is nothing in it")
}

/// Where a mistake is. Serde counts bytes.
fn position(text: &str, error: &Error) -> Position {
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    let before = line.bytes().take(error.column().saturating_sub(1));
    let is_first = |byte: &u8| (byte & 0b1100_0000) != 0b1000_0000;
    (error.line(), before.filter(is_first).count() + 1)
}

/// What is wrong, without the place, with which it ends.
fn problem(error: &Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(&*text, |(problem, _)| problem).to_owned()
}
