//! §1.6, §1.8: who may do what, when that is asked.

use secretsmith::types::{ApiErrorType, FilterNameStringType};
use secretsmith_reference::Identity;
use secretsmith_tests::{Refusal, on_each_transport_as, refusal};
use serde_json::{Value, json};

use crate::refusals::{invalid_name, not_found};
use crate::s7_policies::put_policy;
use crate::support::{DB, create, describe, filter, tag};

const ALICE: &str = "arn:aws:iam::111122223333:user/alice";

fn allow(actions: &[&str], resource: &str) -> Value {
    json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": actions, "Resource": resource}})
}

fn identity(key: &str, arn: &str, policies: &[Value]) -> Identity {
    let identity = Identity::new(key, arn).expect("a good ARN");
    policies.iter().fold(identity, |identity, policy| identity.with_policy(&policy.to_string()).expect("a good policy"))
}

/// The user alice with these policies. The usual client is the root user of her account, and the user
/// bob of another account may do everything there.
fn with_alice(policies: &[Value]) -> [Identity; 3] {
    with(identity("ALICE", ALICE, policies))
}

fn with(alice: Identity) -> [Identity; 3] {
    let bob = identity("BOB", "arn:aws:iam::444455556666:user/bob", &[allow(&["*"], "*")]);
    [alice, identity("111122223333", "arn:aws:iam::111122223333:root", &[]), bob]
}

/// How an action is denied to alice.
fn denied(action: &str, rest: &str) -> Refusal {
    let message = format!("User: {ALICE} is not authorized to perform: secretsmanager:{action}{rest}");
    Refusal::new("AccessDeniedException", message)
}

fn no_policy(action: &str, resource: &str) -> Refusal {
    let ending = format!("because no identity-based policy allows the secretsmanager:{action} action");
    denied(action, &format!(" on resource: {resource} {ending}"))
}

#[test]
fn the_resource_is_the_arn_if_there_is_one_and_what_was_given_if_not() {
    on_each_transport_as(&with_alice(&[]), async |world| {
        let arn = create(&world.client, DB).await;
        let alice = world.client_with("ALICE");
        let (partial, _) = arn.rsplit_once('-').expect("a suffix");
        for id in [DB, &arn, partial] {
            let refused = refusal(alice.describe_secret().secret_id(id).send().await);
            assert_eq!(refused, no_policy("DescribeSecret", &arn), "{id}");
        }
        let refused = refusal(alice.get_secret_value().secret_id("unknown").send().await);
        assert_eq!(refused, no_policy("GetSecretValue", "unknown"), "it comes before existence");
        assert_eq!(refusal(alice.create_secret().name("new").send().await), no_policy("CreateSecret", "new"));
        assert_eq!(refusal(alice.describe_secret().secret_id("Inv Name").send().await), invalid_name());
        assert_eq!(refusal(alice.create_secret().name("Inv Name").send().await), invalid_name());
    });
}

#[test]
fn operations_without_a_resource_name_none() {
    on_each_transport_as(&with_alice(&[]), async |world| {
        let alice = world.client_with("ALICE");
        let text = |action: &str| {
            denied(action, &format!(" because no identity-based policy allows the secretsmanager:{action} action"))
        };
        assert_eq!(refusal(alice.list_secrets().send().await), text("ListSecrets"));
        assert_eq!(refusal(alice.get_random_password().send().await), text("GetRandomPassword"));
        let batch = alice.batch_get_secret_value().secret_id_list(DB);
        assert_eq!(refusal(batch.send().await), text("BatchGetSecretValue"));
    });
}

#[test]
fn explicit_denials() {
    let deny = json!({"Version": "2012-10-17",
        "Statement": {"Effect": "Deny", "Action": "secretsmanager:RestoreSecret", "Resource": "*"}});
    on_each_transport_as(&with_alice(&[allow(&["secretsmanager:*"], "*"), deny]), async |world| {
        let arn = create(&world.client, DB).await;
        let alice = world.client_with("ALICE");
        let ending = format!(" on resource: {arn} with an explicit deny in an identity-based policy");
        let restore = alice.restore_secret().secret_id(DB);
        assert_eq!(refusal(restore.send().await), denied("RestoreSecret", &ending));
        assert_eq!(refusal(alice.describe_secret().secret_id("unknown").send().await), not_found(), "she may");

        let policy = json!({"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Principal": {"AWS": ALICE},
            "Action": "secretsmanager:DescribeSecret", "Resource": "*"}});
        put_policy(&world.client, &policy.to_string()).await;
        let ending = format!(" on resource: {arn} with an explicit deny in a resource-based policy");
        let describe = alice.describe_secret().secret_id(DB);
        assert_eq!(refusal(describe.send().await), denied("DescribeSecret", &ending));
    });
}

#[test]
fn a_permissions_boundary() {
    let alice = identity("ALICE", ALICE, &[allow(&["*"], "*")]);
    let boundary = allow(&["secretsmanager:Describe*"], "*").to_string();
    on_each_transport_as(&with(alice.with_boundary(&boundary).expect("a good policy")), async |world| {
        let arn = create(&world.client, DB).await;
        let alice = world.client_with("ALICE");
        assert!(alice.describe_secret().secret_id(DB).send().await.is_ok());
        let ending = format!(
            " on resource: {arn} because no permissions boundary allows the secretsmanager:GetSecretValue action"
        );
        assert_eq!(refusal(alice.get_secret_value().secret_id(DB).send().await), denied("GetSecretValue", &ending));
    });
}

#[test]
fn another_account_needs_both_policies() {
    on_each_transport_as(&with_alice(&[]), async |world| {
        let arn = create(&world.client, DB).await;
        let bob = world.client_with("BOB");
        let message = format!(
            "User: arn:aws:iam::444455556666:user/bob is not authorized to perform: secretsmanager:DescribeSecret on \
             resource: {arn} because no resource-based policy allows the secretsmanager:DescribeSecret action"
        );
        let describe = || bob.describe_secret().secret_id(&arn).send();
        assert_eq!(refusal(describe().await), Refusal::new("AccessDeniedException", message));
        let policy = json!({"Version": "2012-10-17", "Statement": {"Effect": "Allow",
            "Principal": {"AWS": "444455556666"}, "Action": "secretsmanager:*", "Resource": "*"}});
        put_policy(&world.client, &policy.to_string()).await;
        assert!(describe().await.is_ok());
    });
}

#[test]
fn tags_on_a_new_secret_need_their_own_permission() {
    on_each_transport_as(&with_alice(&[allow(&["secretsmanager:CreateSecret"], "*")]), async |world| {
        let alice = world.client_with("ALICE");
        let create = || alice.create_secret().name("new").secret_string("one");
        assert_eq!(refusal(create().tags(tag("k", "v")).send().await), no_policy("TagResource", "new"));
        assert!(create().send().await.is_ok());
    });
}

#[test]
fn each_secret_of_a_batch_needs_permission() {
    let batch = allow(&["secretsmanager:BatchGetSecretValue"], "*");
    let open = allow(&["secretsmanager:GetSecretValue"], "arn:aws:secretsmanager:*:*:secret:open*");
    on_each_transport_as(&with_alice(&[batch, open]), async |world| {
        create(&world.client, "open").await;
        let closed = create(&world.client, "closed").await;
        let alice = world.client_with("ALICE");
        let answer = alice.batch_get_secret_value().secret_id_list("closed").secret_id_list("open").send().await;
        let answer = answer.expect("it never fails for a secret");
        assert_eq!(answer.secret_values.expect("a list")[0].name(), Some("open"));
        let error = answer.errors.expect("a list").remove(0);
        let expected = no_policy("GetSecretValue", &closed);
        assert_eq!((error.secret_id(), error.error_code()), (Some("closed"), Some(&*expected.code)));
        assert_eq!(error.message, Some(expected.message));
    });
}

#[test]
fn who_is_not_known_is_told_so() {
    on_each_transport_as(&with_alice(&[]), async |world| {
        let refused = refusal(world.client_with("NOBODY").list_secrets().send().await);
        let message = "The security token included in the request is invalid.";
        assert_eq!(refused, Refusal::new("UnrecognizedClientException", message));
    });
}

#[test]
fn filters_of_a_batch_need_permission_to_list() {
    let batch = allow(&["secretsmanager:BatchGetSecretValue"], "*");
    on_each_transport_as(&with_alice(&[batch]), async |world| {
        let alice = world.client_with("ALICE");
        let filtered = alice.batch_get_secret_value().filters(filter(FilterNameStringType::Name, &["db"]));
        let ending = " because no identity-based policy allows the secretsmanager:ListSecrets action";
        assert_eq!(refusal(filtered.send().await), denied("ListSecrets", ending));
        let named = alice.batch_get_secret_value().secret_id_list("db").send().await.expect("it need not list");
        assert_eq!(named.errors().len(), 1);
    });
}

#[test]
fn each_secret_that_a_filter_finds_needs_permission() {
    let batch = allow(&["secretsmanager:BatchGetSecretValue", "secretsmanager:ListSecrets"], "*");
    let open = allow(&["secretsmanager:GetSecretValue"], "arn:aws:secretsmanager:*:*:secret:open*");
    on_each_transport_as(&with_alice(&[batch, open]), async |world| {
        create(&world.client, "open").await;
        let closed = create(&world.client, "closed").await;
        let filter = filter(FilterNameStringType::Name, &["open", "closed"]);
        let call = world.client_with("ALICE").batch_get_secret_value().filters(filter);
        let answer = call.send().await.expect("it never fails for a secret");
        let names: Vec<_> = answer.secret_values().iter().map(|entry| entry.name()).collect();
        assert_eq!(names, [Some("open")]);
        let expected = no_policy("GetSecretValue", &closed);
        let error = ApiErrorType::default().with_secret_id(&closed).with_error_code(expected.code);
        assert_eq!(answer.errors(), [error.with_message(expected.message)]);
        assert_eq!(describe(&world.client, "closed").await.last_accessed_date, None);
    });
}
