//! What a signature was made for.

use secretsmith_runtime::server::{Authentication, Key};
use secretsmith_runtime::sigv4::Scope;

use super::draft::{Draft, SCOPE, SECRET, asked, assert_refused, knowing, verifier};

const INVALID: &str = "InvalidSignatureException";

#[test]
fn a_signature_for_another_service_is_refused() {
    let scope = Scope { service: "windows", ..SCOPE };
    let text = "Credential should be scoped to correct service: 'doors'. ";
    assert_refused(&knowing(Key::new(SECRET)), &Draft::call().signed_with("AKID", SECRET, &scope), INVALID, text);
}

#[test]
fn a_signature_for_another_region_is_refused_where_regions_are_told_apart() {
    let anywhere = knowing(Key::new(SECRET));
    let here = Authentication::Verify(verifier(Key::new(SECRET)).with_regions(|region| region == "eu-west-1"));
    assert!(asked(&here, &Draft::call().signed()).is_ok());
    let elsewhere = Draft::call().signed_with("AKID", SECRET, &Scope { region: "eu-west-2", ..SCOPE });
    assert!(asked(&anywhere, &elsewhere).is_ok());
    let text = "Credential should be scoped to a valid region, not 'eu-west-2'.";
    assert_refused(&here, &elsewhere, INVALID, text);
}

#[test]
fn a_signature_is_for_the_day_on_which_it_was_made() {
    let server = knowing(Key::new(SECRET));
    let scope = Scope { date: "20260315", ..SCOPE };
    let text = "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260315' != \
        '20260314', from '20260314T150926Z'.";
    assert_refused(&server, &Draft::call().signed_with("AKID", SECRET, &scope), INVALID, text);
}

#[test]
fn no_part_of_a_scope_can_be_changed() {
    let server = knowing(Key::new(SECRET));
    let (parts, body) = Draft::call().signed();
    for (part, other, text) in [
        (
            "/eu-west-1/",
            "/us-east-1/",
            "The request signature we calculated does not match the signature you provided.",
        ),
        ("/doors/", "/windows/", "Credential should be scoped to correct service: 'doors'. "),
        (
            "/aws4_request",
            "/aws5_request",
            "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.",
        ),
        ("/20260314/", "/20260313/", "Date in Credential scope does not match YYYYMMDD"),
    ] {
        let mut parts = parts.clone();
        let authorization = parts.headers["authorization"].to_str().unwrap().replace(part, other);
        parts.headers.insert("authorization", authorization.parse().unwrap());
        let (code, told) = super::draft::refused(&server, &(parts, body.clone()));
        assert_eq!(code, INVALID);
        assert!(told.starts_with(text), "{told}");
    }
}

/// More scopes than a key keeps: each is good all the same, and again when it is not kept any more.
#[test]
fn a_key_is_good_in_every_region() {
    let server = knowing(Key::new(SECRET));
    for round in 0..2 {
        for number in 1..30 {
            let region = format!("eu-west-{number}");
            let sent = Draft::call().signed_with("AKID", SECRET, &Scope { region: &region, ..SCOPE });
            assert!(asked(&server, &sent).is_ok(), "{region} in round {round}");
        }
    }
}
