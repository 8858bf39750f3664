//! The definition of a structure: its documentation, derives and fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::literal;
use super::tokens::spaced;
use crate::ir::{Optionality, Structure};

/// A structure with public fields, under documentation of its own.
pub(super) fn definition(structure: &Structure, docs: &TokenStream) -> TokenStream {
    let name = &structure.name;
    let derives_default = !structure.is_input && structure.has_zero_defaults();
    let default = derives_default.then(|| quote!(, Default));
    let fields = structure.members.iter().map(|member| {
        let (docs, name, ty) = (&member.docs, &member.name, &member.ty);
        match member.optionality {
            Optionality::Optional => quote!(#docs pub #name: Option<#ty>,),
            Optionality::Required | Optionality::Default(_) => quote!(#docs pub #name: #ty,),
        }
    });
    let definition = quote! {
        #docs
        #[derive(Clone, Debug #default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
    };
    let own_default = (!structure.is_input && !derives_default).then(|| self::default(structure));
    spaced([definition].into_iter().chain(own_default))
}

/// What the absence of every member means, when that is not what deriving gives.
fn default(structure: &Structure) -> TokenStream {
    let name = &structure.name;
    let fields = structure.members.iter().map(|member| {
        let (name, default) = (&member.name, literal::default(&member.optionality));
        let default = default.unwrap_or_else(|| quote!(Default::default()));
        quote!(#name: #default)
    });
    quote! {
        impl Default for #name {
            fn default() -> Self {
                Self { #(#fields),* }
            }
        }
    }
}
