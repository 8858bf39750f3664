//! What a snapshot has of the keys that a test has arranged; see [`arrange`](crate::InMemory::keys).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::object::object;
use crate::rules::keys::{KeyState, Keys};

/// What was said of KMS keys.
#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "PascalCase", deny_unknown_fields, default)]
pub(super) struct KeysRecord {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    states: BTreeMap<String, StateRecord>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    aliases: BTreeMap<String, String>,
    others: StateRecord,
}

object!(KeysRecord: "an object with States, Aliases and Others");

#[derive(Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
enum StateRecord {
    #[default]
    Enabled,
    Disabled,
    PendingDeletion,
    Forbidden,
    Asymmetric,
    Missing,
}

impl KeysRecord {
    pub(super) fn of(keys: &Keys) -> Self {
        Self {
            states: keys.states.iter().map(|(key, state)| (key.clone(), StateRecord::from(*state))).collect(),
            aliases: keys.aliases.clone(),
            others: keys.others.into(),
        }
    }

    /// Whether nothing was said.
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn arrange(self, keys: &mut Keys) {
        keys.states = self.states.into_iter().map(|(key, state)| (key, state.into())).collect();
        keys.aliases = self.aliases;
        keys.others = self.others.into();
    }
}

/// Both ways between two enumerations with the same variants.
macro_rules! same {
    ($one:ident, $other:ident: $($variant:ident)*) => {
        impl From<$one> for $other {
            fn from(one: $one) -> Self {
                match one { $($one::$variant => Self::$variant),* }
            }
        }

        impl From<$other> for $one {
            fn from(other: $other) -> Self {
                match other { $($other::$variant => Self::$variant),* }
            }
        }
    };
}

same!(KeyState, StateRecord: Enabled Disabled PendingDeletion Forbidden Asymmetric Missing);
