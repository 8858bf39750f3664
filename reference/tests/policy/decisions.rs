//! Explicit deny, allow, implicit deny: §1.6 and §7.4.

use secretsmith_reference::policy::Decision::{self, Allowed, Denied};
use secretsmith_reference::policy::Denial::{Explicit, Implicit};
use secretsmith_reference::policy::{Kind, Origin, Policies, Policy, Request};
use serde_json::json;

use crate::{ALICE, SECRET, identity_policy, keys, policy, principal};

const ROOT: &str = "arn:aws:iam::111122223333:root";
const ROLE: &str = "arn:aws:iam::111122223333:role/web";

/// The policies of a test: each allows, denies, or is not there.
struct Case {
    arn: &'static str,
    identity: Vec<Policy>,
    boundary: Option<Policy>,
    resource: Option<Policy>,
    origin: Origin,
}

impl Case {
    fn of(arn: &'static str) -> Self {
        Self { arn, identity: Vec::new(), boundary: None, resource: None, origin: Origin::Own }
    }

    fn identity(mut self, effect: &str) -> Self {
        self.identity.push(identity_policy(json!({"Effect": effect})));
        self
    }

    fn boundary(mut self, effect: &str) -> Self {
        self.boundary = Some(identity_policy(json!({"Effect": effect})));
        self
    }

    fn resource(mut self, effect: &str, name: &str) -> Self {
        self.resource = Some(policy(json!({"Effect": effect, "Principal": {"AWS": name}})));
        self
    }

    fn foreign(mut self) -> Self {
        self.origin = Origin::Foreign;
        self
    }

    fn decide(&self) -> Decision {
        let (principal, keys) = (principal(self.arn), keys(&[]));
        let Self { identity, boundary, resource, origin, .. } = self;
        let action = "secretsmanager:GetSecretValue";
        let request = Request { principal: &principal, action, resource: SECRET, keys: &keys };
        Policies { identity, boundary: boundary.as_ref(), resource: resource.as_ref(), origin: *origin }
            .decide(&request)
    }
}

fn alice() -> Case {
    Case::of(ALICE)
}

#[test]
fn s1_6_without_an_allow_it_is_denied() {
    assert_eq!(alice().decide(), Denied(Implicit(Kind::Identity)));
    assert_eq!(alice().identity("Allow").decide(), Allowed);
    assert_eq!(alice().resource("Allow", ALICE).decide(), Allowed);
    assert_eq!(alice().resource("Allow", "*").decide(), Allowed);
}

#[test]
fn s1_6_in_its_own_account_a_name_of_the_account_allows_nobody() {
    assert_eq!(alice().resource("Allow", "111122223333").decide(), Denied(Implicit(Kind::Identity)));
    assert_eq!(alice().resource("Allow", "111122223333").identity("Allow").decide(), Allowed);
}

#[test]
fn s1_6_a_deny_wins() {
    let allowed = || alice().identity("Allow").boundary("Allow").resource("Allow", ALICE);
    assert_eq!(allowed().decide(), Allowed);
    assert_eq!(allowed().identity("Deny").decide(), Denied(Explicit(Kind::Identity)));
    assert_eq!(allowed().boundary("Deny").decide(), Denied(Explicit(Kind::Boundary)));
    for name in [ALICE, "111122223333", "*"] {
        assert_eq!(allowed().resource("Deny", name).decide(), Denied(Explicit(Kind::Resource)), "{name}");
    }
    assert_eq!(allowed().resource("Deny", ROLE).decide(), Allowed);
}

#[test]
fn s1_6_nothing_is_allowed_beyond_a_boundary_but_by_name() {
    let other = || Case { boundary: Some(identity_policy(json!({"Action": "s3:*"}))), ..alice() };
    assert_eq!(other().identity("Allow").decide(), Denied(Implicit(Kind::Boundary)));
    assert_eq!(other().decide(), Denied(Implicit(Kind::Identity)));
    assert_eq!(other().resource("Allow", ALICE).decide(), Allowed);

    let role = || Case { arn: ROLE, ..other() };
    assert_eq!(role().resource("Allow", ROLE).decide(), Denied(Implicit(Kind::Boundary)));
    assert_eq!(Case::of(ROLE).resource("Allow", ROLE).decide(), Allowed);
}

#[test]
fn s1_6_policies_of_identities_do_not_bind_a_root_user() {
    assert_eq!(Case::of(ROOT).decide(), Allowed);
    assert_eq!(Case::of(ROOT).identity("Deny").boundary("Deny").decide(), Allowed);
    assert_eq!(Case::of(ROOT).resource("Deny", "111122223333").decide(), Denied(Explicit(Kind::Resource)));
}

#[test]
fn s7_4_for_another_account_both_have_to_allow_it() {
    let foreign = || alice().foreign();
    assert_eq!(foreign().decide(), Denied(Implicit(Kind::Resource)));
    assert_eq!(foreign().identity("Allow").decide(), Denied(Implicit(Kind::Resource)));
    for name in [ALICE, "111122223333", "*"] {
        assert_eq!(foreign().resource("Allow", name).decide(), Denied(Implicit(Kind::Identity)), "{name}");
        assert_eq!(foreign().resource("Allow", name).identity("Allow").decide(), Allowed, "{name}");
    }
    let beyond = foreign().resource("Allow", ALICE).identity("Allow");
    let beyond = Case { boundary: Some(identity_policy(json!({"Action": "s3:*"}))), ..beyond };
    assert_eq!(beyond.decide(), Denied(Implicit(Kind::Boundary)));
    assert_eq!(Case::of(ROOT).foreign().decide(), Denied(Implicit(Kind::Resource)));
    assert_eq!(Case::of(ROOT).foreign().resource("Allow", "111122223333").decide(), Allowed);
}
