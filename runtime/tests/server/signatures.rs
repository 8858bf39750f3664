//! Whose requests are served: those that are signed, and others where the model allows it.

use bytes::Bytes;
use http::Request;
use http_body_util::Full;
use secretsmith_runtime::Unmodeled;
use secretsmith_runtime::server::{Caller, HttpService};

use crate::doors::{House, Server};

const SIGNATURE: &str = "AWS4-HMAC-SHA256 Credential=AKID/20260131/eu-west-1/doors/aws4_request, SignedHeaders=host, \
    Signature=0f";

/// What the house answers at a door to a request with this `Authorization`.
async fn at(door: &str, authorization: Option<&str>) -> String {
    answer(HttpService::new(Server { service: House }), door, authorization, "{}").await
}

async fn answer(
    service: HttpService<Server<House>>,
    door: &str,
    authorization: Option<&str>,
    body: &'static str,
) -> String {
    let request = Request::post("/").header("x-amz-target", format!("Doors.{door}")).header("x-amz-date", "now");
    let request = authorization.into_iter().fold(request, |request, value| request.header("authorization", value));
    let request = request.body(Full::new(Bytes::from_static(body.as_bytes()))).unwrap();
    let answer = service.serve(request).await;
    String::from_utf8(answer.into_body().to_vec()).unwrap()
}

#[tokio::test]
async fn a_signature_says_who_calls() {
    for door in ["Front", "Side", "Garden"] {
        assert_eq!(at(door, Some(SIGNATURE)).await, r#"{"Caller":"AKID"}"#, "{door}");
    }
}

#[tokio::test]
async fn without_one_only_those_operations_answer_that_need_none() {
    let refusal = at("Front", None).await;
    assert!(refusal.contains("MissingAuthenticationTokenException"), "{refusal}");
    assert_eq!(at("Side", None).await, "{}");
    assert_eq!(at("Garden", None).await, "{}");
}

#[tokio::test]
async fn half_a_signature_is_refused_where_it_would_count() {
    for door in ["Front", "Side"] {
        let refusal = at(door, Some("AWS4-HMAC-SHA256 Signature=0f")).await;
        assert!(refusal.contains("IncompleteSignatureException"), "{door}: {refusal}");
    }
    assert_eq!(at("Garden", Some("Bearer of-another-scheme")).await, "{}");
}

/// A house that knows nobody.
fn closed() -> HttpService<Server<House>> {
    let refuse = |caller: &Caller| Err(Unmodeled::access_denied(format!("not {:?}", caller.access_key_id.as_deref())));
    // What is asked of callers goes with the clone.
    HttpService::new(Server { service: House }).with_admission(refuse).clone()
}

#[tokio::test]
async fn who_signs_is_asked_for_where_a_signature_counts() {
    let refusal = r#"{"__type":"AccessDeniedException","message":"not Some(\"AKID\")"}"#;
    for door in ["Front", "Side"] {
        assert_eq!(answer(closed(), door, Some(SIGNATURE), "{}").await, refusal, "{door}");
        assert_eq!(answer(closed(), door, Some(SIGNATURE), "[]").await, r#"{"__type":"SerializationException"}"#);
    }
    assert_eq!(answer(closed(), "Garden", Some(SIGNATURE), "{}").await, r#"{"Caller":"AKID"}"#);
    for door in ["Side", "Garden"] {
        assert_eq!(answer(closed(), door, None, "{}").await, "{}", "{door}");
    }
}
