//! Operations whose calls set parameters of the endpoint rules.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{CallParam, CallValue, Hop, Leaf, Many, Operation, Optionality, Selection};

/// The function that finds the endpoint of a call; nothing for an operation without such parameters.
pub(in super::super) fn emit(Operation { input, call_params, .. }: &Operation) -> TokenStream {
    if call_params.is_empty() {
        return TokenStream::new();
    }
    let name = &input.name;
    let reads_input = call_params.iter().any(|param| matches!(param.value, CallValue::Input(_)));
    let input = if reads_input { quote!(input) } else { quote!(_) };
    let set = call_params.iter().map(set);
    quote! {
        #[doc = "@blank"]
        fn resolve(params: &runtime::endpoint::EndpointParams, #input: &#name) -> Option<runtime::endpoint::Resolved> {
            let mut params = crate::endpoint::Params::from(params);
            #(#set)*
            Some(crate::endpoint::resolve_with(&params))
        }
    }
}

fn set(CallParam { field, ty, value }: &CallParam) -> TokenStream {
    let held = |value| if ty.is_optional() { quote!(Some(#value)) } else { value };
    let value = match value {
        CallValue::String(text) => quote!(#text.to_owned()),
        CallValue::Boolean(truth) => quote!(#truth),
        CallValue::Strings(texts) => quote!(vec![#(#texts.to_owned()),*]),
        CallValue::Input(selection) => match place(&selection.one, &quote!(input)) {
            Place::There(place) => owned(selection, &place, true),
            Place::Maybe(maybe) => {
                let value = held(owned(selection, &quote!(it), false));
                return quote!(if let Some(it) = #maybe { params.#field = #value; });
            }
        },
    };
    let value = held(value);
    quote!(params.#field = #value;)
}

/// What a parameter is set to, when there is something at the end of the way to one value; that
/// stands there, or is borrowed.
fn owned(Selection { many, leaf, .. }: &Selection, it: &TokenStream, is_place: bool) -> TokenStream {
    match (many.as_slice(), leaf) {
        ([], Leaf::String) => quote!(#it.clone()),
        ([], Leaf::Enumeration | Leaf::Text) => quote!(#it.as_str().to_owned()),
        ([], Leaf::Boolean) if is_place => it.clone(),
        ([], Leaf::Boolean) => quote!(*#it),
        ([Many::Elements], Leaf::String) => quote!(#it.clone()),
        (many, leaf) => {
            let items = items(many, it);
            let owned = match leaf {
                Leaf::String | Leaf::Boolean => quote!(cloned()),
                Leaf::Enumeration => quote!(map(|it| it.as_str().to_owned())),
                Leaf::Text => quote!(map(str::to_owned)),
            };
            quote!(#items.#owned.collect())
        }
    }
}

/// Where a way through structures leads.
enum Place {
    /// There is always something.
    There(TokenStream),
    /// Maybe a borrowed value: an option.
    Maybe(TokenStream),
}

fn place(path: &[Hop], root: &TokenStream) -> Place {
    let mut start = root.clone();
    let mut hops = path.iter();
    for hop in hops.by_ref() {
        let there = to(hop);
        start = quote!(#start #there);
        if hop.is_optional() {
            let rest = hops.map(then);
            return Place::Maybe(quote!(#start #(#rest)*));
        }
    }
    Place::There(start)
}

/// From a value to a member: to the place itself, or to an option of what is borrowed.
fn to(hop: &Hop) -> TokenStream {
    match hop {
        Hop::Field(field, Optionality::Optional) => quote!(.#field.as_ref()),
        Hop::Field(field, Optionality::Required | Optionality::Default(_)) => quote!(.#field),
        Hop::Variant(as_ref) => quote!(.#as_ref().ok()),
    }
}

/// From an option of a borrowed value to one of a member.
fn then(hop: &Hop) -> TokenStream {
    let there = to(hop);
    if hop.is_optional() { quote!(.and_then(|it| it #there)) } else { quote!(.map(|it| &it #there)) }
}

/// An iterator over what comes from one value.
fn items(many: &[Many], it: &TokenStream) -> TokenStream {
    let mut steps = many.iter();
    let start = match steps.next() {
        Some(Many::Keys) => quote!(#it.keys()),
        Some(Many::Values) => quote!(#it.values()),
        Some(Many::Each(selections)) => each(selections, it),
        Some(Many::Elements | Many::Present | Many::Member(..)) | None => quote!(#it.iter()),
    };
    let steps = steps.map(|step| match step {
        Many::Elements | Many::Present => quote!(.flatten()),
        Many::Keys => quote!(.flat_map(|it| it.keys())),
        Many::Values => quote!(.flat_map(|it| it.values())),
        Many::Member(hop) => {
            let there = to(hop);
            if hop.is_optional() { quote!(.filter_map(|it| it #there)) } else { quote!(.map(|it| &it #there)) }
        }
        Many::Each(selections) => {
            let each = each(selections, &quote!(it));
            quote!(.flat_map(|it| #each))
        }
    });
    quote!(#start #(#steps)*)
}

/// An iterator over the texts that several selections give, one after the other.
fn each(selections: &[Selection], it: &TokenStream) -> TokenStream {
    let mut texts = selections.iter().map(|selection| texts(selection, it));
    let first = texts.next().unwrap_or_default();
    let into_iter = match selections.first() {
        Some(first) if first.many.is_empty() => quote!(.into_iter()),
        _ => TokenStream::new(),
    };
    quote!(#first #into_iter #(.chain(#texts))*)
}

/// Something to iterate over: the texts that a selection gives.
fn texts(Selection { one, many, leaf }: &Selection, it: &TokenStream) -> TokenStream {
    let text = if *leaf == Leaf::Text { TokenStream::new() } else { quote!(.map(|it| it.as_str())) };
    if let ([way @ .., Hop::Field(field, Optionality::Optional)], [], Leaf::String) =
        (one.as_slice(), many.as_slice(), leaf)
    {
        return match place(way, it) {
            Place::There(place) => quote!(#place.#field.as_deref()),
            Place::Maybe(maybe) => quote!(#maybe.and_then(|it| it.#field.as_deref())),
        };
    }
    match (place(one, it), many.as_slice()) {
        (Place::There(place), []) => quote!(Some(#place.as_str())),
        (Place::Maybe(maybe), []) => quote!(#maybe #text),
        (Place::There(place), many) => {
            let items = items(many, &place);
            quote!(#items #text)
        }
        (Place::Maybe(maybe), many) => {
            let items = items(many, &quote!(it));
            quote!(#maybe.into_iter().flat_map(|it| #items)#text)
        }
    }
}
