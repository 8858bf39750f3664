//! Signatures in the query.

use secretsmith_runtime::server::Key;

use super::draft::{Draft, SECRET, Sent, TOKEN, asked, assert_refused, knowing, refused};

const INVALID: &str = "InvalidSignatureException";
const ENCODED_TOKEN: &str = "&X-Amz-Security-Token=FwoGZXIvYXdzEBYaD%2Fthe%2Btoken%3D%3D";

/// A call whose date stands in the query.
fn draft() -> Draft {
    Draft::call().without("x-amz-date")
}

#[test]
fn a_presigned_request_gets_in() {
    let server = knowing(Key::new(SECRET));
    let caller = asked(&server, &draft().presigned("&X-Amz-Expires=60", "")).unwrap();
    assert_eq!((caller.access_key_id.as_deref(), caller.region.as_deref()), (Some("AKID"), Some("eu-west-1")));
    let with_more = Draft { query: "b=2&a=1&".to_owned(), ..draft() };
    assert!(asked(&server, &with_more.presigned("&X-Amz-Expires=60", "")).is_ok());

    let temporary = knowing(Key::new(SECRET).with_session_token(TOKEN));
    assert!(asked(&temporary, &draft().presigned("&X-Amz-Expires=60", ENCODED_TOKEN)).is_ok());
    let (code, _) = refused(&temporary, &draft().presigned("&X-Amz-Expires=60", ""));
    assert_eq!(code, "UnrecognizedClientException");
    let (code, _) = refused(&server, &draft().presigned("&X-Amz-Expires=60", ENCODED_TOKEN));
    assert_eq!(code, "UnrecognizedClientException");
}

#[test]
fn it_is_good_for_as_long_as_it_says() {
    let server = knowing(Key::new(SECRET));
    let at = |time: &str, expires: &str| Draft { time: time.to_owned(), ..draft() }.presigned(expires, "");
    for (time, expires) in [
        ("20260314T150826Z", "&X-Amz-Expires=60"),
        ("20260314T150926Z", "&X-Amz-Expires=1"),
        ("20260314T140926Z", "&X-Amz-Expires=3600"),
        ("20260314T150426Z", ""),
        ("20260314T151426Z", "&X-Amz-Expires=60"),
    ] {
        assert!(asked(&server, &at(time, expires)).is_ok(), "{time}{expires}");
    }
    for (time, expires, limit) in [
        ("20260314T150825Z", "&X-Amz-Expires=60", "20260314T150826Z (20260314T150926Z - 1 min.)"),
        ("20260314T150755Z", "&X-Amz-Expires=90", "20260314T150756Z (20260314T150926Z - 90 sec.)"),
        ("20260314T150425Z", "", "20260314T150426Z (20260314T150926Z - 5 min.)"),
    ] {
        let text = format!("Signature expired: {time} is now earlier than {limit}");
        assert_refused(&server, &at(time, expires), INVALID, &text);
    }
    let text = "Signature not yet current: 20260314T151427Z is still later than 20260314T151426Z \
        (20260314T150926Z + 5 min.)";
    assert_refused(&server, &at("20260314T151427Z", "&X-Amz-Expires=60"), INVALID, text);
    for (expires, text) in [
        ("0", "X-Amz-Expires must be positive"),
        ("-60", "X-Amz-Expires must be positive"),
        ("604801", "X-Amz-Expires must be less than a week (in seconds); that is 604800"),
        ("soon", "X-Amz-Expires should be a number"),
        ("", "X-Amz-Expires should be a number"),
    ] {
        assert_refused(&server, &at("20260314T150926Z", &format!("&X-Amz-Expires={expires}")), INVALID, text);
    }
}

#[test]
fn no_part_of_it_can_be_changed() {
    let server = knowing(Key::new(SECRET));
    let good = || Draft { query: "a=1&".to_owned(), ..draft() }.presigned("&X-Amz-Expires=60", "");
    assert!(asked(&server, &good()).is_ok());
    for (part, other) in [
        ("a=1", "a=2"),
        ("a=1", "a=1&b=1"),
        ("/?a=1&", "/?"),
        ("/?", "/other?"),
        ("Expires=60", "Expires=61"),
        ("T150926Z", "T150927Z"),
        ("eu-west-1", "us-east-1"),
        ("content-type%3B", ""),
        ("X-Amz-Signature=", "X-Amz-Signature=0"),
    ] {
        assert_wrong(part, other, |(parts, _)| {
            let uri = parts.uri.to_string();
            assert!(uri.contains(part), "{uri}");
            parts.uri = uri.replace(part, other).parse().unwrap();
        });
    }
    for (name, other) in [("host", "other.example.com"), ("x-amz-target", "Doors.Side"), ("content-type", "text/plain")]
    {
        assert_wrong(name, other, |(parts, _)| drop(parts.headers.insert(name, other.parse().unwrap())));
    }
    assert_wrong("body", "another", |(_, body)| *body = b"[]".to_vec());

    fn assert_wrong(what: &str, other: &str, tamper: impl FnOnce(&mut Sent)) {
        let mut sent = Draft { query: "a=1&".to_owned(), ..draft() }.presigned("&X-Amz-Expires=60", "");
        tamper(&mut sent);
        let (code, text) = refused(&knowing(Key::new(SECRET)), &sent);
        assert_eq!(code, INVALID, "{what}, {other}");
        let start = "The request signature we calculated does not match the signature you provided.";
        assert!(text.starts_with(start), "{what}, {other}: {text}");
    }
}

#[test]
fn all_that_is_missing_is_told_in_order() {
    let server = knowing(Key::new(SECRET));
    let (mut parts, body) = draft().presigned("&X-Amz-Expires=60", "");
    parts.uri = "/?X-Amz-Algorithm=AWS4-HMAC-SHA256".parse().unwrap();
    let text = "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include \
        'X-Amz-Signature'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters \
        must include 'X-Amz-Date'. Re-examine the query-string parameters.";
    assert_refused(&server, &(parts, body), "IncompleteSignatureException", text);
}

#[test]
fn host_and_target_have_to_be_signed() {
    let server = knowing(Key::new(SECRET));
    let (mut parts, body) = draft().without("x-amz-target").presigned("&X-Amz-Expires=60", "");
    parts.headers.insert("x-amz-target", "Doors.Front".parse().unwrap());
    let text = "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.";
    assert_refused(&server, &(parts, body), INVALID, text);
    let text = "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.";
    assert_refused(&server, &draft().without("host").presigned("&X-Amz-Expires=60", ""), INVALID, text);
}

#[test]
fn a_request_is_not_signed_twice() {
    let server = knowing(Key::new(SECRET));
    let (mut parts, body) = draft().presigned("&X-Amz-Expires=60", "");
    let (signed, _) = Draft::call().signed();
    parts.headers.insert("authorization", signed.headers["authorization"].clone());
    let text = "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.";
    assert_refused(&server, &(parts, body), INVALID, text);
}
