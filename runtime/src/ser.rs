//! Writing shapes: what generated code calls, member by member.

use serde_core::ser::{SerializeMap, SerializeStruct};
use serde_core::{Serialize, Serializer};

/// Writes a map of one entry, as a union is one.
///
/// # Errors
/// When the serializer refuses.
pub fn entry<S: Serializer, T: Serialize + ?Sized>(serializer: S, name: &str, value: &T) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(name, value)?;
    map.end()
}

/// Writes the members of a structure, under their wire names and in the model's order.
pub struct Members<S: Serializer> {
    structure: S::SerializeStruct,
}

impl<S: Serializer> Members<S> {
    /// Begins a structure of at most so many members.
    ///
    /// # Errors
    /// When the serializer refuses.
    pub fn begin(serializer: S, name: &'static str, members: usize) -> Result<Self, S::Error> {
        Ok(Self { structure: serializer.serialize_struct(name, members)? })
    }

    /// Writes a member that is always there.
    ///
    /// # Errors
    /// When the serializer refuses.
    pub fn write<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), S::Error> {
        self.structure.serialize_field(name, value)
    }

    /// Writes a member if it has a value; an absent one is left out.
    ///
    /// # Errors
    /// When the serializer refuses.
    pub fn write_some<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) -> Result<(), S::Error> {
        match value {
            Some(value) => self.structure.serialize_field(name, value),
            None => self.structure.skip_field(name),
        }
    }

    /// Ends the structure.
    ///
    /// # Errors
    /// When the serializer refuses.
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.structure.end()
    }
}
