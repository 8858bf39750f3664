//! No trait that the reader knows is passed over.

use secretsmith_model::Traits;

use super::told_of;

/// Each trait with a value, on a shape or member that it goes with: an operation, the service, a
/// member, the error.
const TRAITS: [(&str, &str, Place); 48] = [
    ("smithy.api#documentation", r#""Some.""#, Place::Operation),
    ("smithy.api#title", r#""T""#, Place::Service),
    ("smithy.api#deprecated", "{}", Place::Operation),
    ("smithy.api#since", r#""1""#, Place::Operation),
    ("smithy.api#unstable", "{}", Place::Operation),
    ("smithy.api#tags", r#"["a"]"#, Place::Operation),
    ("smithy.api#externalDocumentation", r#"{"Home": "https://example.com"}"#, Place::Operation),
    ("smithy.api#examples", r#"[{"title": "A"}]"#, Place::Operation),
    ("smithy.api#required", "{}", Place::Member("String")),
    ("smithy.api#default", "0", Place::Member("Integer")),
    ("smithy.api#addedDefault", "{}", Place::Member("Integer")),
    ("smithy.api#clientOptional", "{}", Place::Member("String")),
    ("smithy.api#sparse", "{}", Place::Target(r#""type": "list", "member": {"target": "smithy.api#String"}"#)),
    ("smithy.api#uniqueItems", "{}", Place::Target(r#""type": "list", "member": {"target": "smithy.api#String"}"#)),
    ("smithy.api#length", r#"{"min": 1}"#, Place::Member("String")),
    ("smithy.api#range", r#"{"min": 1}"#, Place::Member("Integer")),
    ("smithy.api#pattern", r#""a""#, Place::Member("String")),
    ("smithy.api#enum", r#"[{"value": "a"}]"#, Place::Target(r#""type": "string""#)),
    ("smithy.api#idempotencyToken", "{}", Place::Member("String")),
    ("smithy.api#input", "{}", Place::Input),
    ("smithy.api#output", "{}", Place::Input),
    ("smithy.api#sensitive", "{}", Place::Member("String")),
    ("smithy.api#httpError", "404", Place::Error),
    ("smithy.api#retryable", "{}", Place::Error),
    ("smithy.api#paginated", r#"{"inputToken": "t"}"#, Place::Operation),
    ("smithy.waiters#waitable", r#"{"Done": {}}"#, Place::Operation),
    ("smithy.api#timestampFormat", r#""http-date""#, Place::Member("Timestamp")),
    ("smithy.api#mediaType", r#""a/b""#, Place::Target(r#""type": "string""#)),
    ("smithy.api#jsonName", r#""b""#, Place::Member("String")),
    ("smithy.api#streaming", "{}", Place::Target(r#""type": "blob""#)),
    ("smithy.api#requestCompression", r#"{"encodings": ["gzip"]}"#, Place::Operation),
    ("aws.protocols#awsJson1_0", "{}", Place::Service),
    ("aws.protocols#awsQueryCompatible", "{}", Place::Service),
    ("aws.protocols#awsQueryError", r#"{"code": "a", "httpResponseCode": 400}"#, Place::Error),
    ("smithy.api#endpoint", r#"{"hostPrefix": "a."}"#, Place::Operation),
    ("smithy.api#hostLabel", "{}", Place::Member("String")),
    ("smithy.api#auth", "[]", Place::Operation),
    ("smithy.api#optionalAuth", "{}", Place::Operation),
    ("aws.auth#sigv4", r#"{"name": "a"}"#, Place::Service),
    ("smithy.api#httpBearerAuth", "{}", Place::Service),
    ("aws.api#service", r#"{"sdkId": "A"}"#, Place::Service),
    ("smithy.rules#endpointRuleSet", r#"{"parameters": {}, "rules": []}"#, Place::Service),
    (
        "smithy.rules#endpointBdd",
        r#"{"parameters": {}, "conditions": [], "results": [], "root": 1, "nodes": ""}"#,
        Place::Service,
    ),
    ("smithy.rules#endpointTests", "{}", Place::Service),
    ("smithy.rules#contextParam", r#"{"name": "a"}"#, Place::Member("String")),
    ("smithy.rules#staticContextParams", r#"{"a": {"value": 1}}"#, Place::Operation),
    ("smithy.rules#clientContextParams", r#"{"a": {"type": "string"}}"#, Place::Service),
    ("smithy.rules#operationContextParams", r#"{"a": {"path": "b"}}"#, Place::Operation),
];

#[derive(Clone, Copy)]
enum Place {
    Service,
    Operation,
    Input,
    Error,
    /// A member that refers to this shape of the prelude.
    Member(&'static str),
    /// A shape to which a member refers.
    Target(&'static str),
}

impl Place {
    fn with(self, traits: &str) -> String {
        match self {
            Self::Service => format!(
                r#""x#Svc": {{"type": "service", "operations": [{{"target": "x#Op"}}], "traits": {{{traits}}}}}"#
            ),
            Self::Operation => format!(r#""x#Op": {{"type": "operation", "traits": {{{traits}}}}}"#),
            Self::Input => format!(r#""x#In": {{"type": "structure", "members": {{}}, "traits": {{{traits}}}}}"#),
            Self::Error => {
                let comma = if traits.is_empty() { "" } else { "," };
                let traits = format!(r#""smithy.api#error": "client"{comma}{traits}"#);
                format!(r#""x#Gone": {{"type": "structure", "members": {{}}, "traits": {{{traits}}}}}"#)
            }
            Self::Member(target) => format!(
                r#""x#In": {{"type": "structure", "members": {{
                    "a": {{"target": "smithy.api#{target}", "traits": {{{traits}}}}}}}}}"#
            ),
            Self::Target(shape) => format!(
                r#""x#In": {{"type": "structure", "members": {{"a": {{"target": "x#A"}}}}}},
                    "x#A": {{{shape}, "traits": {{{traits}}}}}"#
            ),
        }
    }
}

#[test]
fn every_trait_is_compared() {
    for (id, value, place) in TRAITS {
        let (without, with) = (place.with(""), place.with(&format!("{id:?}: {value}")));
        assert_ne!(told_of(&without, &with), [""; 0], "{id} was added");
        assert_ne!(told_of(&with, &without), [""; 0], "{id} was removed");
        assert_eq!(told_of(&with, &with), [""; 0], "{id} stayed");
    }
}

/// A new field of [`Traits`] does not compile here: compare it in model/src/diff, and put its trait
/// into the list above.
#[test]
fn every_field_is_in_the_list() {
    let Traits {
        documentation: _,
        title: _,
        deprecated: _,
        since: _,
        unstable: _,
        tags: _,
        external_documentation: _,
        examples: _,
        required: _,
        default: _,
        added_default: _,
        client_optional: _,
        sparse: _,
        unique_items: _,
        length: _,
        range: _,
        pattern: _,
        enum_value: _,
        enum_definitions: _,
        idempotency_token: _,
        input: _,
        output: _,
        sensitive: _,
        error: _,
        http_error: _,
        retryable: _,
        paginated: _,
        waitable: _,
        timestamp_format: _,
        media_type: _,
        json_name: _,
        streaming: _,
        request_compression: _,
        protocols: _,
        query_compatible: _,
        query_error: _,
        endpoint: _,
        host_label: _,
        auth: _,
        optional_auth: _,
        sigv4: _,
        other_auth: _,
        service: _,
        endpoint_rule_set: _,
        endpoint_bdd: _,
        endpoint_tests: _,
        context_param: _,
        static_context_params: _,
        client_context_params: _,
        operation_context_params: _,
        http_request_tests: _,
        http_response_tests: _,
    } = Traits::default();
    // The four that are not in the list have cases of their own: the values of enumerations, the
    // fault of errors, and the two traits with test cases.
    assert_eq!(TRAITS.len(), 52 - 4);
}
