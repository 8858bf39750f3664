//! Replication as the primary sees it: §5, §3.3, §3.5, §3.14, §3.15, §2.7.

use secretsmith::server::Caller;
use secretsmith_reference::Replication;
use secretsmith_reference::rules::keys::KeyState;
use serde_json::{Value, json};

use crate::{Answer, INVALID_NAME, MARKED, NOT_FOUND, World, assert_refused};

const INVALID_REGION: &str = "InvalidParameterException: Invalid replica region.";
const READ_ONLY: &str = "InvalidParameterException: Operation not permitted on a replica secret. Call must be made in primary secret's region.";
const KEY: &str = "alias/aws/secretsmanager";
const DAY: i64 = 86_400;
const TODAY: i64 = 1_789_948_800;

/// Creates `db`, to be replicated to these Regions.
fn create(world: &World, regions: &[&str]) -> Value {
    let regions: Vec<Value> = regions.iter().map(|region| json!({"Region": region})).collect();
    let input = json!({"Name": "db", "SecretString": "one", "ClientRequestToken": "v1", "AddReplicaRegions": regions});
    world.create_secret(input).expect("the secret is new")
}

fn replicate(world: &World, replicas: Value) -> Answer {
    world.replicate_secret_to_regions(json!({"SecretId": "db", "AddReplicaRegions": replicas}))
}

fn overwrite(world: &World, region: &str) -> Answer {
    let replicas = json!([{"Region": region}]);
    let input = json!({"SecretId": "db", "AddReplicaRegions": replicas, "ForceOverwriteReplicaSecret": true});
    world.replicate_secret_to_regions(input)
}

fn remove(world: &World, regions: &[&str]) -> Answer {
    world.remove_regions_from_replication(json!({"SecretId": "db", "RemoveReplicaRegions": regions}))
}

fn in_progress(region: &str) -> Value {
    json!({"Region": region, "KmsKeyId": KEY, "Status": "InProgress"})
}

fn in_sync(region: &str) -> Value {
    json!({"Region": region, "KmsKeyId": KEY, "Status": "InSync", "StatusMessage": "Replication succeeded"})
}

fn failed(region: &str, reason: &str) -> Value {
    let reason = format!("Replication failed: {reason}");
    json!({"Region": region, "KmsKeyId": KEY, "Status": "Failed", "StatusMessage": reason})
}

fn status(world: &World) -> Value {
    world.describe("db")["ReplicationStatus"].clone()
}

fn value(world: &World) -> Value {
    world.get_secret_value(json!({"SecretId": "db"})).expect("there is a value")["SecretString"].clone()
}

#[test]
fn created_with_replicas_3_3() {
    let world = World::new();
    let output = create(&world, &["us-east-1", "eu-central-1"]);
    assert_eq!(output["ReplicationStatus"], json!([in_progress("us-east-1"), in_progress("eu-central-1")]));
    assert_eq!(status(&world), json!([in_sync("us-east-1"), in_sync("eu-central-1")]));
    assert_eq!(world.describe("db")["PrimaryRegion"], "eu-west-1");
    assert_eq!(value(&world.at("us-east-1")), "one");

    let replica = world.at("us-east-1").describe("db");
    let arn = output["ARN"].as_str().expect("an ARN").replace("eu-west-1", "us-east-1");
    assert_eq!(replica["ARN"], arn, "only the Region differs (§2.2)");
    assert_eq!(replica["PrimaryRegion"], "eu-west-1");
    assert_eq!(replica.get("ReplicationStatus"), None);
}

#[test]
fn a_retried_creation_answers_how_replication_is() {
    let world = World::new();
    let mut first = create(&world, &["us-east-1"]);
    first["ReplicationStatus"] = json!([in_sync("us-east-1")]);
    assert_eq!(create(&world, &["us-east-1"]), first);
    world.secret("other");
    assert_eq!(world.describe("other").get("ReplicationStatus"), None);
    assert_eq!(world.describe("other").get("PrimaryRegion"), None);
}

#[test]
fn replicate_checks_come_in_order_3_15() {
    let world = World::new();
    let replicate = |id: &str, region: &str| {
        let input = json!({"SecretId": id, "AddReplicaRegions": [{"Region": region}]});
        world.replicate_secret_to_regions(input)
    };
    assert_refused(replicate("a b", "nowhere-1"), INVALID_NAME);
    for region in ["eu-west-1", "eu-west-9", "cn-north-1", "us-gov-west-1", "us-iso-east-1"] {
        assert_refused(replicate("db", region), INVALID_REGION);
    }
    assert_refused(replicate("db", "us-east-1"), NOT_FOUND);
    world.secret("db");
    world.delete_secret(json!({"SecretId": "db"})).expect("the secret is there");
    assert_refused(replicate("db", "us-east-1"), MARKED);
    assert_refused(remove(&world, &["us-east-1"]), MARKED);
    world.restore_secret(json!({"SecretId": "db"})).expect("it is scheduled");
    assert!(replicate("db", "us-east-1").is_ok());
    let replica = world.at("us-east-1");
    assert_refused(self::replicate(&replica, json!([{"Region": "us-east-2"}])), READ_ONLY);
    assert_refused(remove(&replica, &["us-east-2"]), READ_ONLY);
}

#[test]
fn a_region_of_another_partition_has_its_own_neighbours() {
    let world = World::new().at("cn-north-1");
    assert_refused(replicate(&world, json!([{"Region": "us-east-1"}])), INVALID_REGION);
    create(&world, &["cn-northwest-1"]);
    assert_eq!(status(&world), json!([in_sync("cn-northwest-1")]));
}

#[test]
fn replication_is_answered_for_all_regions_3_15() {
    let world = World::new();
    let arn = create(&world, &["us-east-1"])["ARN"].clone();
    world.wait(1);
    let output = replicate(&world, json!([{"Region": "us-east-2"}, {"Region": "us-east-2", "KmsKeyId": "alias/x"}]));
    let status = json!([in_sync("us-east-1"), in_progress("us-east-2")]);
    assert_eq!(output, Ok(json!({"ARN": arn, "ReplicationStatus": status})));
    assert_eq!(world.describe("db")["LastChangedDate"], 1_790_000_001, "it is a change (§2.7)");
}

#[test]
fn a_region_with_a_replica_is_left_alone_3_15() {
    let world = World::new();
    create(&world, &["us-east-1"]);
    world.wait(1);
    let output = replicate(&world, json!([{"Region": "us-east-1", "KmsKeyId": "alias/other"}]));
    assert_eq!(output.expect("it is accepted")["ReplicationStatus"], json!([in_sync("us-east-1")]));
    assert_eq!(world.describe("db")["LastChangedDate"], 1_790_000_000);
    assert_eq!(world.at("us-east-1").describe("db").get("KmsKeyId"), None);
}

#[test]
fn in_progress_until_it_is_done() {
    let world = World::replicating(Replication::WhenDue);
    create(&world, &["us-east-1"]);
    let replica = world.at("us-east-1");
    assert_eq!(status(&world), json!([in_progress("us-east-1")]));
    assert_refused(replica.describe_secret(json!({"SecretId": "db"})), NOT_FOUND);
    world.run_due();
    assert_eq!(status(&world), json!([in_sync("us-east-1")]));
    assert_eq!(value(&replica), "one");

    world.put("db", "v2", &[]);
    assert_eq!(status(&world)[0]["Status"], "InProgress", "a change is to be pushed");
    assert_eq!(status(&world)[0].get("StatusMessage"), None);
    assert_eq!(value(&replica), "one");
    world.run_due();
    assert_eq!(status(&world)[0]["Status"], "InSync");
    assert_eq!(value(&replica), "v2");

    let output = remove(&world, &["us-east-1"]).expect("there is a replica");
    assert_eq!(output["ReplicationStatus"], json!([]));
    assert_eq!(value(&replica), "v2", "it is removed some time later (§3.14)");
    world.run_due();
    assert_refused(replica.describe_secret(json!({"SecretId": "db"})), NOT_FOUND);
}

#[test]
fn a_region_removed_and_added_again_has_a_new_replica() {
    let world = World::replicating(Replication::WhenDue);
    create(&world, &["us-east-1"]);
    world.run_due();
    remove(&world, &["us-east-1"]).expect("there is a replica");
    let output = replicate(&world, json!([{"Region": "us-east-1", "KmsKeyId": "alias/new"}]));
    assert_eq!(output.expect("it is accepted")["ReplicationStatus"][0]["Status"], "InProgress");
    world.run_due();
    assert_eq!(status(&world)[0]["Status"], "InSync");
    assert_eq!(world.at("us-east-1").describe("db")["KmsKeyId"], "alias/new");
}

#[test]
fn taken_names_fail_5() {
    let world = World::new();
    let replica = world.at("us-east-1");
    replica.secret("db");
    let output = create(&world, &["us-east-1"]);
    assert_eq!(output["ReplicationStatus"], json!([in_progress("us-east-1")]), "it is no error of the call (§3.15)");
    let taken = failed("us-east-1", "Secret name db already exists in region us-east-1.");
    assert_eq!(status(&world), json!([taken]));
    world.put("db", "v2", &[]);
    assert_eq!(status(&world), json!([taken]), "changes are pushed to replicas");
    assert_eq!(value(&replica), "one");
    assert_eq!(replica.describe("db").get("PrimaryRegion"), None);

    replicate(&world, json!([{"Region": "us-east-1"}])).expect("it is tried again");
    assert_eq!(status(&world), json!([taken]));
    replica.delete_secret(json!({"SecretId": "db"})).expect("the secret is there");
    replicate(&world, json!([{"Region": "us-east-1"}])).expect("it is tried again");
    assert_eq!(status(&world), json!([taken]), "a scheduled secret keeps its name (§2.1)");
    replica.delete_secret(json!({"SecretId": "db", "ForceDeleteWithoutRecovery": true})).expect("it is there");
    replicate(&world, json!([{"Region": "us-east-1"}])).expect("it is tried again");
    assert_eq!(status(&world), json!([in_sync("us-east-1")]));
}

#[test]
fn standalone_secrets_can_be_overwritten_5() {
    let world = World::new();
    let replica = world.at("us-east-1");
    let former = replica.secret("db");
    replica.get_secret_value(json!({"SecretId": "db"})).expect("there is a value");
    world.secret("db");
    world.put("db", "v2", &[]);
    overwrite(&world, "us-east-1").expect("it is accepted");
    assert_eq!(status(&world), json!([in_sync("us-east-1")]));
    assert_eq!(value(&replica), "v2");
    assert_refused(replica.describe_secret(json!({"SecretId": former})), NOT_FOUND);
}

#[test]
fn overwriting_at_creation_3_3() {
    let world = World::new();
    world.at("us-east-1").secret("db");
    let input = json!({
        "Name": "db",
        "SecretString": "two",
        "ClientRequestToken": "v1",
        "AddReplicaRegions": [{"Region": "us-east-1"}],
        "ForceOverwriteReplicaSecret": true,
    });
    world.create_secret(input).expect("the secret is new");
    assert_eq!(value(&world.at("us-east-1")), "two");
}

#[test]
fn replicas_of_others_cannot_be_overwritten_5() {
    let world = World::new();
    create(&world, &["us-east-1"]);
    let other = world.at("us-west-2");
    create(&other, &["us-east-1"]);
    let reason = "Secret name db is currently replicated to us-east-1 with a different arn";
    assert_eq!(status(&other), json!([failed("us-east-1", reason)]));
    overwrite(&other, "us-east-1").expect("it is accepted");
    assert_eq!(status(&other), json!([failed("us-east-1", reason)]));

    // Neither can a secret that has replicas, which would be stranded.
    overwrite(&other, "eu-west-1").expect("it is accepted");
    let taken = failed("eu-west-1", "Secret name db already exists in region eu-west-1.");
    assert_eq!(status(&other)[1], taken);
    assert_eq!(status(&world), json!([in_sync("us-east-1")]));
}

#[test]
fn everything_but_the_key_is_the_same_5() {
    let world = World::new();
    let create = json!({
        "Name": "db",
        "SecretString": "one",
        "ClientRequestToken": "v1",
        "Description": "for tests",
        "KmsKeyId": "alias/app",
        "Type": "PaddleApiKey",
        "Tags": [{"Key": "a", "Value": "1"}],
    });
    world.create_secret(create).expect("the secret is new");
    world.put("db", "v2", &[]);
    world.put("db", "v3", &["mine"]);
    replicate(&world, json!([{"Region": "us-east-1", "KmsKeyId": "alias/there"}])).expect("it is accepted");
    let mut expected = world.describe("db");
    expected["ARN"] = json!(expected["ARN"].as_str().expect("an ARN").replace("eu-west-1", "us-east-1"));
    expected["KmsKeyId"] = json!("alias/there");
    expected.as_object_mut().expect("an object").remove("ReplicationStatus");
    assert_eq!(world.at("us-east-1").describe("db"), expected);

    let versions = |world: &World| {
        let input = json!({"SecretId": "db", "IncludeDeprecated": true});
        world.list_secret_version_ids(input).expect("the secret is there")["Versions"].clone()
    };
    let mut expected = versions(&world);
    for version in expected.as_array_mut().expect("a list") {
        version["KmsKeyIds"] = json!(["alias/there"]);
    }
    assert_eq!(versions(&world.at("us-east-1")), expected);
    for id in ["v1", "v2", "v3"] {
        let read = |world: &World| {
            let output = world.get_secret_value(json!({"SecretId": "db", "VersionId": id})).expect("a version");
            (output["SecretString"].clone(), output["CreatedDate"].clone(), output["VersionStages"].clone())
        };
        assert_eq!(read(&world.at("us-east-1")), read(&world));
    }
}

#[test]
fn later_changes_follow_5() {
    let world = World::new();
    create(&world, &["us-east-1"]);
    let same = |member: &str| assert_eq!(world.at("us-east-1").describe("db")[member], world.describe("db")[member]);
    let tags = json!([{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}]);
    world.tag_resource(json!({"SecretId": "db", "Tags": tags})).expect("a change");
    same("Tags");
    world.untag_resource(json!({"SecretId": "db", "TagKeys": ["a", "b"]})).expect("a change");
    same("Tags");
    let update = json!({"SecretId": "db", "Description": "new", "ClientRequestToken": "x", "KmsKeyId": "alias/mine"});
    world.update_secret(update).expect("a change");
    same("Description");
    assert_eq!(world.at("us-east-1").describe("db").get("KmsKeyId"), None, "the key is that of the Region");
    world.put("db", "v2", &["AWSPENDING", "mine"]);
    same("VersionIdsToStages");
    let back =
        json!({"SecretId": "db", "VersionStage": "AWSCURRENT", "MoveToVersionId": "v2", "RemoveFromVersionId": "v1"});
    world.update_secret_version_stage(back).expect("a change");
    same("VersionIdsToStages");
    world.wait(60);
    world.put("db", "v3", &[]);
    same("VersionIdsToStages");
    same("LastChangedDate");
    assert_eq!(status(&world), json!([in_sync("us-east-1")]));
    assert_eq!(value(&world.at("us-east-1")), "v3");
}

#[test]
fn reading_is_noted_by_region_5() {
    let world = World::new();
    create(&world, &["us-east-1", "us-east-2"]);
    let replica = world.at("us-east-1");
    value(&replica);
    assert_eq!(world.describe("db").get("LastAccessedDate"), None);
    assert_eq!(replica.describe("db")["LastAccessedDate"], TODAY);
    assert_eq!(status(&world)[0]["LastAccessedDate"], TODAY);
    assert_eq!(status(&world)[1].get("LastAccessedDate"), None);

    world.wait_days(1);
    value(&world);
    world.put("db", "v2", &[]);
    assert_eq!(world.describe("db")["LastAccessedDate"], TODAY + DAY);
    assert_eq!(replica.describe("db")["LastAccessedDate"], TODAY, "a change there is no access");
    assert_eq!(status(&world)[0]["LastAccessedDate"], TODAY);
    let batch = replica.batch_get_secret_value(json!({"SecretIdList": ["db"]})).expect("a batch");
    assert_eq!(batch["SecretValues"][0]["SecretString"], "v2");
    assert_eq!(status(&world)[0]["LastAccessedDate"], TODAY + DAY);
}

#[test]
fn deletion_needs_all_replicas_gone_3_5() {
    let world = World::new();
    let arn = create(&world, &["us-east-1", "eu-central-1"])["ARN"].clone();
    let arn = arn.as_str().expect("an ARN");
    let delete = |force: bool| world.delete_secret(json!({"SecretId": "db", "ForceDeleteWithoutRecovery": force}));
    for force in [true, false] {
        assert_refused(
            delete(force),
            &format!(
                "InvalidParameterException: You can't delete secret {arn} that still has replica regions [us-east-1, eu-central-1]."
            ),
        );
    }
    remove(&world, &["us-east-1"]).expect("there is a replica");
    assert_refused(
        delete(true),
        &format!(
            "InvalidParameterException: You can't delete secret {arn} that still has replica regions [eu-central-1]."
        ),
    );
    remove(&world, &["eu-central-1"]).expect("there is a replica");
    assert!(delete(false).is_ok());
}

#[test]
fn removing_regions_deletes_replicas_3_14() {
    let world = World::new();
    let arn = create(&world, &["us-east-1", "us-east-2"])["ARN"].clone();
    assert_refused(remove(&world, &["us-east-1", "us-west-1"]), INVALID_REGION);
    assert_eq!(value(&world.at("us-east-1")), "one", "a refused call changes nothing");
    world.wait(1);
    let output = remove(&world, &["us-east-1"]);
    assert_eq!(output, Ok(json!({"ARN": arn, "ReplicationStatus": [in_sync("us-east-2")]})));
    assert_eq!(world.describe("db")["LastChangedDate"], 1_790_000_001, "it is a change (§2.7)");
    assert_refused(world.at("us-east-1").describe_secret(json!({"SecretId": "db"})), NOT_FOUND);
    world.at("us-east-1").secret("db");

    assert_eq!(remove(&world, &["us-east-2"]), Ok(json!({"ARN": arn, "ReplicationStatus": []})));
    assert_eq!(world.describe("db").get("PrimaryRegion"), None);
    assert_eq!(world.describe("db").get("ReplicationStatus"), None);
    assert_refused(remove(&world, &["us-east-2"]), INVALID_REGION);
}

#[test]
fn removing_a_failed_region_leaves_what_is_there() {
    let world = World::new();
    let replica = world.at("us-east-1");
    let arn = replica.secret("db");
    create(&world, &["us-east-1"]);
    remove(&world, &["us-east-1"]).expect("it is configured");
    assert_eq!(replica.describe("db")["ARN"], arn);
}

#[test]
fn bad_keys_fail_there_5() {
    let world = World::new();
    world.secret("db");
    let there = Caller::anonymous().with_region("us-east-1");
    world.service.keys(&there, |keys| keys.set("alias/off", KeyState::Disabled));
    let replicas = json!([
        {"Region": "us-east-1", "KmsKeyId": "alias/off"},
        {"Region": "us-east-2", "KmsKeyId": "nonsense"},
        {"Region": "us-west-1", "KmsKeyId": "arn:aws:kms:eu-west-1:111122223333:alias/app"},
    ]);
    let output = replicate(&world, replicas).expect("it is no error of the call");
    let in_progress = json!({"Region": "us-east-1", "KmsKeyId": "alias/off", "Status": "InProgress"});
    assert_eq!(output["ReplicationStatus"][0], in_progress);
    let status = status(&world);
    let texts = [
        "Replication failed: The secret value can't be encrypted with the KMS key alias/off in its present state.",
        "Replication failed: The operation failed because of an invalid KMS key: Invalid keyId",
        "Replication failed: The operation failed because of an invalid KMS key: Invalid arn eu-west-1",
    ];
    for (entry, text) in status.as_array().expect("a list").iter().zip(texts) {
        assert_eq!((&entry["Status"], &entry["StatusMessage"]), (&json!("Failed"), &json!(text)));
    }
    replicate(&world, json!([{"Region": "us-east-2", "KmsKeyId": "alias/app"}])).expect("it is tried again");
    let entry = self::status(&world)[1].clone();
    assert_eq!((&entry["Status"], &entry["KmsKeyId"]), (&json!("InSync"), &json!("alias/app")));
}

#[test]
fn a_key_that_goes_away_makes_a_replica_stale() {
    let world = World::new();
    world.secret("db");
    replicate(&world, json!([{"Region": "us-east-1", "KmsKeyId": "alias/app"}])).expect("it is accepted");
    let there = Caller::anonymous().with_region("us-east-1");
    world.service.keys(&there, |keys| keys.set("alias/app", KeyState::Disabled));
    world.put("db", "v2", &[]);
    assert_eq!(status(&world)[0]["Status"], "Failed");
    world.service.keys(&there, |keys| keys.set("alias/app", KeyState::Enabled));
    assert_eq!(value(&world.at("us-east-1")), "one");
    world.put("db", "v3", &[]);
    assert_eq!(status(&world)[0]["Status"], "InSync", "the next change is pushed again");
    assert_eq!(value(&world.at("us-east-1")), "v3");

    world.service.keys(&there, |keys| keys.set("alias/app", KeyState::PendingDeletion));
    world.put("db", "v4", &[]);
    replicate(&world, json!([{"Region": "us-east-1", "KmsKeyId": "alias/other"}])).expect("it is tried again");
    assert_eq!(status(&world)[0]["Status"], "InSync");
    assert_eq!(value(&world.at("us-east-1")), "v4");
    assert_eq!(world.at("us-east-1").describe("db")["KmsKeyId"], "alias/other");
}

#[test]
fn replicas_are_found_by_their_primary_6_1() {
    let world = World::new();
    create(&world, &["us-east-1"]);
    world.secret("plain");
    let found = |world: &World, value: &str| {
        let filters = json!([{"Key": "primary-region", "Values": [value]}]);
        let output = world.list_secrets(json!({"Filters": filters})).expect("a list");
        let names = output["SecretList"].as_array().expect("a list").iter();
        names.map(|secret| secret["Name"].as_str().expect("a name").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(&world, "eu-"), ["db"]);
    assert_eq!(found(&world, "EU-"), [""; 0]);
    assert_eq!(found(&world, "!eu-west-1"), ["plain"]);
    assert_eq!(found(&world.at("us-east-1"), "eu-west-1"), ["db"]);
    assert_eq!(found(&world.at("us-east-1"), "us"), [""; 0]);
}

#[test]
fn lists_show_replicas_without_their_status_3_11() {
    let world = World::new();
    create(&world, &["us-east-1"]);
    for world in [&world, &world.at("us-east-1")] {
        let entry = world.list_secrets(json!({})).expect("a list")["SecretList"][0].clone();
        assert_eq!(entry["PrimaryRegion"], "eu-west-1");
        assert_eq!(entry.get("ReplicationStatus"), None);
    }
}

#[test]
fn accounts_have_their_own_replicas() {
    let world = World::new();
    create(&world, &["us-east-1"]);
    let other = world.caller(Caller::anonymous().with_account("444455556666")).at("us-east-1");
    assert_refused(other.describe_secret(json!({"SecretId": "db"})), NOT_FOUND);
}
