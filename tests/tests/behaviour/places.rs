//! Several accounts and Regions in one service (§2.1, §2.3): they know nothing of each other.

use secretsmith::Client;
use secretsmith_tests::{ACCOUNT, REGION, World, on_each_transport, refusal};

use crate::refusals::not_found;
use crate::support::{DB, create, describe, names_of, put, schedule_deletion, stages, tag};

const OTHERS: [(&str, &str); 3] =
    [(ACCOUNT, "us-east-1"), ("444455556666", REGION), ("444455556666", "ap-southeast-2")];

#[test]
fn each_has_its_own_secrets_of_the_same_name() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        for (client, account, region) in others(&world) {
            assert!(names_of(&client, []).await.is_empty());
            assert_eq!(refusal(client.get_secret_value().secret_id(DB).send().await), not_found());
            let arn = create(&client, DB).await;
            assert!(arn.starts_with(&format!("arn:aws:secretsmanager:{region}:{account}:secret:{DB}-")), "{arn}");
        }
    });
}

#[test]
fn a_change_in_one_is_no_change_in_another() {
    on_each_transport(async |world| {
        create(&world.client, DB).await;
        for (client, ..) in others(&world) {
            create(&client, DB).await;
        }
        let before = describe(&world.client, DB).await;
        for (client, ..) in others(&world) {
            put(&client, DB, 2).await;
            client.tag_resource().secret_id(DB).tags(tag("k", "v")).send().await.expect("the secret is there");
            assert_eq!(stages(&client, DB).await, ["1 AWSPREVIOUS", "2 AWSCURRENT"]);
            schedule_deletion(&client, DB).await;
        }
        assert_eq!(describe(&world.client, DB).await, before);
        assert_eq!(stages(&world.client, DB).await, ["1 AWSCURRENT"]);
        assert_eq!(names_of(&world.client, []).await, [DB]);
    });
}

#[test]
fn an_arn_of_another_place_finds_nothing() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        for (client, ..) in others(&world) {
            create(&client, DB).await;
            // A partial ARN has no random end that could be what tells the secrets apart.
            for id in [&arn[..], &arn[..arn.len() - "-xxxxxx".len()]] {
                assert_eq!(refusal(client.describe_secret().secret_id(id).send().await), not_found(), "{id}");
            }
        }
    });
}

fn others(world: &World) -> impl Iterator<Item = (Client, &'static str, &'static str)> {
    OTHERS.into_iter().map(|(account, region)| (world.client_in(account, region), account, region))
}
