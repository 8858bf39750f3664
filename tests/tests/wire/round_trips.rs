//! Every structure survives being written and read.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use secretsmith::operation::create_secret::CreateSecret;
use secretsmith::operation::get_random_password::GetRandomPassword;
use secretsmith::operation::get_secret_value::GetSecretValueOutput;
use secretsmith::primitives::Blob;
use secretsmith::types::{
    Filter, FilterNameStringType, ReplicaRegionType, ReplicationStatusType, SortByType, StatusType, Tag,
};
use serde_json::{Value, from_str, from_value, json, to_string, to_value};

use crate::shapes::model::Structures;
use crate::shapes::sample::{full, some};
use crate::shapes::{Shape, Visit, every_shape};

#[test]
fn the_list_of_shapes_is_that_of_the_model() {
    struct Names(BTreeSet<String>);
    impl Visit for Names {
        fn shape<T: Shape>(&mut self, name: &str) {
            assert!(self.0.insert(name.to_owned()), "{name} is listed twice");
        }
    }
    let mut names = Names(BTreeSet::new());
    every_shape(&mut names);
    let structures = Structures::read();
    let expected: BTreeSet<String> = structures.names().into_iter().map(str::to_owned).collect();
    assert_eq!(names.0, expected, "list the structures of the model in tests/tests/wire/shapes.rs");
}

#[test]
fn a_shape_with_every_member_survives() {
    struct Full(Structures);
    impl Visit for Full {
        fn shape<T: Shape>(&mut self, name: &str) {
            let json = full(&self.0, self.0.structure(name));
            let value: T = from_value(json.clone()).unwrap_or_else(|error| panic!("{name}: {error} in {json}"));
            assert_eq!(to_value(&value).expect("a shape is JSON"), json, "{name}");
            assert_eq!(from_str::<T>(&to_string(&value).expect("a shape is JSON")).expect("its own JSON"), value);
        }
    }
    every_shape(&mut Full(Structures::read()));
}

#[test]
fn random_shapes_survive() {
    struct Random(Structures);
    impl Visit for Random {
        fn shape<T: Shape>(&mut self, name: &str) {
            let config = ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() };
            let survives = |json: Value| {
                let value: T = from_value(json.clone()).map_err(|error| TestCaseError::fail(error.to_string()))?;
                let text = to_string(&value).expect("a shape is JSON");
                prop_assert_eq!(without_defaults(from_str(&text).expect("JSON")), without_defaults(json), "{}", name);
                prop_assert_eq!(from_str::<T>(&text).expect("its own JSON"), value);
                Ok(())
            };
            let strategy = some(&self.0, self.0.structure(name));
            if let Err(error) = TestRunner::new(config).run(&strategy, survives) {
                panic!("{name}: {error}");
            }
        }
    }
    every_shape(&mut Random(Structures::read()));
}

#[test]
fn unknown_members_are_ignored_and_nulls_are_absent() {
    struct Extended(Structures);
    impl Visit for Extended {
        fn shape<T: Shape>(&mut self, name: &str) {
            let structure = self.0.structure(name);
            let mut json = full(&self.0, structure);
            for member in structure.members().into_iter().filter(|member| !member.traits.required) {
                json[&member.name] = Value::Null;
            }
            let with_nulls = json.clone();
            let object = json.as_object_mut().expect("a structure is an object");
            object.retain(|_, value| !value.is_null());
            let required: T = from_value(json.clone()).expect("all required members are there");
            assert_eq!(from_value::<T>(with_nulls).expect("a null is no value"), required, "{name}");
            assert!(!to_string(&required).expect("a shape is JSON").contains("null"), "{name}");

            for unknown in [json!(null), json!(7), json!("x"), json!({"a": [{"b": 1.5}]}), json!([])] {
                json["NotInTheModel"] = unknown;
                assert_eq!(from_value::<T>(json.clone()).expect("an unknown member is no harm"), required, "{name}");
            }
        }
    }
    every_shape(&mut Extended(Structures::read()));
}

#[test]
fn a_missing_required_member_is_named() {
    let error = from_str::<secretsmith::operation::tag_resource::TagResourceInput>("{}").expect_err("nothing is there");
    assert!(error.to_string().contains("secret_id") && error.to_string().contains("tags"), "{error}");
}

#[test]
fn unknown_values_of_enumerations_survive() {
    let filter: Filter = from_value(json!({"Key": "future-key", "Values": ["a"]})).expect("any text is a value");
    assert!(matches!(filter.key(), Some(FilterNameStringType::Unknown(_))));
    assert_eq!(filter.key().map(FilterNameStringType::as_str), Some("future-key"));
    assert_eq!(to_value(&filter).expect("JSON"), json!({"Key": "future-key", "Values": ["a"]}));

    let status = ReplicationStatusType::default().with_status(StatusType::from("Paused"));
    assert_eq!(to_string(&status).expect("JSON"), r#"{"Status":"Paused"}"#);
    for known in SortByType::values() {
        assert!(!matches!(SortByType::from(*known), SortByType::Unknown(_)), "{known}");
        assert_eq!(SortByType::from(*known).as_str(), *known);
    }
}

#[test]
fn an_input_is_written_as_the_service_reads_it() {
    let input = CreateSecret::<()>::default()
        .name("app/db")
        .client_request_token("t")
        .secret_binary(Blob::new("footest"))
        .tags(Tag::builder().key("k").value("").build())
        .add_replica_regions(ReplicaRegionType::builder().region("eu-north-1").build())
        .build();
    let expected = concat!(
        r#"{"Name":"app/db","ClientRequestToken":"t","SecretBinary":"Zm9vdGVzdA==","#,
        r#""Tags":[{"Key":"k","Value":""}],"AddReplicaRegions":[{"Region":"eu-north-1"}]}"#
    );
    let written = to_string(&input.expect("the name is given")).expect("JSON");
    // A default may be written or not.
    assert_eq!(written.replace(r#","ForceOverwriteReplicaSecret":false"#, ""), expected);

    let input = GetRandomPassword::<()>::default().password_length(8).include_space(false).build();
    let written = to_string(&input.expect("nothing is required")).expect("JSON");
    assert_eq!(written, r#"{"PasswordLength":8,"IncludeSpace":false}"#);
}

#[test]
fn an_output_is_read_as_the_service_writes_it() {
    let body = concat!(
        r#"{"ARN":"arn","Name":"app/db","VersionId":"v","SecretBinary":"Zm9vdGVzdA==","#,
        r#""VersionStages":["AWSCURRENT"],"CreatedDate":1.523477145713E9}"#
    );
    let output: GetSecretValueOutput = from_str(body).expect("a good body");
    assert_eq!((output.arn(), output.name(), output.version_id()), (Some("arn"), Some("app/db"), Some("v")));
    assert_eq!(output.secret_binary(), Some(&Blob::new("footest")));
    assert_eq!(output.secret_string(), None);
    assert_eq!(output.version_stages(), ["AWSCURRENT"]);
    assert_eq!(output.created_date.map(|date| date.to_string()).as_deref(), Some("2018-04-11T20:05:45.713Z"));
}

/// Without the members whose default a writer may leave out.
fn without_defaults(mut json: Value) -> Value {
    if let Some(object) = json.as_object_mut() {
        object.retain(|_, value| *value != json!(false));
    }
    json
}
