//! Forms of what holds values that have a form.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Form, Read, Written};
use crate::Sensitive;

/// A list whose elements have a form.
#[derive(Debug)]
pub struct List<F>(PhantomData<F>);

/// A map whose values have a form.
#[derive(Debug)]
pub struct Map<F>(PhantomData<F>);

/// A value that may be `null` within a list or map, and otherwise has a form.
#[derive(Debug)]
pub struct Sparse<F>(PhantomData<F>);

/// A sensitive value that has a form.
#[derive(Debug)]
pub struct Secret<F>(PhantomData<F>);

impl<T, F: Form<T>> Form<Vec<T>> for List<F> {
    fn write<S: Serializer>(value: &Vec<T>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(value.iter().map(Written::<T, F>::new))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
        let elements = Vec::<Read<T, F>>::deserialize(deserializer)?;
        Ok(elements.into_iter().map(Read::into_inner).collect())
    }
}

impl<T, F: Form<T>> Form<BTreeMap<String, T>> for Map<F> {
    fn write<S: Serializer>(value: &BTreeMap<String, T>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(value.iter().map(|(key, value)| (key, Written::<T, F>::new(value))))
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, T>, D::Error> {
        let entries = BTreeMap::<String, Read<T, F>>::deserialize(deserializer)?;
        Ok(entries.into_iter().map(|(key, value)| (key, value.into_inner())).collect())
    }
}

impl<T, F: Form<T>> Form<Option<T>> for Sparse<F> {
    fn write<S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
        value.as_ref().map(Written::<T, F>::new).serialize(serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
        let value = Option::<Read<T, F>>::deserialize(deserializer)?;
        Ok(value.map(Read::into_inner))
    }
}

impl<T: crate::Secret, F: Form<T>> Form<Sensitive<T>> for Secret<F> {
    fn write<S: Serializer>(value: &Sensitive<T>, serializer: S) -> Result<S::Ok, S::Error> {
        F::write(value.expose(), serializer)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Sensitive<T>, D::Error> {
        F::read(deserializer).map(Sensitive::from)
    }
}
