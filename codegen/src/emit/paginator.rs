//! Results in pages: where a call builder finds tokens, sizes and items.

use proc_macro2::TokenStream;

use super::tokens::gated_table;
use crate::ir::{Member, Operation, Paginator, Type};

/// What makes a call builder go through the pages; nothing when there are none.
pub(super) fn emit(Operation { builder, output, error, paginator, .. }: &Operation) -> TokenStream {
    let Some(Paginator { input_token, output_token, page_size, items }) = paginator else { return TokenStream::new() };
    let token = format!("token: {input_token} <- {output_token}");
    let size = page_size.as_ref().map(|Member { name, .. }| format!("size: {name}"));
    let items = items.as_ref().and_then(|Member { name, ty, .. }| match ty {
        Type::List(element) => Some(format!("items: {name} [{}]", element.rust())),
        _ => None,
    });
    let lines: Vec<String> = [Some(token), size, items].into_iter().flatten().collect();
    gated_table(
        "#[cfg(feature = \"client\")]\n",
        "paginate",
        &format!("{builder}: {}, {}", output.name, error.name),
        &lines,
    )
}
