//! Deciding a request by the policies that have a say: behaviour.md §1.6, §7.4.

use super::{Effect, Origin, Policy, Reach, Request};

/// The policies that have a say in a request.
#[derive(Clone, Copy, Debug)]
pub struct Policies<'a> {
    /// Those of the caller. They do not bind a root user, who may do anything in its account.
    pub identity: &'a [Policy],
    /// The permissions boundary of the caller: beyond it nothing is allowed.
    pub boundary: Option<&'a Policy>,
    /// That of the secret.
    pub resource: Option<&'a Policy>,
    /// Whether caller and secret are of the same account: then either policy can allow, else both must.
    pub origin: Origin,
}

/// The answer of policies to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The request is allowed.
    Allowed,
    /// It is not.
    Denied(Denial),
}

/// Why a request is denied: how the message of §1.6 ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// A statement denies it.
    Explicit(Kind),
    /// No statement of this kind allows it.
    Implicit(Kind),
}

/// The kinds of policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of the caller.
    Identity,
    /// Of the secret.
    Resource,
    /// The permissions boundary of the caller.
    Boundary,
}

impl Policies<'_> {
    /// Decides a request: an explicit deny wins over every allow, and without an allow it is denied.
    ///
    /// Within one account, a resource policy that names the caller is enough; one that names its role
    /// is, within the permissions boundary; one that names the account allows nobody. For a caller
    /// of another account both have to allow it.
    pub fn decide(&self, request: &Request<'_>) -> Decision {
        match self.denial(request) {
            Some(denial) => Decision::Denied(denial),
            None => Decision::Allowed,
        }
    }

    fn denial(&self, request: &Request<'_>) -> Option<Denial> {
        let own = || self.identity.iter();
        let denies = |policy: &Policy| policy.reach(Effect::Deny, request).is_some();
        let allows = |policy: &Policy| policy.reach(Effect::Allow, request).is_some();
        let is_root = request.principal.is_root();

        if self.resource.is_some_and(denies) {
            return Some(Denial::Explicit(Kind::Resource));
        }
        if !is_root && own().any(denies) {
            return Some(Denial::Explicit(Kind::Identity));
        }
        if !is_root && self.boundary.is_some_and(denies) {
            return Some(Denial::Explicit(Kind::Boundary));
        }
        let granted = self.resource.and_then(|policy| policy.reach(Effect::Allow, request));
        match (self.origin, granted) {
            (Origin::Own, Some(Reach::Itself)) => return None,
            (Origin::Foreign, None) => return Some(Denial::Implicit(Kind::Resource)),
            _ if is_root => return None,
            (Origin::Own, Some(Reach::Role)) => {}
            _ if own().any(allows) => {}
            _ => return Some(Denial::Implicit(Kind::Identity)),
        }
        self.boundary.filter(|boundary| !allows(boundary)).map(|_| Denial::Implicit(Kind::Boundary))
    }
}

impl Policy {
    /// How near a statement with this effect comes to the caller of a request; `None` when there is none.
    pub fn reach(&self, effect: Effect, request: &Request<'_>) -> Option<Reach> {
        let statements = self.statements.iter().filter(|statement| statement.effect == effect);
        statements.filter_map(|statement| statement.reach(request)).min()
    }
}
