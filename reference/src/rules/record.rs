//! An account in the form in which a snapshot has it: all that a later call depends on.
//!
//! - [`secret`] and [`version`]: what a secret is;
//! - [`rotation`]: how, when and by what it is rotated; [`replication`]: its part in other Regions;
//! - [`arranged`]: what a test has arranged around the service;
//! - [`object`]: reading them all from objects; [`wrong`]: what is wrong with one, and where.
//!
//! The names of the members are those of the API, where it shows the same. What can be found out
//! from the rest, such as the orders of lists, is not in it.

use serde::{Deserialize, Serialize, Serializer};

use super::account::Account;
use super::arn::{Place, can_be_region, is_account};
use super::sort::{Direction, Order};

mod arranged;
pub(crate) mod object;
mod replication;
mod rotation;
mod secret;
mod version;
mod wrong;

use arranged::KeysRecord;
use object::read_object;
use replication::TaskRecord;
use secret::SecretRecord;
use wrong::each;

pub(crate) use wrong::Wrong;

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
#[serde(remote = "Self", rename_all = "PascalCase", deny_unknown_fields)]
pub(crate) struct AccountRecord {
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

read_object!(AccountRecord: "an object with Account, Region and Secrets");

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

impl AccountRecord {
    /// The account, or what is wrong with it first.
    pub(crate) fn into_account(self) -> Result<Account, Wrong> {
        if !is_account(&self.account) {
            return Err(Wrong::here(format!("the account {:?} is not twelve digits", self.account)).of("Account"));
        }
        if !can_be_region(&self.region) {
            return Err(Wrong::here(format!("there can be no Region {:?}", self.region)).of("Region"));
        }
        let mut account = Account::new(Place::new(self.region, self.account));
        for (number, record) in self.secrets.into_iter().enumerate() {
            let subject = format!("the secret {}", record.name.escape_debug());
            let secret = record.into_secret(&account);
            account.keep(secret.map_err(|wrong| wrong.about(&subject).of_element("Secrets", number))?);
        }
        account.tasks = each(self.tasks, "Tasks", |task| task.into_task(account.place().region()))?;
        self.keys.arrange(account.keys_mut());
        account.roles_mut().0 = self.forbidden_roles.into_iter().collect();
        Ok(account)
    }
}
