//! From decisions to Rust: one module for each thing that is emitted, total functions throughout.

mod accessor;
mod blocking;
mod builder;
mod client;
mod endpoint;
mod enumeration;
mod error_enum;
mod example;
mod fill;
mod imports;
mod integer_enumeration;
mod lib_rs;
mod literal;
mod modeled_error;
mod operation;
mod output;
mod paginator;
mod server;
mod service;
mod setter;
mod structure;
mod tokens;
mod travel;
mod types;
mod union;
mod used;
mod validate;
mod waiter;
mod wire;

use proc_macro2::TokenStream;

use crate::ir::{EndpointRules, Service};
use crate::package;
pub(crate) use tokens::{BLANK, VERBATIM};

/// The contents of the files of a crate, before they are text.
#[derive(Clone, Debug)]
pub struct Emitted {
    /// What the model is called in the header.
    pub(crate) source: String,
    /// Paths below the crate's folder, and what stands there.
    pub(crate) files: Vec<(String, TokenStream)>,
    /// Files that are no Rust, as they are.
    pub(crate) texts: Vec<(String, String)>,
}

/// The first call of a program, as the lines of an example.
pub(crate) fn first_call(service: &Service) -> Vec<String> {
    let operation = service.operations.get(service.showcase);
    operation.map_or_else(Vec::new, |operation| example::first(example::Style::Async, service, operation))
}

/// Emits the source files of a service's crate.
pub fn emit(service: &Service) -> Emitted {
    let mut files = vec![
        ("src/lib.rs".to_owned(), lib_rs::emit(service)),
        ("src/client.rs".to_owned(), client::emit(service)),
        ("src/blocking.rs".to_owned(), blocking::emit(service)),
        ("src/service.rs".to_owned(), service::emit(service)),
        ("src/server.rs".to_owned(), server::emit(service)),
        ("src/endpoint.rs".to_owned(), endpoint::emit(&service.endpoint)),
        ("src/operation.rs".to_owned(), operation::emit_index(service)),
        ("src/types.rs".to_owned(), types::emit(service)),
        ("src/types/error.rs".to_owned(), types::emit_errors(service)),
        ("src/wire.rs".to_owned(), wire::emit_index(service)),
        ("src/wire/types.rs".to_owned(), wire::emit_types(service)),
    ];
    for operation in &service.operations {
        let module = tokens::bare(&operation.method);
        files.push((format!("src/operation/{module}.rs"), operation::emit(service, operation)));
        files.push((format!("src/wire/{module}.rs"), wire::emit(service, operation)));
    }
    Emitted { source: service.source.clone(), files, texts: package::files(service) }
}

/// Emits the source file of a service's endpoint rules alone.
pub fn emit_endpoint(rules: &EndpointRules, source: &str) -> Emitted {
    let files = vec![("src/endpoint.rs".to_owned(), endpoint::emit(rules))];
    Emitted { source: source.to_owned(), files, texts: Vec::new() }
}
