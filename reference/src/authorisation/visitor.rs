//! Whether a caller may make a call: the pure part of authorisation.

use std::borrow::Cow;
use std::sync::Arc;

use secretsmith::primitives::DateTime;

use super::Identity;
use crate::call::{Call, Subject};
use crate::message;
use crate::policy::{ConditionKeys, Decision, Denial, Kind, Origin, Policies, Policy, Principal, Request};
use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::arn::Place;
use crate::rules::lookup::SecretId;
use crate::rules::name;
use crate::rules::rotation::Rotation;
use crate::rules::secret::Secret;

/// Who makes a call, where, and what they may do.
#[derive(Clone, Debug)]
pub struct Visitor<'a> {
    who: Who,
    origin: Origin,
    region: Cow<'a, str>,
}

#[derive(Clone, Debug)]
enum Who {
    Known(Arc<Identity>),
    /// So it is while authorisation is off: then only resource policies have a say.
    Unknown(Principal),
}

impl<'a> Visitor<'a> {
    /// Someone with policies, who is of the account that is called, or of another.
    pub fn known(identity: Arc<Identity>, origin: Origin, region: impl Into<Cow<'a, str>>) -> Self {
        Self { who: Who::Known(identity), origin, region: region.into() }
    }

    /// Someone of whom nothing is asked in their own account.
    pub fn unknown(principal: Principal, origin: Origin, region: impl Into<Cow<'a, str>>) -> Self {
        Self { who: Who::Unknown(principal), origin, region: region.into() }
    }

    /// Whether an id or name is well-formed, and whether a call is allowed; in an account that is not there, too.
    pub(crate) fn check<C: Call>(&self, account: Option<&Account>, call: &C, now: DateTime) -> Result<(), Refusal> {
        let target = match call.subject() {
            Subject::Nothing => Target::nothing(),
            Subject::Secret(id) => Target::of(account, id, now)?,
            Subject::New(name) => self.new_target(name)?,
        };
        let mut keys = self.keys(target.secret, now);
        if let Subject::Secret(_) = call.subject() {
            keys.set_some("secretsmanager:SecretId", target.shown.as_ref());
        }
        call.keys(&mut keys);
        let mut actions = std::iter::once(C::NAME).chain(call.further_actions());
        actions.try_for_each(|action| self.check_action(action, &target, &keys))
    }

    /// Whether a secret of the own account may be read; for those that filters find (§3.1).
    pub(crate) fn check_read(&self, secret: &Secret, now: DateTime) -> Result<(), Refusal> {
        if self.identity().is_none() && self.origin == Origin::Own {
            return Ok(());
        }
        let target = Target::found(secret);
        let mut keys = self.keys(target.secret, now);
        keys.set_some("secretsmanager:SecretId", target.shown.as_ref());
        self.check_action("GetSecretValue", &target, &keys)
    }

    /// Whether a policy, once attached, would not let this caller replace it (§7.3).
    pub fn is_locked_out(&self, policy: &Policy, secret: Option<&Secret>, now: DateTime) -> bool {
        let target = secret.map_or_else(Target::nothing, Target::found);
        let keys = self.keys(secret, now);
        let request = self.request("secretsmanager:PutResourcePolicy", &target, &keys);
        let policies = Policies { resource: Some(policy), ..self.policies(None) };
        let decision = policies.decide(&request);
        matches!(decision, Decision::Denied(Denial::Explicit(Kind::Resource) | Denial::Implicit(Kind::Resource)))
    }

    fn principal(&self) -> &Principal {
        match &self.who {
            Who::Known(identity) => identity.principal(),
            Who::Unknown(principal) => principal,
        }
    }

    fn identity(&self) -> Option<&Identity> {
        match &self.who {
            Who::Known(identity) => Some(identity),
            Who::Unknown(_) => None,
        }
    }

    fn check_action(&self, action: &str, target: &Target<'_>, keys: &ConditionKeys) -> Result<(), Refusal> {
        let action = format!("secretsmanager:{action}");
        let request = self.request(&action, target, keys);
        let resource_policy = target.secret.and_then(|secret| secret.policy.as_deref());
        match (self.policies(resource_policy).decide(&request), self.identity()) {
            (Decision::Allowed, _) => Ok(()),
            (Decision::Denied(denial), Some(_)) => {
                Err(message::not_authorized(&request, target.shown.as_deref(), denial))
            }
            (Decision::Denied(_), None) => Err(message::secret_not_found()),
        }
    }

    /// A secret that is to be created, always in the own account.
    fn new_target(&self, name: &str) -> Result<Target<'static>, Refusal> {
        name::check(name)?;
        let place = Place::new(&*self.region, self.principal().account());
        Ok(Target { resource: place.arn_to_be(name), ..Target::absent(name) })
    }

    fn policies<'p>(&'p self, resource: Option<&'p Policy>) -> Policies<'p> {
        let identity = self.identity().map_or(&[][..], |identity| &identity.policies);
        let boundary = self.identity().and_then(|identity| identity.boundary.as_ref());
        Policies { identity, boundary, resource, origin: self.origin }
    }

    fn request<'r>(&'r self, action: &'r str, target: &'r Target<'_>, keys: &'r ConditionKeys) -> Request<'r> {
        Request { principal: self.principal(), action, resource: &target.resource, keys }
    }

    /// The keys of the caller, the call and the secret.
    fn keys(&self, secret: Option<&Secret>, now: DateTime) -> ConditionKeys {
        let mut keys = ConditionKeys::new();
        keys.set("aws:PrincipalArn", self.principal().key_arn());
        keys.set("aws:PrincipalAccount", self.principal().account());
        keys.set("aws:PrincipalType", self.principal().key_type());
        keys.set_some("aws:username", self.principal().user_name());
        keys.set("aws:PrincipalIsAWSService", "false");
        keys.set("aws:ViaAWSService", "false");
        keys.set("aws:CurrentTime", now.to_string());
        keys.set("aws:EpochTime", now.secs().to_string());
        keys.set("aws:RequestedRegion", &*self.region);
        if let Some(identity) = self.identity() {
            keys.extend(&identity.keys);
        }
        if let Some(secret) = secret {
            describe(secret, &mut keys);
        }
        keys
    }
}

fn describe(secret: &Secret, keys: &mut ConditionKeys) {
    keys.set("aws:ResourceAccount", secret.place().account());
    keys.set_some("secretsmanager:resource/Type", secret.kind.as_ref());
    keys.set_some("secretsmanager:resource/AllowRotationLambdaArn", secret.rotation().and_then(Rotation::function));
    keys.set_some("secretsmanager:SecretPrimaryRegion", secret.primary_region());
    for tag in secret.tags.get().into_iter().flatten() {
        for prefix in ["aws:ResourceTag", "secretsmanager:ResourceTag"] {
            keys.set(&format!("{prefix}/{}", tag.key()), tag.value().unwrap_or_default());
        }
    }
}

/// What a call would act on.
struct Target<'a> {
    /// What policies match: an ARN, or what there is in its place.
    resource: String,
    /// What a denial shows of it (§1.6).
    shown: Option<String>,
    secret: Option<&'a Secret>,
}

impl<'a> Target<'a> {
    fn of(account: Option<&'a Account>, id: &str, now: DateTime) -> Result<Self, Refusal> {
        let parsed = SecretId::parse(id)?;
        let secret = account.and_then(|account| account.find(parsed, now).ok());
        Ok(secret.map_or_else(|| Self::absent(id), Self::found))
    }

    fn nothing() -> Self {
        Self { resource: "*".to_owned(), shown: None, secret: None }
    }

    fn found(secret: &'a Secret) -> Self {
        Self { resource: secret.arn(), shown: Some(secret.arn()), secret: Some(secret) }
    }

    fn absent(text: &str) -> Self {
        Self { resource: text.to_owned(), shown: Some(text.to_owned()), secret: None }
    }
}
