//! §9: how managed external secrets are rotated.

use std::sync::Arc;

use secretsmith::types::ExternalSecretRotationMetadataItem;
use secretsmith_reference::rules::arn::{Place, Suffix};
use secretsmith_reference::rules::external::{External, Roles};
use secretsmith_reference::rules::secret::Secret;

use crate::{assert_refused, time};

const ROLE: &str = "arn:aws:iam::111122223333:role/rotation";
const FUNCTION: &str = "arn:aws:lambda:eu-west-1:111122223333:function:rotate";

fn secret(kind: &str) -> Secret {
    let suffix = Suffix::parse("Xk3b9Q").expect("a suffix");
    let place = Arc::new(Place::new("eu-west-1", "111122223333"));
    let mut secret = Secret::new(place, "db", suffix, time("2026-09-21T14:13:20Z"));
    secret.set_kind(kind.to_owned());
    secret
}

fn metadata() -> Option<Vec<ExternalSecretRotationMetadataItem>> {
    Some(vec![ExternalSecretRotationMetadataItem::builder().key("adminSecretArn").value("arn").build()])
}

#[test]
fn a_role_or_settings_need_a_type() {
    let (plain, external) = (secret(""), secret("DatadogApiKey"));
    assert!(!plain.is_external() && external.is_external());
    for given in [External::of(None, Some(ROLE.to_owned())), External::of(metadata(), None)] {
        assert_refused(
            plain.check_way_of_rotation(None, &given),
            "InvalidParameterException: ExternalSecretRotationMetadata and ExternalSecretRotationRoleArn are only for secrets that have a Type.",
        );
        assert_eq!(external.check_way_of_rotation(None, &given), Ok(()));
    }
    assert_eq!(plain.check_way_of_rotation(Some(FUNCTION), &External::default()), Ok(()));
}

#[test]
fn a_function_is_for_secrets_without_type() {
    assert_refused(
        secret("DatadogApiKey").check_way_of_rotation(Some(FUNCTION), &External::default()),
        "InvalidParameterException: A secret that has a Type is rotated without a Lambda rotation function.",
    );
}

#[test]
fn a_role_may_be_one_that_cannot_be_assumed() {
    let mut roles = Roles::default();
    assert_eq!(roles.check(ROLE), Ok(()));
    roles.forbid(ROLE);
    let text = format!("InvalidRequestException: Secrets Manager is unable to assume role {ROLE}.");
    assert_refused(roles.check(ROLE), &text);
    roles.allow(ROLE);
    assert_eq!(roles.check(ROLE), Ok(()));
}
