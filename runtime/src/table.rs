//! Tables: macros that generated code fills in, a line for each member, value, error or operation.
//!
//! What every structure, enumeration, error, call, paginator and server does in the same way is written
//! here once, and the generated crate says only what differs. The macros are part of the contract
//! between the generator and the runtime, not of what users call.

mod accessors;
mod call;
#[cfg(feature = "server")]
mod dispatch;
mod enumeration;
mod integer_enumeration;
#[cfg(feature = "client")]
mod methods;
mod modeled_error;
mod operation_error;
#[cfg(feature = "client")]
mod paginate;
mod service_error;
mod structure;
mod union;
#[cfg(feature = "waiters")]
mod waiters;
