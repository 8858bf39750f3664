//! Whose keys get in, and with which tokens.

use secretsmith_runtime::server::{Authentication, Key};

use super::draft::{Draft, NOT_THE_KEY, NOW, SCOPE, SECRET, TOKEN, asked, assert_refused, knowing};

const UNKNOWN: &str = "UnrecognizedClientException";

#[test]
fn a_key_that_nobody_knows_is_refused() {
    let server = knowing(Key::new(SECRET));
    for id in ["AKIDS", "akid", "AKI", "A/KID", ""] {
        assert_refused(&server, &Draft::call().signed_with(id, SECRET, &SCOPE), UNKNOWN, NOT_THE_KEY);
    }
}

#[test]
fn an_unsigned_request_is_refused() {
    let server = knowing(Key::new(SECRET));
    let (mut parts, body) = Draft::call().signed();
    parts.headers.remove("authorization");
    let text = "Missing Authentication Token";
    assert_refused(&server, &(parts, body), "MissingAuthenticationTokenException", text);
}

#[test]
fn a_signature_that_is_not_complete_is_refused() {
    let server = knowing(Key::new(SECRET));
    let (mut parts, body) = Draft::call().signed();
    let header = parts.headers["authorization"].to_str().unwrap().to_owned();
    for (wrong, text) in [
        (
            header.replace("Signature=", "Signed="),
            "Authorization header requires 'Signature' parameter. Authorization={header}",
        ),
        (header.replace("SHA256", "SHA512"), "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512'. "),
        (
            header.replace("/aws4_request", ""),
            "Credential must have at least 5 slash-delimited elements, got \"AKID/20260314/eu-west-1/doors\"",
        ),
        (
            header.replace("AKID/", ""),
            "Credential must have at least 5 slash-delimited elements, got \"20260314/eu-west-1/doors/aws4_request\"",
        ),
    ] {
        parts.headers.insert("authorization", wrong.parse().unwrap());
        let text = text.replace("{header}", &wrong);
        assert_refused(&server, &(parts.clone(), body.clone()), "IncompleteSignatureException", &text);
    }
}

#[test]
fn a_temporary_key_goes_with_its_token_only() {
    let temporary = knowing(Key::new(SECRET).with_session_token(TOKEN));
    assert!(asked(&temporary, &Draft::call().with_token(TOKEN).signed()).is_ok());
    assert_refused(&temporary, &Draft::call().signed(), UNKNOWN, NOT_THE_KEY);
    for token in ["", "another", &TOKEN[1..], &format!("{TOKEN}=")] {
        assert_refused(&temporary, &Draft::call().with_token(token).signed(), UNKNOWN, NOT_THE_KEY);
    }
    let long_term = knowing(Key::new(SECRET));
    assert_refused(&long_term, &Draft::call().with_token(TOKEN).signed(), UNKNOWN, NOT_THE_KEY);
}

/// Some clients add the token when they have signed.
#[test]
fn a_token_need_not_be_signed() {
    let server = knowing(Key::new(SECRET).with_session_token(TOKEN));
    let (mut parts, body) = Draft::call().signed();
    parts.headers.insert("x-amz-security-token", TOKEN.parse().unwrap());
    assert!(asked(&server, &(parts, body)).is_ok());
}

#[test]
fn a_token_expires() {
    let until =
        |expires: &str| knowing(Key::new(SECRET).with_session_token(TOKEN).with_expiry(expires.parse().unwrap()));
    let sent = Draft::call().with_token(TOKEN).signed();
    assert!(asked(&until("2026-03-14T15:09:27Z"), &sent).is_ok());
    for expired in [NOW, "2026-03-14T15:09:25Z", "1970-01-01T00:00:00Z"] {
        let text = "The security token included in the request is expired";
        assert_refused(&until(expired), &sent, "ExpiredTokenException", text);
        let other = Draft::call().with_token("another").signed();
        assert_refused(&until(expired), &other, UNKNOWN, NOT_THE_KEY);
    }
}

#[test]
fn nothing_shows_a_key() {
    let key = Key::new(SECRET).with_session_token(TOKEN).with_account("111122223333");
    let shown = format!("{key:?}");
    assert!(shown.contains("111122223333") && !shown.contains(SECRET) && !shown.contains(TOKEN), "{shown}");
    let server = knowing(key);
    assert!(asked(&server, &Draft::call().with_token(TOKEN).signed()).is_ok());
    let Authentication::Verify(verifier) = &server else { unreachable!() };
    assert_eq!(format!("{verifier:?}"), "Verifier { .. }");
}
