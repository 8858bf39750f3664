//! The store: many accounts and Regions, each behind a lock of its own.

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, RwLockWriteGuard};

use arc_swap::{ArcSwapOption, Guard};
use secretsmith::error::OperationError;
use secretsmith::primitives::DateTime;
use secretsmith::server::{Caller, Context};

use crate::authorisation::Identities;
use crate::bell::Bell;
use crate::rotation::Functions;
use crate::rules::access::Access;
use crate::rules::account::Account;
use crate::rules::arn::is_account;
use crate::rules::dates;
use crate::rules::scan::Progress;
use crate::shards::{Shard, Shards, exclusive, shared};
use crate::{Clock, Identity, Randomness, Refusal, Replication, RotationFunction, RotationFunctions, SystemClock};

/// AWS Secrets Manager in memory: implements [`SecretsManager`](secretsmith::SecretsManager).
///
/// One value holds many accounts and Regions, which know nothing of each other but for replicas, and
/// for secrets that a resource policy opens to another account:
/// - the Region is that of the caller, else the [configured](Builder::region) one;
/// - the account is that of the caller; else his access key id, when it is twelve digits; else the
///   [configured](Builder::account) one. With [identities](Builder::identities), it is theirs.
///
/// Clones are the same store.
///
/// ```
/// use secretsmith::Client;
/// use secretsmith_reference::InMemory;
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let client = Client::in_process(InMemory::new());
/// client.create_secret().name("app/db").secret_string("hunter2").send().await?;
/// let answer = client.get_secret_value().secret_id("app/db").send().await?;
/// assert_eq!(answer.secret_string(), Some("hunter2"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct InMemory {
    store: Arc<Store>,
    authorisation: Authorisation,
}

/// Whether identities count, where there are any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Authorisation {
    AsConfigured,
    Off,
}

struct Store {
    region: String,
    account: String,
    clock: Arc<dyn Clock>,
    randomness: Randomness,
    replication: Replication,
    functions: Arc<Functions>,
    /// Without them, authorisation is off.
    identities: ArcSwapOption<Identities>,
    /// Rings when a rotation was asked for.
    bell: Bell,
    shards: Shards,
}

impl InMemory {
    /// An empty store with the clock and the randomness of this computer.
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// Configures an empty store.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Replaces everyone who can call, and switches authorisation on if it was off. Calls that have been let in
    /// go on.
    pub fn replace_identities(&self, identities: impl IntoIterator<Item = Identity>) {
        self.store.identities.store(Some(Arc::new(identities.into_iter().collect())));
    }

    /// The same store, in which everyone may do everything in their own account: for whoever arranges what is in it,
    /// and has no access key.
    pub fn without_authorisation(&self) -> Self {
        Self { store: Arc::clone(&self.store), authorisation: Authorisation::Off }
    }

    /// A store of its own that holds what this one holds now, to try out what is not to be seen here. Clock, rotation
    /// functions and identities are those of this one; chance comes from the operating system.
    #[cfg(feature = "snapshot")]
    pub fn fork(&self) -> Self {
        let Store { region, account, clock, replication, functions, identities, .. } = &*self.store;
        let store = Store {
            region: region.clone(),
            account: account.clone(),
            clock: Arc::clone(clock),
            randomness: Randomness::system(),
            replication: *replication,
            functions: Arc::clone(functions),
            identities: ArcSwapOption::new(identities.load_full()),
            bell: Bell::default(),
            shards: Shards::default(),
        };
        let fork = Self { store: Arc::new(store), authorisation: self.authorisation };
        fork.restore(self.snapshot());
        fork
    }

    /// What time it is for this store.
    pub fn now(&self) -> DateTime {
        dates::to_the_millisecond(self.store.clock.now())
    }

    /// Follows a rule that changes nothing.
    pub(crate) fn read<T, E: OperationError>(
        &self,
        context: &Context,
        rule: impl FnOnce(&Account, DateTime) -> Result<T, Refusal>,
    ) -> Result<T, E> {
        let shard = self.look_at(&context.caller);
        let account = shared(&shard);
        rule(&account, self.now()).map_err(Refusal::into_error)
    }

    /// Follows a rule that changes something.
    pub(crate) fn write<T, E: OperationError>(
        &self,
        context: &Context,
        rule: impl FnOnce(&mut Account, DateTime) -> Result<T, Refusal>,
    ) -> Result<T, E> {
        let shard = self.shard(&context.caller);
        let mut account = exclusive(&shard);
        let now = self.now();
        account.purge(now);
        let answer = rule(&mut account, now);
        let is_blank = account.is_blank();
        self.let_go(&shard, account, now);
        if is_blank {
            self.shards().forget(&shard);
        }
        answer.map_err(Refusal::into_error)
    }

    /// Unlocks an account, and brings to other Regions what has happened to its secrets (§5).
    pub(crate) fn let_go(&self, shard: &Shard, account: RwLockWriteGuard<'_, Account>, now: DateTime) {
        let is_outstanding = account.outstanding_region().is_some();
        drop(account);
        if is_outstanding && self.store.replication == Replication::AtOnce {
            self.replicate(shard, now);
        }
    }

    /// Follows a rule in steps, between which others have their turn.
    pub(crate) fn read_in_steps(&self, context: &Context, mut step: impl FnMut(&Account, DateTime) -> Progress) {
        let shard = self.look_at(&context.caller);
        let now = self.now();
        while step(&shared(&shard), now) == Progress::Unfinished {}
    }

    /// Notes that secrets were read.
    pub(crate) fn note(&self, context: &Context, accesses: impl IntoIterator<Item = Access>) {
        let mut accesses = accesses.into_iter().peekable();
        if accesses.peek().is_some() {
            let shard = self.look_at(&context.caller);
            let mut account = exclusive(&shard);
            accesses.for_each(|access| account.note_access(&access));
            self.let_go(&shard, account, self.now());
        }
    }

    pub(crate) fn randomness(&self) -> &Randomness {
        &self.store.randomness
    }

    pub(crate) fn functions(&self) -> &Functions {
        &self.store.functions
    }

    pub(crate) fn bell(&self) -> &Bell {
        &self.store.bell
    }

    /// Who can call; `None` while authorisation is off.
    pub(crate) fn identities(&self) -> Guard<Option<Arc<Identities>>> {
        match self.authorisation {
            Authorisation::AsConfigured => self.store.identities.load(),
            Authorisation::Off => Guard::from_inner(None),
        }
    }

    /// The Region of a caller.
    pub(crate) fn region<'a>(&'a self, caller: &'a Caller) -> &'a str {
        caller.region.as_deref().unwrap_or(&self.store.region)
    }

    /// The account of a caller.
    pub(crate) fn account<'a>(&'a self, caller: &'a Caller) -> Cow<'a, str> {
        let key = caller.access_key_id.as_deref();
        let identity = || Some(self.identities().as_ref()?.of(caller)?.principal().account().to_owned().into());
        let named = caller.account.as_deref().map(Cow::Borrowed).or_else(identity);
        named.unwrap_or_else(|| key.filter(|key| is_account(key)).unwrap_or(&self.store.account).into())
    }

    /// The account and the Region of a caller, to be changed.
    pub(crate) fn shard(&self, caller: &Caller) -> Shard {
        self.shards().at(&self.account(caller), self.region(caller))
    }

    /// The account and the Region of a caller, to look at.
    fn look_at(&self, caller: &Caller) -> Shard {
        self.shards().look_at(&self.account(caller), self.region(caller))
    }

    pub(crate) fn shards(&self) -> &Shards {
        &self.store.shards
    }
}

impl Default for InMemory {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for InMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Store { region, account, randomness, .. } = &*self.store;
        let mut debug = f.debug_struct("InMemory");
        debug.field("region", region).field("account", account).field("randomness", randomness).finish_non_exhaustive()
    }
}

/// Configures an [`InMemory`].
pub struct Builder {
    region: String,
    account: String,
    clock: Arc<dyn Clock>,
    randomness: Randomness,
    replication: Replication,
    functions: Functions,
    identities: Option<Identities>,
}

impl Builder {
    /// The Region of callers who name none; `us-east-1` unless set.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = region.into();
        self
    }

    /// The account of callers who name none, a number of twelve digits, without which their calls are refused;
    /// `123456789012` unless set.
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = account.into();
        self
    }

    /// What tells the time; the clock of this computer unless set.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Where chance comes from; the operating system unless set.
    pub fn randomness(mut self, randomness: Randomness) -> Self {
        self.randomness = randomness;
        self
    }

    /// When replicas follow their primary; at once unless set.
    pub fn replication(mut self, replication: Replication) -> Self {
        self.replication = replication;
        self
    }

    /// Has a function stand for the Lambda function with this ARN. More can be
    /// [registered](InMemory::register_rotation_function) later.
    pub fn rotation_function(self, arn: impl Into<String>, function: impl RotationFunction) -> Self {
        self.functions.register(arn.into(), Arc::new(function));
        self
    }

    /// Where rotation functions are found that are not registered; nowhere unless set.
    pub fn rotation_functions(mut self, functions: impl RotationFunctions) -> Self {
        self.functions.elsewhere = Some(Box::new(functions));
        self
    }

    /// Switches authorisation on, and adds who can call (behaviour.md §1.6).
    ///
    /// What each may do is what its policies allow; see [`authorisation`](crate::authorisation). Whoever serves the
    /// store gives the server its [`admission`](InMemory::admission).
    pub fn identities(mut self, identities: impl IntoIterator<Item = Identity>) -> Self {
        self.identities.get_or_insert_default().extend(identities);
        self
    }

    /// The store, which has no secrets yet.
    pub fn build(self) -> InMemory {
        let Self { region, account, clock, randomness, replication, functions, identities } = self;
        let (bell, shards, functions) = (Bell::default(), Shards::default(), Arc::new(functions));
        let identities = ArcSwapOption::new(identities.map(Arc::new));
        let store = Store { region, account, clock, randomness, replication, functions, identities, bell, shards };
        InMemory { store: Arc::new(store), authorisation: Authorisation::AsConfigured }
    }
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            region: "us-east-1".to_owned(),
            account: "123456789012".to_owned(),
            clock: Arc::new(SystemClock),
            randomness: Randomness::system(),
            replication: Replication::AtOnce,
            functions: Functions::default(),
            identities: None,
        }
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { region, account, randomness, .. } = self;
        let mut debug = f.debug_struct("Builder");
        debug.field("region", region).field("account", account).field("randomness", randomness).finish_non_exhaustive()
    }
}
