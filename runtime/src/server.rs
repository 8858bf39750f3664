//! Serving: from an HTTP request to a call of the service trait, and back.
//!
//! A generated crate implements [`Dispatch`] for its trait; [`HttpService`] makes a
//! [`tower_service::Service`] of it, which works under hyper, axum, Lambda and in process.

mod admission;
mod answer;
mod authentication;
mod call;
mod compression;
mod context;
mod decoded;
mod http_service;
#[cfg(feature = "client")]
mod in_process;
mod records;
mod unimplemented;
mod visible;

pub use answer::{Answer, Answered};
pub use authentication::{Authentication, Key, Verifier};
pub use call::{Call, Dispatch};
pub use context::{Caller, Context};
pub use http_service::{HttpService, ServeFuture};
#[cfg(feature = "client")]
pub use in_process::InProcess;
pub use records::Records;
pub use unimplemented::unimplemented_operation;
