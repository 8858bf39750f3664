//! Signatures: a request line, headers, an empty line, a body. Whoever has not the key does not get in.

#![no_main]

use std::sync::{Arc, LazyLock};

use http::request::Parts;
use http::{HeaderName, HeaderValue, Method, Request};
use libfuzzer_sys::fuzz_target;
use secretsmith_runtime::Timestamp;
use secretsmith_runtime::server::{Authentication, Key, Verifier};

static VERIFY: LazyLock<Authentication> = LazyLock::new(|| {
    let key = Arc::new(Key::new("the-secret-access-key-that-nobody-knows"));
    let verifier = Verifier::new(move |id| (id == "AKID").then(|| Arc::clone(&key)));
    let now = Timestamp::from_secs(1_767_225_600);
    Authentication::Verify(verifier.with_clock(move || now))
});

fuzz_target!(|text: &str| {
    let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
    let Some(parts) = request(head) else { return };
    // Who takes any signature still reads it; whether it has the right form is all the same here.
    let _ = Authentication::AcceptAny.authenticate("secretsmanager", &parts, body.as_bytes());
    assert!(VERIFY.authenticate("secretsmanager", &parts, body.as_bytes()).is_err());
});

/// The head of a request: `POST /?query`, and a header on each further line.
fn request(head: &str) -> Option<Parts> {
    let mut lines = head.lines();
    let (method, uri) = lines.next()?.split_once(' ')?;
    let mut request = Request::builder().method(Method::try_from(method).ok()?).uri(uri);
    for line in lines {
        let (name, value) = line.split_once(':')?;
        let name = HeaderName::try_from(name.trim()).ok()?;
        request = request.header(name, HeaderValue::from_str(value.trim()).ok()?);
    }
    request.body(()).ok().map(|request| request.into_parts().0)
}
