//! When a signature is good, and what else has to be signed.

use secretsmith_runtime::server::Key;

use super::draft::{Draft, SECRET, asked, assert_refused, knowing};

const INVALID: &str = "InvalidSignatureException";

#[test]
fn a_signature_is_good_for_five_minutes() {
    let server = knowing(Key::new(SECRET));
    for time in ["20260314T150426Z", "20260314T150925Z", "20260314T151426Z"] {
        assert!(asked(&server, &Draft::at(time).signed()).is_ok(), "{time}");
    }
    let expired =
        "Signature expired: 20260314T150425Z is now earlier than 20260314T150426Z (20260314T150926Z - 5 min.)";
    assert_refused(&server, &Draft::at("20260314T150425Z").signed(), INVALID, expired);
    let early = "Signature not yet current: 20260314T151427Z is still later than 20260314T151426Z \
        (20260314T150926Z + 5 min.)";
    assert_refused(&server, &Draft::at("20260314T151427Z").signed(), INVALID, early);
}

#[test]
fn the_header_date_is_a_date_too() {
    let server = knowing(Key::new(SECRET));
    for date in ["Sat, 14 Mar 2026 15:09:26 GMT", "20260314T150926Z"] {
        let mut draft = Draft::call().without("x-amz-date");
        draft.headers.insert(1, ("date", date.to_owned()));
        assert!(asked(&server, &draft.signed()).is_ok(), "{date}");
    }
    let mut draft = Draft::call().without("x-amz-date");
    draft.headers.insert(1, ("date", "Sat, 14 Mar 2026 15:04:25 GMT".to_owned()));
    draft.time = "20260314T150425Z".to_owned();
    let expired =
        "Signature expired: 20260314T150425Z is now earlier than 20260314T150426Z (20260314T150926Z - 5 min.)";
    assert_refused(&server, &draft.signed(), INVALID, expired);
}

#[test]
fn what_is_no_date_is_refused() {
    let server = knowing(Key::new(SECRET));
    for date in [
        "",
        "now",
        "20260314",
        "2026-03-14T15:09:26Z",
        "20260314T150926",
        "20261314T150926Z",
        "Sat, 14 Mar 2026 15:09:26 GMT",
    ] {
        let text =
            format!("Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601");
        assert_refused(&server, &Draft::at(date).signed(), "IncompleteSignatureException", &text);
    }
}

#[test]
fn host_date_and_target_have_to_be_signed() {
    let server = knowing(Key::new(SECRET));
    for (name, value) in [("x-amz-date", "20260314T150926Z"), ("x-amz-target", "Doors.Front")] {
        let (mut parts, body) = Draft::call().without(name).signed();
        parts.headers.insert(name, value.parse().unwrap());
        let text = format!("'{name}' must be a 'SignedHeader' in the AWS Authorization.");
        assert_refused(&server, &(parts, body), INVALID, &text);
    }
    let text = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
    assert_refused(&server, &Draft::call().without("host").signed(), INVALID, text);

    let (mut parts, body) = Draft::call().without("x-amz-date").signed();
    parts.headers.insert("date", "20260314T150926Z".parse().unwrap());
    let text = "'date' must be a 'SignedHeader' in the AWS Authorization.";
    assert_refused(&server, &(parts, body), INVALID, text);
}

/// HTTP/2 has the host in the URL, and no header for it.
#[test]
fn the_host_may_stand_in_the_url() {
    let server = knowing(Key::new(SECRET));
    let (mut parts, body) = Draft::call().signed();
    parts.headers.remove("host");
    parts.uri = "http://doors.eu-west-1.example.com/".parse().unwrap();
    assert!(asked(&server, &(parts.clone(), body.clone())).is_ok());
    let authorization = parts.headers["authorization"].to_str().unwrap().replace(";host;", ";;");
    parts.headers.insert("authorization", authorization.parse().unwrap());
    let text = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
    assert_refused(&server, &(parts, body), INVALID, text);

    let mut draft = Draft::call();
    draft.headers[1].0 = ":authority";
    draft.headers.sort();
    let (mut parts, body) = draft.signed_in_http2();
    assert!(asked(&server, &(parts.clone(), body.clone())).is_ok());
    parts.uri = "http://doors.us-east-1.example.com/".parse().unwrap();
    assert!(asked(&server, &(parts, body)).is_err());
}
