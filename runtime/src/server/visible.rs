//! What of a value may be seen: all but the members that the model marks as sensitive.

use serde_core::ser::{Error as _, Impossible, SerializeMap, SerializeSeq, SerializeStruct};
use serde_core::{Serialize, Serializer};
use serde_json::{Error, Map, Value};

/// A shape without the members of these names, at any depth; nothing of what is no shape.
pub(super) fn visible<T: Serialize>(shape: &T, hidden: &'static [&'static str]) -> Option<Value> {
    shape.serialize(Visible { hidden }).ok()
}

/// Writes what shapes are made of, and refuses the rest of what serde knows.
#[derive(Clone, Copy)]
struct Visible {
    hidden: &'static [&'static str],
}

/// Lists, maps and structures, as far as they have been written.
struct Collected<T> {
    visible: Visible,
    items: T,
    key: Option<String>,
}

impl Visible {
    fn collect<T: Default>(self) -> Collected<T> {
        Collected { visible: self, items: T::default(), key: None }
    }
}

macro_rules! plain {
    ($($method:ident: $ty:ty),*) => {$(
        fn $method(self, value: $ty) -> Result<Value, Error> {
            Ok(value.into())
        }
    )*};
}

macro_rules! refused {
    ($($method:ident($($ty:ty),*) -> $answer:ty),* $(,)?) => {$(
        fn $method(self, $(_: $ty),*) -> Result<$answer, Error> {
            Err(Error::custom("not part of a shape"))
        }
    )*};
}

type Nothing = Impossible<Value, Error>;

impl Serializer for Visible {
    type Ok = Value;
    type Error = Error;
    type SerializeSeq = Collected<Vec<Value>>;
    type SerializeTuple = Nothing;
    type SerializeTupleStruct = Nothing;
    type SerializeTupleVariant = Nothing;
    type SerializeMap = Collected<Map<String, Value>>;
    type SerializeStruct = Collected<Map<String, Value>>;
    type SerializeStructVariant = Nothing;

    plain!(serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64);
    plain!(serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64);
    plain!(serialize_f32: f32, serialize_f64: f64, serialize_str: &str);

    refused! {
        serialize_bytes(&[u8]) -> Value,
        serialize_unit_struct(&'static str) -> Value,
        serialize_unit_variant(&'static str, u32, &'static str) -> Value,
        serialize_tuple(usize) -> Nothing,
        serialize_tuple_struct(&'static str, usize) -> Nothing,
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Nothing,
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Nothing,
    }

    fn serialize_char(self, value: char) -> Result<Value, Error> {
        Ok(value.to_string().into())
    }

    fn serialize_none(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Value, Error> {
        Ok(Value::Null)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<Value, Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<Value, Error> {
        Err(Error::custom("not part of a shape"))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Error> {
        Ok(self.collect())
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Error> {
        Ok(self.collect())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Error> {
        Ok(self.collect())
    }
}

impl SerializeSeq for Collected<Vec<Value>> {
    type Ok = Value;
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.items.push(value.serialize(self.visible)?);
        Ok(())
    }

    fn end(self) -> Result<Value, Error> {
        Ok(self.items.into())
    }
}

impl SerializeMap for Collected<Map<String, Value>> {
    type Ok = Value;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.key = key.serialize(self.visible)?.as_str().map(str::to_owned);
        Ok(())
    }

    /// The entry of a union is a member, too.
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let key = self.key.take().ok_or_else(|| Error::custom("a key is a text"))?;
        if !self.visible.hidden.contains(&key.as_str()) {
            self.items.insert(key, value.serialize(self.visible)?);
        }
        Ok(())
    }

    fn end(self) -> Result<Value, Error> {
        Ok(self.items.into())
    }
}

impl SerializeStruct for Collected<Map<String, Value>> {
    type Ok = Value;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        if !self.visible.hidden.contains(&name) {
            self.items.insert(name.to_owned(), value.serialize(self.visible)?);
        }
        Ok(())
    }

    fn end(self) -> Result<Value, Error> {
        Ok(self.items.into())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::visible;
    use crate::Document;

    #[test]
    fn nothing_of_a_hidden_member_is_left_at_any_depth() {
        let whole = json!({"Name": "db", "Secret": "hunter2", "Items": [{"Secret": {"Deep": "hunter2"}, "Id": 1}],
            "Truth": true, "Half": 0.5, "Below": -1, "Nothing": null});
        let seen = visible(&Document::from(whole), &["Secret"]);
        let rest =
            json!({"Name": "db", "Items": [{"Id": 1}], "Truth": true, "Half": 0.5, "Below": -1, "Nothing": null});
        assert_eq!(seen, Some(rest));
    }

    #[test]
    fn what_is_no_shape_is_not_shown_at_all() {
        assert_eq!(visible(&("a", "b"), &[]), None);
    }
}
