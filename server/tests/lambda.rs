//! Rotation functions over HTTP: what is sent, and what is made of each answer.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::convert::Infallible;
use std::future::pending;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt, Full};
use secretsmith_reference::{BoxFuture, Invocation, RotationFunctions, Step};
use secretsmith_server::lambda::{Lambda, Url};
use secretsmith_server::{RequestBody, serve};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tower_service::Service;

const ARN: &str = "arn:aws:lambda:eu-west-1:111122223333:function:rotate";
const INVOCATIONS: &str = "/2015-03-31/functions/rotate/invocations";

/// An emulator of Lambda, which always gives the same answer.
#[derive(Clone)]
struct Emulator {
    answer: fn(&str) -> Option<Response<Full<Bytes>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

/// A request: method and path, signature, body.
type Seen = (String, String, Value);

impl Service<Request<RequestBody>> for Emulator {
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<RequestBody>) -> Self::Future {
        let Self { answer, seen } = self.clone();
        Box::pin(async move {
            let called = format!("{} {}", request.method(), request.uri());
            let signature = request.headers()["authorization"].to_str().unwrap().to_owned();
            let body = request.into_body().collect().await.unwrap().to_bytes();
            let answer = answer(&called);
            seen.lock().unwrap().push((called, signature, serde_json::from_slice(&body).unwrap_or_default()));
            match answer {
                Some(answer) => Ok(answer),
                None => pending().await,
            }
        })
    }
}

impl Emulator {
    /// Starts one; answers where it is.
    async fn start(answer: fn(&str) -> Option<Response<Full<Bytes>>>) -> (String, Self) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let emulator = Self { answer, seen: Arc::default() };
        tokio::spawn(serve(listener, emulator.clone(), pending()));
        (url, emulator)
    }

    fn seen(&self) -> Vec<Seen> {
        std::mem::take(&mut self.seen.lock().unwrap())
    }
}

fn response(status: u16, body: &'static str) -> Option<Response<Full<Bytes>>> {
    Some(Response::builder().status(status).body(Full::new(Bytes::from(body))).unwrap())
}

fn invocation() -> Invocation {
    Invocation::new(Step::Set, "arn:aws:secretsmanager:…", "v2", "0f8a1c9e-3c0b-4a63-9d0c-6b7f7a2f4e11")
}

/// What a function answers that an emulator runs in this way.
async fn invoke(answer: fn(&str) -> Option<Response<Full<Bytes>>>) -> Result<(), String> {
    let (url, _) = Emulator::start(answer).await;
    let lambda = Lambda::new().function(ARN, url.parse().unwrap());
    lambda.find(ARN).await.unwrap().invoke(invocation()).await
}

#[tokio::test]
async fn a_function_at_an_endpoint_is_looked_for_and_called() {
    let (url, emulator) = Emulator::start(|_| response(200, "null")).await;
    let lambda = Lambda::new().endpoint(url.parse().unwrap());
    let function = lambda.find(ARN).await.unwrap();
    let [(called, signature, _)] = &emulator.seen()[..] else { panic!("one request") };
    assert_eq!(called, "GET /2015-03-31/functions/rotate");
    assert!(signature.contains("Credential=111122223333/20150331/eu-west-1/lambda/aws4_request"), "{signature}");

    assert_eq!(function.invoke(invocation()).await, Ok(()));
    let [(called, _, body)] = &emulator.seen()[..] else { panic!("one request") };
    assert_eq!(*called, format!("POST {INVOCATIONS}"));
    let expected = json!({
        "Step": "setSecret",
        "SecretId": "arn:aws:secretsmanager:…",
        "ClientRequestToken": "v2",
        "RotationToken": "0f8a1c9e-3c0b-4a63-9d0c-6b7f7a2f4e11",
    });
    assert_eq!(*body, expected);
}

#[tokio::test]
async fn a_function_that_is_not_there_or_refused_is_none() {
    for answer in [|_: &str| response(404, "{}"), |_: &str| response(403, "{}"), |_: &str| response(500, "")] {
        let (url, _) = Emulator::start(answer).await;
        assert!(Lambda::new().endpoint(url.parse().unwrap()).find(ARN).await.is_none());
    }
    assert!(Lambda::new().endpoint(nowhere().await).find(ARN).await.is_none());
    assert!(Lambda::new().find(ARN).await.is_none());
}

#[tokio::test]
async fn a_function_with_a_url_of_its_own_is_taken_to_be_there() {
    let (url, emulator) = Emulator::start(|_| response(200, "")).await;
    let path = "/2015-03-31/functions/function/invocations";
    let other = format!("{ARN}-other");
    let lambda =
        Lambda::new().function(ARN, format!("{url}{path}").parse().unwrap()).function(&other, url.parse().unwrap());
    for arn in [ARN, &other] {
        assert_eq!(lambda.find(arn).await.unwrap().invoke(invocation()).await, Ok(()));
    }
    let called: Vec<_> = emulator.seen().into_iter().map(|(called, ..)| called).collect();
    assert_eq!(called, [format!("POST {path}"), "POST /2015-03-31/functions/rotate-other/invocations".to_owned()]);
    assert!(lambda.find("arn:aws:lambda:eu-west-1:111122223333:function:third").await.is_none());
}

#[tokio::test]
async fn what_a_function_returns_is_ignored() {
    for answer in
        [|_: &str| response(200, "null"), |_: &str| response(200, "{\"errorType\":1}"), |_: &str| response(202, "")]
    {
        assert_eq!(invoke(answer).await, Ok(()));
    }
}

#[tokio::test]
async fn a_function_that_failed_says_why() {
    let failed = |_: &str| {
        let mut answer = response(200, r#"{"errorMessage":"no database","errorType":"OSError","stackTrace":[]}"#)?;
        answer.headers_mut().insert("x-amz-function-error", "Unhandled".parse().unwrap());
        Some(answer)
    };
    assert_eq!(invoke(failed).await, Err("OSError: no database".to_owned()));
    let bare = |_: &str| {
        let mut answer = response(200, "")?;
        answer.headers_mut().insert("x-amz-function-error", "Unhandled".parse().unwrap());
        Some(answer)
    };
    assert_eq!(invoke(bare).await, Err("unknown error".to_owned()));
    // The Lambda Runtime Interface Emulator has no header.
    let emulated = |_: &str| response(200, r#"{"errorType":"Error","errorMessage":"failure","trace":[]}"#);
    assert_eq!(invoke(emulated).await, Err("Error: failure".to_owned()));
}

#[tokio::test]
async fn what_is_between_may_fail_too() {
    assert_eq!(invoke(|_| response(500, "{}")).await, Err("HTTP status 500".to_owned()));
    let lambda = Lambda::new().function(ARN, nowhere().await);
    let error = lambda.find(ARN).await.unwrap().invoke(invocation()).await.unwrap_err();
    assert!(error.contains("refused"), "{error}");
}

#[tokio::test]
async fn a_function_has_its_time() {
    let (url, _) = Emulator::start(|_| None).await;
    let lambda = Lambda::new().function(ARN, url.parse().unwrap()).time_limit(Duration::ZERO);
    let answer = lambda.find(ARN).await.unwrap().invoke(invocation()).await;
    assert_eq!(answer, Err("no answer within 0 s".to_owned()));
}

/// A URL where nobody listens.
async fn nowhere() -> Url {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}", listener.local_addr().unwrap()).parse().unwrap()
}
