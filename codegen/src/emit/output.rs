//! Structures that are read: fields, setters for who makes them, accessors for who reads them.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{doc, spaced};
use super::{accessor, builder, structure};
use crate::ir::{Operation, Structure};

/// The output of an operation.
pub(super) fn of_operation(Operation { wire, output, .. }: &Operation) -> TokenStream {
    let docs = doc(format!("What `{wire}` answers."));
    spaced([structure::definition(output, &docs), accessor::readers_and_setters(output)])
}

/// A structure that operations share.
pub(super) fn of_shape(shape: &Structure) -> TokenStream {
    let docs = &shape.docs;
    let definition = structure::definition(shape, &quote!(#docs));
    match &shape.builder {
        Some(_) => spaced([definition, accessor::readers(shape), builder::of_shape(shape)]),
        None => spaced([definition, accessor::readers_and_setters(shape)]),
    }
}
