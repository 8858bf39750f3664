//! What is traced of a call, and that no secret is.

use std::fmt::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use runtime::client::{Config, Credentials, Handle, TransportErrorKind};
use secretsmith_runtime as runtime;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::steps::{Step, Steps};
use crate::support::{GetSecretValue, SERVICE, rules};

/// Collects the fields of all spans and events, at every level.
#[derive(Clone, Default)]
struct Collector {
    /// A line for each span, and one for all events.
    spans: Arc<Mutex<Vec<String>>>,
    events: Arc<Mutex<String>>,
    next: Arc<AtomicU64>,
}

/// Writes fields down as ` name=value`.
struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        write!(self.0, " {field}={value}").unwrap();
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        write!(self.0, " {field}={value:?}").unwrap();
    }
}

impl Subscriber for Collector {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut line = span.metadata().name().to_owned();
        span.record(&mut Fields(&mut line));
        self.spans.lock().unwrap().push(line);
        Id::from_u64(self.next.fetch_add(1, Ordering::Relaxed) + 1)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let index = usize::try_from(span.into_u64() - 1).unwrap();
        values.record(&mut Fields(&mut self.spans.lock().unwrap()[index]));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut Fields(&mut self.events.lock().unwrap()));
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

impl Collector {
    /// The spans of this crate.
    fn spans(&self) -> Vec<String> {
        self.spans.lock().unwrap().clone()
    }

    fn all(&self) -> String {
        self.spans().join("\n") + &self.events.lock().unwrap()
    }
}

const SECRETS: [&str; 5] = ["the-secret-key", "the-session-token", "hunter2", "the-secret-id", "Signature"];

/// What is traced of a call of this client.
async fn traced(steps: Steps) -> Collector {
    let credentials = Credentials::new("AKID", "the-secret-key").with_session_token("the-session-token");
    let config = Config::builder().region("eu-west-1").credentials(credentials).transport(steps);
    let handle = Handle::new(&SERVICE, config.build(), rules);
    let collector = Collector::default();
    let subscriber = tracing::subscriber::set_default(collector.clone());
    drop(handle.call::<GetSecretValue>(GetSecretValue::of("the-secret-id")).await);
    drop(handle.customize::<GetSecretValue>(GetSecretValue::of("db")).presigned(Duration::from_secs(1)).await);
    drop(subscriber);
    let all = collector.all();
    assert!(SECRETS.iter().all(|secret| !all.contains(secret)), "{all}");
    collector
}

const CALL: &str = "call rpc.system=aws-api rpc.service=AWS Secrets Manager rpc.method=GetSecretValue \
    server.address=secretsmanager.eu-west-1.amazonaws.com";

const PRESIGN: &str = "presign rpc.system=aws-api rpc.service=AWS Secrets Manager rpc.method=GetSecretValue";

const HERE: &str = "server.address=secretsmanager.eu-west-1.amazonaws.com";

#[tokio::test]
async fn a_call_and_its_attempt_have_spans() {
    let answer = Step::Answer(200, &[("x-amzn-requestid", "0f8a")], r#"{"SecretString":"hunter2"}"#);
    let collector = traced(Steps::new([answer])).await;
    let end = "http.response.status_code=200 aws.request_id=0f8a";
    let expected = [format!("{CALL} {end}"), format!("attempt number=1 {HERE} {end}"), PRESIGN.to_owned()];
    assert_eq!(collector.spans(), expected);
    assert!(collector.events.lock().unwrap().contains("answered"), "events are collected");
}

#[tokio::test(start_paused = true)]
async fn what_went_wrong_is_the_type_of_the_error() {
    let error = r#"{"__type":"ResourceNotFoundException","Message":"hunter2","SecretString":"hunter2"}"#;
    let refused = Step::Answer(400, &[("x-amzn-requestid", "0f8b")], error);
    let cut = Step::Fail(TransportErrorKind::Io);
    let collector = traced(Steps::new([cut, refused])).await;
    let end = "http.response.status_code=400 aws.request_id=0f8b error.type=ResourceNotFoundException";
    let expected = [
        format!("{CALL} {end}"),
        format!("attempt number=1 {HERE} error.type=dispatch_failure"),
        format!("attempt number=2 {HERE} {end}"),
        PRESIGN.to_owned(),
    ];
    assert_eq!(collector.spans(), expected);
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_an_error_of_the_call() {
    let strange = Step::Answer(200, &[], r#"{"SecretString":["hunter2"]}"#);
    let collector = traced(Steps::new([strange])).await;
    assert_eq!(collector.spans()[0], format!("{CALL} http.response.status_code=200 error.type=response_error"));
}
