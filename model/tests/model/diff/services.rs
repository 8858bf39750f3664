//! The service as a whole.

use super::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        rule: "service-name",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"aws.auth#sigv4": {"name": "s"}, "aws.api#service": {"sdkId": "S"}}}"#,
        new: r#""x#Srv": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"aws.auth#sigv4": {"name": "s"}, "aws.api#service": {"sdkId": "S"}}},
            "x#Svc": {"type": "string"}"#,
        told: &["x#Srv, name: Svc → Srv; breaks both [service-name]"],
    },
    Case {
        rule: "sdk-id",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"aws.api#service": {"sdkId": "One"}}}"#,
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"aws.api#service": {"sdkId": "Two", "arnNamespace": "two"}}}"#,
        told: &[
            "x#Svc, trait aws.api#service, arnNamespace: added: two; breaks nobody [unseen]",
            "x#Svc, trait aws.api#service, sdkId: One → Two; breaks both [sdk-id]",
        ],
    },
    Case {
        rule: "protocol",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"aws.protocols#awsJson1_0": {}}}"#,
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"aws.protocols#awsQuery": {}, "aws.protocols#awsJson1_1": {}}}"#,
        told: &["x#Svc, protocols: aws.protocols#awsJson1_0 → aws.protocols#awsQuery, aws.protocols#awsJson1_1; \
            breaks both [protocol]"],
    },
    Case {
        rule: "unseen",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"aws.protocols#awsJson1_0": {}}}"#,
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"aws.protocols#awsJson1_0": {}, "aws.protocols#awsQuery": {}}}"#,
        told: &["x#Svc, protocols: aws.protocols#awsJson1_0 → aws.protocols#awsJson1_0, aws.protocols#awsQuery; \
            breaks nobody [unseen]"],
    },
    Case {
        rule: "signing-name",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"aws.auth#sigv4": {"name": "s"}}}"#,
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"aws.auth#sigv4": {"name": "svc"}}}"#,
        told: &["x#Svc, trait aws.auth#sigv4: s → svc; breaks both [signing-name]"],
    },
    Case {
        rule: "auth",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}]}"#,
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"aws.auth#sigv4": {"name": "Svc"}}}"#,
        told: &[
            "x#Op, credentials: not needed → needed; breaks clients [auth-required]",
            "x#Svc, trait aws.auth#sigv4: added: Svc; breaks nobody [auth]",
        ],
    },
    Case {
        rule: "query-compatible",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"aws.protocols#awsQueryCompatible": {}}}"#,
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}]}"#,
        told: &["x#Svc, trait aws.protocols#awsQueryCompatible: removed; breaks clients [query-compatible]"],
    },
    Case {
        rule: "service-version",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "version": "2017-10-17"}"#,
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "version": "2026-01-01"}"#,
        told: &["x#Svc, version: 2017-10-17 → 2026-01-01; breaks nobody [service-version]"],
    },
    Case {
        rule: "namespace",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}, "b": {"target": "x#B"}}},
            "x#A": {"type": "structure", "members": {}}, "x#B": {"type": "structure", "members": {}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "y#A"}, "b": {"target": "y#B"}}},
            "y#A": {"type": "structure", "members": {}}, "y#B": {"type": "structure", "members": {}}"#,
        told: &["x#Svc, namespace: x → y; breaks nobody [namespace]"],
    },
    Case {
        rule: "endpoint-rules",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"smithy.rules#endpointRuleSet": {"version": "1.0",
            "parameters": {"Region": {"type": "string"}, "Old": {"type": "boolean"}}, "rules": []}}}"#,
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"smithy.rules#endpointRuleSet": {"version": "1.1",
            "parameters": {"Region": {"type": "string", "required": true}, "New": {"type": "boolean"}},
            "rules": [{"type": "error", "error": "no", "conditions": []}]}}}"#,
        told: &[
            "x#Svc, trait smithy.rules#endpointRuleSet, parameter New: added; breaks nobody [endpoint-rules]",
            "x#Svc, trait smithy.rules#endpointRuleSet, parameter Old: removed; breaks nobody [endpoint-rules]",
            "x#Svc, trait smithy.rules#endpointRuleSet, parameter Region: one → another; breaks nobody [endpoint-rules]",
            "x#Svc, trait smithy.rules#endpointRuleSet, rules: one → another; breaks nobody [endpoint-rules]",
            "x#Svc, trait smithy.rules#endpointRuleSet, version: 1.0 → 1.1; breaks nobody [endpoint-rules]",
        ],
    },
    Case {
        rule: "client-parameter-added",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"smithy.rules#clientContextParams": {
            "a": {"type": "string", "documentation": "Old."}}}}"#,
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"smithy.rules#clientContextParams": {
            "a": {"type": "string", "documentation": "New."}, "b": {"type": "boolean"}}}}"#,
        told: &[
            "x#Svc, trait smithy.rules#clientContextParams, a, documentation: one → another; \
                breaks nobody [documentation]",
            "x#Svc, trait smithy.rules#clientContextParams, b: added: boolean; breaks nobody [client-parameter-added]",
        ],
    },
    Case {
        rule: "client-parameter-removed",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"smithy.rules#clientContextParams": {
            "a": {"type": "string"}, "b": {"type": "boolean"}}}}"#,
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {"smithy.rules#clientContextParams": {
            "a": {"type": "stringArray"}}}}"#,
        told: &[
            "x#Svc, trait smithy.rules#clientContextParams, a: string → stringArray; \
                breaks clients [client-parameter-removed]",
            "x#Svc, trait smithy.rules#clientContextParams, b: removed: boolean; \
                breaks clients [client-parameter-removed]",
        ],
    },
    Case {
        rule: "error-added",
        old: "",
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "errors": [{"target": "x#Down"}]},
            "x#Down": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "server"}}"#,
        told: &[
            "x#Down: added: structure; breaks nobody [type-added]",
            "x#Svc, error: added: x#Down; breaks nobody [error-added]",
        ],
    },
    Case {
        rule: "error-removed",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "errors": [{"target": "x#Down"}]},
            "x#Down": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "server"}}"#,
        new: "",
        told: &[
            "x#Down: removed: structure; breaks both [type-removed]",
            "x#Svc, error: removed: x#Down; breaks both [error-removed]",
        ],
    },
    Case {
        rule: "error-moved",
        old: "",
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "errors": [{"target": "x#Gone"}]},
            "x#Op": {"type": "operation", "input": {"target": "x#In"}, "output": {"target": "x#Out"}}"#,
        told: &[
            "x#Op, error: removed: x#Gone; breaks nobody [error-moved]",
            "x#Svc, error: added: x#Gone; breaks nobody [error-moved]",
        ],
    },
    Case {
        rule: "error-moved",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "errors": [{"target": "x#Gone"}]},
            "x#Op": {"type": "operation", "input": {"target": "x#In"}, "output": {"target": "x#Out"}}"#,
        new: "",
        told: &[
            "x#Op, error: added: x#Gone; breaks nobody [error-moved]",
            "x#Svc, error: removed: x#Gone; breaks nobody [error-moved]",
        ],
    },
];
