//! §3.4, §3.8, §3.12: DeleteResourcePolicy, GetResourcePolicy and PutResourcePolicy.

use secretsmith_tests::{on_each_transport, refusal};
use serde_json::json;

use crate::refusals::{invalid_name, marked_for_deletion, not_found, on_a_replica, validation};
use crate::s7_policies::{SYNTAX, malformed, policy, public, put_policy};
use crate::support::{DB, create, replicate, schedule_deletion};

#[test]
fn a_policy_is_shown_as_it_was_given_when_there_is_one() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        let get = async || world.client.get_resource_policy().secret_id(DB).send().await.expect("the secret is there");
        assert_eq!(get().await.resource_policy, None);
        let spaced = public().replace('{', "{\n  ");
        let put = world.client.put_resource_policy().secret_id(DB).resource_policy(&spaced);
        let answer = put.send().await.expect("a public policy is accepted by default");
        assert_eq!((answer.arn(), answer.name()), (Some(&*arn), Some(DB)));
        let answer = get().await;
        assert_eq!((answer.arn(), answer.name(), answer.resource_policy()), (Some(&*arn), Some(DB), Some(&*spaced)));

        let other = policy("Deny", json!({"AWS": "444455556666"}), "secretsmanager:*");
        put_policy(&world.client, &other).await;
        assert_eq!(get().await.resource_policy, Some(other), "it replaces the other one");
    });
}

#[test]
fn a_policy_is_removed_and_none_too() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        put_policy(&world.client, &public()).await;
        for _ in 0..2 {
            let answer = world.client.delete_resource_policy().secret_id(DB).send().await.expect("the secret is there");
            assert_eq!((answer.arn(), answer.name()), (Some(&*arn), Some(DB)));
            let read = world.client.get_resource_policy().secret_id(DB).send().await.expect("the secret is there");
            assert_eq!(read.resource_policy, None);
        }
    });
}

#[test]
fn what_they_refuse() {
    on_each_transport(async |world| {
        let put =
            |id: &str, policy: &str| world.client.put_resource_policy().secret_id(id).resource_policy(policy).send();
        let get = |id: &str| world.client.get_resource_policy().secret_id(id).send();
        let delete = |id: &str| world.client.delete_resource_policy().secret_id(id).send();
        let empty = validation("Value '' at 'resourcePolicy'", "Member must have length greater than or equal to 1");
        assert_eq!(refusal(put("Inv Name", "").await), empty);
        assert_eq!(refusal(put("Inv Name", "{}").await), invalid_name());
        assert_eq!(refusal(put(DB, "{}").await), malformed(SYNTAX));
        create(&world.client, "deleted").await;
        schedule_deletion(&world.client, "deleted").await;
        for (id, expected) in [("Inv Name", invalid_name()), (DB, not_found()), ("deleted", marked_for_deletion())] {
            assert_eq!(refusal(put(id, &public()).await), expected, "{id}");
            assert_eq!(refusal(get(id).await), expected, "{id}");
            assert_eq!(refusal(delete(id).await), expected, "{id}");
        }
        create(&world.client, DB).await;
        let replica = replicate(&world, DB, "us-east-1").await;
        let call = replica.put_resource_policy().secret_id(DB).resource_policy(public());
        assert_eq!(refusal(call.send().await), on_a_replica());
        assert_eq!(refusal(replica.delete_resource_policy().secret_id(DB).send().await), on_a_replica());
    });
}
