//! Everyone who can call.

use std::collections::HashMap;
use std::sync::Arc;

use secretsmith::server::Caller;
use secretsmith_runtime::server::Key;

use super::Identity;

/// All identities, by access key id.
#[derive(Clone, Debug, Default)]
pub(crate) struct Identities(HashMap<String, Known>);

/// An identity, and what its signatures are verified with, if its key is known.
#[derive(Clone, Debug)]
struct Known {
    identity: Arc<Identity>,
    key: Option<Arc<Key>>,
}

impl Identities {
    /// Who a caller is: nobody, when the key has come to somebody else since its signature was verified.
    pub(crate) fn of(&self, caller: &Caller) -> Option<&Arc<Identity>> {
        let Known { identity, .. } = self.0.get(caller.access_key_id.as_deref()?)?;
        let is_verified = |principal: &Arc<str>| **principal == *identity.principal().arn();
        caller.principal.as_ref().is_none_or(is_verified).then_some(identity)
    }

    pub(super) fn key(&self, access_key_id: &str) -> Option<Arc<Key>> {
        self.0.get(access_key_id)?.key.clone()
    }
}

impl Extend<Identity> for Identities {
    fn extend<T: IntoIterator<Item = Identity>>(&mut self, identities: T) {
        let entry = |identity: Identity| {
            let (id, key) = (identity.access_key_id().to_owned(), identity.key().map(Arc::new));
            (id, Known { identity: Arc::new(identity), key })
        };
        self.0.extend(identities.into_iter().map(entry));
    }
}

impl FromIterator<Identity> for Identities {
    fn from_iter<T: IntoIterator<Item = Identity>>(identities: T) -> Self {
        let mut all = Self::default();
        all.extend(identities);
        all
    }
}
