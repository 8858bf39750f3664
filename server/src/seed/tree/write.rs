//! From a tree to JSON: numbers as they stand, members in their order.

use secretsmith_runtime::wiped;
use serde::ser::{Error as _, SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;
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
            Value::List(_) | Value::Object(_) => match self.foreign_number() {
                Some(number) => {
                    Err(Mistake::at(number.at, "JSON has no number that is written so; put it between quotes"))
                }
                None => Ok(self.json()),
            },
            _ => Err(Mistake::expected("a text (put numbers between quotes), an object or a list")),
        }
    }

    fn json(&self) -> Zeroizing<String> {
        let json = wiped::json(self).expect("numbers are those of JSON, and names are texts");
        Zeroizing::new(String::from_utf8_lossy(&json).into_owned())
    }

    /// The first number that JSON would write in another way.
    fn foreign_number(&self) -> Option<&Self> {
        match &self.value {
            Value::ForeignNumber => Some(self),
            Value::List(list) => list.iter().find_map(Self::foreign_number),
            Value::Object(members) => members.iter().find_map(|member| member.value.foreign_number()),
            _ => None,
        }
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.value {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(flag) => serializer.serialize_bool(*flag),
            Value::Number(number) => {
                serde_json::from_str::<&RawValue>(number).map_err(S::Error::custom)?.serialize(serializer)
            }
            Value::ForeignNumber => Err(S::Error::custom("JSON has no such number")),
            Value::Text(text) => serializer.serialize_str(text),
            Value::List(list) => {
                let mut written = serializer.serialize_seq(Some(list.len()))?;
                list.iter().try_for_each(|node| written.serialize_element(node))?;
                written.end()
            }
            Value::Object(members) => {
                let mut written = serializer.serialize_map(Some(members.len()))?;
                members.iter().try_for_each(|member| written.serialize_entry(&*member.name.text, &member.value))?;
                written.end()
            }
        }
    }
}
