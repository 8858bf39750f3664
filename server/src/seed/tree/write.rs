//! From a tree to JSON: numbers as they stand, members in their order.

use serde::de::Error;
use zeroize::Zeroizing;

use super::{Node, Value};
use crate::seed::mistake::Mistake;

impl Node {
    /// A text as it is, and lists and objects as JSON.
    ///
    /// # Errors
    /// When it is something else, or has a number in it that JSON would write in another way.
    pub(super) fn text_or_json(&self) -> Result<Zeroizing<String>, Mistake> {
        match &self.value {
            Value::Text(text) => Ok(text.clone()),
            Value::List(_) | Value::Object(_) => {
                let mut json = Zeroizing::new(String::new());
                write(self, &mut json)?;
                Ok(json)
            }
            _ => Err(Mistake::expected("a text (put numbers between quotes), an object or a list")),
        }
    }
}

fn write(node: &Node, json: &mut String) -> Result<(), Mistake> {
    match &node.value {
        Value::Null => json.push_str("null"),
        Value::Bool(true) => json.push_str("true"),
        Value::Bool(false) => json.push_str("false"),
        Value::Number(number) => json.push_str(number),
        Value::ForeignNumber => {
            return Err(Mistake::at(node.at, "JSON has no number that is written so; put it between quotes"));
        }
        Value::Text(text) => quote(text, json)?,
        Value::List(list) => separated(json, ['[', ']'], list, write)?,
        Value::Object(members) => separated(json, ['{', '}'], members, |member, json| {
            quote(&member.name.text, json)?;
            json.push(':');
            write(&member.value, json)
        })?,
    }
    Ok(())
}

fn separated<T>(
    json: &mut String,
    [open, close]: [char; 2],
    parts: &[T],
    write: impl Fn(&T, &mut String) -> Result<(), Mistake>,
) -> Result<(), Mistake> {
    json.push(open);
    for (number, part) in parts.iter().enumerate() {
        if number > 0 {
            json.push(',');
        }
        write(part, json)?;
    }
    json.push(close);
    Ok(())
}

fn quote(text: &str, json: &mut String) -> Result<(), Mistake> {
    let quoted = Zeroizing::new(serde_json::to_string(text).map_err(Mistake::custom)?);
    json.push_str(&quoted);
    Ok(())
}
