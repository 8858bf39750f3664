//! An account in the form in which a snapshot has it: all that a later call depends on.
//!
//! - [`secret`] and [`version`]: what a secret is;
//! - [`rotation`]: how, when and by what it is rotated; [`replication`]: its part in other Regions;
//! - [`arranged`]: what a test has arranged around the service.
//!
//! The names of the members are those of the API, where it shows the same. What can be found out
//! from the rest, such as the orders of lists, is not in it.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::account::Account;
use super::arn::Place;
use super::sort::{Direction, Order};

mod arranged;
mod replication;
mod rotation;
mod secret;
mod version;

use arranged::KeysRecord;
use replication::TaskRecord;
use secret::SecretRecord;

/// An account in a Region, as it is written.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Written<'a> {
    account: &'a str,
    region: &'a str,
    secrets: Secrets<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tasks: Vec<TaskRecord>,
    #[serde(skip_serializing_if = "KeysRecord::is_default")]
    keys: KeysRecord,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    forbidden_roles: Vec<String>,
}

/// The same, as it is read.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Read {
    account: String,
    region: String,
    secrets: Vec<SecretRecord>,
    #[serde(default)]
    tasks: Vec<TaskRecord>,
    #[serde(default)]
    keys: KeysRecord,
    #[serde(default)]
    forbidden_roles: Vec<String>,
}

impl Serialize for Account {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = Written {
            account: self.place().account(),
            region: self.place().region(),
            secrets: Secrets(self),
            tasks: self.tasks.iter().map(TaskRecord::of).collect(),
            keys: KeysRecord::of(self.keys()),
            forbidden_roles: self.roles().0.iter().cloned().collect(),
        };
        written.serialize(serializer)
    }
}

/// The secrets of an account, by name; each is copied only while it is written.
struct Secrets<'a>(&'a Account);

impl Serialize for Secrets<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let by_name = self.0.after(Order::Name, Direction::Ascending, None);
        serializer.collect_seq(by_name.map(|(_, secret)| SecretRecord::of(secret)))
    }
}

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Read::deserialize(deserializer)?.into_account().map_err(D::Error::custom)
    }
}

impl Read {
    fn into_account(self) -> Result<Account, String> {
        let mut account = Account::new(Place::new(self.region, self.account));
        for record in self.secrets {
            let name = record.name.clone();
            let of_secret = |problem| format!("the secret {name} {problem}");
            let secret = record.into_secret(&account).map_err(of_secret)?;
            account.keep(secret);
        }
        let task = |record: TaskRecord| record.into_task(account.place().region());
        account.tasks = self.tasks.into_iter().map(task).collect::<Result<_, _>>()?;
        self.keys.arrange(account.keys_mut());
        account.roles_mut().0 = self.forbidden_roles.into_iter().collect();
        Ok(account)
    }
}
