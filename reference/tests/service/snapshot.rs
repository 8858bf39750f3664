//! Snapshots: what is put back answers as before. Random lives of a secret are in `tests/`.

mod refused;

use secretsmith::operation::create_secret::CreateSecretInput;
use secretsmith::server::{Caller, Context};
use secretsmith_reference::rules::keys::KeyState;
use secretsmith_reference::{InMemory, Randomness, Replication, Snapshot};
use serde_json::{Value, from_value, json};

use crate::World;

const KEY: &str = "1234abcd-12ab-34cd-56ef-1234567890ab";
const ROLE: &str = "arn:aws:iam::111122223333:role/rotation";
const FUNCTION: &str = "arn:aws:lambda:eu-west-1:111122223333:function:rotate";

/// The world after the end of its program and the start of another, which knows nothing but the snapshot.
fn restarted(world: &World) -> World {
    let service = InMemory::builder().region("eu-west-1").account("111122223333").clock(world.clock.clone());
    let service = service.randomness(Randomness::seeded(2)).replication(Replication::WhenDue).build();
    service.restore(Snapshot::from_json(&world.service.snapshot().to_json()).expect("it was written so"));
    World { service, clock: world.clock.clone(), caller: world.caller.clone() }
}

/// Everything that tells of all secrets, in the Region of the world and another one.
fn told(world: &World) -> Vec<Value> {
    let mut told = Vec::new();
    for world in [world.at("eu-west-1"), world.at("us-east-1")] {
        let list = world.list_secrets(json!({"IncludePlannedDeletion": true})).expect("a list");
        for secret in list["SecretList"].as_array().expect("a list") {
            let id = &secret["ARN"];
            told.push(secret.clone());
            told.push(world.describe_secret(json!({"SecretId": id})).expect("it is there"));
            let versions = world.list_secret_version_ids(json!({"SecretId": id, "IncludeDeprecated": true}));
            let versions = versions.expect("they are there");
            for version in versions["Versions"].as_array().expect("a list") {
                let read = world.get_secret_value(json!({"SecretId": id, "VersionId": version["VersionId"]}));
                told.push(read.unwrap_or_else(Value::String));
            }
            told.push(versions);
            told.push(world.get_resource_policy(json!({"SecretId": id})).unwrap_or_else(Value::String));
        }
    }
    told
}

/// A secret of each kind.
fn populated() -> World {
    let world = World::replicating(Replication::WhenDue);
    world.service.keys(&Caller::anonymous(), |keys| {
        keys.set_alias("alias/app", KEY);
        keys.set_others(KeyState::Missing);
        keys.set(KEY, KeyState::Enabled);
    });
    world.service.roles(&Caller::anonymous(), |roles| roles.forbid(ROLE));
    world.service.register_rotation_function(FUNCTION, |_| async { Err("never".to_owned()) });
    let create = |members: Value| world.create_secret(members).expect("the secret is new");
    create(json!({"Name": "empty", "Description": "nothing yet", "ClientRequestToken": "v1"}));
    create(json!({"Name": "bytes", "SecretBinary": "AAECAw==", "ClientRequestToken": "v1", "KmsKeyId": "alias/app"}));
    let tags = json!([{"Key": "b", "Value": "2"}, {"Key": "a"}]);
    create(json!({"Name": "tagged", "SecretString": "\u{1f511}\n\"", "ClientRequestToken": "v1", "Tags": tags}));
    create(json!({"Name": "untagged", "SecretString": "one", "ClientRequestToken": "v1", "Tags": [{"Key": "a"}]}));
    world.untag_resource(json!({"SecretId": "untagged", "TagKeys": ["a"]})).expect("it is there");
    create(json!({"Name": "external", "SecretString": "{}", "ClientRequestToken": "v1", "Type": "DatadogApiKey"}));
    let input: CreateSecretInput = from_value(json!({"Name": "rds!db", "ClientRequestToken": "v1"})).expect("an input");
    world.service.create_owned_secret("rds", input, &Context::new("CreateSecret")).expect("the secret is new");
    world.secret("gone");
    world.delete_secret(json!({"SecretId": "gone", "RecoveryWindowInDays": 7})).expect("it is there");
    replicated(&world);
    rotated(&world);
    world
}

fn replicated(world: &World) {
    let policy = json!({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "secretsmanager:*",
        "Principal": {"AWS": "arn:aws:iam::444455556666:root"}, "Resource": "*"}]});
    world.secret("shared");
    let policy = json!({"SecretId": "shared", "ResourcePolicy": policy.to_string()});
    world.put_resource_policy(policy).expect("it is a policy");
    world.at("us-east-1").secret("taken");
    world.secret("taken");
    for name in ["shared", "taken"] {
        let regions = json!([{"Region": "us-east-1"}]);
        let replicate = json!({"SecretId": name, "AddReplicaRegions": regions});
        world.replicate_secret_to_regions(replicate).expect("it is there");
    }
    world.run_due();
    world.put("shared", "v2", &[]);
    world.at("us-east-1").get_secret_value(json!({"SecretId": "shared"})).expect("it is there");
}

fn rotated(world: &World) {
    for (name, rules) in [
        ("by-rate", json!({"ScheduleExpression": "rate(10 hours)", "Duration": "2h"})),
        ("by-cron", json!({"ScheduleExpression": "cron(0 8 ? * FRIL *)"})),
        ("by-days", json!({"AutomaticallyAfterDays": 3})),
    ] {
        world.secret(name);
        let rotate = json!({"SecretId": name, "ClientRequestToken": format!("{name}-2"), "RotationRules": rules,
            "RotationLambdaARN": FUNCTION});
        world.rotate_secret(rotate).expect("it is there");
    }
}

#[test]
fn what_is_put_back_tells_the_same() {
    let world = populated();
    let again = restarted(&world);
    for (after, before) in told(&again).into_iter().zip(told(&world)) {
        assert_eq!(after, before);
    }
    assert_eq!(told(&again).len(), told(&world).len());
    assert_eq!(again.service.usage(), world.service.usage());
    // The reads have left their dates.
    assert_eq!(restarted(&world).service.snapshot().to_json(), world.service.snapshot().to_json());
}

#[test]
fn what_is_left_to_do_is_done_by_who_puts_it_back() {
    let world = populated();
    let again = restarted(&world);
    for world in [&world, &again] {
        world.service.register_rotation_function(FUNCTION, |_| async { Err("never".to_owned()) });
    }
    for _ in 0..4 {
        world.wait_days(2);
        let [one, other] = [&world, &again].map(|world| crate::now(world.service.run_due(world.service.now())));
        let kinds = |events: &[secretsmith_reference::RotationEvent]| -> Vec<String> {
            events.iter().map(|event| format!("{} {}", event.kind, event.secret)).collect()
        };
        assert_eq!(kinds(&other), kinds(&one));
        assert_eq!(told(&again).len(), told(&world).len());
    }
    let replica = again.at("us-east-1").get_secret_value(json!({"SecretId": "shared"})).expect("it was replicated");
    assert_eq!(replica["SecretString"], "v2");
    let described = again.describe("by-rate");
    assert_eq!(described["RotationRules"], world.describe("by-rate")["RotationRules"]);
}

#[test]
fn what_was_arranged_is_put_back() {
    let world = restarted(&populated());
    let create = |key: &str| world.create_secret(json!({"Name": "new", "KmsKeyId": key, "ClientRequestToken": "v1"}));
    assert!(create("alias/other").is_err_and(|refusal| refusal.contains("alias/other")));
    assert!(create("alias/app").is_ok());
    let refused = world.service.roles(&Caller::anonymous(), |roles| roles.check(ROLE).is_err());
    assert!(refused);
}

#[test]
fn a_page_goes_on_after_a_restart() {
    let world = populated();
    let first = world.list_secrets(json!({"MaxResults": 4})).expect("a page");
    let next = json!({"MaxResults": 4, "NextToken": first["NextToken"]});
    let (before, after) = (world.list_secrets(next.clone()), restarted(&world).list_secrets(next));
    assert_eq!(after, before);
    assert!(after.is_ok_and(|page| page["SecretList"][0]["Name"].is_string()));
}

#[test]
fn a_rotation_that_was_being_worked_on_is_due_again() {
    let world = World::new();
    world.secret("db");
    let (told, seen) = (world.service.clone(), std::sync::Arc::new(std::sync::Mutex::new(None)));
    let noted = std::sync::Arc::clone(&seen);
    world.service.register_rotation_function(FUNCTION, move |_| {
        *noted.lock().expect("nobody panics") = Some(told.snapshot());
        async { Err("it fails".to_owned()) }
    });
    let rotate = json!({"SecretId": "db", "ClientRequestToken": "v2", "RotationLambdaARN": FUNCTION});
    world.rotate_secret(rotate).expect("it is there");
    world.run_due();
    let during = seen.lock().expect("nobody panics").take().expect("the function was called");
    world.service.restore(during);
    let events = crate::now(world.service.run_due(world.service.now()));
    let kinds: Vec<String> = events.iter().map(|event| event.kind.to_string()).collect();
    assert_eq!(kinds, ["RotationStarted", "RotationFailed"]);
}

#[test]
fn a_snapshot_replaces_all_there_is() {
    let world = World::new();
    world.secret("before");
    let snapshot = world.service.snapshot();
    world.secret("after");
    world.at("us-east-1").secret("elsewhere");
    world.service.restore(snapshot);
    assert_eq!(world.service.usage().secrets, 1);
    assert_eq!(world.describe("before")["Name"], "before");
}

/// What a store held before leaves the replicas alone that it holds now, also if something happens to it yet.
#[test]
fn what_goes_on_when_a_snapshot_is_put_back_has_no_part_in_it() {
    let world = World::new();
    world.secret("db");
    let replicate = json!({"SecretId": "db", "AddReplicaRegions": [{"Region": "us-east-1"}]});
    world.replicate_secret_to_regions(replicate).expect("it is there");
    let snapshot = world.service.snapshot();
    world.put("db", "v2", &[]);
    let (service, calls) = (world.service.clone(), std::sync::Arc::new(std::sync::Mutex::new(0)));
    let counted = std::sync::Arc::clone(&calls);
    world.service.register_rotation_function(FUNCTION, move |_| {
        *counted.lock().expect("nobody panics") += 1;
        service.restore(snapshot.clone());
        async { Ok(()) }
    });
    let rotate = json!({"SecretId": "db", "ClientRequestToken": "v3", "RotationLambdaARN": FUNCTION});
    world.rotate_secret(rotate).expect("it is there");
    world.run_due();
    assert_eq!(*calls.lock().expect("nobody panics"), 1, "no step follows for a rotation that is gone");
    for region in ["eu-west-1", "us-east-1"] {
        let read = world.at(region).get_secret_value(json!({"SecretId": "db"})).expect("it is there");
        assert_eq!((&read["VersionId"], &read["SecretString"]), (&json!("v1"), &json!("one")), "{region}");
    }
}

#[test]
fn a_fork_goes_its_own_way() {
    let world = World::new();
    world.secret("db");
    let fork = World { service: world.service.fork(), clock: world.clock.clone(), caller: world.caller.clone() };
    assert_eq!(told(&fork), told(&world));
    fork.put("db", "v2", &[]);
    world.secret("other");
    world.wait_days(1);
    assert_eq!(world.describe("db")["VersionIdsToStages"], json!({"v1": ["AWSCURRENT"]}));
    assert_eq!((fork.service.usage().secrets, fork.service.now()), (1, world.service.now()));
}

#[test]
fn the_highest_number_of_a_version_leaves_room_for_another_one() {
    let world = World::new();
    world.secret("db");
    world.put("db", "v2", &[]);
    let json = String::from_utf8(world.service.snapshot().to_json().to_vec()).expect("JSON is text");
    for highest in [u32::MAX / 2, u32::MAX] {
        let high = json.replace(r#""Number":2"#, &format!(r#""Number":{highest}"#));
        world.service.restore(Snapshot::from_json(high.as_bytes()).expect("it is a snapshot"));
        world.put("db", "v3", &[]);
        let kept = world.service.snapshot().to_json();
        Snapshot::from_json(&kept).expect("what is kept can be put back");
        assert_eq!(world.describe("db")["VersionIdsToStages"]["v3"], json!(["AWSCURRENT"]));
    }
}
