//! The form that a type has by itself.

use serde_core::de::DeserializeOwned;
use serde_core::{Deserializer, Serialize, Serializer};

use super::Form;

/// As the type itself has it.
#[derive(Debug)]
pub struct Plain;

impl<T: Serialize + DeserializeOwned> Form<T> for Plain {
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}
