//! Results in pages: where a call builder finds tokens, sizes and items.

use proc_macro2::TokenStream;

use super::tokens::gated_table;
use crate::ir::{Operation, Optionality, Paginator, Path, Type};

/// What makes a call builder go through the pages; nothing when there are none.
pub(super) fn emit(Operation { builder, output, paginator, .. }: &Operation) -> TokenStream {
    let Some(Paginator { input_token, token, output_token, page_size, items }) = paginator else {
        return TokenStream::new();
    };
    let token = format!("token: {input_token} [{}] <- |output| {}", token.rust(), borrowed(output_token));
    let size = page_size.as_ref().map(|name| format!("size: {name}"));
    let items = items.as_ref().map(|(path, ty)| match ty {
        Type::List(element) => format!("items: [{}] <- |output| {}", element.rust(), owned(path)),
        Type::Map(value) => format!("items: [(String, {})] <- |output| {}", value.rust(), owned(path)),
        other => format!("items: [{}] <- |output| {}", other.rust(), owned(path)),
    });
    let lines: Vec<String> = [Some(token), size, items].into_iter().flatten().collect();
    gated_table("#[cfg(feature = \"client\")]\n", "paginate", &format!("{builder}: {}", output.name), &lines)
}

/// The value at the end of a path, borrowed, as an option.
fn borrowed(path: &Path) -> String {
    let mut code = "output".to_owned();
    let last = path.len().saturating_sub(1);
    for (index, (name, optionality)) in path.iter().enumerate() {
        code = match (optionality, index == last) {
            (Optionality::Optional, true) => format!("{code}.{name}.as_ref()"),
            (Optionality::Optional, false) => format!("{code}.{name}.as_ref()?"),
            (_, true) => format!("Some(&{code}.{name})"),
            (_, false) => format!("{code}.{name}"),
        };
    }
    code
}

/// The value at the end of a path, given away, as an option.
fn owned(path: &Path) -> String {
    let mut code = "output".to_owned();
    let last = path.len().saturating_sub(1);
    for (index, (name, optionality)) in path.iter().enumerate() {
        code = match (optionality, index == last) {
            (Optionality::Optional, true) => format!("{code}.{name}"),
            (Optionality::Optional, false) => format!("{code}.{name}?"),
            (_, true) => format!("Some({code}.{name})"),
            (_, false) => format!("{code}.{name}"),
        };
    }
    code
}
