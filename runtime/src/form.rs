//! How values travel whose type does not say it: formats of timestamps, numbers that JSON cannot
//! write, lists and maps with nulls in them.
//!
//! A [`Form`] is named in the table of a structure, behind the member that has it:
//! `"At" => at: optional as HttpDate`.

mod float;
mod nested;
mod plain;
mod timestamp;

use std::marker::PhantomData;

use serde_core::de::MapAccess;
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

pub use float::Float;
pub use nested::{List, Map, Secret, Sparse};
pub use plain::Plain;
pub use timestamp::{DateTime, EpochSeconds, HttpDate};

/// A way for values of a type to travel.
pub trait Form<T> {
    /// Writes a value.
    ///
    /// # Errors
    /// When the serializer refuses.
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;

    /// Reads a value.
    ///
    /// # Errors
    /// When the input has another form.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;
}

/// Reads the value of a member in a form; `null` is its absence.
///
/// # Errors
/// When the value has another form.
pub fn next<'de, T, F: Form<T>, M: MapAccess<'de>>(map: &mut M) -> Result<Option<T>, M::Error> {
    Ok(map.next_value::<Option<Read<T, F>>>()?.map(Read::into_inner))
}

/// A borrowed value, to be written in a form.
#[derive(Debug)]
pub struct Written<'a, T, F>(&'a T, PhantomData<F>);

impl<'a, T, F> Written<'a, T, F> {
    /// Writes the value in the form.
    pub fn new(value: &'a T) -> Self {
        Self(value, PhantomData)
    }
}

impl<T, F: Form<T>> Serialize for Written<'_, T, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        F::write(self.0, serializer)
    }
}

/// A value that was read in a form.
#[derive(Debug)]
pub struct Read<T, F>(T, PhantomData<F>);

impl<T, F> Read<T, F> {
    /// The value.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<'de, T, F: Form<T>> Deserialize<'de> for Read<T, F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        F::read(deserializer).map(|value| Self(value, PhantomData))
    }
}
