//! Authorisation: §1.6, and where denials stand among the checks: §1.8.

use secretsmith::server::Caller;
use secretsmith_reference::{Identity, InMemory};
use serde_json::{Value, json};

use crate::{Answer, INVALID_NAME, NOT_FOUND, World, assert_refused};

/// A policy that allows these actions on these resources.
pub(crate) fn allow(actions: Value, resources: Value) -> Value {
    statement(json!({"Effect": "Allow", "Action": actions, "Resource": resources}))
}

fn statement(statement: Value) -> Value {
    json!({"Version": "2012-10-17", "Statement": statement})
}

pub(crate) fn identity(key: &str, arn: &str, policies: &[Value]) -> Identity {
    let identity = Identity::new(key, arn).expect("a good ARN");
    policies.iter().fold(identity, |identity, policy| identity.with_policy(&policy.to_string()).expect("a good policy"))
}

/// The user alice of 111122223333 with these policies, in a world with its root user and with those of 444455556666.
pub(crate) fn world(policies: &[Value]) -> World {
    with(identity("ALICE", "arn:aws:iam::111122223333:user/alice", policies))
}

pub(crate) fn with(alice: Identity) -> World {
    let plain = World::new();
    let all = allow(json!("*"), json!("*"));
    let service = InMemory::builder()
        .region("eu-west-1")
        .clock(plain.clock.clone())
        .identities([
            alice,
            identity("ROOT", "arn:aws:iam::111122223333:root", &[]),
            identity("WEB", "arn:aws:sts::444455556666:assumed-role/web/i-1", &[all]),
            identity("JOB", "arn:aws:iam::444455556666:user/job", &[]),
        ])
        .build();
    World { service, ..plain.caller(Caller::anonymous().with_access_key_id("ALICE")) }
}

fn root(world: &World) -> World {
    as_key(world, "ROOT")
}

pub(crate) fn as_key(world: &World, key: &str) -> World {
    world.caller(Caller::anonymous().with_access_key_id(key))
}

/// How the denial of an action to alice reads, with ` on resource: …` and the ending.
fn denied(action: &str, rest: &str) -> String {
    format!(
        "AccessDeniedException: User: arn:aws:iam::111122223333:user/alice is not authorized to perform: secretsmanager:{action}{rest}"
    )
}

fn no_identity_policy(action: &str, resource: &str) -> String {
    let ending = format!(" because no identity-based policy allows the secretsmanager:{action} action");
    denied(action, &format!(" on resource: {resource}{ending}"))
}

fn describe(world: &World, id: &str) -> Answer {
    world.describe_secret(json!({"SecretId": id}))
}

#[test]
fn s1_6_the_resource_is_the_arn_if_there_is_one() {
    let world = world(&[]);
    let arn = root(&world).secret("db");
    let (partial, _) = arn.rsplit_once('-').expect("a suffix");
    for id in ["db", &arn, partial] {
        assert_refused(describe(&world, id), &no_identity_policy("DescribeSecret", &arn));
    }
    let other = arn.replace("db-", "xy-");
    for id in ["unknown", &other] {
        assert_refused(describe(&world, id), &no_identity_policy("DescribeSecret", id));
    }
    let create = json!({"Name": "new", "ClientRequestToken": "t"});
    assert_refused(world.create_secret(create), &no_identity_policy("CreateSecret", "new"));
}

#[test]
fn s1_6_operations_without_a_resource_name_none() {
    let world = world(&[]);
    let text = |action: &str| {
        denied(action, &format!(" because no identity-based policy allows the secretsmanager:{action} action"))
    };
    assert_refused(world.list_secrets(json!({})), &text("ListSecrets"));
    assert_refused(world.get_random_password(json!({})), &text("GetRandomPassword"));
    assert_refused(world.batch_get_secret_value(json!({"SecretIdList": ["db"]})), &text("BatchGetSecretValue"));
    let policy = allow(json!("*"), json!("*")).to_string();
    assert_refused(world.validate_resource_policy(json!({"ResourcePolicy": policy})), &text("ValidateResourcePolicy"));
}

#[test]
fn s1_8_denials_come_after_names_and_before_all_else() {
    let world = world(&[]);
    assert_refused(describe(&world, "a b"), INVALID_NAME);
    assert_refused(world.create_secret(json!({"Name": "a b"})), INVALID_NAME);
    let put = world.put_secret_value(json!({"SecretId": "unknown"}));
    assert_refused(put, &no_identity_policy("PutSecretValue", "unknown"));
    let create = world.create_secret(json!({"Name": "new"}));
    assert_refused(create, &no_identity_policy("CreateSecret", "new"));
    let delete = world.delete_secret(json!({"SecretId": "unknown", "RecoveryWindowInDays": 1}));
    assert_refused(delete, &no_identity_policy("DeleteSecret", "unknown"));
    let put = world.put_resource_policy(json!({"SecretId": "unknown", "ResourcePolicy": "{}"}));
    assert_refused(put, &no_identity_policy("PutResourcePolicy", "unknown"));
}

#[test]
fn s1_6_every_operation_needs_its_action() {
    let world = world(&[]);
    let arn = root(&world).secret("db");
    let regions = json!({"SecretId": "db", "AddReplicaRegions": [{"Region": "us-east-1"}]});
    let id = json!({"SecretId": "db"});
    let policy = json!({"SecretId": "db", "ResourcePolicy": "{}"});
    for (action, answer) in [
        ("CancelRotateSecret", world.cancel_rotate_secret(id.clone())),
        ("DeleteResourcePolicy", world.delete_resource_policy(id.clone())),
        ("DeleteSecret", world.delete_secret(id.clone())),
        ("DescribeSecret", world.describe_secret(id.clone())),
        ("GetResourcePolicy", world.get_resource_policy(id.clone())),
        ("GetSecretValue", world.get_secret_value(id.clone())),
        ("ListSecretVersionIds", world.list_secret_version_ids(id.clone())),
        ("PutResourcePolicy", world.put_resource_policy(policy.clone())),
        ("PutSecretValue", world.put_secret_value(id.clone())),
        (
            "RemoveRegionsFromReplication",
            world.remove_regions_from_replication(json!({"SecretId": "db", "RemoveReplicaRegions": ["us-east-1"]})),
        ),
        ("ReplicateSecretToRegions", world.replicate_secret_to_regions(regions)),
        ("RestoreSecret", world.restore_secret(id.clone())),
        ("RotateSecret", world.rotate_secret(id.clone())),
        ("StopReplicationToReplica", world.stop_replication_to_replica(id.clone())),
        ("TagResource", world.tag_resource(json!({"SecretId": "db", "Tags": []}))),
        ("UntagResource", world.untag_resource(json!({"SecretId": "db", "TagKeys": []}))),
        ("UpdateSecret", world.update_secret(id)),
        (
            "UpdateSecretVersionStage",
            world.update_secret_version_stage(json!({"SecretId": "db", "VersionStage": "mine"})),
        ),
        ("ValidateResourcePolicy", world.validate_resource_policy(policy)),
    ] {
        assert_refused(answer, &no_identity_policy(action, &arn));
    }
}

#[test]
fn s1_6_every_ending() {
    let world = world(&[
        allow(json!("secretsmanager:*"), json!("*")),
        statement(json!({"Effect": "Deny", "Action": "secretsmanager:RestoreSecret", "Resource": "*"})),
    ]);
    let arn = root(&world).secret("db");
    let resource = format!(" on resource: {arn}");
    assert!(describe(&world, "db").is_ok());
    assert_refused(
        world.restore_secret(json!({"SecretId": "db"})),
        &denied("RestoreSecret", &format!("{resource} with an explicit deny in an identity-based policy")),
    );
    let deny = json!({"Effect": "Deny", "Principal": "*", "Action": "secretsmanager:DescribeSecret", "Resource": "*"});
    let put = json!({"SecretId": "db", "ResourcePolicy": statement(deny).to_string()});
    world.put_resource_policy(put).expect("a good policy");
    assert_refused(
        describe(&world, "db"),
        &denied("DescribeSecret", &format!("{resource} with an explicit deny in a resource-based policy")),
    );
    assert!(describe(&root(&world), "db").is_err(), "a resource policy binds the root user too");
}

#[test]
fn s1_6_a_permissions_boundary() {
    let alice = identity("ALICE", "arn:aws:iam::111122223333:user/alice", &[allow(json!("*"), json!("*"))]);
    let boundary = json!([
        {"Effect": "Allow", "Action": "secretsmanager:Describe*", "Resource": "*"},
        {"Effect": "Deny", "Action": "secretsmanager:Delete*", "Resource": "*"},
    ]);
    let world = with(alice.with_boundary(&statement(boundary).to_string()).expect("a good policy"));
    let arn = root(&world).secret("db");
    assert!(describe(&world, "db").is_ok());
    assert_refused(
        world.get_secret_value(json!({"SecretId": "db"})),
        &denied(
            "GetSecretValue",
            &format!(
                " on resource: {arn} because no permissions boundary allows the secretsmanager:GetSecretValue action"
            ),
        ),
    );
    assert_refused(
        world.delete_secret(json!({"SecretId": "db"})),
        &denied("DeleteSecret", &format!(" on resource: {arn} with an explicit deny in a permissions boundary")),
    );
}

#[test]
fn s1_6_a_resource_policy_can_allow_too() {
    let world = world(&[]);
    let arn = root(&world).secret("db");
    let alice = json!({
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::111122223333:user/alice"},
        "Action": "secretsmanager:GetSecretValue",
        "Resource": "*",
    });
    let put = json!({"SecretId": "db", "ResourcePolicy": statement(alice).to_string()});
    root(&world).put_resource_policy(put).expect("a good policy");
    assert_eq!(world.get_secret_value(json!({"SecretId": "db"})).expect("a value")["SecretString"], "one");
    assert_refused(describe(&world, "db"), &no_identity_policy("DescribeSecret", &arn));
}

#[test]
fn s2_8_tags_on_a_new_secret_need_permission_too() {
    let world = world(&[allow(json!("secretsmanager:CreateSecret"), json!("*"))]);
    let create = |members: Value| {
        let mut input = json!({"Name": "db", "ClientRequestToken": "t"});
        input.as_object_mut().expect("an object").extend(members.as_object().expect("an object").clone());
        world.create_secret(input)
    };
    let tags = json!({"Tags": [{"Key": "a", "Value": "1"}]});
    assert_refused(create(tags), &no_identity_policy("TagResource", "db"));
    let regions = json!({"AddReplicaRegions": [{"Region": "us-east-1"}]});
    assert_refused(create(regions), &no_identity_policy("ReplicateSecretToRegions", "db"));
    assert!(create(json!({"Tags": []})).is_ok());
}

#[test]
fn new_secrets_match_by_the_arn_that_they_are_to_have() {
    let resources = json!(["arn:aws:secretsmanager:eu-west-1:111122223333:secret:app/*"]);
    let world = world(&[allow(json!("secretsmanager:*"), resources)]);
    world.secret("app/db");
    let refused = world.create_secret(json!({"Name": "db", "ClientRequestToken": "t"}));
    assert_refused(refused, &no_identity_policy("CreateSecret", "db"));
    assert!(describe(&world, "app/db").is_ok());
    assert_refused(describe(&world, "app/unknown"), &no_identity_policy("DescribeSecret", "app/unknown"));
}

#[test]
fn what_everyone_may_is_not_found() {
    let world = world(&[allow(json!("*"), json!("*"))]);
    assert_refused(describe(&world, "unknown"), NOT_FOUND);
}

#[test]
fn s3_1_each_secret_of_a_batch_needs_permission() {
    let batch_and_list = allow(json!(["secretsmanager:BatchGetSecretValue", "secretsmanager:ListSecrets"]), json!("*"));
    let read = json!({
        "Effect": "Allow",
        "Action": "secretsmanager:GetSecretValue",
        "Resource": "arn:aws:secretsmanager:*:*:secret:open*",
    });
    let world = world(&[batch_and_list, statement(read)]);
    root(&world).secret("open");
    let arn = root(&world).secret("closed");
    let error = |id: &str| {
        let text = no_identity_policy("GetSecretValue", &arn);
        let (code, message) = text.split_once(": ").expect("a code and a message");
        json!([{"SecretId": id, "ErrorCode": code, "Message": message}])
    };
    let batch = world.batch_get_secret_value(json!({"SecretIdList": ["closed", "open"]})).expect("a batch");
    assert_eq!(batch["SecretValues"][0]["Name"], "open");
    assert_eq!(batch["Errors"], error("closed"));
    let filters = json!([{"Key": "name", "Values": ["open", "closed"]}]);
    let batch = world.batch_get_secret_value(json!({"Filters": filters})).expect("a batch");
    assert_eq!(batch["SecretValues"].as_array().map(Vec::len), Some(1));
    assert_eq!(batch["Errors"], error(&arn));
    assert_eq!(root(&world).describe("closed").get("LastAccessedDate"), None);
}

#[test]
fn s3_1_filters_need_permission_to_list() {
    let world = world(&[allow(json!("secretsmanager:BatchGetSecretValue"), json!("*"))]);
    let filters = json!([{"Key": "name", "Values": ["db"]}]);
    assert_refused(
        world.batch_get_secret_value(json!({"Filters": filters})),
        &denied("ListSecrets", " because no identity-based policy allows the secretsmanager:ListSecrets action"),
    );
}

#[test]
fn s7_4_another_account_needs_both_policies() {
    let world = world(&[]);
    let owner = root(&world);
    let arn = owner.secret("db");
    let (web, job) = (as_key(&world, "WEB"), as_key(&world, "JOB"));
    let text = |ending: &str, who: &str, resource: &str| {
        format!(
            "AccessDeniedException: User: {who} is not authorized to perform: secretsmanager:DescribeSecret on resource: {resource} because no {ending} allows the secretsmanager:DescribeSecret action"
        )
    };
    let (session, user) = ("arn:aws:sts::444455556666:assumed-role/web/i-1", "arn:aws:iam::444455556666:user/job");
    assert_refused(describe(&web, &arn), &text("resource-based policy", session, &arn));
    let unknown = arn.replace("db-", "xy-");
    assert_refused(describe(&web, &unknown), &text("resource-based policy", session, &unknown));
    let nowhere = arn.replace("111122223333", "999999999999");
    assert_refused(describe(&web, &nowhere), &text("resource-based policy", session, &nowhere));

    let share = json!({
        "Effect": "Allow",
        "Principal": {"AWS": "444455556666"},
        "Action": "secretsmanager:*",
        "Resource": "*",
    });
    let put = json!({"SecretId": "db", "ResourcePolicy": statement(share).to_string()});
    owner.put_resource_policy(put).expect("a good policy");
    assert_eq!(describe(&web, &arn).expect("both allow it")["Name"], "db");
    assert_refused(describe(&job, &arn), &text("identity-based policy", user, &arn));
    assert_refused(describe(&web, "db"), NOT_FOUND);
}

#[test]
fn the_account_is_that_of_the_identity() {
    let world = world(&[]);
    let arn = world.caller(Caller::anonymous().with_access_key_id("WEB").with_account("111122223333")).secret("db");
    assert!(arn.contains(":444455556666:"), "{arn}");
}

#[test]
fn s1_5_who_is_not_known_is_told_so() {
    let world = world(&[]);
    assert_refused(
        as_key(&world, "NOBODY").list_secrets(json!({})),
        "UnrecognizedClientException: The security token included in the request is invalid.",
    );
    assert_refused(
        world.caller(Caller::anonymous()).list_secrets(json!({})),
        "MissingAuthenticationTokenException: Missing Authentication Token",
    );
}

/// Whether alice may make a call when her policy has this condition.
fn may(condition: Value, call: impl FnOnce(&World) -> Answer) -> bool {
    let policy = statement(json!({"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition}));
    let world = world(&[policy]);
    let create = json!({
        "Name": "db",
        "SecretString": "one",
        "ClientRequestToken": "v1",
        "Type": "PaddleApiKey",
        "Tags": [{"Key": "team", "Value": "web"}],
    });
    root(&world).create_secret(create).expect("the secret is new");
    !call(&world).is_err_and(|error| error.starts_with("AccessDeniedException: User"))
}

#[test]
fn condition_keys_of_the_secret() {
    let may_describe = |key: &str, value: &str| may(json!({"StringLike": {key: value}}), |world| describe(world, "db"));
    assert!(may_describe("aws:ResourceTag/team", "web"));
    assert!(!may_describe("aws:ResourceTag/team", "db"));
    assert!(may_describe("secretsmanager:ResourceTag/team", "web"));
    assert!(may_describe("secretsmanager:resource/Type", "Paddle*"));
    assert!(may_describe("secretsmanager:SecretId", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-??????"));
    assert!(may_describe("aws:ResourceAccount", "111122223333"));
    assert!(!may_describe("secretsmanager:SecretPrimaryRegion", "*"), "it is not replicated");
}

#[test]
fn condition_keys_of_the_caller_and_the_call() {
    let may_describe = |condition: Value| may(condition, |world| describe(world, "db"));
    let equals = |key: &str, value: &str| may_describe(json!({"StringEquals": {key: value}}));
    assert!(equals("aws:PrincipalArn", "arn:aws:iam::111122223333:user/alice"));
    assert!(equals("aws:PrincipalAccount", "111122223333"));
    assert!(equals("aws:PrincipalType", "User"));
    assert!(equals("aws:username", "alice"));
    assert!(equals("aws:RequestedRegion", "eu-west-1"));
    assert!(!equals("aws:PrincipalOrgID", "o-1"));
    assert!(may_describe(json!({"DateLessThan": {"aws:CurrentTime": "2026-09-21T14:13:21Z"}})));
    assert!(!may_describe(json!({"DateLessThan": {"aws:CurrentTime": "2026-09-21T14:13:20Z"}})));
    assert!(may_describe(json!({"NumericEquals": {"aws:EpochTime": 1_790_000_000}})));
}

#[test]
fn condition_keys_of_the_identity() {
    let policy = json!({"Effect": "Allow", "Action": "*", "Resource": "*",
        "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}}});
    let alice = || identity("ALICE", "arn:aws:iam::111122223333:user/alice", &[statement(policy.clone())]);
    assert!(with(alice()).list_secrets(json!({})).is_err());
    assert!(with(alice().with_key("aws:SourceVpce", "vpce-1")).list_secrets(json!({})).is_ok());
}

#[test]
fn condition_keys_of_the_request() {
    let equals = |key: &str, value: &str| json!({"ForAnyValue:StringEquals": {key: value}});
    let stage = |stage: &'static str| {
        move |world: &World| world.get_secret_value(json!({"SecretId": "db", "VersionStage": stage}))
    };
    let key = "secretsmanager:VersionStage";
    assert!(may(equals(key, "AWSCURRENT"), stage("AWSCURRENT")));
    assert!(!may(equals(key, "AWSCURRENT"), stage("AWSPREVIOUS")));
    assert!(!may(equals(key, "AWSCURRENT"), |world| world.get_secret_value(json!({"SecretId": "db"}))));

    let tag = |world: &World| world.tag_resource(json!({"SecretId": "db", "Tags": [{"Key": "cost", "Value": "7"}]}));
    assert!(may(equals("aws:RequestTag/cost", "7"), tag));
    assert!(!may(equals("aws:RequestTag/cost", "8"), tag));
    assert!(may(equals("aws:TagKeys", "cost"), tag));
    assert!(may(equals("aws:TagKeys", "team"), |world| {
        world.untag_resource(json!({"SecretId": "db", "TagKeys": ["team", "x"]}))
    }));

    let delete = |force: Value| {
        move |world: &World| world.delete_secret(json!({"SecretId": "db", "ForceDeleteWithoutRecovery": force}))
    };
    let not_forced = json!({"Bool": {"secretsmanager:ForceDeleteWithoutRecovery": "false"}});
    assert!(may(not_forced.clone(), delete(json!(null))));
    assert!(!may(not_forced, delete(json!(true))));
    let days = json!({"NumericGreaterThanEquals": {"secretsmanager:RecoveryWindowInDays": 14}});
    let delete_after =
        |days: i64| move |world: &World| world.delete_secret(json!({"SecretId": "db", "RecoveryWindowInDays": days}));
    assert!(may(days.clone(), delete_after(14)));
    assert!(!may(days, delete_after(13)));

    let create = |world: &World| {
        let regions = json!([{"Region": "us-east-1"}]);
        world.create_secret(
            json!({"Name": "new", "ClientRequestToken": "t", "Description": "d", "AddReplicaRegions": regions}),
        )
    };
    assert!(may(equals("secretsmanager:Name", "new"), create));
    assert!(may(equals("secretsmanager:Description", "d"), create));
    assert!(may(equals("secretsmanager:AddReplicaRegions", "us-east-1"), create));
    assert!(!may(equals("secretsmanager:AddReplicaRegions", "us-west-2"), create));

    let rotate = |world: &World| world.rotate_secret(json!({"SecretId": "db", "ClientRequestToken": "t"}));
    assert!(may(equals("secretsmanager:RotateImmediately", "true"), rotate));
    assert!(!may(equals("secretsmanager:ModifyRotationRules", "true"), rotate));
}
