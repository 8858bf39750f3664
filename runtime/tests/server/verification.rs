//! Signatures that are verified: who gets in, and what everyone else is told.

mod doors;
mod draft;
mod keys;
#[cfg(feature = "client")]
mod own_client;
mod presigned;
mod scopes;
mod tampered;
mod times;
