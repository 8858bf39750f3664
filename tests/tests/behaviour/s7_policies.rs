//! §7.1, §7.2, §7.4: what a resource policy may say, and what it opens to other accounts.

use secretsmith::Client;
use secretsmith_tests::{REGION, Refusal, World, on_each_transport, refusal};
use serde_json::{Value, json};

use crate::refusals::{invalid_request, no_label, not_found};
use crate::support::{DB, SECOND, create, describe, names_of, tag, value, version};

/// The account that policies let in.
const OTHER: &str = "444455556666";

/// A policy with one statement, for all secrets.
pub(crate) fn policy(effect: &str, principal: Value, action: &str) -> String {
    with_condition(effect, principal, action, json!({}))
}

fn with_condition(effect: &str, principal: Value, action: &str, condition: Value) -> String {
    let mut statement = json!({"Effect": effect, "Principal": principal, "Action": action, "Resource": "*"});
    if condition != json!({}) {
        statement["Condition"] = condition;
    }
    json!({"Version": "2012-10-17", "Statement": [statement]}).to_string()
}

/// A policy that lets everybody read.
pub(crate) fn public() -> String {
    policy("Allow", json!("*"), "secretsmanager:GetSecretValue")
}

pub(crate) fn malformed(message: &str) -> Refusal {
    Refusal::new("MalformedPolicyDocumentException", message)
}

pub(crate) const SYNTAX: &str = "This resource policy contains a syntax error.";

pub(crate) async fn put_policy(client: &Client, policy: &str) {
    let call = client.put_resource_policy().secret_id(DB).resource_policy(policy);
    call.send().await.expect("a good policy");
}

/// A client of the other account, and the ARN of a secret that its policy opens to it.
async fn shared(world: &World) -> (Client, String) {
    let arn = create(&world.client, DB).await;
    put_policy(&world.client, &policy("Allow", json!({"AWS": OTHER}), "secretsmanager:*")).await;
    (world.client_in(OTHER, REGION), arn)
}

#[test]
fn what_is_malformed_is_refused_and_nothing_changes() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        put_policy(&world.client, &public()).await;
        let before = describe(&world.client, DB).await;
        world.clock.advance(SECOND);
        let without = |member: &str| {
            let mut policy: Value = serde_json::from_str(&public()).expect("it is JSON");
            policy.as_object_mut().expect("an object").remove(member);
            policy["Statement"][0].as_object_mut().map(|statement| statement.remove(member));
            policy.to_string()
        };
        let principal = |principal: Value| policy("Allow", principal, "*");
        for (bad, message) in [
            ("no policy".to_owned(), SYNTAX),
            ("[]".to_owned(), SYNTAX),
            ("{}".to_owned(), SYNTAX),
            (r#"{"Version":"2012-10-17"}"#.to_owned(), SYNTAX),
            (public().replace("2012-10-17", "2019-10-19"), SYNTAX),
            (public().replace("Allow", "Permit"), SYNTAX),
            (without("Effect"), SYNTAX),
            (without("Principal"), SYNTAX),
            (without("Action"), SYNTAX),
            (
                principal(json!({"AWS": "AIDACKCEVSQ6C2EXAMPLE"})),
                "This resource policy contains an unsupported principal.",
            ),
            (
                principal(json!({"Service": "lambda"})),
                "This resource policy contains an unsupported service principal.",
            ),
        ] {
            let call = world.client.put_resource_policy().secret_id(DB).resource_policy(&bad);
            assert_eq!(refusal(call.send().await), malformed(message), "{bad}");
        }
        assert_eq!(describe(&world.client, DB).await, before);
        let kept = world.client.get_resource_policy().secret_id(DB).send().await.expect("the secret is there");
        assert_eq!(kept.resource_policy.as_deref(), Some(&*public()));
    });
}

#[test]
fn public_policies_are_accepted_unless_they_are_to_be_blocked() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        let put = |policy: &str| world.client.put_resource_policy().secret_id(DB).resource_policy(policy);
        let text = "You can't attach a resource-based policy that allows broad access to the secret.";
        let blocked = Refusal::new("PublicPolicyException", text);
        let action = "secretsmanager:GetSecretValue";
        for principal in [json!("*"), json!({"AWS": "*"}), json!({"AWS": [OTHER, "*"]})] {
            let broad = policy("Allow", principal, action);
            assert_eq!(refusal(put(&broad).block_public_policy(true).send().await), blocked, "{broad}");
            assert!(put(&broad).block_public_policy(false).send().await.is_ok());
            assert!(put(&broad).send().await.is_ok(), "nothing is blocked by default");
        }
        let condition =
            |key: &str, value: &str| with_condition("Allow", json!("*"), action, json!({"StringLike": {key: value}}));
        let wild = condition("aws:SourceVpc", "vpc-*");
        assert_eq!(refusal(put(&wild).block_public_policy(true).send().await), blocked);
        for narrow in [
            condition("aws:SourceVpc", "vpc-1"),
            condition("aws:SourceVpce", "vpce-1"),
            condition("aws:SourceAccount", OTHER),
            condition("aws:SourceArn", "arn:aws:s3:::bucket"),
            condition("aws:PrincipalOrgID", "o-1"),
            policy("Deny", json!("*"), "*"),
            policy("Allow", json!({"AWS": OTHER}), "*"),
        ] {
            assert!(put(&narrow).block_public_policy(true).send().await.is_ok(), "{narrow}");
        }
    });
}

#[test]
fn what_another_account_can_do() {
    on_each_transport(async |world| {
        let (other, arn) = shared(&world).await;
        assert_eq!(describe(&other, &arn).await.name.as_deref(), Some(DB));
        let read = other.get_resource_policy().secret_id(&arn).send().await.expect("it is allowed");
        let put = other.put_resource_policy().secret_id(&arn).set_resource_policy(read.resource_policy);
        put.send().await.expect("it is allowed");
        let list = other.list_secret_version_ids().secret_id(&arn).send().await.expect("it is allowed");
        assert_eq!(list.versions.map(|versions| versions.len()), Some(1));
        other.tag_resource().secret_id(&arn).tags(tag("k", "v")).send().await.expect("it is allowed");
        assert_eq!(describe(&world.client, DB).await.tags, Some(vec![tag("k", "v")]));
        other.untag_resource().secret_id(&arn).tag_keys("k").send().await.expect("it is allowed");
        other.delete_secret().secret_id(&arn).recovery_window_in_days(7).send().await.expect("it is allowed");
        other.restore_secret().secret_id(&arn).send().await.expect("it is allowed");
        let force = other.delete_secret().secret_id(&arn).force_delete_without_recovery(true);
        force.send().await.expect("it is allowed");
        assert_eq!(refusal(world.client.describe_secret().secret_id(DB).send().await), not_found());
    });
}

#[test]
fn values_need_a_key_of_the_customer() {
    on_each_transport(async |world| {
        let (other, arn) = shared(&world).await;
        let get = || other.get_secret_value().secret_id(&arn);
        let put = || other.put_secret_value().secret_id(&arn).secret_string("two").client_request_token(version(2));
        let default_key = invalid_request(
            "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS \
             service key.",
        );
        assert_eq!(refusal(get().send().await), default_key);
        assert_eq!(refusal(put().send().await), default_key);
        assert_eq!(refusal(get().version_stage("mine").send().await), no_label("mine"), "the label comes first");

        let key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        let update = world.client.update_secret().secret_id(DB).kms_key_id(key);
        update.send().await.expect("a good key");
        assert_eq!(value(&other, &arn).await, "one");
        assert_eq!(put().send().await.expect("it is allowed").version_stages(), ["AWSCURRENT"]);
        assert_eq!(value(&world.client, DB).await, "two");
    });
}

#[test]
fn lists_never_show_it_and_names_do_not_find_it() {
    on_each_transport(async |world| {
        let (other, arn) = shared(&world).await;
        assert!(names_of(&other, []).await.is_empty());
        assert_eq!(refusal(other.describe_secret().secret_id(DB).send().await), not_found());
        let elsewhere = world.client_in(OTHER, "us-east-1");
        assert_eq!(refusal(elsewhere.describe_secret().secret_id(arn).send().await), not_found());
    });
}

#[test]
fn what_no_policy_allows_is_not_found() {
    on_each_transport(async |world| {
        let (other, arn) = shared(&world).await;
        let stranger = world.client_in("777788889999", REGION);
        assert_eq!(refusal(stranger.describe_secret().secret_id(&arn).send().await), not_found());
        put_policy(&world.client, &policy("Allow", json!({"AWS": OTHER}), "secretsmanager:Describe*")).await;
        assert!(other.describe_secret().secret_id(&arn).send().await.is_ok());
        assert_eq!(refusal(other.delete_secret().secret_id(&arn).send().await), not_found());
        world.client.delete_resource_policy().secret_id(DB).send().await.expect("the secret is there");
        assert_eq!(refusal(other.describe_secret().secret_id(&arn).send().await), not_found());
    });
}
