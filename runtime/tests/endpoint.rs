//! The functions that compiled endpoint rule sets call.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use secretsmith_runtime::endpoint::{
    AuthScheme, Endpoint, EndpointError, EndpointParams, is_valid_host_label, is_virtual_hostable_s3_bucket, list,
    object, parse_arn, parse_url, partition, split, substring, uri_encode,
};
use serde_json::json;

#[test]
fn what_may_hold_a_password_is_not_shown() {
    let shown = |url: &str| format!("{:?}", EndpointParams { endpoint: Some(url.to_owned()), ..Default::default() });
    assert!(shown("http://localhost:4566").contains(r#"endpoint: Some("http://localhost:4566")"#));
    for url in ["https://user:hunter2@example.com", "hunter2"] {
        assert!(shown(url).contains(r#"endpoint: Some("(not a URL)")"#), "{}", shown(url));
    }
}

#[test]
fn every_region_has_a_partition() {
    let cases = [
        ("us-east-1", "aws"),
        ("us-east-10", "aws"),
        ("mx-central-1", "aws"),
        ("aws-global", "aws"),
        ("cn-north-1", "aws-cn"),
        ("aws-cn-global", "aws-cn"),
        ("us-gov-west-1", "aws-us-gov"),
        ("us-iso-east-1", "aws-iso"),
        ("us-isob-east-1", "aws-iso-b"),
        ("eu-isoe-west-1", "aws-iso-e"),
        ("us-isof-south-1", "aws-iso-f"),
        ("eusc-de-east-1", "aws-eusc"),
        ("aws-iso-f-global", "aws-iso-f"),
        ("mars-global", "aws"),
        ("cn-north", "aws"),
        ("cn-north-x", "aws"),
        ("", "aws"),
    ];
    for (region, name) in cases {
        assert_eq!(partition(region).map(|partition| partition.name), Some(name), "{region}");
    }
}

#[test]
fn a_partition_has_its_domains() {
    let china = partition("cn-northwest-1").unwrap();
    assert_eq!(china.dns_suffix, "amazonaws.com.cn");
    assert_eq!(china.dual_stack_dns_suffix, "api.amazonwebservices.com.cn");
    assert_eq!(china.implicit_global_region, "cn-northwest-1");
    assert!(china.supports_fips && china.supports_dual_stack);
}

#[test]
fn host_labels() {
    for label in ["us-east-1", "3aws4", "a", &"a".repeat(63)] {
        assert!(is_valid_host_label(label, false), "{label}");
    }
    for label in ["", "part1.part2", "a b", "-a", "a-", "99_a", &"a".repeat(64)] {
        assert!(!is_valid_host_label(label, false), "{label}");
    }
    assert!(is_valid_host_label("part1.part2", true));
    for label in ["part1.", "part1..part2", "part1.-part2", ".a", ""] {
        assert!(!is_valid_host_label(label, true), "{label}");
    }
}

#[test]
fn buckets_in_host_names() {
    assert!(is_virtual_hostable_s3_bucket("bucket--name-1", false));
    assert!(is_virtual_hostable_s3_bucket("bucket.name", true));
    for bucket in ["bucket.name", "Bucket", "bucket_name", "-bucket", "bucket-", "aa", &"a".repeat(64)] {
        assert!(!is_virtual_hostable_s3_bucket(bucket, false), "{bucket}");
    }
    for bucket in ["192.168.5.4", "bucket..name", ".bucket", "bucket-.name", "bucket.-name"] {
        assert!(!is_virtual_hostable_s3_bucket(bucket, true), "{bucket}");
    }
}

#[test]
fn urls() {
    let url = parse_url("https://authority.com:8000/custom-path").unwrap();
    assert_eq!((url.scheme, url.authority), ("https", "authority.com:8000"));
    assert_eq!((url.path, &*url.normalized_path, url.is_ip), ("/custom-path", "/custom-path/", false));

    let url = parse_url("http://192.168.1.1").unwrap();
    assert_eq!((url.path, &*url.normalized_path, url.is_ip), ("", "/", true));
    assert!(parse_url("https://[2001:db8:85a3:8d3:1319:8a2e:370:7348]:443").unwrap().is_ip);
    assert!(!parse_url("https://999.999.abc.blah").unwrap().is_ip);
    assert!(parse_url("http://99_ab-.com").is_some());
}

#[test]
fn what_is_no_url_of_an_endpoint() {
    for text in [
        "",
        "example.com",
        "acbd://example.com",
        "http://",
        "http://:80",
        "http://abc.com:a/foo",
        "http://abc.com:/foo",
        "http://abc.com:+80",
        "http://a:b:80",
        "https://example.com/path?query1=foo",
        "https://example.com/#fragment",
        "https://user:password@example.com",
        "https://exam ple.com",
    ] {
        assert_eq!(parse_url(text), None, "{text}");
    }
}

#[test]
fn arns() {
    let arn = parse_arn("arn:aws:s3:us-east-2:012345678:outpost:op-1234/x").unwrap();
    assert_eq!((arn.partition, arn.service, arn.region, arn.account_id), ("aws", "s3", "us-east-2", "012345678"));
    assert_eq!(arn.resource_id, ["outpost", "op-1234", "x"]);

    assert_eq!(parse_arn("arn:aws:s3::123456789012:id").unwrap().region, "");
    assert_eq!(parse_arn("arn:aws:s3:us-east-1:1:outpost:").unwrap().resource_id, ["outpost", ""]);
    for text in [
        "asdf",
        "arn:aws:s3:us-west-2:123456789012:",
        "arn:aws::us-west-2:1:id",
        "arn::s3:us-west-2:1:id",
        "arn:aws:s3:r:1",
    ] {
        assert_eq!(parse_arn(text), None, "{text}");
    }
}

#[test]
fn substrings() {
    assert_eq!(substring("abcdefg", 0, 4, false), Some("abcd"));
    assert_eq!(substring("abcdefg", 0, 4, true), Some("defg"));
    assert_eq!(substring("defg", 1, 3, true), Some("ef"));
    assert_eq!(substring("\u{7f}abcdef", 0, 4, false), Some("\u{7f}abc"));
    assert_eq!(substring("abc", 0, 4, false), None);
    assert_eq!(substring("\u{fdfd}", 0, 1, false), None);
    assert_eq!(substring("abc", 2, 2, false), None);
}

#[test]
fn parts_of_texts() {
    assert_eq!(split("a--b--c", "--", 0), ["a", "b", "c"]);
    assert_eq!(split("a--b--c", "--", 1), ["a--b--c"]);
    assert_eq!(split("a--b--c", "--", 2), ["a", "b--c"]);
    assert_eq!(split("--", "--", 0), ["", ""]);
    assert_eq!(split("", "--", 0), [""]);
    assert_eq!(split("aaa", "aa", 0), ["", "a"]);
}

#[test]
fn encoded_texts() {
    assert_eq!(uri_encode("0123456789.underscore_dash-Tilda~"), "0123456789.underscore_dash-Tilda~");
    assert_eq!(uri_encode("a b/:"), "a%20b%2F%3A");
    assert_eq!(uri_encode("\u{1f639}"), "%F0%9F%98%B9");
    assert_eq!(uri_encode(""), "");
}

#[test]
fn endpoints_with_all_that_rules_can_say() {
    let endpoint = Endpoint::new("https://example.com")
        .header("x-a", "1")
        .header("x-a", "2")
        .property("on", true)
        .property("nested", object([("list", list(["a".into(), 2.into()])), ("none", list([]))]));
    assert_eq!(endpoint.headers, [("x-a", "1".to_owned()), ("x-a", "2".to_owned())]);
    let properties: Vec<_> =
        endpoint.properties.iter().map(|(name, value)| (*name, value.as_value().clone())).collect();
    assert_eq!(properties, [("on", json!(true)), ("nested", json!({"list": ["a", 2], "none": []}))]);
}

#[test]
fn only_what_is_said_of_sigv4_counts() {
    let other = AuthScheme::new("sigv4a").signing_name("other").property("signingRegionSet", list(["*".into()]));
    let endpoint = Endpoint::new("https://example.com").auth_scheme(other);
    assert_eq!(endpoint.sigv4(), None);
    let scheme = AuthScheme::new("sigv4").signing_region("us-east-1");
    let endpoint = endpoint.auth_scheme(scheme.clone());
    assert_eq!(endpoint.sigv4(), Some(&scheme));
    assert_eq!((scheme.signing_name, scheme.signing_region.as_deref()), (None, Some("us-east-1")));
}

#[test]
fn errors_say_what_is_missing() {
    assert_eq!(EndpointError::new("no").to_string(), "no");
    assert_eq!(EndpointError::required("Region").message(), "the endpoint parameter Region is required");
    assert_eq!(EndpointError::no_rule().message(), "no endpoint rule applies to this configuration");
}
