//! The rules that operations share: behaviour.md §2, §4 to §6, §8 and §9, a file per concern.
//!
//! Pure and synchronous: no lock, clock or generator of its own. Time and randomness are arguments.

pub mod access;
pub mod account;
pub mod arn;
pub mod dates;
pub mod deletion;
pub mod delivery;
pub mod external;
pub mod keys;
pub mod kms;
pub mod labels;
pub mod lookup;
pub mod name;
pub mod owner;
pub mod page;
pub mod password;
#[cfg(feature = "snapshot")]
pub(crate) mod record;
pub mod regions;
pub mod replication;
pub mod rotation;
pub mod scan;
pub mod schedule;
pub mod search;
pub mod secret;
mod slots;
pub mod sort;
pub mod tags;
pub mod token;
pub mod value;
pub mod version;
pub mod words;
