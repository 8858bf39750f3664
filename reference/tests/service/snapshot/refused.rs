//! What is no snapshot: the reason and the place, and no value.

use secretsmith::operation::create_secret::CreateSecretInput;
use secretsmith::primitives::Blob;
use secretsmith::server::{Caller, Context};
use secretsmith_reference::rules::keys::KeyState;
use secretsmith_reference::{InMemory, Snapshot};
use serde_json::{Value, from_value, json};

use super::{FUNCTION, populated};
use crate::World;

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
