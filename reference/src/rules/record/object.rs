//! Objects: what derived code reads from lists as well, a member from each element.

/// Has a type, whose code is derived with `remote = "Self"`, written as that code does, and read from objects alone.
/// The text is what a mistake says to have expected.
macro_rules! object {
    ($name:ident: $expected:literal) => {
        $crate::rules::record::object::read_object!($name: $expected);

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $name::serialize(self, serializer)
            }
        }
    };
}

/// The same, of a type that is only read.
macro_rules! read_object {
    ($name:ident: $expected:literal) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Object;

                impl<'de> ::serde::de::Visitor<'de> for Object {
                    type Value = $name;

                    fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                        f.write_str($expected)
                    }

                    fn visit_map<A: ::serde::de::MapAccess<'de>>(self, members: A) -> Result<$name, A::Error> {
                        $name::deserialize(::serde::de::value::MapAccessDeserializer::new(members))
                    }
                }

                deserializer.deserialize_map(Object)
            }
        }
    };
}

pub(crate) use {object, read_object};
