//! What Prometheus collects.

use std::future::pending;
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Version};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use secretsmith::Unmodeled;
use secretsmith::server::Server;
use secretsmith_reference::{Fault, Faults, InMemory};
use secretsmith_server::{Metrics, Observers, serve};
use serde_json::json;
use tokio::net::TcpListener;

use crate::support::{Running, Slow};

/// The value of a metric, labels included in its name.
#[track_caller]
fn value(text: &str, name: &str) -> f64 {
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("{name} is not in {text}")).parse().unwrap()
}

#[tokio::test]
async fn calls_are_counted_by_operation_status_and_error_and_measured() {
    let reference = InMemory::new();
    let counted = reference.clone();
    let metrics = Metrics::with_secrets(move || counted.usage().secrets);
    let server = Running::observed(reference, Observers::new().metrics(metrics.clone())).await;
    let token = "0123456789abcdef0123456789abcdef";
    let create = json!({"Name": "db", "SecretString": "hunter2", "ClientRequestToken": token});
    let created = server.call(Version::HTTP_11, "CreateSecret", &create).await.unwrap();
    let read = json!({"SecretId": "db"});
    for _ in 0..2 {
        server.call(Version::HTTP_2, "GetSecretValue", &read).await.unwrap();
    }
    server.call(Version::HTTP_11, "GetSecretValue", &json!({"SecretId": "none"})).await.unwrap();
    server.call(Version::HTTP_11, "NoSuchOperation", &json!({})).await.unwrap();
    server.stop.send(()).unwrap();
    server.task.await.unwrap();

    let text = metrics.text();
    let requests = |labels: &str| value(&text, &format!("secretsmith_requests_total{{{labels}}}"));
    assert_eq!(requests(r#"error="",operation="CreateSecret",status="200""#), 1.0);
    assert_eq!(requests(r#"error="",operation="GetSecretValue",status="200""#), 2.0);
    assert_eq!(requests(r#"error="ResourceNotFoundException",operation="GetSecretValue",status="400""#), 1.0);
    assert_eq!(requests(r#"error="UnknownOperationException",operation="unknown",status="400""#), 1.0);
    let latency = "secretsmith_request_duration_seconds";
    assert_eq!(value(&text, &format!("{latency}_count{{operation=\"GetSecretValue\"}}")), 3.0);
    assert_eq!(value(&text, &format!("{latency}_bucket{{operation=\"GetSecretValue\",le=\"+Inf\"}}")), 3.0);
    let sum = value(&text, &format!("{latency}_sum{{operation=\"GetSecretValue\"}}"));
    assert!(sum > 0.0 && sum < 60.0, "{sum} s");

    let received = create.to_string().len() + 2 * read.to_string().len() + r#"{"SecretId":"none"}{}"#.len();
    assert_eq!(value(&text, "secretsmith_received_bytes_total"), received as f64);
    assert!(value(&text, "secretsmith_sent_bytes_total") > created.body().to_string().len() as f64);
    assert_eq!(value(&text, "secretsmith_secrets"), 1.0);
    assert_eq!(value(&text, "secretsmith_connections_total"), 5.0);
    assert_eq!(value(&text, "secretsmith_connections"), 0.0);
    assert_eq!(value(&text, "secretsmith_requests_in_flight"), 0.0);
    assert_eq!(value(&text, "secretsmith_audit_failures_total"), 0.0);
    assert!(value(&text, "process_start_time_seconds") > 1_700_000_000.0);
    assert!(!text.contains("hunter2") && !text.contains("AKID"), "{text}");
}

#[tokio::test]
async fn codes_that_tests_choose_are_no_labels() {
    let metrics = Metrics::new();
    let faults = Faults::new(InMemory::new());
    for number in 0..3 {
        faults.inject(Fault::error(&Unmodeled::bare(format!("Chosen{number}"))).times(1));
    }
    faults.inject(Fault::throttling().times(1));
    let server = Running::observed(faults, Observers::new().metrics(metrics.clone())).await;
    for _ in 0..4 {
        server.call(Version::HTTP_11, "ListSecrets", &json!({})).await.unwrap();
    }
    let text = metrics.text();
    let requests = |error: &str| {
        let labels = format!("error=\"{error}\",operation=\"ListSecrets\",status=\"400\"");
        value(&text, &format!("secretsmith_requests_total{{{labels}}}"))
    };
    assert_eq!((requests("other"), requests("ThrottlingException")), (3.0, 1.0));
    assert!(!text.contains("Chosen"), "{text}");
}

#[tokio::test]
async fn what_is_open_and_in_flight_is_seen_while_it_is() {
    let (slow, metrics) = (Slow::default(), Metrics::new());
    let (called, answer) = (Arc::clone(&slow.called), Arc::clone(&slow.answer));
    let server = Running::observed(slow, Observers::new().metrics(metrics.clone())).await;
    let answered = server.call(Version::HTTP_11, "GetRandomPassword", &json!({}));
    called.notified().await;
    assert_eq!(value(&metrics.text(), "secretsmith_requests_in_flight"), 1.0);
    assert_eq!(value(&metrics.text(), "secretsmith_connections"), 1.0);
    answer.notify_one();
    answered.await.unwrap();
    assert_eq!(value(&metrics.text(), "secretsmith_requests_in_flight"), 0.0);
}

#[tokio::test]
async fn the_page_is_in_the_format_of_prometheus_and_leaves_other_requests_alone() {
    let metrics = Metrics::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve(listener, metrics.page(Server::new(InMemory::new()).into_service()), pending()));
    let client = Client::builder(TokioExecutor::new()).build_http::<Full<Bytes>>();
    let page = client.get(format!("http://{address}/metrics").parse().unwrap()).await.unwrap();
    assert_eq!(
        (page.status().as_u16(), &page.headers()["content-type"]),
        (200, &"text/plain; version=0.0.4".parse().unwrap())
    );
    let text = String::from_utf8(page.into_body().collect().await.unwrap().to_bytes().to_vec()).unwrap();
    let help = "# HELP secretsmith_connections Connections that are open.\n# TYPE secretsmith_connections gauge\n";
    assert!(text.contains(help), "{text}");

    for (method, path) in [("GET", "/"), ("POST", "/metrics"), ("GET", "/metrics/")] {
        let request = Request::builder().method(method).uri(format!("http://{address}{path}"));
        let answer = client.request(request.body(Full::default()).unwrap()).await.unwrap();
        let body = answer.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(body, r#"{"__type":"UnknownOperationException"}"#, "{method} {path}");
    }
}
