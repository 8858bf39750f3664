//! Letting a call in: finds out who calls, whose account is meant, and whether that is allowed.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

use secretsmith::Unmodeled;
use secretsmith::error::OperationError;
use secretsmith::server::{Caller, Context};
use secretsmith_runtime::server::Verifier;

use super::{Identity, Visitor};
use crate::call::{Call, Subject};
use crate::message;
use crate::policy::{Origin, Principal};
use crate::rules::arn::{Place, SecretArn, is_region, partition_of};
use crate::shards::shared;
use crate::{InMemory, Refusal};

/// A call that may be made. Its context has the account that it is made in, which may be another than the caller's.
#[derive(Clone, Debug)]
pub(crate) struct Admitted<'a> {
    context: Cow<'a, Context>,
    /// Whether the caller is of that account.
    pub(crate) origin: Origin,
}

impl Deref for Admitted<'_> {
    type Target = Context;

    fn deref(&self) -> &Context {
        &self.context
    }
}

impl InMemory {
    /// What tells a server whether a caller is known, so that it can ask before it looks at the input (§1.8):
    ///
    /// ```
    /// use secretsmith::server::Server;
    /// use secretsmith_reference::{Identity, InMemory};
    ///
    /// let alice = Identity::new("AKIDALICE", "arn:aws:iam::111122223333:user/alice")?;
    /// let service = InMemory::builder().identities([alice]).build();
    /// let admission = service.admission();
    /// let served = Server::new(service).into_service().with_admission(admission);
    /// # Ok::<(), secretsmith_reference::IdentityError>(())
    /// ```
    ///
    /// Without it, who is not known is told so all the same, but only when the input is good. While
    /// authorisation is off, everyone is known.
    pub fn admission(&self) -> impl Fn(&Caller) -> Result<(), Unmodeled> + Send + Sync + use<> {
        let service = self.clone();
        move |caller| service.known(caller).map(drop).map_err(unmodeled)
    }

    /// What a server verifies signatures with: the keys of the identities, those that
    /// [come later](Self::replace_identities) included, in every Region (§1.5):
    ///
    /// ```
    /// use secretsmith::server::{Authentication, Server};
    /// use secretsmith_reference::{Identity, InMemory};
    ///
    /// let alice = Identity::new("AKIDALICE", "arn:aws:iam::111122223333:user/alice")?
    ///     .with_secret_access_key("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    /// let service = InMemory::builder().identities([alice]).build();
    /// let (admission, verifier) = (service.admission(), service.verifier());
    /// let served = Server::new(service).into_service().with_admission(admission);
    /// let served = served.with_authentication(Authentication::Verify(verifier));
    /// # Ok::<(), secretsmith_reference::IdentityError>(())
    /// ```
    pub fn verifier(&self) -> Verifier {
        let service = self.clone();
        Verifier::new(move |access_key_id| service.identities().as_ref()?.key(access_key_id)).with_regions(is_region)
    }

    /// Lets a call in, or not (§1.6, §7.4). What answers here comes before everything that needs the secret.
    ///
    /// Policies are looked at in one moment and the call is made in a later one: as with the real service, a policy
    /// that changes meanwhile may count or not.
    pub(crate) fn admit<'a, E: OperationError>(
        &self,
        context: &'a Context,
        call: &impl Call,
    ) -> Result<Admitted<'a>, E> {
        self.admitted(context, call).map_err(Refusal::into_error)
    }

    /// As [`admit`](Self::admit), for what is not yet an error of an operation.
    pub(crate) fn admitted<'a>(&self, context: &'a Context, call: &impl Call) -> Result<Admitted<'a>, Refusal> {
        let identity = self.known(&context.caller)?;
        let (region, home) = (self.region(&context.caller), self.home(&context.caller, identity.as_deref()));
        call.check()?;
        let other = other_account(call.subject(), region, &home);
        let origin = if other.is_some() { Origin::Foreign } else { Origin::Own };
        if identity.is_none() && origin == Origin::Own {
            return Ok(Admitted { context: Cow::Borrowed(context), origin });
        }
        let account = other.unwrap_or(&home);
        let visitor = visitor(identity, &home, origin, region);
        let shard = self.shards().existing(account, region);
        visitor.check(shard.as_ref().map(shared).as_deref(), call, self.now())?;
        let caller = context.caller.clone().with_account(account);
        Ok(Admitted { context: Cow::Owned(context.clone().with_caller(caller)), origin })
    }

    /// Who makes a call that was let in.
    pub(crate) fn visitor<'a, E: OperationError>(
        &'a self,
        context: &'a Context,
        origin: Origin,
    ) -> Result<Visitor<'a>, E> {
        let identity = self.identity(&context.caller).map_err(Refusal::into_error::<E>)?;
        let home = self.home(&context.caller, identity.as_deref());
        Ok(visitor(identity, &home, origin, self.region(&context.caller)))
    }

    /// As [`identity`](Self::identity), once it is seen that there can be such a place.
    fn known(&self, caller: &Caller) -> Result<Option<Arc<Identity>>, Refusal> {
        let identity = self.identity(caller)?;
        Place::check(self.region(caller), &self.home(caller, identity.as_deref()))?;
        Ok(identity)
    }

    /// Whose access key it is; `None` while authorisation is off.
    fn identity(&self, caller: &Caller) -> Result<Option<Arc<Identity>>, Refusal> {
        let identities = self.identities();
        let Some(identities) = &*identities else { return Ok(None) };
        if caller.access_key_id.is_none() {
            return Err(message::missing_authentication());
        }
        identities.of(caller).map(|identity| Some(Arc::clone(identity))).ok_or_else(message::unknown_access_key)
    }

    fn home<'a>(&'a self, caller: &'a Caller, identity: Option<&Identity>) -> Cow<'a, str> {
        identity.map_or_else(|| self.account(caller), |identity| identity.principal().account().to_owned().into())
    }
}

fn visitor<'a>(identity: Option<Arc<Identity>>, home: &str, origin: Origin, region: &'a str) -> Visitor<'a> {
    match identity {
        Some(identity) => Visitor::known(identity, origin, region),
        None => Visitor::unknown(Principal::root(partition_of(region), home), origin, region),
    }
}

fn unmodeled(refusal: Refusal) -> Unmodeled {
    Unmodeled::new(refusal.code(), refusal.message())
}

/// The account that an ARN names, when it is another in the same Region (§2.3).
fn other_account<'a>(subject: Subject<'a>, region: &str, home: &str) -> Option<&'a str> {
    let Subject::Secret(id) = subject else { return None };
    let arn = SecretArn::parse(id)?;
    let is_here = (arn.partition(), arn.region()) == (partition_of(region), region);
    (is_here && arn.account() != home).then_some(arn.account())
}
