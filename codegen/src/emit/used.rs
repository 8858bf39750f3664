//! Which names the code of a file refers to, so that exactly those are imported.

use std::collections::HashSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::LitStr;

use super::tokens::VERBATIM;

/// The names that code refers to.
#[derive(Debug, Default)]
pub(super) struct Used {
    /// Types, constants, and the functions and modules with which paths begin.
    pub(super) names: HashSet<String>,
    /// Macros.
    pub(super) macros: HashSet<String>,
}

/// Finds the names, also those in text that is printed as it is. What only looks like them is left
/// out: fields, methods, variants, and the names of what is defined.
pub(super) fn used(code: &TokenStream) -> Used {
    let mut used = Used::default();
    let mut ahead = vec![(code.clone(), Place::Code)];
    while let Some((stream, place)) = ahead.pop() {
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        for (index, token) in tokens.iter().enumerate() {
            let (before, after) = (&tokens[..index], &tokens[index + 1..]);
            match token {
                TokenTree::Ident(ident) if place == Place::Code => {
                    let name = ident.to_string();
                    match refers(before, &name, after) {
                        Some(Refers::Name) => drop(used.names.insert(name)),
                        Some(Refers::Macro) => drop(used.macros.insert(name)),
                        None => {}
                    }
                }
                TokenTree::Group(group) => ahead.push((group.stream(), within(before, group.delimiter()))),
                TokenTree::Literal(literal) if place == Place::Verbatim => {
                    let text = syn::parse2::<LitStr>(literal.into_token_stream());
                    let code = text.ok().and_then(|text| text.value().parse().ok());
                    ahead.extend(code.map(|code| (code, Place::Code)));
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
        }
    }
    used
}

/// What stands in a group of tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Code,
    /// The variants of an enumeration; what is in them stands in groups again.
    Variants,
    /// Code as text.
    Verbatim,
}

fn within(before: &[TokenTree], delimiter: Delimiter) -> Place {
    match before {
        [.., keyword, _] if delimiter == Delimiter::Brace && is_ident(keyword, "enum") => Place::Variants,
        [.., name, bang] if is_ident(name, VERBATIM) && is_punct(bang, '!') => Place::Verbatim,
        _ => Place::Code,
    }
}

/// What an identifier refers to.
enum Refers {
    Name,
    Macro,
}

/// Words behind which a name is defined.
const DEFINING: [&str; 7] = ["const", "enum", "fn", "mod", "static", "struct", "trait"];

fn refers(before: &[TokenTree], name: &str, after: &[TokenTree]) -> Option<Refers> {
    let is_path = |tokens: &[TokenTree]| matches!(tokens, [a, b, ..] if is_punct(a, ':') && is_punct(b, ':'));
    let is_call = matches!(after, [TokenTree::Group(group), ..] if group.delimiter() == Delimiter::Parenthesis);
    match (before, after) {
        (_, [bang, TokenTree::Group(_), ..]) if is_punct(bang, '!') => Some(Refers::Macro),
        ([.., word], _) if DEFINING.iter().any(|defining| is_ident(word, defining)) => None,
        // A segment of a path behind the first one, a field or a method.
        ([.., a, b], _) if is_punct(a, ':') && is_punct(b, ':') => None,
        ([.., range, dot], _) if is_punct(dot, '.') && !is_punct(range, '.') => None,
        // The name of an associated type, or of a variant in a table of their values.
        (_, [equals, next, ..]) if is_punct(equals, '=') && !is_punct(next, '=') => None,
        // The name of a field or of an argument.
        (_, [colon, ..]) if is_punct(colon, ':') && !is_path(after) => None,
        // The side at fault in the table of an error.
        ([.., fault, colon], _) if is_ident(fault, "fault") && is_punct(colon, ':') => None,
        // The method in the table of a server.
        ([.., equals, arrow], _) if is_call && is_punct(equals, '=') && is_punct(arrow, '>') => None,
        // Small letters are local, unless they begin a path or are called.
        _ if name.starts_with(|first: char| first.is_lowercase()) && !is_path(after) && !is_call => None,
        _ => Some(Refers::Name),
    }
}

fn is_ident(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

fn is_punct(token: &TokenTree, punct: char) -> bool {
    matches!(token, TokenTree::Punct(found) if found.as_char() == punct)
}
