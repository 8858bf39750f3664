//! Small pieces that recur in every emitter.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::ir::{Docs, Signing};

/// Stands for a blank line until rendering replaces it.
pub(crate) const BLANK: &str = "@blank";

/// Puts a blank line between things that can have attributes: items, methods, fields.
pub(super) fn spaced(things: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    let mut all = TokenStream::new();
    for thing in things.into_iter().filter(|thing| !thing.is_empty()) {
        if !all.is_empty() {
            all.extend(quote!(#[doc = #BLANK]));
        }
        all.extend(thing);
    }
    all
}

/// A file: what it is for, and what stands in it with blank lines between.
pub(super) fn file(docs: &TokenStream, things: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    let things = spaced(things);
    match things.is_empty() {
        true => quote!(#docs),
        false => quote!(#docs #[doc = #BLANK] #things),
    }
}

/// One line of documentation.
pub(super) fn doc(line: impl AsRef<str>) -> TokenStream {
    let line = format!(" {}", line.as_ref());
    quote!(#[doc = #line])
}

/// Documentation in text that is printed as it is, each line behind this indentation.
pub(super) fn doc_lines(docs: &Docs, indent: &str) -> String {
    docs.lines().iter().map(|line| format!("{}\n", format!("{indent}/// {line}").trim_end())).collect()
}

/// The documentation of a module.
pub(super) fn module_doc(lines: &[&str]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote!(#(#![doc = #lines])*)
}

/// A name without the `r#` of a raw identifier, for files and documentation.
pub(super) fn bare(name: &Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
}

/// Whether requests are signed, as the runtime calls it.
pub(super) fn signing(signing: Signing) -> TokenStream {
    match signing {
        Signing::Required => quote!(runtime::Signing::Required),
        Signing::Optional => quote!(runtime::Signing::Optional),
        Signing::Never => quote!(runtime::Signing::Never),
    }
}

/// Stands for text that is printed as it is: calls of macros, whose layout printing does not know.
pub(crate) const VERBATIM: &str = "__verbatim";

/// A call of a macro: its name, what it is about, and a line for each thing in it.
pub(super) fn table(macro_name: &str, about: &str, lines: &[String]) -> TokenStream {
    gated_table("", macro_name, about, lines)
}

/// A call of a macro under an attribute, which is a line of its own.
pub(super) fn gated_table(attribute: &str, macro_name: &str, about: &str, lines: &[String]) -> TokenStream {
    if lines.is_empty() {
        return verbatim(&format!("{attribute}{macro_name}! {{\n    {about} {{}}\n}}"));
    }
    let inner: String = lines.iter().map(|line| format!("        {line},\n")).collect();
    verbatim(&format!("{attribute}{macro_name}! {{\n    {about} {{\n{inner}    }}\n}}"))
}

/// Text that is printed as it is.
pub(super) fn verbatim(text: &str) -> TokenStream {
    let verbatim = Ident::new(VERBATIM, Span::call_site());
    quote!(#verbatim!(#text);)
}

/// How long a line of a table may be.
const WIDTH: usize = 80;

/// A line of a table with a list in it, which becomes several when it is long.
pub(super) fn list(name: &str, items: impl Iterator<Item = String>) -> String {
    let mut lines = vec![String::new()];
    for item in items {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(&item),
            Some(line) if line.len() + item.len() < WIDTH => *line += &format!(", {item}"),
            _ => lines.push(item),
        }
    }
    match lines.as_slice() {
        [line] if name.len() + line.len() < WIDTH => format!("{name}: [{line}]"),
        lines => format!("{name}: [\n            {},\n        ]", lines.join(",\n            ")),
    }
}
