//! AWS Secrets Manager in memory: the service trait that Secretsmith generates, implemented.
//!
//! [`InMemory`] is the service, for tests and for serving over HTTP. It answers as the real service
//! does, as far as that is known: the specification is `behaviour.md`, and every file names its
//! section there.
//!
//! - [`operation`]: what each operation checks and does, in its order.
//! - [`rules`]: what operations share: names, ARNs, versions and their labels, tags, searching,
//!   rotation and its schedules, replication.
//! - [`policy`]: IAM policies: reading them, and deciding by them.
//! - [`authorisation`]: who may do what, when that is asked.
//!
//! All are pure and synchronous, on values that know neither locks nor time nor chance, so that
//! the same rules can stand on another store. [`Faults`] is a wrapper over any service, which makes
//! it fail.

mod arrange;
pub mod authorisation;
mod bell;
mod call;
mod clock;
mod due;
mod faults;
mod in_memory;
mod message;
pub mod operation;
pub mod policy;
mod random;
mod refusal;
mod replicate;
mod rotate;
mod rotation;
pub mod rules;
mod service;
mod shards;
#[cfg(feature = "snapshot")]
mod snapshot;
#[cfg(feature = "snapshot")]
mod told;
mod who;

pub use authorisation::{Identity, IdentityError};
pub use clock::{Clock, ManualClock, ShiftedClock, SystemClock};
pub use faults::{Fault, Faults, is_operation};
pub use in_memory::{Builder, InMemory};
pub use random::Randomness;
pub use refusal::{Kind, Refusal};
pub use replicate::Replication;
pub use rotation::{BoxFuture, Invocation, RotationFunction, RotationFunctions};
pub use rules::rotation::event::{EventKind, RotationEvent};
pub use rules::rotation::run::Step;
#[cfg(feature = "snapshot")]
pub use snapshot::{Snapshot, SnapshotError};
#[cfg(feature = "snapshot")]
pub use told::told;
pub use who::{TakenFor, Usage, Who};
