//! How traits are read.

use crate::common::{id, member, model, shape};
use secretsmith_model::{
    AwsService, Deprecated, EnumDefinition, Fault, Length, Paginated, ParameterKind, Protocol, QueryError,
    TimestampFormat, Traits,
};
use serde_json::json;

/// The traits of an operation on which these stand.
fn on_operation(traits: &str) -> Traits {
    let model = model(&format!(r#""x#Op": {{"type": "operation", "traits": {{{traits}}}}}"#));
    *shape(&model, "x#Op").traits.clone()
}

/// The traits of a service on which these stand.
fn on_service(traits: &str) -> Traits {
    let model = model(&format!(r#""x#S": {{"type": "service", "traits": {{{traits}}}}}"#));
    *shape(&model, "x#S").traits.clone()
}

/// The traits of a shape of this type.
fn on(kind: &str, traits: &str) -> Traits {
    let model = model(&format!(r#""x#T": {{"type": "{kind}", "traits": {{{traits}}}}}"#));
    *shape(&model, "x#T").traits.clone()
}

#[test]
fn documentation() {
    let traits = on_operation(
        r#""smithy.api#documentation": "<p>Does.</p>", "smithy.api#title": "T", "smithy.api#since": "1.2",
        "smithy.api#unstable": {}, "smithy.api#tags": ["a", "b"], "smithy.api#deprecated": {"message": "no"},
        "smithy.api#externalDocumentation": {"Home": "https://example.com"}"#,
    );
    assert_eq!(traits.documentation.as_deref(), Some("<p>Does.</p>"));
    assert_eq!(traits.title.as_deref(), Some("T"));
    assert_eq!(traits.since.as_deref(), Some("1.2"));
    assert!(traits.unstable);
    assert_eq!(traits.tags, ["a", "b"]);
    assert_eq!(traits.deprecated, Some(Deprecated { message: Some("no".to_owned()), since: None }));
    assert_eq!(traits.external_documentation["Home"], "https://example.com");
}

#[test]
fn examples() {
    let traits = on_operation(
        r#""smithy.api#examples": [
            {"title": "Works", "input": {"a": 1}, "output": {"b": 2}},
            {"title": "Fails", "documentation": "Why.", "error": {"shapeId": "x#Gone", "content": {"m": "g"}}}]"#,
    );
    let [works, fails] = traits.examples.as_slice() else { panic!("two examples") };
    assert_eq!((&works.input, &works.output), (&json!({"a": 1}), &Some(json!({"b": 2}))));
    assert_eq!(works.error, None);
    assert_eq!((fails.title.as_str(), fails.documentation.as_deref()), ("Fails", Some("Why.")));
    assert_eq!((&fails.input, &fails.output), (&json!({}), &None));
    assert_eq!(fails.error, Some((id("x#Gone"), json!({"m": "g"}))));
}

#[test]
fn constraints() {
    let text = on("string", r#""smithy.api#length": {"min": 1, "max": 9}, "smithy.api#pattern": "^a$""#);
    assert_eq!(text.length, Some(Length { min: Some(1), max: Some(9) }));
    assert_eq!(text.pattern.as_deref(), Some("^a$"));
    let number = on("double", r#""smithy.api#range": {"min": -0.5}"#).range.expect("a range");
    assert_eq!((number.min.and_then(|min| min.as_f64()), number.max), (Some(-0.5), None));
}

#[test]
fn flags_of_members() {
    let model = model(
        r#""x#S": {"type": "structure", "members": {"a": {"target": "smithy.api#String", "traits": {
            "smithy.api#required": {}, "smithy.api#clientOptional": {}, "smithy.api#addedDefault": {},
            "smithy.api#default": "", "smithy.api#idempotencyToken": {}, "smithy.api#hostLabel": {},
            "smithy.api#jsonName": "A", "smithy.rules#contextParam": {"name": "Bucket"}}}},
            "traits": {"smithy.api#input": {}, "smithy.api#output": {}}}"#,
    );
    let traits = &member(&model, "x#S", "a").traits;
    assert!(traits.required && traits.client_optional && traits.added_default);
    assert!(traits.idempotency_token && traits.host_label);
    assert_eq!(traits.json_name.as_deref(), Some("A"));
    assert_eq!(traits.context_param.as_deref(), Some("Bucket"));
    let traits = &shape(&model, "x#S").traits;
    assert!(traits.input && traits.output && !traits.sensitive);
}

#[test]
fn the_older_form_of_enumerations() {
    let traits =
        on("string", r#""smithy.api#enum": [{"value": "a", "name": "A"}, {"value": "b", "deprecated": true}]"#);
    let definitions = traits.enum_definitions.expect("definitions");
    assert_eq!(definitions[0].name.as_deref(), Some("A"));
    let second =
        EnumDefinition { value: "b".to_owned(), name: None, documentation: None, deprecated: true, tags: Vec::new() };
    assert_eq!(definitions[1], second);
}

#[test]
fn errors() {
    let traits = on(
        "structure",
        r#""smithy.api#error": "client", "smithy.api#httpError": 404, "smithy.api#retryable": {"throttling": true},
        "aws.protocols#awsQueryError": {"code": "Gone", "httpResponseCode": 400}"#,
    );
    assert_eq!(traits.error, Some(Fault::Client));
    assert_eq!(traits.http_error, Some(404));
    assert!(traits.retryable.expect("retryable").throttling);
    assert_eq!(traits.query_error, Some(QueryError { code: "Gone".to_owned(), http_response_code: 400 }));
    assert_eq!(on("structure", r#""smithy.api#error": "server""#).error, Some(Fault::Server));
    assert!(!on("structure", r#""smithy.api#retryable": {}"#).retryable.expect("retryable").throttling);
}

#[test]
fn pages_are_completed_by_those_of_the_service() {
    let own = on_operation(r#""smithy.api#paginated": {"items": "things", "inputToken": "next"}"#).paginated;
    let common = on_service(r#""smithy.api#paginated": {"inputToken": "token", "outputToken": "a.token"}"#).paginated;
    let own = own.expect("pages");
    let expected = Paginated {
        input_token: Some("next".to_owned()),
        output_token: Some("a.token".to_owned()),
        page_size: None,
        items: Some("things".to_owned()),
    };
    assert_eq!(own.or(common.as_ref()), expected);
    assert_eq!(own.or(None), own);
}

#[test]
fn formats() {
    let formats = [
        ("date-time", TimestampFormat::DateTime),
        ("http-date", TimestampFormat::HttpDate),
        ("epoch-seconds", TimestampFormat::EpochSeconds),
    ];
    for (name, format) in formats {
        let traits = on("timestamp", &format!(r#""smithy.api#timestampFormat": "{name}""#));
        assert_eq!(traits.timestamp_format, Some(format));
    }
    let blob =
        on("blob", r#""smithy.api#mediaType": "image/png", "smithy.api#streaming": {}, "smithy.api#sensitive": {}"#);
    assert_eq!(blob.media_type.as_deref(), Some("image/png"));
    assert!(blob.streaming && blob.sensitive);
}

#[test]
fn protocols_and_access() {
    let traits = on_service(
        r#""aws.protocols#awsJson1_0": {}, "aws.protocols#awsQuery": {}, "aws.protocols#awsJson1_1": {"http": ["h2"]},
        "aws.protocols#awsQueryCompatible": {}, "aws.auth#sigv4": {"name": "kms"}, "smithy.api#auth": ["aws.auth#sigv4"],
        "aws.api#service": {"sdkId": "KMS", "arnNamespace": "kms", "endpointPrefix": "key"}"#,
    );
    let other = Protocol::Other(id("aws.protocols#awsQuery"));
    assert_eq!(traits.protocols, [Protocol::AwsJson1_0, other, Protocol::AwsJson1_1]);
    assert!(traits.query_compatible);
    assert_eq!(traits.sigv4.as_deref(), Some("kms"));
    assert_eq!(traits.auth, Some(vec![id("aws.auth#sigv4")]));
    let service = AwsService {
        sdk_id: "KMS".to_owned(),
        arn_namespace: Some("kms".to_owned()),
        endpoint_prefix: Some("key".to_owned()),
        ..AwsService::default()
    };
    assert_eq!(traits.service, Some(service));
}

#[test]
fn operations_have_ways_of_their_own() {
    let traits = on_operation(
        r#""smithy.api#endpoint": {"hostPrefix": "{a}."}, "smithy.api#optionalAuth": {}, "smithy.api#auth": [],
        "smithy.api#requestCompression": {"encodings": ["gzip"]}, "smithy.waiters#waitable": {"Done": {"acceptors": []}},
        "smithy.rules#staticContextParams": {"flag": {"value": true}},
        "smithy.rules#operationContextParams": {"names": {"path": "keys(a)"}},
        "smithy.test#httpRequestTests": [{"id": "one"}]"#,
    );
    assert_eq!(traits.endpoint.as_deref(), Some("{a}."));
    assert!(traits.optional_auth);
    assert_eq!(traits.auth, Some(Vec::new()));
    assert_eq!(traits.request_compression, Some(vec!["gzip".to_owned()]));
    assert_eq!(traits.waitable, Some(json!({"Done": {"acceptors": []}})));
    assert_eq!(traits.static_context_params["flag"], json!(true));
    assert_eq!(traits.operation_context_params["names"], "keys(a)");
    assert_eq!(traits.http_request_tests, Some(json!([{"id": "one"}])));
    assert_eq!(traits.http_response_tests, None);
    let service = on_service(r#""smithy.rules#clientContextParams": {"names": {"type": "stringArray"}}"#);
    assert_eq!(service.client_context_params["names"].kind, ParameterKind::StringArray);
}
