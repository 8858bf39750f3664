//! Secrets do not leak: not through `Debug`, not through errors, not through answers.

use std::collections::BTreeSet;
use std::fmt::{Debug, Display};

use bytes::Bytes;
use http::{Request, Response};
use secretsmith::Client;
use secretsmith::config::{Config, Credentials, Transport};
use secretsmith::error::Violation;
use secretsmith::operation::create_secret::CreateSecret;
use secretsmith::operation::put_secret_value::PutSecretValue;
use secretsmith::operation::update_secret::UpdateSecret;
use secretsmith::primitives::Blob;
use secretsmith_runtime::aws_json;
use secretsmith_runtime::client::TransportFuture;
use serde_json::{Value, from_value, json};

use crate::shapes::model::Structures;
use crate::shapes::sample::{MARKER, MARKER_BASE64, full};
use crate::shapes::{Shape, Visit, every_shape};
use crate::support::Wire;

/// The structures that hold something sensitive. A new one is covered by being listed here and in
/// `shapes.rs`.
const SENSITIVE: [&str; 7] = [
    "BatchGetSecretValueResponse",
    "CreateSecretRequest",
    "GetRandomPasswordResponse",
    "GetSecretValueResponse",
    "PutSecretValueRequest",
    "SecretValueEntry",
    "UpdateSecretRequest",
];

#[test]
fn every_shape_that_holds_a_secret_is_covered() {
    struct Covered(BTreeSet<String>);
    impl Visit for Covered {
        fn shape<T: Shape>(&mut self, name: &str) {
            self.0.extend(SENSITIVE.contains(&name).then(|| name.to_owned()));
        }
    }
    let structures = Structures::read();
    assert_eq!(structures.sensitive(), BTreeSet::from(SENSITIVE), "bring `SENSITIVE` up to date with the model");
    let mut covered = Covered(BTreeSet::new());
    every_shape(&mut covered);
    assert_eq!(covered.0.len(), SENSITIVE.len(), "list what is new in shapes.rs");
}

#[test]
fn debug_shows_no_secret() {
    struct Shown(Structures);
    impl Visit for Shown {
        fn shape<T: Shape>(&mut self, name: &str) {
            let json = full(&self.0, self.0.structure(name));
            assert_eq!(secrets_in(&json) > 0, SENSITIVE.contains(&name), "{name}");
            let value: T = from_value(json).expect("the model's own value");
            assert_clean(name, &value);
            assert_clean(name, &Some(vec![value]));
        }
    }
    every_shape(&mut Shown(Structures::read()));
}

#[test]
fn debug_of_a_call_shows_no_secret() {
    let client = Client::in_process(secretsmith_reference::InMemory::new());
    let (text, bytes) = (MARKER, Blob::new(MARKER));
    assert_clean("CreateSecret", &CreateSecret::<()>::default().secret_string(text).secret_binary(bytes.clone()));
    let put = PutSecretValue::<()>::default().secret_string(text).secret_binary(bytes.clone()).rotation_token(text);
    assert_clean("PutSecretValue", &put);
    assert_clean("UpdateSecret", &UpdateSecret::<()>::default().secret_string(text).secret_binary(bytes.clone()));
    assert_clean("Client", &client.create_secret().secret_string(text).secret_binary(bytes));
}

#[test]
fn reading_a_secret_of_the_wrong_type_shows_none_of_it() {
    every_shape(&mut WrongSecrets(Structures::read(), wrong_texts()));
}

#[test]
fn reading_a_number_for_a_secret_shows_none_of_it() {
    every_shape(&mut WrongSecrets(Structures::read(), wrong_numbers()));
}

/// Reads every shape with serde_json itself, each secret replaced by something wrong.
struct WrongSecrets(Structures, Vec<Value>);

impl Visit for WrongSecrets {
    fn shape<T: Shape>(&mut self, name: &str) {
        let json = full(&self.0, self.0.structure(name));
        for pointer in pointers(&json).into_iter().filter(|pointer| is_secret(&json, pointer)) {
            for wrong in &self.1 {
                let mut json = json.clone();
                *json.pointer_mut(&pointer).expect("a pointer into it") = wrong.clone();
                // What is bad base64 is good text.
                let Err(error) = serde_json::from_str::<T>(&json.to_string()) else { continue };
                assert_clean_error(name, &error);
                assert_clean_error(name, &from_value::<T>(json).expect_err("it cannot be read in another way"));
            }
        }
    }
}

#[test]
fn what_client_and_server_say_of_a_body_shows_nothing_of_it() {
    struct Anywhere(Structures);
    impl Visit for Anywhere {
        fn shape<T: Shape>(&mut self, name: &str) {
            let json = full(&self.0, self.0.structure(name));
            let mut refused = 0;
            for pointer in pointers(&json) {
                for wrong in wrong_secrets().into_iter().chain([json!(MARKER)]) {
                    let mut json = json.clone();
                    *json.pointer_mut(&pointer).expect("a pointer into it") = wrong;
                    if let Err(error) = aws_json::read::<T>(json.to_string().as_bytes()) {
                        assert_clean_error(name, &error);
                        refused += 1;
                    }
                }
            }
            assert!(refused > 0, "{name} reads everything");
            let cut_off = format!(r#"{{"{MARKER}":"{MARKER}","#);
            assert_clean_error(name, &aws_json::read::<T>(cut_off.as_bytes()).expect_err("it is cut off"));
        }
    }
    every_shape(&mut Anywhere(Structures::read()));
}

#[tokio::test]
async fn what_a_client_says_of_an_answer_shows_no_secret() {
    for member in ["SecretString", "SecretBinary", "CreatedDate", "VersionStages", "Name"] {
        for wrong in wrong_secrets() {
            let client = answering(200, &json!({"SecretString": MARKER, member: wrong}));
            let read = client.get_secret_value().secret_id("db").send().await;
            read.err().iter().for_each(|error| assert_clean_error("GetSecretValue", error));

            let client = answering(200, &json!({"SecretValues": [{"SecretString": MARKER, member: wrong}]}));
            let batch = client.batch_get_secret_value().secret_id_list("db").send().await;
            batch.err().iter().for_each(|error| assert_clean_error("BatchGetSecretValue", error));
        }
    }
    for wrong in wrong_secrets() {
        let password = answering(200, &json!({"RandomPassword": wrong})).get_random_password().send().await;
        password.err().iter().for_each(|error| assert_clean_error("GetRandomPassword", error));
    }
    for status in [200, 400, 500] {
        for body in [json!(MARKER), json!([MARKER]), json!({"__type": 7, "SecretString": MARKER})] {
            let read = answering(status, &body).get_secret_value().secret_id("db").send().await;
            read.err().iter().for_each(|error| assert_clean_error("GetSecretValue", error));
        }
    }
}

#[tokio::test]
async fn what_a_client_says_of_its_own_call_shows_no_secret() {
    let client = answering(400, &json!({"__type": "InvalidRequestException", "Message": "m"}));
    let create = || client.create_secret().secret_string(MARKER).secret_binary(Blob::new(MARKER));
    assert_clean_error("no name", &create().send().await.expect_err("the name is missing"));
    assert_clean_error("refused", &create().name("db").send().await.expect_err("it is refused"));
    let put = client.put_secret_value().secret_id("db").secret_string(MARKER).rotation_token(MARKER);
    assert_clean_error("refused", &put.send().await.expect_err("it is refused"));

    let nowhere = Config::builder().credentials(Credentials::new("AKIDEXAMPLE", MARKER)).build();
    assert_clean("configuration", &nowhere);
    let client = Client::from_conf(nowhere);
    assert_clean("client", &client);
    let create = client.create_secret().name("db").secret_string(MARKER);
    assert_clean_error("no Region", &create.send().await.expect_err("the Region is missing"));
}

#[test]
fn what_is_found_before_sending_shows_no_secret() {
    for (text, bytes) in [(MARKER.repeat(6000), MARKER.repeat(6000)), (String::new(), String::new())] {
        let (text, bytes) = (text.as_str(), Blob::new(bytes));
        let create = CreateSecret::<()>::default().secret_string(text).secret_binary(bytes.clone());
        let put = PutSecretValue::<()>::default().secret_string(text).secret_binary(bytes.clone()).rotation_token(text);
        let update = UpdateSecret::<()>::default().secret_string(text).secret_binary(bytes);
        let values = ["secretBinary", "secretString"];
        for (name, found, wrong) in [
            ("CreateSecret", create.validate(), &values[..]),
            ("PutSecretValue", put.validate(), &["secretBinary", "secretString", "rotationToken"]),
            ("UpdateSecret", update.validate(), &values),
        ] {
            let error = found.expect_err("too long, or too short");
            let found: Vec<_> = error.violations().iter().map(Violation::member).collect();
            assert!(wrong.iter().all(|member| found.contains(member)), "{name}: {found:?}");
            assert_clean_error(name, &error);
            error.violations().iter().for_each(|violation| assert_clean_error(name, violation));
        }
    }
}

#[tokio::test]
async fn what_a_server_answers_shows_no_secret() {
    let wire = Wire::new();
    let token = "00000001-0000-4000-8000-000000000000";
    let sensitive = ["SecretString", "SecretBinary", "RotationToken"];
    for (operation, name) in [("CreateSecret", "Name"), ("PutSecretValue", "SecretId"), ("UpdateSecret", "SecretId")] {
        let good = json!({name: "db", "ClientRequestToken": token, "SecretString": MARKER});
        let too_long = json!(MARKER.repeat(6000));
        let both = json!({"SecretString": MARKER, "SecretBinary": MARKER_BASE64});
        for wrong in wrong_secrets().into_iter().chain([too_long, json!(""), both]) {
            for member in sensitive {
                let mut body = good.clone();
                body[member] = wrong.clone();
                let answer = wire.call(operation, body.to_string()).await;
                assert_clean(operation, &answer);
                assert_clean(operation, &answer.body);
            }
        }
        for body in [good.to_string() + MARKER, json!([MARKER]).to_string(), json!(MARKER).to_string()] {
            assert_clean(operation, &wire.call(operation, body).await);
        }
    }
}

/// Values that no secret has, each with the marker somewhere in it.
fn wrong_secrets() -> Vec<Value> {
    [wrong_texts(), wrong_numbers()].concat()
}

/// The last ones are not base64.
fn wrong_texts() -> Vec<Value> {
    vec![
        json!([MARKER]),
        json!({MARKER: MARKER}),
        json!([{"SecretString": MARKER}]),
        json!(format!("{MARKER}!")),
        json!(format!("{MARKER_BASE64}=")),
    ]
}

fn wrong_numbers() -> Vec<Value> {
    vec![json!(7331733173317331_i64), json!(-73317331), json!(73317331.7331)]
}

/// A client whose every call is answered the same.
fn answering(status: u16, body: &Value) -> Client {
    let transport = Answers(status, body.to_string().into());
    let credentials = Credentials::new("AKIDEXAMPLE", "a-key-that-opens-nothing");
    let config = Config::builder().region("eu-west-1").credentials(credentials).call_timeout(None);
    Client::from_conf(config.transport(transport).build())
}

struct Answers(u16, Bytes);

impl Transport for Answers {
    fn send(&self, _: Request<Bytes>) -> TransportFuture<'_> {
        let response = Response::builder().status(self.0).body(self.1.clone()).expect("a good response");
        Box::pin(async move { Ok(response) })
    }
}

/// The JSON pointers of everything below the root.
fn pointers(json: &Value) -> Vec<String> {
    let children: Vec<(String, &Value)> = match json {
        Value::Object(object) => object.iter().map(|(name, value)| (format!("/{name}"), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(index, value)| (format!("/{index}"), value)).collect(),
        _ => Vec::new(),
    };
    let below = |(step, value): (String, &Value)| {
        let deeper = pointers(value).into_iter().map(|pointer| format!("{step}{pointer}")).collect::<Vec<_>>();
        std::iter::once(step).chain(deeper)
    };
    children.into_iter().flat_map(below).collect()
}

fn is_secret(json: &Value, pointer: &str) -> bool {
    json.pointer(pointer).is_some_and(|value| value == MARKER || value == MARKER_BASE64)
}

fn secrets_in(json: &Value) -> usize {
    pointers(json).iter().filter(|pointer| is_secret(json, pointer)).count()
}

#[track_caller]
fn assert_clean_error(case: &str, error: &(impl Display + Debug)) {
    assert_text_is_clean(case, &error.to_string());
    assert_text_is_clean(case, &format!("{error:#}"));
    assert_clean(case, error);
}

#[track_caller]
fn assert_clean(case: &str, value: &impl Debug) {
    assert_text_is_clean(case, &format!("{value:?}"));
    assert_text_is_clean(case, &format!("{value:#?}"));
}

/// Asserts that a text has no part of the marker, nor its bytes as numbers.
#[track_caller]
fn assert_text_is_clean(case: &str, text: &str) {
    let bytes: Vec<String> = MARKER.bytes().map(|byte| byte.to_string()).collect();
    for trace in ["s3cr3t", "marker", "czNjcjN0", &bytes[..4].join(", "), &bytes[..4].join(",\n"), "73317331"] {
        assert!(!text.contains(trace), "{case} shows {trace} in {text}");
    }
}
