//! The cases of AWS's test suite for Signature Version 4, by the names that it gives them.
//!
//! Each is what a request has, and the signature that it must get: that of botocore 1.43.11, whose
//! `SigV4Auth.canonical_request`, `string_to_sign` and `signature` were given the same parts, with the
//! key, date and scope of the suite. The multi-line value of the suite is written as the list that it
//! means; the one that is folded is that of botocore, as are the cases after the empty line, which the
//! suite does not have. The presigned cases are the same functions, given the query of `X-Amz-…`.

use secretsmith_runtime::sigv4::{Parts, Scope, SigningKey, hex_sha256};

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
const TIME: &str = "20150830T123600Z";
const SCOPE: Scope<'_> = Scope { date: "20150830", region: "us-east-1", service: "service" };

const TOKEN: &str = "\
    AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUu\
    wthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQc\
    HNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/o\
    LxBA==";

const UNRESERVED: &str = "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const UNRESERVED_QUERY: &str = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz=\
    -._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

const FORM: &str = "application/x-www-form-urlencoded";
const BODY: &str = "Param1=value1";

/// What stands in the query of every presigned request.
const QUERY: &str = "X-Amz-Algorithm=AWS4-HMAC-SHA256\
    &X-Amz-Credential=AKIDEXAMPLE%2F20150830%2Fus-east-1%2Fservice%2Faws4_request&X-Amz-Date=20150830T123600Z";

const VANILLA: &str = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31";
const POST_VANILLA: &str = "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b";

/// What a request has besides the method, the host and the date.
struct Request {
    path: &'static str,
    query: &'static str,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
}

const NOTHING: Request = Request { path: "/", query: "", headers: &[], body: "" };

const fn path(path: &'static str) -> Request {
    Request { path, ..NOTHING }
}

const fn query(query: &'static str) -> Request {
    Request { query, ..NOTHING }
}

const fn headers(headers: &'static [(&'static str, &'static str)]) -> Request {
    Request { headers, ..NOTHING }
}

static CASES: &[(&str, &str, Request, &str)] = &[
    ("get-vanilla", "GET", NOTHING, VANILLA),
    (
        "get-header-key-duplicate",
        "GET",
        headers(&[("my-header1", "value2"), ("my-header1", "value2"), ("my-header1", "value1")]),
        "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
    ),
    (
        "get-header-value-multiline",
        "GET",
        headers(&[("my-header1", "value1"), ("my-header1", "value2"), ("my-header1", "value3")]),
        "ba17b383a53190154eb5fa66a1b836cc297cc0a3d70a5d00705980573d8ff790",
    ),
    (
        "get-header-value-order",
        "GET",
        headers(&[
            ("my-header1", "value4"),
            ("my-header1", "value1"),
            ("my-header1", "value3"),
            ("my-header1", "value2"),
        ]),
        "08c7e5a9acfcfeb3ab6b2185e75ce8b1deb5e634ec47601a50643f830c755c01",
    ),
    (
        "get-header-value-trim",
        "GET",
        headers(&[("my-header1", " value1"), ("my-header2", " \"a   b   c\"")]),
        "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
    ),
    ("get-relative", "GET", path("/example/.."), VANILLA),
    ("get-relative-relative", "GET", path("/example1/example2/../.."), VANILLA),
    ("get-slash", "GET", path("//"), VANILLA),
    ("get-slash-dot-slash", "GET", path("/./"), VANILLA),
    (
        "get-slash-pointless-dot",
        "GET",
        path("/./example"),
        "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5",
    ),
    ("get-slashes", "GET", path("//example//"), "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"),
    ("get-space", "GET", path("/example space/"), "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"),
    ("get-unreserved", "GET", path(UNRESERVED), "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"),
    ("get-utf8", "GET", path("/\u{1234}"), "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"),
    (
        "get-vanilla-empty-query-key",
        "GET",
        query("Param1=value1"),
        "a67d582fa61cc504c4bae71f336f98b97f1ea3c7a6bfe1b6e45aec72011b9aeb",
    ),
    ("get-vanilla-query", "GET", query(""), VANILLA),
    (
        "get-vanilla-query-order-encoded",
        "GET",
        query("Param-3=Value3&Param=Value2&%E1%88%B4=Value1"),
        "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac",
    ),
    (
        "get-vanilla-query-order-key",
        "GET",
        query("Param1=value2&Param1=Value1"),
        "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1",
    ),
    (
        "get-vanilla-query-order-key-case",
        "GET",
        query("Param2=value2&Param1=value1"),
        "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    ),
    (
        "get-vanilla-query-order-value",
        "GET",
        query("Param1=value2&Param1=value1"),
        "5772eed61e12b33fae39ee5e7012498b51d56abc0abb7c60486157bd471c4694",
    ),
    (
        "get-vanilla-query-unreserved",
        "GET",
        query(UNRESERVED_QUERY),
        "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197",
    ),
    (
        "get-vanilla-utf8-query",
        "GET",
        query("\u{1234}=bar"),
        "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04",
    ),
    (
        "get-vanilla-with-session-token",
        "GET",
        headers(&[("x-amz-security-token", "6e86291e8372ff2a2260956d9b8aae1d763fbf315fa00fa31553b73ebf194267")]),
        "07ec1639c89043aa0e3e2de82b96708f198cceab042d4a97044c66dd9f74e7f8",
    ),
    ("post-header-key-case", "POST", NOTHING, POST_VANILLA),
    (
        "post-header-key-sort",
        "POST",
        headers(&[("my-header1", "value1")]),
        "c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
    ),
    (
        "post-header-value-case",
        "POST",
        headers(&[("my-header1", "VALUE1")]),
        "cdbc9802e29d2942e5e10b5bccfdd67c5f22c7c4e8ae67b53629efa58b974b7d",
    ),
    ("post-sts-header-after", "POST", NOTHING, POST_VANILLA),
    (
        "post-sts-header-before",
        "POST",
        headers(&[("x-amz-security-token", TOKEN)]),
        "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
    ),
    ("post-vanilla", "POST", NOTHING, POST_VANILLA),
    (
        "post-vanilla-empty-query-value",
        "POST",
        query("Param1=value1"),
        "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
    ),
    (
        "post-vanilla-query",
        "POST",
        query("Param1=value1"),
        "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11",
    ),
    (
        "post-x-www-form-urlencoded",
        "POST",
        Request { headers: &[("content-type", FORM)], body: BODY, ..NOTHING },
        "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
    ),
    (
        "post-x-www-form-urlencoded-parameters",
        "POST",
        Request {
            headers: &[("content-type", "application/x-www-form-urlencoded; charset=utf8")],
            body: BODY,
            ..NOTHING
        },
        "1a72ec8f64bd914b0e42e42607c7fbce7fb2c7465f63e3092b3b0d39fa77a6fe",
    ),
    (
        "a value in folded lines",
        "GET",
        headers(&[("my-header1", "value1\n  value2\n     value3")]),
        "cfd34249e4b1c8d6b91ef74165d41a32e5fab3306300901bb65a51a73575eefd",
    ),
    (
        "a path that is encoded",
        "GET",
        path("/a%20b/%E1%88%B4"),
        "e9d8665373fed7762b3e2e661f671155634544940c97a67fd5efade7ceb8c358",
    ),
];

/// Before `X-Amz-Algorithm`, after `X-Amz-Date`, and the rest of a request.
static PRESIGNED: &[(&str, &str, &str, &str, Request, &str)] = &[
    (
        "get-vanilla",
        "GET",
        "",
        "&X-Amz-Expires=86400&X-Amz-SignedHeaders=host",
        NOTHING,
        "717190ca6e779cc7afa3aca94b3ac3b06c682d7174c0bd09415617afbc4c8b50",
    ),
    (
        "get-vanilla-query-order-key-case",
        "GET",
        "Param2=value2&Param1=value1&",
        "&X-Amz-Expires=3600&X-Amz-SignedHeaders=host",
        NOTHING,
        "86012e2c9ad4d77369f5d81c11f75158aae4f895a085212cc6d3f923d300bed5",
    ),
    (
        "get-vanilla-with-session-token",
        "GET",
        "",
        "&X-Amz-Expires=3600&X-Amz-SignedHeaders=host&X-Amz-Security-Token=IQoJb3JpZ2luX2VjE%2F%2Ftoken%3D%3D",
        NOTHING,
        "2685c8f8abea07fe4477477bbaaaffda53d8a251980543465f2fa04fab22877d",
    ),
    (
        "post-vanilla",
        "POST",
        "",
        "&X-Amz-Expires=60&X-Amz-SignedHeaders=host",
        Request { body: BODY, ..NOTHING },
        "9493169f99d269851938e1f00527b0037f394cd5dca1e859464fe85b1ce6173a",
    ),
    (
        "a call in JSON",
        "POST",
        "",
        "&X-Amz-Expires=900&X-Amz-SignedHeaders=content-type%3Bhost%3Bx-amz-target",
        Request {
            headers: &[
                ("content-type", "application/x-amz-json-1.1"),
                ("x-amz-target", "secretsmanager.GetSecretValue"),
            ],
            body: r#"{"SecretId":"db"}"#,
            ..NOTHING
        },
        "544b62a14747677cad98d8f574da1d74f00d562f99efa1bad32411e2930cfbcd",
    ),
];

#[test]
fn requests_get_the_signatures_of_the_suite() {
    for (name, method, request, signature) in CASES {
        assert_eq!(sign(method, request.query, request, &[("x-amz-date", TIME)]), *signature, "{name}");
    }
}

#[test]
fn presigned_requests_get_the_signatures_of_another_implementation() {
    for (name, method, before, after, request, signature) in PRESIGNED {
        let query = format!("{before}{QUERY}{after}");
        assert_eq!(sign(method, &query, request, &[]), *signature, "{name}");
    }
}

#[test]
fn a_query_is_signed_the_same_however_it_is_encoded() {
    let canonical =
        |query| Parts { method: "GET", path: "/", query, headers: &[], body_sha256: "" }.canonical_request();
    for (one, other) in [("%e1%88%b4=%2f", "%E1%88%B4=%2F"), ("a=b%2Dc", "a=b-c"), ("a:b=c/d", "a%3Ab=c%2Fd")] {
        assert_eq!(canonical(one), canonical(other));
    }
    assert_ne!(canonical("a=%2"), canonical("a=2"));
    assert_ne!(canonical("a=%zz"), canonical("a=zz"));
}

fn sign(method: &str, query: &str, request: &Request, date: &[(&str, &str)]) -> String {
    let Request { path, headers, body, .. } = request;
    let mut headers = [&[("host", "example.amazonaws.com")], *headers, date].concat();
    headers.sort_by_key(|(name, _)| *name);
    let parts = Parts { method, path, query, headers: &headers, body_sha256: &hex_sha256(body.as_bytes()) };
    let (key, text) = (SigningKey::derive(SECRET, &SCOPE), parts.string_to_sign(TIME, &SCOPE));
    let signature = key.sign(&text);
    assert!(key.verify(&text, &signature));
    signature
}
