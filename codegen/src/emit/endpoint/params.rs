//! The parameters of endpoint rules that take more than every client is configured with.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::tokens::{doc, spaced};
use crate::ir::{EndpointParam, ParamType};

/// The type that holds them, and the function for those who have only what every client has.
pub(super) fn emit(params: &[EndpointParam]) -> TokenStream {
    spaced([definition(params), default(params), conversion(params), resolve()])
}

fn definition(params: &[EndpointParam]) -> TokenStream {
    let docs = doc("What the endpoint depends on.");
    let derives = match params.iter().all(|param| is_zero(&param.ty)) {
        true => quote!(Clone, Debug, Default, PartialEq, Eq),
        false => quote!(Clone, Debug, PartialEq, Eq),
    };
    let fields = params.iter().map(|EndpointParam { docs, field, ty, .. }| {
        let ty = self::ty(ty);
        quote!(#docs pub #field: #ty,)
    });
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub struct Params {
            #(#fields)*
        }
    }
}

fn ty(ty: &ParamType) -> TokenStream {
    match ty {
        ParamType::OptionalString => quote!(Option<String>),
        ParamType::OptionalBoolean => quote!(Option<bool>),
        ParamType::OptionalStrings => quote!(Option<Vec<String>>),
        ParamType::String(_) => quote!(String),
        ParamType::Boolean(_) => quote!(bool),
        ParamType::Strings(_) => quote!(Vec<String>),
    }
}

/// Whether the value unless set is that of the type.
fn is_zero(ty: &ParamType) -> bool {
    match ty {
        ParamType::OptionalString | ParamType::OptionalBoolean | ParamType::OptionalStrings => true,
        ParamType::String(default) => default.is_empty(),
        ParamType::Boolean(default) => !default,
        ParamType::Strings(default) => default.is_empty(),
    }
}

/// The defaults of the rule set, where they are not those of the types.
fn default(params: &[EndpointParam]) -> TokenStream {
    if params.iter().all(|param| is_zero(&param.ty)) {
        return TokenStream::new();
    }
    let fields = params.iter().map(|EndpointParam { field, ty, .. }| {
        let value = match ty {
            ParamType::OptionalString | ParamType::OptionalBoolean | ParamType::OptionalStrings => quote!(None),
            ParamType::String(default) => quote!(#default.to_owned()),
            ParamType::Boolean(default) => quote!(#default),
            ParamType::Strings(default) => quote!(vec![#(#default.to_owned()),*]),
        };
        quote!(#field: #value,)
    });
    quote! {
        impl Default for Params {
            fn default() -> Self {
                Self {
                    #(#fields)*
                }
            }
        }
    }
}

fn conversion(params: &[EndpointParam]) -> TokenStream {
    let filled: Vec<_> = params.iter().filter_map(filled).collect();
    if filled.is_empty() {
        return quote! {
            impl From<&EndpointParams> for Params {
                fn from(_: &EndpointParams) -> Self {
                    Self::default()
                }
            }
        };
    }
    let rest = if filled.len() < params.len() { quote!(..Self::default()) } else { TokenStream::new() };
    quote! {
        impl From<&EndpointParams> for Params {
            fn from(params: &EndpointParams) -> Self {
                Self {
                    #(#filled)*
                    #rest
                }
            }
        }
    }
}

/// A field that is filled from `EndpointParams`. What is not asked for counts there as not set.
fn filled(param: &EndpointParam) -> Option<TokenStream> {
    let EndpointParam { field, ty, built_in, .. } = param;
    let Some(built_in) = built_in else { return param.is_client.then(|| set_by_user(param)) };
    let value = match ty {
        ParamType::OptionalString => quote!(params.#built_in.clone()),
        ParamType::String(default) => quote!(params.#built_in.clone().unwrap_or_else(|| #default.to_owned())),
        ParamType::OptionalBoolean => quote!(params.#built_in.then_some(true)),
        ParamType::Boolean(false) => quote!(params.#built_in),
        ParamType::Boolean(true) | ParamType::OptionalStrings | ParamType::Strings(_) => return None,
    };
    Some(quote!(#field: #value,))
}

/// A field that is filled from what the user of the client has set by name.
fn set_by_user(EndpointParam { name, field, ty, .. }: &EndpointParam) -> TokenStream {
    let value = match ty {
        ParamType::OptionalString => quote!(params.string(#name)),
        ParamType::OptionalBoolean => quote!(params.boolean(#name)),
        ParamType::OptionalStrings => quote!(params.strings(#name)),
        ParamType::String(default) => quote!(params.string(#name).unwrap_or_else(|| #default.to_owned())),
        ParamType::Boolean(default) => quote!(params.boolean(#name).unwrap_or(#default)),
        ParamType::Strings(default) => {
            quote!(params.strings(#name).unwrap_or_else(|| vec![#(#default.to_owned()),*]))
        }
    };
    quote!(#field: #value,)
}

/// A parameter that users of a client may set, as the runtime knows it.
pub(in super::super) fn client_param(EndpointParam { name, ty, .. }: &EndpointParam) -> TokenStream {
    let kind = match ty {
        ParamType::OptionalString | ParamType::String(_) => quote!(String),
        ParamType::OptionalBoolean | ParamType::Boolean(_) => quote!(Boolean),
        ParamType::OptionalStrings | ParamType::Strings(_) => quote!(Strings),
    };
    quote!(runtime::endpoint::ClientParam { name: #name, kind: runtime::endpoint::ParamKind::#kind })
}

fn resolve() -> TokenStream {
    let docs = [
        doc("Finds the endpoint for what every client is configured with; the other parameters of this"),
        doc("service are not set, or have their defaults."),
        doc(""),
        doc("# Errors"),
        doc("As [`resolve_with`]."),
    ];
    quote! {
        #(#docs)*
        pub fn resolve(params: &EndpointParams) -> Result<Endpoint, EndpointError> {
            resolve_with(&Params::from(params))
        }
    }
}
