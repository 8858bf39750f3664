//! The root of the crate: what it is, and what it re-exports.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::endpoint;
use super::example::{self, Style};
use super::tokens::{doc, file, signing, spaced};
use crate::ir::{Docs, Protocol, Service};

/// `lib.rs`
pub(super) fn emit(service: &Service) -> TokenStream {
    let docs = docs(service).inner();
    let lints = quote! {
        #![deny(warnings, missing_docs)]
        #![allow(
            clippy::large_enum_variant,
            clippy::module_inception,
            clippy::new_ret_no_self,
            clippy::self_named_constructors,
            clippy::should_implement_trait,
            clippy::wrong_self_convention,
            reason = "names and sizes are those of the model"
        )]
    };
    let name = &service.name;
    let modules = quote! {
        #[cfg(feature = "blocking")]
        pub mod blocking;
        #[cfg(feature = "client")]
        mod client;
        pub mod endpoint;
        pub mod operation;
        #[cfg(feature = "server")]
        pub mod server;
        #[cfg(feature = "server")]
        mod service;
        pub mod types;
        mod wire;
    };
    let exports = quote! {
        pub use runtime::{Sensitive, ServiceInfo, Unmodeled};
    };
    let own = quote! {
        #[cfg(feature = "client")]
        pub use crate::client::Client;
        #[cfg(feature = "client")]
        pub use crate::config::Config;
        #[cfg(feature = "server")]
        pub use crate::service::#name;
        pub use crate::types::error::Error;
    };
    file(&quote!(#docs #lints), [modules, exports, own, familiar(), info(service)])
}

fn docs(service: &Service) -> Docs {
    let trait_name = &service.name;
    getting_started(service)
        .paragraph(["# How the crate is laid out"])
        .paragraph([
            "- `Client` has a method for each operation, which gives a call builder; `send` sends it.".to_owned(),
            "- `blocking` has the same client for programs without `async`.".to_owned(),
            "- [`operation`] has a module for each operation: input, call builder, output, errors.".to_owned(),
            "- [`types`] has what operations share, and [`types::error`] the errors of the model.".to_owned(),
            format!("- `{trait_name}` is the service as a trait, and `server` puts one behind HTTP."),
            "- [`primitives`], [`error`] and `config` are what all of these stand on.".to_owned(),
        ])
        .paragraph(["# Features"])
        .paragraph([
            "- `client` (default): calling the service.",
            "- `rustls` (default): the client's own transport, pooled HTTP with TLS.",
            "- `http2`: HTTP/2 for that transport, with servers that choose it.",
            "- `blocking`: calling it without `async`.",
            "- `credential-chain`: credentials from all places that AWS SDKs look in.",
            "- `server`: being the service.",
        ])
}

/// What the service is, and a first call.
fn getting_started(service: &Service) -> Docs {
    let docs = service.docs.clone().paragraph(["# Getting started"]);
    match service.operations.get(service.showcase) {
        Some(operation) => docs.paragraph(example::first(Style::Async, service, operation)),
        None => docs.paragraph(["The service has no operations."]),
    }
}

/// Modules under the names that users of AWS SDKs know.
fn familiar() -> TokenStream {
    let primitives = doc("Values that members have.");
    let error = doc("What goes wrong with a call.");
    let config = doc("How a client is set up.");
    let meta = doc("What the crate is.");
    let version = doc("The version of the crate.");
    spaced([
        quote! {
            #primitives
            pub mod primitives {
                pub use runtime::{BigDecimal, BigInteger, Blob, Document, Timestamp as DateTime, TimestampFormat as DateTimeFormat};
                pub use runtime::{UnknownInteger, UnknownMember, UnknownVariant};
            }
        },
        quote! {
            #error
            pub mod error {
                pub use runtime::constraint::{ValidationError, Violation};
                pub use runtime::{BoxError, BuildError, DecodeError, ErrorBody, Fault, OperationError, ServiceError};
                pub use runtime::{DisplayErrorContext, ErrorMetadata, ProvideErrorMetadata};
                #[cfg(feature = "client")]
                pub use runtime::{ConstructionFailure, DispatchFailure, ResponseError, SdkError, ServiceFailure, TimeoutError};
            }
        },
        quote! {
            #config
            #[cfg(feature = "client")]
            pub mod config {
                pub use runtime::client::familiar::{endpoint, http, retry, timeout};
                pub use runtime::client::{
                    Attempt, Config, ConfigBuilder, ConfigBuilder as Builder, ConfigError, Credentials,
                    CredentialsError, CredentialsFuture, Customized, Environment, Interceptor, InterceptorError,
                    Metadata, Meter, MeteredAttempt, MeteredCall, OutcomeClass, PresignedRequest, ProcessEnvironment,
                    ProvideCredentials, Proxy, ProxyServer, Region, RetryMode, TowerTransport, Transport,
                    TransportError, TransportErrorKind, TransportFuture, testing,
                };
                #[cfg(feature = "rustls")]
                pub use runtime::client::Https;
                #[cfg(feature = "credential-chain")]
                pub use runtime::client::credentials;
            }
        },
        quote! {
            #meta
            pub mod meta {
                #version
                pub static PKG_VERSION: &str = env!("CARGO_PKG_VERSION");
            }
        },
    ])
}

/// What the plumbing must know of the service.
fn info(service: &Service) -> TokenStream {
    let Service { title, version, target, signing_name, env_name, .. } = service;
    let Service { namespace, is_query_compatible, sensitive_members, token_members, empty_answer, .. } = service;
    let protocol = match service.protocol {
        Protocol::AwsJson1_0 => format_ident!("AwsJson1_0"),
        Protocol::AwsJson1_1 => format_ident!("AwsJson1_1"),
    };
    let client_params = service.endpoint.client_params().map(endpoint::client_param);
    let signing = signing(service.signing);
    let docs = doc("What the plumbing of client and server knows of the service.");
    quote! {
        #docs
        pub const SERVICE: ServiceInfo = ServiceInfo {
            title: #title,
            version: #version,
            target: #target,
            signing_name: #signing_name,
            signing: #signing,
            env_name: #env_name,
            protocol: runtime::Protocol::#protocol,
            namespace: #namespace,
            is_query_compatible: #is_query_compatible,
            client_params: &[#(#client_params),*],
            sensitive_members: &[#(#sensitive_members),*],
            token_members: &[#(#token_members),*],
            empty_answer: #empty_answer,
        };
    }
}
