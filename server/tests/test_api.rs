//! The test API, and what else is served beside the operations.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use secretsmith::server::Server;
use secretsmith_reference::{Faults, InMemory, Invocation, ShiftedClock, Step};
use secretsmith_server::{Due, Front, SnapshotFile, TestApi, serve};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::unbounded_channel;
use tokio::time::timeout;
use tower_service::Service;

const FUNCTION: &str = "arn:aws:lambda:us-east-1:123456789012:function:rotate";

const DAY: i64 = 24 * 60 * 60 * 1000;

/// A server with everything beside its operations.
struct Served {
    address: String,
    client: Client<HttpConnector, Full<Bytes>>,
}

impl Served {
    async fn start() -> Self {
        let clock = ShiftedClock::default();
        let service = InMemory::builder().clock(clock.clone()).build();
        Self::of(service, clock, None).await
    }

    async fn of(service: InMemory, clock: ShiftedClock, file: Option<SnapshotFile>) -> Self {
        let due = Due::new(service.clone());
        let faults = Faults::new(service);
        let test_api = TestApi::new(faults.clone(), clock, due.clone(), file);
        tokio::spawn(async move { due.keep_up().await });
        Self::front(Front::new(Server::new(faults).into_service()).with_test_api(test_api).with_localstack()).await
    }

    async fn front(front: Front<secretsmith::server::HttpService<Server<Faults<InMemory>>>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(serve(listener, front, pending()));
        Self { address, client: Client::builder(TokioExecutor::new()).build_http() }
    }

    /// Sends a request; gives the status and what is answered.
    async fn send(&self, request: http::request::Builder, body: &str) -> (u16, Value) {
        let request = request.body(Full::new(Bytes::from(body.to_owned()))).unwrap();
        let (head, body) = Response::into_parts(self.client.request(request).await.unwrap());
        let body = body.collect().await.unwrap().to_bytes();
        (head.status.as_u16(), serde_json::from_slice(&body).unwrap_or_default())
    }

    async fn ask(&self, method: Method, path: &str, body: &Value) -> (u16, Value) {
        let uri = format!("http://{}{path}", self.address);
        let body = if body.is_null() { String::new() } else { body.to_string() };
        self.send(Request::builder().method(method).uri(uri), &body).await
    }

    /// Asks the test API for what succeeds.
    #[track_caller]
    fn done(&self, method: Method, name: &str, body: Value) -> impl Future<Output = Value> {
        let path = format!("/_secretsmith/{name}");
        async move {
            let (status, answer) = self.ask(method, &path, &body).await;
            assert_eq!(status, 200, "{path}: {answer}");
            answer
        }
    }

    /// Asks the test API for what is refused; gives the text.
    async fn refused(&self, status: u16, method: Method, name: &str, body: &str) -> String {
        let uri = format!("http://{}/_secretsmith/{name}", self.address);
        let (found, answer) = self.send(Request::builder().method(method).uri(uri), body).await;
        assert_eq!(found, status, "{answer}");
        answer["error"].as_str().unwrap().to_owned()
    }

    /// Calls an operation.
    async fn call(&self, operation: &str, input: Value) -> (u16, Value) {
        let signature = "AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/secretsmanager/aws4_request, \
                         SignedHeaders=host, Signature=0";
        let request = Request::post(format!("http://{}/", self.address))
            .header("x-amz-target", format!("secretsmanager.{operation}"))
            .header("x-amz-date", "20260101T000000Z")
            .header("authorization", signature);
        self.send(request, &input.to_string()).await
    }

    async fn create(&self, name: &str) {
        let input = json!({"Name": name, "SecretString": "canary", "ClientRequestToken": "1".repeat(32)});
        assert_eq!(self.call("CreateSecret", input).await.0, 200);
    }

    async fn names(&self) -> Vec<String> {
        let (_, list) = self.call("ListSecrets", json!({})).await;
        let names = list["SecretList"].as_array().unwrap().iter().map(|secret| secret["Name"].as_str().unwrap());
        names.map(str::to_owned).collect()
    }
}

#[tokio::test]
async fn a_reset_puts_back_what_there_was_at_the_start() {
    let clock = ShiftedClock::default();
    let service = InMemory::builder().clock(clock.clone()).build();
    let seed = r#"{"Secrets": [{"Name": "from-the-start", "SecretString": "canary"}]}"#;
    let seed = secretsmith_server::seed::Seed::read("seed", seed, secretsmith_server::seed::Language::Json).unwrap();
    secretsmith_server::seed::sow(&[seed], &service).await.unwrap();
    let served = Served::of(service, clock, None).await;
    for _ in 0..2 {
        served.create("new").await;
        let delete = json!({"SecretId": "from-the-start", "ForceDeleteWithoutRecovery": true});
        assert_eq!(served.call("DeleteSecret", delete).await.0, 200);
        served.done(Method::POST, "clock", json!({"advance": "2 days"})).await;
        served.done(Method::POST, "faults", json!({"operation": "CreateSecret", "code": "InternalFailure"})).await;

        assert_eq!(served.done(Method::POST, "reset", Value::Null).await, json!({"secrets": 1}));
        assert_eq!(served.names().await, ["from-the-start"]);
        assert_eq!(served.done(Method::GET, "clock", Value::Null).await["shift_ms"], 0);
        assert_eq!(served.done(Method::GET, "faults", Value::Null).await, json!({"faults": []}));
    }
}

#[tokio::test]
async fn secrets_are_seeded_in_either_language() {
    let served = Served::start().await;
    let seed = json!({"Secrets": [{"Name": "one", "SecretString": {"a": 1}}]});
    let created = json!({"created": ["one"], "kept": []});
    assert_eq!(served.done(Method::POST, "seed", seed).await, created);
    let uri = format!("http://{}/_secretsmith/seed", served.address);
    let request = Request::post(uri).header("content-type", "application/yaml; charset=utf-8");
    let answer = served.send(request, "Secrets:\n  - Name: one\n  - Name: two\n").await;
    assert_eq!(answer, (200, json!({"created": ["two"], "kept": ["one"]})));
    assert_eq!(served.call("GetSecretValue", json!({"SecretId": "one"})).await.1["SecretString"], r#"{"a":1}"#);

    let wrong = r#"{"Secrets": [{"Name": "three"}, {"Name": "f r"}]}"#;
    let text = served.refused(400, Method::POST, "seed", wrong).await;
    assert!(text.starts_with("seed:1:42: Secrets[1].Name: ValidationException: Invalid name."), "{text}");
    assert_eq!(served.names().await, ["one", "two"]);
}

#[tokio::test]
async fn a_snapshot_is_taken_and_put_back() {
    let served = Served::start().await;
    served.create("one").await;
    let snapshot = served.done(Method::GET, "snapshot", Value::Null).await;
    assert_eq!(snapshot["Format"], 1);
    served.create("two").await;
    assert_eq!(served.done(Method::PUT, "snapshot", snapshot.clone()).await, json!({"secrets": 1}));
    assert_eq!(served.names().await, ["one"]);
    assert_eq!(served.call("GetSecretValue", json!({"SecretId": "one"})).await.1["SecretString"], "canary");

    let other = Served::start().await;
    other.done(Method::PUT, "snapshot", snapshot).await;
    let (_, there) = other.call("DescribeSecret", json!({"SecretId": "one"})).await;
    let (_, here) = served.call("DescribeSecret", json!({"SecretId": "one"})).await;
    assert_eq!(there["ARN"], here["ARN"]);

    let text = served.refused(400, Method::PUT, "snapshot", r#"{"Format": 7}"#).await;
    assert!(text.contains("format 7") && text.ends_with("give what GET /_secretsmith/snapshot has answered"), "{text}");
    let text = served.refused(409, Method::POST, "snapshot", "").await;
    assert!(text.contains("--snapshot FILE"), "{text}");
}

#[tokio::test]
async fn the_clock_is_set_and_what_is_due_then_is_done() {
    let clock = ShiftedClock::default();
    let steps = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&steps);
    let function = move |invocation: Invocation| {
        seen.lock().unwrap().push(invocation.step);
        async { Ok(()) }
    };
    let service = InMemory::builder().clock(clock.clone()).rotation_function(FUNCTION, function).build();
    let served = Served::of(service, clock, None).await;
    served.create("db").await;
    let rotate = json!({"SecretId": "db", "ClientRequestToken": "2".repeat(32), "RotationLambdaARN": FUNCTION,
        "RotationRules": {"AutomaticallyAfterDays": 30}, "RotateImmediately": false});
    assert_eq!(served.call("RotateSecret", rotate).await.0, 200);
    let delete = json!({"SecretId": "db", "RecoveryWindowInDays": 7});

    let answer = served.done(Method::POST, "clock", json!({"advance": "30d"})).await;
    assert_eq!(answer["shift_ms"], 30 * DAY);
    let told: Vec<_> = answer["rotations"].as_array().unwrap().iter().map(|event| &event["event"]).collect();
    assert!(told.ends_with(&[&json!("RotationStarted"), &json!("RotationFailed")]), "{answer}");
    assert!(steps.lock().unwrap().ends_with(&[Step::Create, Step::Set, Step::Test, Step::Finish]));

    assert_eq!(served.call("DeleteSecret", delete).await.0, 200);
    let answer = served.done(Method::POST, "clock", json!({"advance": "P7DT1S"})).await;
    assert_eq!(answer["shift_ms"], 37 * DAY + 1000);
    assert_eq!(served.call("DescribeSecret", json!({"SecretId": "db"})).await.1["__type"], "ResourceNotFoundException");

    let set = json!({"set": "2031-02-28T12:00:00Z"});
    let answer = served.done(Method::POST, "clock", set).await;
    assert!(answer["now"].as_str().unwrap().starts_with("2031-02-28T12:0"), "{answer}");
    // A month is as long as it is then.
    let answer = served.done(Method::POST, "clock", json!({"advance": "1 month"})).await;
    assert!(answer["now"].as_str().unwrap().starts_with("2031-03-28T12:0"), "{answer}");
    served.create("later").await;
    let (_, described) = served.call("DescribeSecret", json!({"SecretId": "later"})).await;
    assert!(described["CreatedDate"].as_f64().unwrap() > 1_932_000_000.0, "{described}");
    assert_eq!(served.done(Method::DELETE, "clock", Value::Null).await["shift_ms"], 0);

    for wrong in [
        r#"{"set": "tomorrow"}"#,
        r#"{"advance": "soon"}"#,
        r#"{"advance": 7}"#,
        "{}",
        "",
        r#"{"stop": "1d"}"#,
        r#"{"set": "2030-01-31T12:00:00Z", "advance": "1d"}"#,
    ] {
        let text = served.refused(400, Method::POST, "clock", wrong).await;
        assert!(text.contains(r#"give {"set": "2030-01-31T12:00:00Z"} or {"advance": "30d"}"#), "{text}");
    }
}

/// A client that does not wait for the answer has the clock set all the same, and what is due then done.
#[tokio::test]
async fn what_was_begun_is_brought_to_an_end_without_the_client() {
    let (clock, gate) = (ShiftedClock::default(), Arc::new(Semaphore::new(0)));
    let (called, mut calls) = unbounded_channel();
    let held = Arc::clone(&gate);
    let function = move |invocation: Invocation| {
        let (called, held) = (called.clone(), Arc::clone(&held));
        async move {
            called.send(invocation.step).unwrap();
            held.acquire().await.unwrap().forget();
            Ok(())
        }
    };
    let service = InMemory::builder().clock(clock.clone()).rotation_function(FUNCTION, function).build();
    let (faults, due) = (Faults::new(service.clone()), Due::new(service.clone()));
    let test_api = TestApi::new(faults.clone(), clock, due, None);
    let front = Front::new(Server::new(faults).into_service()).with_test_api(test_api);
    let served = Served::front(front.clone()).await;
    served.create("db").await;
    let rotate = json!({"SecretId": "db", "ClientRequestToken": "2".repeat(32), "RotationLambdaARN": FUNCTION});
    assert_eq!(served.call("RotateSecret", rotate).await.0, 200);

    let body = Full::new(Bytes::from(r#"{"advance": "1d"}"#));
    let request = Request::post("http://127.0.0.1/_secretsmith/clock").body(body).unwrap();
    let answer = tokio::spawn(front.clone().call(request));
    assert_eq!(calls.recv().await, Some(Step::Create));
    answer.abort();
    assert!(answer.await.unwrap_err().is_cancelled());
    gate.add_permits(4);
    for step in [Step::Set, Step::Test, Step::Finish] {
        let called = timeout(Duration::from_secs(60), calls.recv()).await;
        assert_eq!(called, Ok(Some(step)));
    }
    assert_eq!(served.done(Method::POST, "reset", Value::Null).await, json!({"secrets": 0}));
}

#[tokio::test]
async fn web_pages_have_no_access() {
    let served = Served::start().await;
    let uri = format!("http://{}/_secretsmith/snapshot", served.address);
    for (header, value, problem) in [
        ("origin", "https://example.com", "web pages have no access to the test API"),
        ("origin", "null", "web pages have no access to the test API"),
        ("host", "example.com", "the test API is not called by this name; use the IP address or localhost"),
        ("host", "rebound.example.com:4566", "the test API is not called by this name"),
        ("host", "127.0.0.1.example.com", "the test API is not called by this name"),
        ("host", "", "the test API is not called by this name"),
    ] {
        let (status, answer) = served.send(Request::get(&uri).header(header, value), "").await;
        assert_eq!(status, 403, "{header}: {value}");
        assert!(answer["error"].as_str().unwrap().starts_with(problem), "{answer}");
    }
    for host in ["localhost", "LOCALHOST:80", "127.0.0.1:4566", "[::1]:4566", "10.1.2.3", "secretsmith:4566"] {
        assert_eq!(served.send(Request::get(&uri).header("host", host), "").await.0, 200, "{host}");
    }
    let uri = format!("http://{}/health", served.address);
    assert_eq!(served.send(Request::get(&uri).header("host", "example.com"), "").await.0, 200);
}

#[tokio::test]
async fn calls_fail_as_they_are_told_to() {
    let served = Served::start().await;
    served.create("db").await;
    let get = || served.call("GetSecretValue", json!({"SecretId": "db"}));
    let faults = json!([
        {"operation": "GetSecretValue", "code": "ThrottlingException", "message": "Rate exceeded", "count": 1},
        {"secret": "db", "code": "ResourceNotFoundException", "message": "gone", "status": 404, "count": 1},
        {"code": "InternalServiceError", "message": "broken", "delay": "1ms", "count": 1},
        {"secret": "other", "code": "AccessDeniedException"}
    ]);
    let answer = served.done(Method::POST, "faults", faults).await;
    assert_eq!(answer["faults"][0], json!({"operation": "GetSecretValue", "code": "ThrottlingException", "count": 1}));
    assert_eq!(answer["faults"][3], json!({"operation": null, "code": "AccessDeniedException", "count": null}));

    let throttled = json!({"__type": "ThrottlingException", "message": "Rate exceeded"});
    assert_eq!(get().await, (400, throttled));
    let (status, gone) = get().await;
    assert_eq!((status, &gone["__type"]), (404, &json!("ResourceNotFoundException")));
    let (status, broken) = get().await;
    assert_eq!((status, &broken["__type"]), (500, &json!("InternalServiceError")));
    assert_eq!(get().await.0, 200);
    let other = served.call("DescribeSecret", json!({"SecretId": "other"})).await;
    assert_eq!(other, (400, json!({"__type": "AccessDeniedException"})));
    assert_eq!(served.done(Method::DELETE, "faults", Value::Null).await, json!({"faults": []}));
    assert_eq!(
        served.call("DescribeSecret", json!({"SecretId": "other"})).await.1["__type"],
        "ResourceNotFoundException"
    );

    for (wrong, problem) in [
        ("{}", "a fault has a code, a delay or both"),
        (r#"{"code": "A", "operation": "Get"}"#, "there is no operation Get; a name is such as GetSecretValue"),
        (r#"{"code": "A", "status": 200}"#, "200 is no status of an error"),
        (r#"{"delay": "a while"}"#, "a while is no time to wait; give one such as 250ms"),
        (r#"{"kode": "A"}"#, "unknown field `kode`"),
        (r#"{"code": "A", "count": 0}"#, "give a count from 1 on"),
        (r#"{"code": ""}"#, "no error has such a code"),
        (r#"{"code": "A\nB"}"#, "no error has such a code"),
        (r#"{"code": "A", "message": 7}"#, "expected a string; give {"),
        ("7", "expected an object; give {"),
        (r#"[{"code": "A"}, 7]"#, "give {\"operation\": \"GetSecretValue\""),
        ("", "give {\"operation\": \"GetSecretValue\""),
    ] {
        let text = served.refused(400, Method::POST, "faults", wrong).await;
        assert!(text.contains(problem), "{text}");
    }
    assert_eq!(served.done(Method::GET, "faults", Value::Null).await, json!({"faults": []}));
}

/// Time stands still while anything happens, and jumps ahead when nothing else does.
#[tokio::test(start_paused = true)]
async fn a_call_waits_as_long_as_it_is_told_to() {
    let served = Served::start().await;
    served.create("db").await;
    served.done(Method::POST, "faults", json!({"operation": "GetSecretValue", "delay": "90s", "count": 1})).await;
    let begun = tokio::time::Instant::now();
    let (status, read) = served.call("GetSecretValue", json!({"SecretId": "db"})).await;
    assert_eq!((status, &read["SecretString"]), (200, &json!("canary")));
    assert!(begun.elapsed() >= Duration::from_secs(90));
}

#[tokio::test]
async fn health_is_told_to_whoever_asks() {
    let served = Served::start().await;
    for (path, expected) in [
        ("/health", json!({"status": "ok"})),
        ("/_secretsmith/health", json!({"status": "ok"})),
        ("/_secretsmith/ready", json!({"status": "ready"})),
    ] {
        assert_eq!(served.ask(Method::GET, path, &Value::Null).await, (200, expected));
        assert_eq!(served.ask(Method::HEAD, path, &Value::Null).await, (200, Value::Null));
        assert_eq!(served.ask(Method::POST, path, &Value::Null).await.0, 405);
    }
    let (status, localstack) = served.ask(Method::GET, "/_localstack/health", &Value::Null).await;
    assert_eq!((status, &localstack["services"]), (200, &json!({"secretsmanager": "running"})));
    assert_eq!(localstack["version"], env!("CARGO_PKG_VERSION"));
    assert!(localstack["edition"].is_string());
}

#[tokio::test]
async fn what_is_not_there_is_told_with_what_is() {
    let served = Served::start().await;
    for name in ["", "resets", "seed/", "snapshot/x"] {
        let text = served.refused(404, Method::GET, name, "").await;
        assert!(text.contains("reset, seed, snapshot, clock, faults"), "{text}");
    }
    for (method, name, allowed) in [
        (Method::GET, "reset", "POST"),
        (Method::DELETE, "seed", "POST"),
        (Method::DELETE, "snapshot", "GET, PUT, POST"),
        (Method::PUT, "clock", "GET, POST, DELETE"),
        (Method::PATCH, "faults", "GET, POST, DELETE"),
    ] {
        let text = served.refused(405, method, name, "").await;
        assert_eq!(text, format!("the methods here are {allowed}"));
    }
}

#[tokio::test]
async fn without_a_test_api_there_is_health_and_nothing_to_change() {
    let front = Front::new(Server::new(Faults::new(InMemory::new())).into_service());
    let served = Served::front(front).await;
    assert_eq!(served.ask(Method::GET, "/health", &Value::Null).await.0, 200);
    for name in ["", "health", "ready", "reset", "seed", "snapshot", "clock", "faults"] {
        for method in [Method::GET, Method::POST, Method::PUT, Method::DELETE] {
            let text = served.refused(404, method, name, "").await;
            assert!(text.contains("--test-api"), "{text}");
        }
    }
    // To the service these are requests that name no operation, as any other.
    for path in ["/_localstack/health", "/healthy", "/_secretsmiths"] {
        let (status, answer) = served.ask(Method::GET, path, &Value::Null).await;
        assert_eq!((status, &answer["__type"]), (400, &json!("UnknownOperationException")), "{path}");
    }
}
