//! `GetCallerIdentity` of STS, on the same port.

use std::fs;

use serde_json::{Value, from_str, json};

use crate::authentication::identities;
use crate::identities::File;
use crate::running::{Served, Signer, answer, exchange};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded; charset=utf-8");
const WHO: &str = "Action=GetCallerIdentity&Version=2011-06-15";

const ALICE: Signer<'_> = Signer { id: "ALICE", secret: "the-secret-of-alice", token: None };
const SESSION: Signer<'_> = Signer { id: "SESSION", secret: "the-secret-of-web", token: Some("the-token-of-web") };
const ROOT: Signer<'_> = Signer { id: "ROOT", secret: "the-secret-of-root", token: None };

/// The status and the body of what is answered to a form.
fn ask(server: &Served, signer: &Signer<'_>, form: &str) -> (String, String) {
    split(answer(&server.address, &signer.request("sts", &[FORM], form)))
}

fn split((head, body): (String, String)) -> (String, String) {
    assert!(head.to_lowercase().contains("content-type: text/xml"), "{head}");
    (head.split(' ').nth(1).unwrap().to_owned(), body)
}

/// What stands in an element of a document.
fn element<'a>(xml: &'a str, name: &str) -> &'a str {
    let (_, after) = xml.split_once(&format!("<{name}>")).unwrap_or_else(|| panic!("no {name} in {xml}"));
    after.split_once(&format!("</{name}>")).unwrap().0
}

#[track_caller]
fn assert_refused((status, body): (String, String), expected: &str, code: &str, message: &str) {
    assert_eq!((&*status, element(&body, "Code")), (expected, code), "{body}");
    assert!(element(&body, "Message").starts_with(message), "{body}");
    assert_eq!(element(&body, "Type"), "Sender");
    assert_eq!(element(&body, "RequestId").len(), 36);
}

#[test]
fn who_signs_learns_who_they_are() {
    let file = File::new("sts", identities().to_string().as_bytes());
    let server = Served::with(&["--auth", "verify", "--identities", file.path()]);
    let mut ids = Vec::new();
    for (signer, account, arn) in [
        (ALICE, "111122223333", "arn:aws:iam::111122223333:user/alice"),
        (SESSION, "444455556666", "arn:aws:sts::444455556666:assumed-role/web/i-1"),
        (ROOT, "777788889999", "arn:aws:iam::777788889999:root"),
    ] {
        let (status, body) = ask(&server, &signer, WHO);
        assert_eq!((&*status, element(&body, "Account"), element(&body, "Arn")), ("200", account, arn));
        let start = "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">";
        assert!(body.starts_with(start), "{body}");
        assert_eq!(element(&body, "RequestId").len(), 36);
        ids.push(element(&body, "UserId").to_owned());
        assert_eq!(element(&ask(&server, &signer, WHO).1, "UserId"), ids.last().unwrap(), "it stays the same");
    }
    let [alice, session, root] = &ids[..] else { unreachable!() };
    assert!(alice.starts_with("AIDA") && alice.len() == 21, "{alice}");
    assert!(session.starts_with("AROA") && session.len() == 25 && session.ends_with(":i-1"), "{session}");
    assert_eq!(root, "777788889999");
}

#[test]
fn who_does_not_is_told_so_in_the_words_of_sts() {
    let file = File::new("sts-refused", identities().to_string().as_bytes());
    let server = Served::with(&["--auth", "verify", "--identities", file.path()]);
    let (invalid, mismatch) = ("The security token included in the request is invalid.", "The request signature we");
    for (signer, code, message) in [
        (Signer { id: "BOB", ..ALICE }, "InvalidClientTokenId", invalid),
        (Signer { token: None, ..SESSION }, "InvalidClientTokenId", invalid),
        (Signer { secret: "another", ..ALICE }, "SignatureDoesNotMatch", mismatch),
    ] {
        assert_refused(ask(&server, &signer, WHO), "403", code, message);
    }
    let elsewhere = split(answer(&server.address, &ALICE.request("secretsmanager", &[FORM], WHO)));
    let scope = "Credential should be scoped to correct service: 'sts'.";
    assert_refused(elsewhere, "403", "SignatureDoesNotMatch", scope);
    let get = format!("GET /?{WHO} HTTP/1.1\r\nhost: secretsmith\r\nconnection: close\r\n\r\n");
    let missing = ("403", "MissingAuthenticationToken", "Request is missing Authentication Token");
    assert_refused(split(answer(&server.address, &get)), missing.0, missing.1, missing.2);
    let half = get.replace("\r\n\r\n", "\r\nauthorization: AWS4-HMAC-SHA256\r\n\r\n");
    let incomplete = "Authorization header requires 'Credential' parameter. ";
    assert_refused(split(answer(&server.address, &half)), "400", "IncompleteSignature", incomplete);
}

#[test]
fn no_other_action_is_there() {
    let server = Served::with(&[]);
    for (form, text) in [
        ("Action=AssumeRole&Version=2011-06-15", "Could not find operation AssumeRole for version 2011-06-15"),
        ("Action=%3Cb%3E&Version=2011-06-15", "Could not find operation &lt;b&gt; for version 2011-06-15"),
        ("Action=a%00%0D%26&Version=1", "Could not find operation a\u{fffd}\u{fffd}&amp; for version 1"),
        ("Action=GetCallerIdentity", "Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED"),
        ("", "Could not find operation  for version NO_VERSION_SPECIFIED"),
    ] {
        assert_refused(ask(&server, &ALICE, form), "400", "InvalidAction", text);
    }
    // Clients that send all of it before they listen are answered, too.
    for length in [70_000, 5_000_000] {
        let huge = format!("Action={}", "a".repeat(length));
        assert_refused(ask(&server, &ALICE, &huge), "413", "RequestEntityTooLarge", "");
    }
}

#[test]
fn the_form_may_stand_in_the_query() {
    let server = Served::with(&[]);
    for (kind, length) in [("content-type: application/x-www-form-urlencoded\r\n", 0), ("", 2)] {
        let body = " ".repeat(length);
        let signed = "authorization: AWS4-HMAC-SHA256 Credential=111122223333/20260314/eu-west-1/sts/aws4_request, \
                      SignedHeaders=host, Signature=00\r\nx-amz-date: 20260314T150926Z";
        let request = format!(
            "POST /?{WHO} HTTP/1.1\r\nhost: secretsmith\r\nconnection: close\r\n{kind}{signed}\r\n\
             content-length: {length}\r\n\r\n{body}"
        );
        let (status, body) = split(answer(&server.address, &request));
        assert_eq!((&*status, element(&body, "Account")), ("200", "111122223333"));
    }
}

/// By GET, and by any key where keys are not verified.
#[test]
fn a_key_that_is_an_account_is_its_root_user() {
    let server = Served::with(&["--region", "eu-west-1"]);
    for (key, account) in [("AKID", "123456789012"), ("444455556666", "444455556666")] {
        let get = format!(
            "GET /?{WHO} HTTP/1.1\r\nhost: secretsmith\r\nconnection: close\r\nx-amz-date: 20260314T150926Z\r\n\
             authorization: AWS4-HMAC-SHA256 Credential={key}/20260314/eu-west-1/sts/aws4_request, \
             SignedHeaders=host, Signature=0\r\n\r\n"
        );
        let (status, body) = split(answer(&server.address, &get));
        assert_eq!((&*status, element(&body, "Account"), element(&body, "UserId")), ("200", account, account));
        assert_eq!(element(&body, "Arn"), format!("arn:aws:iam::{account}:root"));
    }
    let off = Served::with(&["--auth", "off"]);
    let get = format!("GET /?{WHO} HTTP/1.1\r\nhost: secretsmith\r\nconnection: close\r\n\r\n");
    assert_eq!(element(&split(answer(&off.address, &get)).1, "Account"), "123456789012");
}

#[test]
fn it_is_told_of_in_the_audit_file_as_a_call_of_sts() {
    let directory = tempfile::tempdir().unwrap();
    let audit = directory.path().join("audit.jsonl");
    let server = Served::with(&["--audit", audit.to_str().unwrap()]);
    ask(&server, &ROOT, WHO);
    ask(&server, &ROOT, "Action=AssumeRole&Version=2011-06-15");
    let records = fs::read_to_string(&audit).unwrap();
    // What names no operation is no call.
    assert_eq!(records.lines().count(), 1);
    let told: Value = from_str(&records).unwrap();
    for (member, expected) in [("eventSource", "sts.amazonaws.com"), ("eventName", "GetCallerIdentity")] {
        assert_eq!(told[member], expected);
    }
    assert_eq!((&told["readOnly"], &told["userIdentity"]["accessKeyId"]), (&json!(true), &json!("ROOT")));
}

#[test]
fn other_requests_are_not_for_sts() {
    let server = Served::with(&[]);
    for request in
        ["GET / HTTP/1.1", "GET /?a=b HTTP/1.1", "PUT /?Action=GetCallerIdentity HTTP/1.1", "POST / HTTP/1.1"]
    {
        let request = format!("{request}\r\nhost: secretsmith\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
        assert_eq!(exchange(&server.address, &request), r#"{"__type":"UnknownOperationException"}"#);
    }
}
