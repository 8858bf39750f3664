//! What collects the members of a structure: call builders and builders of shared shapes.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{bare, doc, spaced};
use super::{literal, setter};
use crate::ir::{Literal, Operation, Optionality, Structure};

/// The call builder of an operation.
pub(super) fn of_operation(operation: &Operation) -> TokenStream {
    let Operation { builder, input, .. } = operation;
    let docs = doc(format!("Collects a [`{}`]; made by a client, it can also be sent.", input.name));
    let fields = input.members.iter().map(|member| {
        let (name, ty) = (&member.name, &member.ty);
        quote!(pub(crate) #name: Option<#ty>)
    });
    let definition = quote! {
        #docs
        #[derive(Clone, Debug, Default)]
        #[must_use = "a call does nothing until it is sent"]
        pub struct #builder<C = ()> {
            #[cfg_attr(not(feature = "client"), expect(dead_code))]
            caller: C,
            #(#fields,)*
        }
    };
    let methods = spaced([setter::of_builder(input), build(input)]);
    spaced([
        definition,
        quote! {
            impl<C> #builder<C> {
                #methods
            }
        },
    ])
}

/// The builder of a shared shape.
pub(super) fn of_shape(structure: &Structure) -> TokenStream {
    let Some(builder) = &structure.builder else { return TokenStream::new() };
    let name = &structure.name;
    let docs = doc(format!("Collects a [`{name}`]."));
    let fields = structure.members.iter().map(|member| {
        let (name, ty) = (&member.name, &member.ty);
        quote!(pub(crate) #name: Option<#ty>)
    });
    let methods = spaced([setter::of_builder(structure), build_shape(structure)]);
    spaced([
        quote! {
            #docs
            #[derive(Clone, Debug, Default)]
            #[must_use = "it is collected for `build`"]
            pub struct #builder {
                #(#fields,)*
            }
        },
        quote! {
            impl #builder {
                #methods
            }
        },
    ])
}

/// `build` of a shared shape: it cannot fail when nothing is required.
fn build_shape(structure: &Structure) -> TokenStream {
    if structure.required().next().is_some() {
        return build(structure);
    }
    let (name, members) = (&structure.name, structure.members.iter().map(member));
    let docs = doc("Builds the structure.");
    quote! {
        #docs
        pub fn build(self) -> #name {
            #name { #(#members),* }
        }
    }
}

/// `build`: the structure, unless a required member is missing.
fn build(structure: &Structure) -> TokenStream {
    let (name, shape) = (&structure.name, structure.name.to_string());
    let members = structure.members.iter().map(member);
    let required: Vec<_> = structure.required().map(|member| &member.name).collect();
    let texts = required.iter().map(|name| bare(name));
    let docs = [doc("Builds the input without sending it."), doc(""), doc("# Errors")];
    let errors = match required.len() {
        0 => doc("None: no member is required."),
        _ => doc("When a required member is not set; the error names every one."),
    };
    let check = match required.as_slice() {
        [] => TokenStream::new(),
        [one] => quote! {
            let Some(#one) = self.#one else {
                return Err(BuildError::one(#shape #(, #texts)*));
            };
        },
        many => quote! {
            let missing = [#((#texts, self.#many.is_none())),*];
            let (#(Some(#many)),*) = (#(self.#many),*) else {
                return Err(BuildError::of(#shape, &missing));
            };
        },
    };
    quote! {
        #(#docs)*
        #errors
        pub fn build(self) -> Result<#name, BuildError> {
            #check
            Ok(#name { #(#members),* })
        }
    }
}

/// The value of a member, from the field that collected it.
fn member(member: &crate::ir::Member) -> TokenStream {
    let name = &member.name;
    match (&member.optionality, literal::default(&member.optionality)) {
        (Optionality::Required, _) => quote!(#name),
        (Optionality::Default(literal), _) if literal.is_zero() => quote!(#name: self.#name.unwrap_or_default()),
        (Optionality::Default(literal), Some(default))
            if member.is_copy() || matches!(literal, Literal::Variant(..)) =>
        {
            quote!(#name: self.#name.unwrap_or(#default))
        }
        (_, Some(default)) => quote!(#name: self.#name.unwrap_or_else(|| #default)),
        (_, None) => quote!(#name: self.#name),
    }
}
