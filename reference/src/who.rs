//! What whoever serves the store may know of callers and of the store, for logs, metrics and audits.

use secretsmith::server::Caller;

use crate::InMemory;
use crate::policy::Principal;
use crate::rules::arn::partition_of;
use crate::shards::shared;

/// Who calls, and where, as the store understands it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Who {
    /// The account: twelve digits, if it is a proper one.
    pub account: String,
    /// The Region.
    pub region: String,
    /// Whom the caller is taken for.
    pub identity: TakenFor,
}

/// Whom a caller is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakenFor {
    /// Whose access key it is.
    Identity(Principal),
    /// The root user of the account, as everyone is while authorisation is off.
    Root(Principal),
    /// Nobody: it is no access key of an identity.
    Nobody,
}

/// How much there is in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Usage {
    /// How many pairs of an account and a Region there are in which something is kept. Others take no memory, whoever
    /// asked there.
    pub places: usize,
    /// How many secrets there are in all of them, replicas and deleted ones that can be restored among them.
    pub secrets: usize,
}

impl InMemory {
    /// Who a caller is, and where.
    pub fn who(&self, caller: &Caller) -> Who {
        let (account, region) = (self.account(caller), self.region(caller));
        let identity = match &*self.identities() {
            None => TakenFor::Root(Principal::root(partition_of(region), &account)),
            Some(identities) => identities
                .of(caller)
                .map_or(TakenFor::Nobody, |identity| TakenFor::Identity(identity.principal().clone())),
        };
        Who { account: account.into_owned(), region: region.to_owned(), identity }
    }

    /// How much there is in the store. Takes a moment for each place, and none for a secret.
    pub fn usage(&self) -> Usage {
        let shards = self.shards().all();
        Usage { places: shards.len(), secrets: shards.iter().map(|shard| shared(shard).len()).sum() }
    }
}
