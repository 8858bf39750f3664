//! From a tree to what is declared: each mistake with its path, and at the name when it is the name that is wrong.

use std::iter::Enumerate;
use std::slice::Iter;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};

use super::{Member, Node, Value};
use crate::seed::mistake::Mistake;

/// As what a type is asked for that is a text as it stands, or a list or an object, of which it gets the JSON.
pub(in crate::seed) const TEXT_OR_JSON: &str = "a text, or what is written as JSON";

impl<'de> Deserializer<'de> for &'de Node {
    type Error = Mistake;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Mistake> {
        Err(Mistake::custom("nothing says what can stand here"))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match &self.value {
            Value::Text(text) => visitor.visit_str(text),
            _ => Err(Mistake::expected("a text (put numbers between quotes)")),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        self.deserialize_str(visitor)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match self.value {
            Value::Bool(flag) => visitor.visit_bool(flag),
            _ => Err(Mistake::expected("true or false (without quotes)")),
        }
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        let whole = || Mistake::expected("a whole number such as 30");
        match &self.value {
            Value::Number(number) => visitor.visit_i64(number.parse().map_err(|_| whole())?),
            Value::ForeignNumber => Err(whole()),
            _ => Err(Mistake::expected("a number (without quotes)")),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        match &self.value {
            Value::List(list) => visitor.visit_seq(Elements(list.iter().enumerate())),
            _ => Err(Mistake::expected("a list")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mistake> {
        match &self.value {
            Value::Object(members) => visitor.visit_map(Members { rest: members.iter(), value: None }),
            _ => Err(Mistake::invalid_type(Unexpected::Other("another value"), &visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mistake> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Mistake> {
        match name {
            TEXT_OR_JSON => visitor.visit_str(&self.text_or_json()?),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    /// What is sensitive is asked for as a text then, and as anything otherwise, so that no error shows it. None here
    /// does.
    fn is_human_readable(&self) -> bool {
        false
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct map enum
        identifier ignored_any
    }
}

struct Elements<'de>(Enumerate<Iter<'de, Node>>);

impl<'de> SeqAccess<'de> for Elements<'de> {
    type Error = Mistake;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Mistake> {
        let Some((number, node)) = self.0.next() else { return Ok(None) };
        let told = |mistake: Mistake| mistake.near(node.at).within(&format!("[{number}]"));
        seed.deserialize(node).map(Some).map_err(told)
    }
}

struct Members<'de> {
    rest: Iter<'de, Member>,
    /// That of which only the name was read.
    value: Option<&'de Member>,
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Mistake;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Mistake> {
        self.value = self.rest.next();
        let Some(Member { name, .. }) = self.value else { return Ok(None) };
        seed.deserialize(BorrowedStrDeserializer::new(&name.text))
            .map(Some)
            .map_err(|mistake: Mistake| mistake.near(name.at))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Mistake> {
        let Member { name, value } = self.value.take().expect("the name was read before");
        let read = match value.value {
            Value::Null => {
                Err(Mistake::custom("nothing stands here; leave the member out, or give it a value between quotes"))
            }
            _ => seed.deserialize(value),
        };
        read.map_err(|mistake| mistake.near(value.at).within(&format!(".{}", *name.text)))
    }
}
