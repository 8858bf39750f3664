//! Where signatures are verified, and when.

use bytes::Bytes;
use http::Request;
use http_body_util::Full;
use secretsmith_runtime::server::{HttpService, Key};

use super::draft::{Draft, SECRET, Sent, knowing};
use crate::doors::{House, Server};

/// What the house answers.
async fn answer((parts, body): Sent) -> String {
    let house = HttpService::new(Server { service: House }).with_authentication(knowing(Key::new(SECRET)));
    let request = Request::from_parts(parts, Full::new(Bytes::from(body)));
    // What is asked of signatures goes with the clone.
    let answer = house.clone().serve(request).await;
    String::from_utf8(answer.into_body().to_vec()).unwrap()
}

fn at(door: &str) -> Draft {
    let mut draft = Draft::call();
    draft.set("x-amz-target", &format!("Doors.{door}"));
    draft
}

fn without_signature(draft: &Draft) -> Sent {
    let (mut parts, body) = draft.signed();
    parts.headers.remove("authorization");
    (parts, body)
}

fn wrong(draft: &Draft) -> Sent {
    let (parts, mut body) = draft.signed();
    body.insert(0, b' ');
    (parts, body)
}

#[tokio::test]
async fn signatures_are_verified_where_they_count() {
    for door in ["Front", "Side"] {
        assert_eq!(answer(at(door).signed()).await, r#"{"Caller":"AKID"}"#, "{door}");
        let refusal = answer(wrong(&at(door))).await;
        assert!(refusal.contains("InvalidSignatureException"), "{door}: {refusal}");
    }
    let refusal = answer(without_signature(&at("Front"))).await;
    assert!(refusal.contains("MissingAuthenticationTokenException"), "{refusal}");
    assert_eq!(answer(without_signature(&at("Side"))).await, "{}");
}

#[tokio::test]
async fn where_nobody_verifies_them_they_say_nothing() {
    for sent in [at("Garden").signed(), wrong(&at("Garden")), without_signature(&at("Garden"))] {
        assert_eq!(answer(sent).await, "{}");
    }
}

#[tokio::test]
async fn what_is_no_json_is_told_before_that_it_is_not_signed_right() {
    for body in ["", "{", "[]"] {
        let mut sent = at("Front").signed();
        sent.1 = body.into();
        assert_eq!(answer(sent).await, r#"{"__type":"SerializationException"}"#, "{body:?}");
    }
    let refusal = answer(wrong(&Draft { body: r#"{"Size":{}}"#, ..at("Front") })).await;
    assert!(refusal.contains("InvalidSignatureException"), "{refusal}");
}
