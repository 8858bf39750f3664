//! Snapshots: all that a store holds, to be kept and put back (feature `snapshot`).

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use secretsmith_runtime::wiped;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use crate::InMemory;
use crate::rules::account::Account;
use crate::rules::record::object::read_object;
use crate::rules::record::{AccountRecord, Wrong};

mod error;

pub use error::SnapshotError;

/// All that a store holds: of every account in every Region its secrets with all their versions and values, what is
/// left to do for them, and what was [arranged](InMemory::keys) around them.
///
/// Once it is [put back](InMemory::restore), every call answers as it would have. What a store is configured with is
/// not in it: clock, randomness, identities, rotation functions.
///
/// Written by serde it has a form of its own, with a number that tells which one that is:
///
/// ```
/// use secretsmith::Client;
/// use secretsmith_reference::{InMemory, Snapshot};
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let service = InMemory::new();
/// let client = Client::in_process(service.clone());
/// client.create_secret().name("app/db").secret_string("hunter2").send().await?;
/// let json = service.snapshot().to_json();
/// assert!(json.starts_with(br#"{"Format":1,"Accounts":[{"Account":"123456789012","Region":"us-east-1","Secrets":["#));
///
/// let service = InMemory::new();
/// service.restore(Snapshot::from_json(&json)?);
/// let answer = Client::in_process(service).get_secret_value().secret_id("app/db").send().await?;
/// assert_eq!(answer.secret_string(), Some("hunter2"));
/// # Ok(())
/// # }
/// ```
///
/// Secret values stand in it as they are. `Debug` shows none of them, and they are wiped on drop.
#[derive(Clone, Default, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Snapshot {
    format: Format,
    accounts: Vec<Account>,
}

impl Snapshot {
    /// How many secrets are in it.
    pub fn secrets(&self) -> usize {
        self.accounts.iter().map(Account::len).sum()
    }

    /// The snapshot as JSON, in memory that is wiped once the last handle to it is gone.
    pub fn to_json(&self) -> Bytes {
        wiped::json(self).expect("texts, numbers, lists and maps with texts for keys can be written as JSON")
    }

    /// Reads what [`to_json`](Self::to_json) has written.
    ///
    /// # Errors
    /// When it is no snapshot, or one of another format: what is wrong, and where. No value stands in it.
    pub fn from_json(json: &[u8]) -> Result<Self, SnapshotError> {
        let read = serde_json::from_slice(json).map_err(|error| SnapshotError::of::<Read>(&error, json))?;
        Self::of(read).map_err(|wrong| SnapshotError::wrong(&wrong))
    }

    /// What was read, of which no account may have a Region twice.
    fn of(Read { format, accounts: records }: Read) -> Result<Self, Wrong> {
        let (mut accounts, mut places) = (Vec::new(), BTreeSet::new());
        for (number, record) in records.into_iter().enumerate() {
            let account = record.into_account().map_err(|wrong| wrong.of_element("Accounts", number))?;
            let place = Arc::clone(account.place());
            if !places.insert((place.account().to_owned(), place.region().to_owned())) {
                let problem = format!("the account {} has the Region {} twice", place.account(), place.region());
                return Err(Wrong::here(problem).of_element("Accounts", number));
            }
            accounts.push(account);
        }
        Ok(Self { format, accounts })
    }
}

impl<'de> Deserialize<'de> for Snapshot {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::of(Read::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Snapshot");
        debug.field("places", &self.accounts.len()).field("secrets", &self.secrets()).finish()
    }
}

impl InMemory {
    /// All that the store holds at this moment.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { format: Format, accounts: self.shards().copies() }
    }

    /// Has the store hold what is in a snapshot, and nothing else.
    ///
    /// A rotation that a function was working on when the snapshot was made is due again; one that a function works on
    /// now is not waited for any more.
    pub fn restore(&self, mut snapshot: Snapshot) {
        snapshot.accounts.iter_mut().for_each(Account::hand_rotations_back);
        self.shards().replace(snapshot.accounts);
        self.bell().ring();
    }
}

/// A snapshot as it is read.
#[derive(Deserialize)]
#[serde(remote = "Self", rename_all = "PascalCase", deny_unknown_fields)]
struct Read {
    format: Format,
    accounts: Vec<AccountRecord>,
}

read_object!(Read: "an object with Format and Accounts");

/// The number of the form in which snapshots are written.
#[derive(Clone, Copy, Default)]
struct Format;

impl Format {
    const NUMBER: u32 = 1;
}

impl Serialize for Format {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u32(Self::NUMBER)
    }
}

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match u32::deserialize(deserializer)? {
            Self::NUMBER => Ok(Self),
            other => Err(D::Error::custom(format_args!(
                "the snapshot has format {other}, and this version reads format {} only",
                Self::NUMBER
            ))),
        }
    }
}
