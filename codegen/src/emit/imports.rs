//! The `use` lines of a file: those of the names that it uses, in three groups.

use std::collections::{BTreeMap, HashSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::tokens::{identifiers, spaced};
use crate::ir::Service;

/// Names from the standard library and where they come from.
const STD: [(&str, &str); 4] =
    [("Arc", "std::sync"), ("BTreeMap", "std::collections"), ("FromStr", "std::str"), ("fmt", "std")];

/// Names from serde and the runtime and where they come from.
const RUNTIME: [(&str, &str); 27] = [
    ("Blob", "runtime"),
    ("BuildError", "runtime"),
    ("Caller", "runtime::server"),
    ("Check", "runtime::constraint"),
    ("Config", "runtime::client"),
    ("ConfigError", "runtime::client"),
    ("Constrained", "runtime::constraint"),
    ("Context", "runtime::server"),
    ("Endpoint", "runtime::endpoint"),
    ("EndpointError", "runtime::endpoint"),
    ("EndpointParams", "runtime::endpoint"),
    ("Handle", "runtime::client"),
    ("HttpService", "runtime::server"),
    ("InProcess", "runtime::server"),
    ("Operation", "runtime"),
    ("Pattern", "runtime::constraint"),
    ("Rule", "runtime::constraint"),
    ("SdkError", "runtime"),
    ("Sensitive", "runtime"),
    ("Shown", "runtime::constraint"),
    ("Timestamp", "runtime"),
    ("UnknownVariant", "runtime"),
    ("Unmodeled", "runtime"),
    ("Validate", "runtime::constraint"),
    ("idempotency_token", "runtime"),
    ("partition", "runtime::endpoint"),
    ("unimplemented_operation", "runtime::server"),
];

/// Macros of the runtime.
const MACROS: [&str; 7] =
    ["accessors", "dispatch", "enumeration", "modeled_error", "operation_error", "paginate", "structure"];

/// Names that only code behind a feature uses.
#[derive(Clone, Copy)]
pub(super) struct Gate<'a> {
    /// The feature.
    pub(super) feature: &'static str,
    /// The names.
    pub(super) names: &'a [&'a str],
}

/// The `use` lines that the code of a file needs. What stands in `own` is defined in the file.
pub(super) fn emit(service: &Service, own: &[&str], code: &TokenStream) -> TokenStream {
    emit_gated(service, own, code, Gate { feature: "", names: &[] })
}

/// The same for a file in which a part of the code is behind a feature.
pub(super) fn emit_gated(service: &Service, own: &[&str], code: &TokenStream, gate: Gate<'_>) -> TokenStream {
    let used = identifiers(code);
    let is_used = |name: &str| used.contains(name) && !own.contains(&name);
    let groups = [std_group(&is_used), runtime_group(&is_used, &used), crate_group(service, &is_used)];
    spaced(groups.into_iter().map(|group| lines(group, gate)))
}

/// Names by where they come from.
type Group = BTreeMap<String, Vec<String>>;

fn std_group(is_used: &dyn Fn(&str) -> bool) -> Group {
    let mut group = Group::new();
    for (name, path) in STD.iter().filter(|(name, _)| is_used(name)) {
        add(&mut group, path, name);
    }
    group
}

fn runtime_group(is_used: &dyn Fn(&str) -> bool, used: &HashSet<String>) -> Group {
    let mut group = Group::new();
    for (name, path) in RUNTIME.iter().filter(|(name, _)| is_used(name)) {
        add(&mut group, path, name);
    }
    for name in MACROS.iter().filter(|name| used.contains(**name)) {
        add(&mut group, "runtime", name);
    }
    group
}

fn crate_group(service: &Service, is_used: &dyn Fn(&str) -> bool) -> Group {
    let mut group = Group::new();
    let mut consider = |path: &str, name: String| {
        if is_used(&name) {
            add(&mut group, path, &name);
        }
    };
    consider("crate", "Client".to_owned());
    consider("crate", service.name.to_string());
    consider("crate", "SERVICE".to_owned());
    consider("crate::endpoint", "resolve".to_owned());
    consider("crate::server", "Server".to_owned());
    for operation in &service.operations {
        let path = format!("crate::operation::{}", operation.method);
        let names = [&operation.builder, &operation.input.name, &operation.output.name, &operation.error.name];
        names.into_iter().for_each(|name| consider(&path, name.to_string()));
    }
    for structure in &service.structures {
        consider("crate::types", structure.name.to_string());
        structure.builder.iter().for_each(|builder| consider("crate::types", builder.to_string()));
    }
    service.enumerations.iter().for_each(|enumeration| consider("crate::types", enumeration.name.to_string()));
    service.errors.iter().for_each(|error| consider("crate::types::error", error.structure.name.to_string()));
    group
}

fn add(group: &mut Group, path: &str, name: &str) {
    group.entry(path.to_owned()).or_default().push(name.to_owned());
}

fn lines(group: Group, gate: Gate<'_>) -> TokenStream {
    let lines = group.into_iter().map(|(path, names)| {
        let (gated, open): (Vec<String>, Vec<String>) =
            names.into_iter().partition(|name| gate.names.contains(&name.as_str()));
        let feature = gate.feature;
        let gated = line(&path, gated).map(|line| quote!(#[cfg(feature = #feature)] #line));
        gated.into_iter().chain(line(&path, open)).collect::<TokenStream>()
    });
    lines.collect()
}

fn line(path: &str, mut names: Vec<String>) -> Option<TokenStream> {
    names.sort();
    let segments = path.split("::").map(identifier);
    let names: Vec<_> = names.iter().map(|name| identifier(name)).collect();
    match names.as_slice() {
        [] => None,
        [name] => Some(quote!(use #(#segments)::*::#name;)),
        names => Some(quote!(use #(#segments)::*::{#(#names),*};)),
    }
}

fn identifier(text: &str) -> Ident {
    match text.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => Ident::new(text, Span::call_site()),
    }
}
