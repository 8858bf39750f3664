//! AWS Secrets Manager in memory: the service trait that Secretsmith generates, implemented.
//!
//! [`InMemory`] is the service, for tests and for serving over HTTP. It answers as the real service
//! does, as far as that is known: the specification is `behaviour.md`, and every file names its
//! section there.
//!
//! - [`operation`]: what each operation checks and does, in its order.
//! - [`rules`]: what operations share: names, ARNs, versions and their labels, tags, searching.
//!
//! Both are pure and synchronous, on values that know neither locks nor time nor chance, so that
//! the same rules can stand on another store.

mod clock;
mod in_memory;
mod message;
pub mod operation;
mod random;
mod refusal;
pub mod rules;
mod service;

pub use clock::{Clock, ManualClock, SystemClock};
pub use in_memory::{Builder, InMemory};
pub use random::Randomness;
pub use refusal::{Kind, Refusal};
