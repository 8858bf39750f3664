//! The definition of a structure: its documentation, derives and fields.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Optionality, Structure};

/// A structure with public fields, under documentation of its own.
pub(super) fn definition(structure: &Structure, docs: &TokenStream) -> TokenStream {
    let name = &structure.name;
    let default = (structure.builder.is_none() && structure.has_default()).then(|| quote!(, Default));
    let fields = structure.members.iter().map(|member| {
        let (docs, name, ty) = (&member.docs, &member.name, &member.ty);
        match member.optionality {
            Optionality::Optional => quote!(#docs pub #name: Option<#ty>,),
            Optionality::Required | Optionality::Default(_) => quote!(#docs pub #name: #ty,),
        }
    });
    quote! {
        #docs
        #[derive(Clone, Debug #default, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
        }
    }
}
