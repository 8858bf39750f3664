//! Snapshots: what is put back answers as before. Random lives of a secret are in `tests/`.

use secretsmith::operation::create_secret::CreateSecretInput;
use secretsmith::primitives::Blob;
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

#[test]
fn no_text_of_a_snapshot_shows_a_value() {
    let world = World::new();
    let input = json!({"Name": "db", "SecretString": "hunter2", "ClientRequestToken": "v1"});
    world.create_secret(input).expect("the secret is new");
    let snapshot = world.service.snapshot();
    assert_eq!(format!("{snapshot:?}"), "Snapshot { places: 1, secrets: 1 }");
    let json = String::from_utf8(snapshot.to_json().to_vec()).expect("JSON is text");
    assert!(json.contains(r#""SecretString":"hunter2""#), "{json}");
    // A value where something else should be.
    for (from, to, told) in [
        (r#""v1""#, r#"["hunter2"]"#, "Accounts[0].Secrets[0].Versions[0].VersionId: expected a text"),
        (
            r#""Secrets":["#,
            r#""Secrets":["hunter2","#,
            "Accounts[0].Secrets[0]: expected an object with the Name of a secret",
        ),
        (
            r#""Versions":["#,
            r#""Versions":["hunter2","#,
            "Accounts[0].Secrets[0].Versions[0]: expected an object with a ",
        ),
        (
            r#""Number":1"#,
            r#""Number":"hunter2""#,
            "Accounts[0].Secrets[0].Versions[0].Number: expected a whole number",
        ),
        (r#""VersionId":"#, r#""hunter2":"#, "Accounts[0].Secrets[0].Versions[0]: unknown field, expected one of "),
        (r#""Secrets":["#, r#""hunter2":[{"hunter2":"#, "Accounts[0]: unknown field, expected one of "),
        (
            r#""Secrets":["#,
            r#""Keys":{"States":{"hunter2":"hunter2"}},"Secrets":["#,
            "Accounts[0].Keys.States: expected one of `Enabled`, ",
        ),
        (
            r#""Secrets":["#,
            r#""Keys":{"Aliases":{"hunter2":["hunter2"]}},"Secrets":["#,
            "Accounts[0].Keys.Aliases: expected a text",
        ),
        (
            r#""Versions":["#,
            r#""Tags":[{"Key":"a","hunter2":"hunter2"}],"Versions":["#,
            "Accounts[0].Secrets[0].Tags[0]: unknown field, expected `Key` or `Value` at ",
        ),
        (
            r#""Versions":["#,
            r#""Replicas":[{"Region":"us-east-1","Phase":"hunter2"}],"Versions":["#,
            "Accounts[0].Secrets[0].Replicas[0].Phase: expected one of `Starting`, ",
        ),
        (
            r#""Versions":["#,
            r#""Replicas":[{"Region":"us-east-1","Phase":{"Refused":["hunter2"]}}],"Versions":["#,
            "Accounts[0].Secrets[0].Replicas[0].Phase: expected a text",
        ),
    ] {
        let wrong = json.replacen(from, to, 1);
        let problem = Snapshot::from_json(wrong.as_bytes()).expect_err("it is no snapshot").to_string();
        assert!(problem.starts_with(&format!("no snapshot: {told}")), "{problem}");
        assert!(problem.contains(" at line 1 column ") && !problem.contains("hunter2"), "{problem}");
    }
}

#[test]
fn what_is_no_snapshot_is_refused_with_the_reason() {
    let world = World::new();
    world.secret("db");
    world.put("db", "v2", &[]);
    let json = String::from_utf8(world.service.snapshot().to_json().to_vec()).expect("JSON is text");
    let long = format!(r#""Name":"{}""#, "d".repeat(513));
    for (from, to, problem) in [
        (r#""Format":1"#, r#""Format":2"#, "the snapshot has format 2, and this version reads format 1 only"),
        (r#""Suffix""#, r#""hunter2""#, "unknown field, expected one of `Name`, "),
        (
            r#"{"Account":"#,
            r#"{"Account":"111122223333","Region":"eu-west-1","Secrets":[]},{"Account":"#,
            "Accounts[1]: the account 111122223333 has the Region eu-west-1 twice",
        ),
        (r#""Name":"db""#, r#""Name":"d b""#, "the secret d b has a name that no secret can have"),
        (r#""Name":"db""#, &long, "has a name that no secret can have"),
        (r#""Number":2"#, r#""Number":1"#, "the secret db has versions with a Number that is not above the last"),
        (r#""VersionId":"v2""#, r#""VersionId":"v1""#, "the secret db has two versions with the same VersionId"),
        (r#""AWSPREVIOUS""#, r#""AWSCURRENT""#, "the secret db has the label AWSCURRENT twice"),
        (r#""AWSCURRENT""#, r#""AWSCURRENT","AWSCURRENT""#, "the secret db has the label AWSCURRENT twice"),
        (r#""Suffix":""#, r#""Suffix":"-"#, "the secret db has a suffix that is not six letters or digits"),
        // The locks of two Regions are taken for a replica, and none can be taken twice.
        (
            r#""Versions""#,
            r#""PrimaryRegion":"eu-west-1","Versions""#,
            "the secret db is replicated to the Region that it is in",
        ),
        (
            r#""Versions""#,
            r#""Replicas":[{"Region":"eu-west-1","Phase":"Current"}],"Versions""#,
            "the secret db is replicated to the Region that it is in",
        ),
        (
            r#"{"Account":"#,
            r#"{"Tasks":[{"Region":"eu-west-1","What":"Push","Name":"db","Suffix":"AbCdEf"}],"Account":"#,
            "a task is for the Region that it is left in",
        ),
        (r#""CreatedDate":1790000000,"L"#, r#""L"#, "missing field `CreatedDate`"),
        ("}]}]}]}", "}]}]}", "EOF while parsing"),
    ] {
        let wrong = json.replacen(from, to, 1);
        assert_ne!(wrong, json, "{from}");
        let told = Snapshot::from_json(wrong.as_bytes()).expect_err(problem).to_string();
        assert!(told.starts_with("no snapshot: ") && told.contains(problem), "{told}");
        assert!(!told.contains("hunter2"), "{told}");
    }
}

/// What the calls of a store cannot bring about, none of its snapshots has.
#[test]
fn what_breaks_a_limit_is_refused_with_the_reason_and_its_place() {
    let world = World::new();
    world.secret("db");
    let rotate = json!({"SecretId": "db", "ClientRequestToken": "v2", "RotationRules": {"AutomaticallyAfterDays": 3},
        "RotationLambdaARN": FUNCTION});
    world.service.register_rotation_function(FUNCTION, |_| async { Ok(()) });
    world.rotate_secret(rotate).expect("it is there");
    let good: Value = serde_json::from_slice(&world.service.snapshot().to_json()).expect("it is JSON");
    let version = |number: usize| json!({"VersionId": number.to_string(), "Number": number, "CreatedDate": 1_790_000_000, "SecretString": "hunter2"});
    let versions = |count: usize| (0..count).map(version).collect::<Value>();
    let labelled = |count: usize| {
        let stages: Vec<String> = (0..count).map(|number| format!("label-{number}")).collect();
        let mut version = version(1);
        version["VersionStages"] = json!(stages);
        json!([version])
    };
    let tags = |count: usize| (0..count).map(|number| json!({"Key": number.to_string()})).collect::<Value>();
    let secret = "/Accounts/0/Secrets/0";
    for (path, most, more, problem) in [
        (
            "/Versions/0/VersionId",
            json!("v"),
            json!(""),
            ".Versions[0]: the secret db has a version with an empty VersionId",
        ),
        (
            "/Versions/0/SecretString",
            json!("\u{e9}".repeat(32_768)),
            json!("\u{e9}".repeat(32_769)),
            ".Versions[0]: the secret db has a version that cannot be: 1 validation error detected: ",
        ),
        ("/Versions", versions(100), versions(101), ".Versions: the secret db has more than 100 versions"),
        ("/Versions", labelled(20), labelled(21), ".Versions: the secret db has more than 20 labels"),
        ("/Tags", tags(50), tags(51), ".Tags: the secret db has more than 50 tags"),
        (
            "/Tags",
            json!([{"Key": "a"}, {"Key": "b"}]),
            json!([{"Key": "b"}, {"Key": "a"}, {"Key": "a"}]),
            ".Tags[2]: the secret db has two tags with the same Key",
        ),
        (
            "/Tags",
            json!([{"Key": "a"}]),
            json!([{"Value": "a"}]),
            ".Tags[0]: the secret db has a tag that it cannot have: ",
        ),
        (
            "/Description",
            json!("\u{e9}".repeat(2_048)),
            json!("\u{e9}".repeat(2_049)),
            ".Description: the secret db has a description of more than 2048 characters",
        ),
        (
            "/Rotation/NextWindow",
            json!({"Start": 1_790_000_000, "End": 1_790_000_000}),
            json!({"Start": 1_790_000_000, "End": 1_789_999_999}),
            ".Rotation.NextWindow: the secret db has a window that ends before it starts",
        ),
        (
            "/Rotation/Schedule/RotationRules",
            json!({"ScheduleExpression": "rate(4 hours)"}),
            json!({"ScheduleExpression": "rate(3 hours)"}),
            ".Rotation.Schedule: the secret db has rotation rules that are refused: ",
        ),
        (
            "/PrimaryRegion",
            json!("local"),
            json!("Mars!"),
            ": the secret db is replicated between here and \"Mars!\", which is no Region",
        ),
    ] {
        told_of(&good, &[secret, path].concat(), most, more, &format!("Accounts[0].Secrets[0]{problem}"));
    }
    for (path, most, more, problem) in [
        ("/Region", json!("local"), json!(""), "Accounts[0].Region: there can be no Region \"\""),
        ("/Region", json!("eu-west-1"), json!("Mars!"), "Accounts[0].Region: there can be no Region \"Mars!\""),
        ("/Account", json!("000000000000"), json!("x"), "Accounts[0].Account: the account \"x\" is not twelve digits"),
        (
            "/Tasks",
            json!([{"Region": "local", "What": "Push", "Name": "db", "Suffix": "AbCdEf"}]),
            json!([{"Region": "Mars!", "What": "Push", "Name": "db", "Suffix": "AbCdEf"}]),
            "Accounts[0].Tasks[0]: a task is for \"Mars!\", which is no Region",
        ),
    ] {
        told_of(&good, &["/Accounts/0", path].concat(), most, more, problem);
    }
}

/// Puts a value into a snapshot that can be there, which is read, and one that cannot, which is told.
fn told_of(good: &Value, path: &str, most: Value, more: Value, problem: &str) {
    let with = |value: Value| {
        let (mut edited, (parent, name)) = (good.clone(), path.rsplit_once('/').expect("it has a name"));
        edited.pointer_mut(parent).expect("it is there")[name] = value;
        Snapshot::from_json(edited.to_string().as_bytes())
    };
    let again = with(most).expect("it is a snapshot").to_json();
    assert_eq!(Snapshot::from_json(&again).expect("it was written so").to_json(), again);
    let told = with(more).expect_err(problem).to_string();
    assert!(told.starts_with(&format!("no snapshot: {problem}")) && !told.contains("hunter2"), "{told}");
}

#[test]
fn a_list_is_no_object() {
    let world = populated();
    world.run_due();
    let good: Value = serde_json::from_slice(&world.service.snapshot().to_json()).expect("it is JSON");
    let mut objects = Vec::new();
    find_objects(&good, "", &mut objects);
    assert!(objects.len() > 50, "{objects:?}");
    for path in objects {
        let mut edited = good.clone();
        let object = edited.pointer_mut(&path).expect("it is there");
        *object = object.as_object().expect("it is an object").values().cloned().collect();
        let told = Snapshot::from_json(edited.to_string().as_bytes()).expect_err(&path).to_string();
        assert!(told.contains("expected an object") || told.contains("expected value"), "{path}: {told}");
        assert!(!told.contains("struct") && !told.contains("elements"), "{told}");
    }
    let told = Snapshot::from_json(b"[1,[]]").expect_err("it is a list").to_string();
    assert_eq!(told, "no snapshot: expected an object with Format and Accounts at line 1 column 0");
}

/// The paths of all objects in a value.
fn find_objects(value: &Value, path: &str, found: &mut Vec<String>) {
    let parts: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, member)| (name.clone(), member)).collect(),
        Value::Array(elements) => {
            elements.iter().enumerate().map(|(number, part)| (number.to_string(), part)).collect()
        }
        _ => return,
    };
    if value.is_object() {
        found.push(path.to_owned());
    }
    for (name, part) in parts {
        find_objects(part, &format!("{path}/{}", name.replace('~', "~0").replace('/', "~1")), found);
    }
}

/// Whoever calls the store itself goes without the checks of the model and of signatures.
#[test]
fn what_a_store_takes_can_be_put_back() {
    let world = World::new();
    world.service.keys(&Caller::anonymous().with_region("Mars!"), |keys| keys.set_others(KeyState::Missing));
    let create = |world: &World, members: Value| {
        let mut input = json!({"Name": "db", "ClientRequestToken": "v1"});
        members.as_object().expect("it is an object").iter().for_each(|(name, value)| input[name] = value.clone());
        world.create_secret(input)
    };
    let too_long = "failed to satisfy constraint: Member must have length less than or equal to";
    for (members, refusal) in [
        (json!({"ClientRequestToken": ""}), "InvalidRequestException: You must provide a ClientRequestToken"),
        (json!({"SecretBinary": Blob::new(vec![0; 65_537])}), too_long),
        (json!({"SecretString": "s".repeat(65_537)}), too_long),
        (json!({"Description": "d".repeat(2_049)}), too_long),
    ] {
        let told = create(&world, members).expect_err(refusal);
        assert!(told.contains(refusal), "{told}");
    }
    for (caller, refusal) in [
        (
            Caller::anonymous().with_region(""),
            "InvalidSignatureException: Credential should be scoped to a valid region",
        ),
        (Caller::anonymous().with_region("Mars!"), "valid region, not 'Mars!'."),
        (
            Caller::anonymous().with_account("x"),
            "ValidationException: The account 'x' is not a number of twelve digits.",
        ),
    ] {
        let told = create(&world.caller(caller.clone()), json!({})).expect_err(refusal);
        assert!(told.contains(refusal), "{told}");
        let input: CreateSecretInput =
            from_value(json!({"Name": "rds!db", "ClientRequestToken": "v1"})).expect("an input");
        let context = Context::new("CreateSecret").with_caller(caller);
        world.service.create_owned_secret("rds", input, &context).expect_err(refusal);
    }
    assert_eq!(world.service.snapshot().to_json(), InMemory::new().snapshot().to_json(), "nothing is kept");

    let local = world.caller(Caller::anonymous().with_region("local"));
    let most = json!({"SecretBinary": Blob::new(vec![0; 65_536]), "Description": "\u{e9}".repeat(2_048)});
    create(&local, most).expect("it is the most that there can be");
    Snapshot::from_json(&world.service.snapshot().to_json()).expect("it was written so");
}
