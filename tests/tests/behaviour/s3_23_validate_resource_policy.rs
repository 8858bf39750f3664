//! §3.23, §7.3: ValidateResourcePolicy.

use secretsmith::Client;
use secretsmith_tests::{on_each_transport, refusal};
use serde_json::json;

use crate::refusals::{invalid_name, not_found};
use crate::s7_policies::{SYNTAX, malformed, policy, public};
use crate::support::{DB, create};

/// The names and texts of the checks that a policy fails.
async fn failures(client: &Client, policy: &str) -> Vec<(String, String)> {
    let call = client.validate_resource_policy().resource_policy(policy);
    let answer = call.send().await.expect("checks that fail are no errors");
    let failures = answer.validation_errors.expect("the list is always there");
    assert_eq!(answer.policy_validation_passed, failures.is_empty());
    let texts = failures.into_iter().map(|failure| (failure.check_name, failure.error_message));
    texts.map(|(name, text)| (name.unwrap_or_default(), text.unwrap_or_default())).collect()
}

#[test]
fn a_good_policy_passes_and_is_not_stored() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let good = policy("Allow", json!({"AWS": "444455556666"}), "secretsmanager:GetSecretValue");
        assert!(failures(&world.client, &good).await.is_empty());
        let call = world.client.validate_resource_policy().secret_id(DB).resource_policy(good);
        let answer = call.send().await.expect("the secret is there");
        assert_eq!((answer.policy_validation_passed, answer.validation_errors), (true, Some(vec![])));
        let read = world.client.get_resource_policy().secret_id(DB).send().await.expect("the secret is there");
        assert_eq!(read.resource_policy, None);
    });
}

#[test]
fn every_check_has_its_text() {
    on_each_transport(async |world| {
        let broad = "This resource policy grants broad access to your secret. Secrets Manager does not allow creating \
                     and applying such policies in the console.";
        let locked_out = "Your requested changes will not allow you to manage this secret in the future.";
        for (bad, check, text) in [
            (public(), "BlockPublicPolicyCheck", broad),
            (policy("Deny", json!("*"), "secretsmanager:*"), "LockOutCheck", locked_out),
            (public().replace("Allow", "Permit"), "SyntaxCheck", SYNTAX),
        ] {
            assert_eq!(failures(&world.client, &bad).await, [(check.to_owned(), text.to_owned())], "{bad}");
        }
    });
}

#[test]
fn what_is_no_policy_and_secrets_that_are_not_there_are_errors() {
    on_each_transport(async |world| {
        let call = |policy: &str| world.client.validate_resource_policy().resource_policy(policy);
        for text in ["no policy", "[]", "{}"] {
            assert_eq!(refusal(call(text).send().await), malformed(SYNTAX), "{text}");
        }
        assert_eq!(refusal(call(&public()).secret_id("Inv Name").send().await), invalid_name());
        assert_eq!(refusal(call(&public()).secret_id(DB).send().await), not_found());
    });
}
