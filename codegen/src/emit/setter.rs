//! Methods of builders that set members.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens::{bare, doc, spaced};
use crate::ir::{Member, Optionality, Structure, Type};

/// Both setters of each member of a structure, for what collects them.
pub(super) fn of_builder(structure: &Structure) -> TokenStream {
    let shape = &structure.name;
    let setters = structure.members.iter().flat_map(|member| [value(shape, member), optional(shape, member)]);
    spaced(setters)
}

/// Sets a value, or appends to it when it is a list or a map.
fn value(shape: &Ident, member: &Member) -> TokenStream {
    let name = &member.name;
    let link = link(shape, name);
    let required = if member.optionality == Optionality::Required { ", which is required" } else { "" };
    match &member.ty {
        Type::List(element) => {
            let docs = doc(format!("Appends an element to {link}{required}."));
            let (ty, convert) = argument(element, quote!(element));
            quote! {
                #docs
                pub fn #name(mut self, element: #ty) -> Self {
                    self.#name.get_or_insert_default().push(#convert);
                    self
                }
            }
        }
        Type::Map(value) => {
            let docs = doc(format!("Adds an entry to {link}{required}."));
            let (ty, convert) = argument(value, quote!(value));
            quote! {
                #docs
                pub fn #name(mut self, key: impl Into<String>, value: #ty) -> Self {
                    self.#name.get_or_insert_default().insert(key.into(), #convert);
                    self
                }
            }
        }
        ty => {
            let docs = doc(format!("Sets {link}{required}."));
            let (ty, convert) = argument(ty, quote!(value));
            quote! {
                #docs
                pub fn #name(mut self, value: #ty) -> Self {
                    self.#name = Some(#convert);
                    self
                }
            }
        }
    }
}

/// Sets or clears a value.
fn optional(shape: &Ident, Member { name, set, ty, .. }: &Member) -> TokenStream {
    let docs = doc(format!("Sets or clears {}.", link(shape, name)));
    quote! {
        #docs
        pub fn #set(mut self, value: Option<#ty>) -> Self {
            self.#name = value;
            self
        }
    }
}

/// A link to the field, where its documentation stands.
fn link(shape: &Ident, name: &Ident) -> String {
    let name = bare(name);
    format!("[`{name}`]({shape}::{name})")
}

/// The type of an argument, and how it becomes the value.
fn argument(ty: &Type, argument: TokenStream) -> (TokenStream, TokenStream) {
    match ty {
        Type::Scalar(scalar) if scalar.is_copy() => (quote!(#ty), argument),
        Type::Scalar(_) | Type::Sensitive(_) | Type::Boxed(_) => (quote!(impl Into<#ty>), quote!(#argument.into())),
        Type::Named(_) | Type::Nullable(_) | Type::List(_) | Type::Map(_) => (quote!(#ty), argument),
    }
}
