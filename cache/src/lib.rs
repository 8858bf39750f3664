//! A cache before AWS Secrets Manager: secret values are kept for a while, so that most reads need no
//! call.
//!
//! [`Cache`] wraps an implementation of the service trait and is one itself. Over a client:
//!
//! ```no_run
//! use secretsmith::Client;
//! use secretsmith_cache::Cache;
//!
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let cache = Cache::new(Client::from_env()?.into_service());
//! let password = cache.secret_string("orders/db").await?;
//! # Ok(())
//! # }
//! ```
//!
//! Values are kept by the caller, the id that was asked for, the version and the label. Errors are
//! not kept. Of many who ask for the same at once, one calls and the others wait for its answer. A
//! value that nears its end is read anew in the background while the old one is still given.

mod cache;
mod service;
mod slots;

pub use cache::{Builder, Cache};
