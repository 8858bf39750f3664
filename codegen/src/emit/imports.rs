//! The `use` lines of a file: those of the names that it uses, in three groups.

use std::collections::{BTreeMap, HashSet};

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::tokens::spaced;
use super::used::{Used, used};
use crate::ir::{Operation, Service};

/// Names from the standard library and where they come from.
const STD: [(&str, &str); 1] = [("BTreeMap", "std::collections")];

/// Names from the runtime and where they come from.
const RUNTIME: [(&str, &str); 23] = [
    ("BigDecimal", "runtime"),
    ("BigInteger", "runtime"),
    ("Blob", "runtime"),
    ("BuildError", "runtime"),
    ("Caller", "runtime::server"),
    ("Config", "runtime::client"),
    ("ConfigError", "runtime::client"),
    ("Context", "runtime::server"),
    ("Document", "runtime"),
    ("Handle", "runtime::client"),
    ("HttpService", "runtime::server"),
    ("InProcess", "runtime::server"),
    ("Relay", "runtime::client"),
    ("Sensitive", "runtime"),
    ("Timestamp", "runtime"),
    ("UnknownInteger", "runtime"),
    ("UnknownMember", "runtime"),
    ("UnknownVariant", "runtime"),
    ("Unmodeled", "runtime"),
    ("Worker", "runtime::client::blocking"),
    ("constraint", "runtime"),
    ("form", "runtime"),
    ("unimplemented_operation", "runtime::server"),
];

/// Functions of `runtime::endpoint`, some of which may mean something else in other files.
const ENDPOINT: [&str; 10] = [
    "is_valid_host_label",
    "is_virtual_hostable_s3_bucket",
    "list",
    "object",
    "parse_arn",
    "parse_url",
    "partition",
    "split",
    "substring",
    "uri_encode",
];

/// Macros of the runtime.
const MACROS: [&str; 13] = [
    "accessors",
    "call",
    "dispatch",
    "enumeration",
    "integer_enumeration",
    "methods",
    "modeled_error",
    "operation_error",
    "paginate",
    "service_error",
    "structure",
    "union",
    "waiters",
];

/// Names that only code behind a feature uses.
#[derive(Clone, Copy)]
pub(super) struct Gate<'a> {
    /// The feature.
    pub(super) feature: &'static str,
    /// The names.
    pub(super) names: &'a [&'a str],
}

/// Nothing is behind a feature.
pub(super) const OPEN: Gate<'_> = Gate { feature: "", names: &[] };

/// The `use` lines of a file about shapes: all shapes go by their names there, and so do the types
/// of the operation that the file is about. What stands in `own` is defined in the file.
pub(super) fn of_shapes(
    service: &Service,
    operation: Option<&Operation>,
    own: &[String],
    code: &TokenStream,
    gate: Gate<'_>,
) -> TokenStream {
    let mut names = Names::new(used(code), own);
    operation.iter().for_each(|operation| names.consider_operation(operation));
    let shared: Vec<_> = names.used.names.iter().filter_map(|name| service.origins.get_key_value(name)).collect();
    let shared: Vec<_> = shared.into_iter().map(|(name, path)| (name.as_str(), *path)).collect();
    shared.into_iter().for_each(|(name, path)| names.consider(path, name));
    names.lines(gate)
}

/// The `use` lines of a file about the service as a whole, which names operations and no shapes.
pub(super) fn of_plumbing(service: &Service, own: &[&str], code: &TokenStream, gate: Gate<'_>) -> TokenStream {
    let own: Vec<String> = own.iter().map(|name| (*name).to_owned()).collect();
    let mut names = Names::new(used(code), &own);
    names.consider("crate", "SERVICE");
    names.consider("crate", "endpoint");
    names.consider("crate", &service.name.to_string());
    names.consider("crate::server", "Server");
    service.operations.iter().for_each(|operation| names.consider_operation(operation));
    names.lines(gate)
}

/// The `use` lines of the endpoint rules, which name neither shapes nor operations.
pub(super) fn of_endpoint(code: &TokenStream) -> TokenStream {
    let mut names = Names::new(used(code), &[]);
    ENDPOINT.iter().for_each(|name| names.consider("runtime::endpoint", name));
    names.lines(OPEN)
}

/// The names that a file uses, and where each comes from.
struct Names<'a> {
    used: Used,
    own: HashSet<&'a str>,
    origins: BTreeMap<String, String>,
}

impl<'a> Names<'a> {
    fn new(used: Used, own: &'a [String]) -> Self {
        let own = own.iter().map(String::as_str).collect();
        Self { used, own, origins: BTreeMap::new() }
    }

    /// Imports a name if the file uses it; what is considered first has the name.
    fn consider(&mut self, path: &str, name: &str) {
        if self.used.names.contains(name) && !self.own.contains(name) {
            self.origins.entry(name.to_owned()).or_insert_with(|| path.to_owned());
        }
    }

    fn consider_operation(&mut self, Operation { method, builder, input, output, error, .. }: &Operation) {
        let path = format!("crate::operation::{method}");
        for name in [builder, &input.name, &output.name, &error.name] {
            self.consider(&path, &name.to_string());
        }
    }

    /// The lines, with the names that every file may use.
    fn lines(mut self, gate: Gate<'_>) -> TokenStream {
        for (name, path) in STD.iter().chain(&RUNTIME) {
            self.consider(path, name);
        }
        let macros = MACROS.iter().filter(|name| self.used.macros.contains(**name));
        self.origins.extend(macros.map(|name| ((*name).to_owned(), "runtime".to_owned())));
        let roots = ["std", "runtime", "crate"];
        spaced(roots.map(|root| lines(&self.origins, root, gate)))
    }
}

/// The lines of one group: those whose paths begin with this root.
fn lines(origins: &BTreeMap<String, String>, root: &str, gate: Gate<'_>) -> TokenStream {
    let mut group: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (name, path) in origins.iter().filter(|(_, path)| path.split("::").next() == Some(root)) {
        group.entry(path).or_default().push(name);
    }
    let lines = group.into_iter().map(|(path, names)| {
        let (gated, open): (Vec<&str>, Vec<&str>) = names.into_iter().partition(|name| gate.names.contains(name));
        let feature = gate.feature;
        let gated = line(path, &gated).map(|line| quote!(#[cfg(feature = #feature)] #line));
        gated.into_iter().chain(line(path, &open)).collect::<TokenStream>()
    });
    lines.collect()
}

fn line(path: &str, names: &[&str]) -> Option<TokenStream> {
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
