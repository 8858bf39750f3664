//! Requests that are not as they were signed.

use http::{HeaderValue, Method};
use secretsmith_runtime::server::{Caller, Key};
use secretsmith_runtime::sigv4::hex_sha256;

use super::draft::{Draft, SCOPE, SECRET, Sent, TOKEN, asked, knowing, refused};

const MISMATCH: &str = "The request signature we calculated does not match the signature you provided. Check your AWS \
    Secret Access Key and signing method. Consult the service documentation for details.\n\n\
    The Canonical String for this request should have been\n'";

type Tampering = (&'static str, fn(&mut Sent));

static TAMPERINGS: [Tampering; 13] = [
    ("method", |(parts, _)| parts.method = Method::PUT),
    ("path", |(parts, _)| parts.uri = "/other?a=1".parse().unwrap()),
    ("parameter", |(parts, _)| parts.uri = "/?a=2".parse().unwrap()),
    ("another parameter", |(parts, _)| parts.uri = "/?a=1&b=1".parse().unwrap()),
    ("no query", |(parts, _)| parts.uri = "/".parse().unwrap()),
    ("host", |(parts, _)| set(parts, "host", "doors.us-east-1.example.com")),
    ("target", |(parts, _)| set(parts, "x-amz-target", "Doors.Side")),
    ("second target", |(parts, _)| {
        let second = HeaderValue::from_static("Doors.Side");
        assert!(parts.headers.append("x-amz-target", second));
    }),
    ("header that is gone", |(parts, _)| {
        parts.headers.remove("content-type").unwrap();
    }),
    ("date", |(parts, _)| set(parts, "x-amz-date", "20260314T150927Z")),
    ("body", |(_, body)| body.push(b' ')),
    ("no body", |(_, body)| body.clear()),
    ("signature", |(parts, _)| {
        let authorization = parts.headers["authorization"].to_str().unwrap();
        let last = if authorization.ends_with('0') { "1" } else { "0" };
        let other = format!("{}{last}", &authorization[..authorization.len() - 1]);
        set(parts, "authorization", &other);
    }),
];

fn set(parts: &mut http::request::Parts, name: &'static str, value: &str) {
    assert!(parts.headers.insert(name, value.parse().unwrap()).is_some());
}

#[test]
fn a_request_as_it_was_signed_gets_in() {
    let caller = Caller::anonymous().with_access_key_id("AKID").with_region("eu-west-1");
    let server = knowing(Key::new(SECRET));
    // The first derives a key, and the second finds it.
    for _ in 0..2 {
        assert_eq!(asked(&server, &Draft::call().signed()), Ok(caller.clone()));
    }
    let of_somebody = knowing(Key::new(SECRET).with_account("111122223333").with_principal("alice"));
    let alice = caller.with_account("111122223333").with_principal("alice");
    assert_eq!(asked(&of_somebody, &Draft::call().signed()), Ok(alice));
}

#[test]
fn no_part_of_a_request_can_be_changed() {
    let server = knowing(Key::new(SECRET));
    let draft = Draft { query: "a=1".to_owned(), ..Draft::call() };
    for (what, tamper) in TAMPERINGS {
        let mut sent = draft.signed();
        assert!(asked(&server, &sent).is_ok());
        tamper(&mut sent);
        let (code, text) = refused(&server, &sent);
        assert_eq!(code, "InvalidSignatureException", "{what}");
        assert!(text.starts_with(MISMATCH), "{what}: {text}");
    }
}

#[test]
fn what_is_not_signed_can_be_changed() {
    let server = knowing(Key::new(SECRET));
    let (mut parts, body) = Draft::call().signed();
    parts.headers.insert("user-agent", HeaderValue::from_static("a proxy's"));
    assert!(asked(&server, &(parts, body)).is_ok());
}

#[test]
fn the_signature_of_another_key_is_wrong() {
    let server = knowing(Key::new(SECRET));
    for secret in ["", "a-key-that-opens-nothing", &SECRET[1..], &SECRET.to_lowercase()] {
        let (code, text) = refused(&server, &Draft::call().signed_with("AKID", secret, &SCOPE));
        assert_eq!(code, "InvalidSignatureException");
        assert!(text.starts_with(MISMATCH) && !text.contains(SECRET), "{text}");
    }
}

#[test]
fn who_signs_wrongly_is_told_what_should_have_been_signed() {
    let server = knowing(Key::new(SECRET));
    let (parts, _) = Draft::call().signed();
    let canonical = format!(
        "POST\n/\n\ncontent-type:application/x-amz-json-1.0\nhost:doors.eu-west-1.example.com\n\
         x-amz-date:20260314T150926Z\nx-amz-target:Doors.Front\n\ncontent-type;host;x-amz-date;x-amz-target\n{}",
        hex_sha256(b"[]")
    );
    let digest = hex_sha256(canonical.as_bytes());
    let text = format!(
        "{MISMATCH}{canonical}'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20260314T150926Z\n\
         20260314/eu-west-1/doors/aws4_request\n{digest}'\n"
    );
    assert_eq!(refused(&server, &(parts, b"[]".to_vec())), ("InvalidSignatureException".to_owned(), text));
}

#[test]
fn a_session_token_does_not_show_in_what_should_have_been_signed() {
    let server = knowing(Key::new(SECRET).with_session_token(TOKEN));
    let by_header = Draft::call().with_token(TOKEN).signed();
    let by_query = Draft::call()
        .without("x-amz-date")
        .presigned("", "&X-Amz-Security-Token=FwoGZXIvYXdzEBYaD%2Fthe%2Btoken%3D%3D");
    for (sent, shown) in
        [(by_header, "\nx-amz-security-token:redacted\n"), (by_query, "&X-Amz-Security-Token=redacted")]
    {
        assert!(asked(&server, &sent).is_ok());
        let error = asked(&server, &(sent.0, b"[]".to_vec())).unwrap_err();
        for text in [error.to_string(), format!("{error:?}").replace("\\n", "\n")] {
            assert!(text.contains(shown) && !text.contains("the+token") && !text.contains("the%2Btoken"), "{text}");
        }
    }
}
