//! §2.2: ARNs.

use secretsmith_tests::{ACCOUNT, on_each_transport};

use crate::support::{DB, create, describe, listed, put};

#[test]
fn an_arn_has_the_name_unescaped_and_six_random_characters() {
    on_each_transport(async |world| {
        for name in ["app/db", "DanTest/", "a_+=.@!-b", "Invalid-a1b2c3", "rds!cluster-1"] {
            let arn = create(&world.client, name).await;
            let suffix = suffix(&arn, &format!("arn:aws:secretsmanager:eu-west-1:111122223333:secret:{name}-"));
            assert_eq!(suffix.len(), 6, "{arn}");
            assert!(suffix.chars().all(|c| c.is_ascii_alphanumeric()), "{arn}");
        }
    });
}

#[test]
fn all_answers_give_the_same_arn() {
    on_each_transport(async |world| {
        let arn = create(&world.client, DB).await;
        assert_eq!(put(&world.client, DB, 2).await.arn(), Some(&*arn));
        assert_eq!(describe(&world.client, DB).await.arn(), Some(&*arn));
        assert_eq!(listed(&world.client, DB).await.arn(), Some(&*arn));
        let read = world.client.get_secret_value().secret_id(DB).send().await.expect("it has a value");
        assert_eq!(read.arn(), Some(&*arn));
    });
}

#[test]
fn a_secret_created_anew_has_another_arn() {
    on_each_transport(async |world| {
        let first = create(&world.client, DB).await;
        let delete = world.client.delete_secret().secret_id(DB).force_delete_without_recovery(true);
        delete.send().await.expect("the secret is there");
        assert_ne!(create(&world.client, DB).await, first);
    });
}

#[test]
fn suffixes_are_drawn_from_all_letters_and_digits() {
    on_each_transport(async |world| {
        let mut drawn = String::new();
        for number in 0..200 {
            let arn = create(&world.client, &format!("secret{number}")).await;
            drawn.push_str(&arn[arn.len() - 6..]);
        }
        let missing: String = ('a'..='z').chain('A'..='Z').chain('0'..='9').filter(|c| !drawn.contains(*c)).collect();
        assert_eq!(missing, "", "not in any of 200 suffixes");
    });
}

#[test]
fn the_partition_is_that_of_the_region() {
    on_each_transport(async |world| {
        for (region, partition) in
            [("us-east-1", "aws"), ("ap-southeast-2", "aws"), ("cn-north-1", "aws-cn"), ("us-gov-west-1", "aws-us-gov")]
        {
            let arn = create(&world.client_in(ACCOUNT, region), DB).await;
            suffix(&arn, &format!("arn:{partition}:secretsmanager:{region}:{ACCOUNT}:secret:{DB}-"));
        }
    });
}

#[track_caller]
fn suffix<'a>(arn: &'a str, start: &str) -> &'a str {
    arn.strip_prefix(start).unwrap_or_else(|| panic!("{arn} does not start with {start}"))
}
