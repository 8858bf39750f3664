//! Shapes: their names, kinds, and how they are made; errors; enumerations.

use super::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        rule: "shape-added",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#String"}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}}, "x#A": {"type": "string"}"#,
        told: &[
            "x#A: added: string; breaks nobody [shape-added]",
            "x#In$a, target: smithy.api#String → x#A; breaks nobody [member-retargeted]",
        ],
    },
    Case {
        rule: "shape-removed",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}}, "x#A": {"type": "string"}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#String"}}}"#,
        told: &[
            "x#A: removed: string; breaks nobody [shape-removed]",
            "x#In$a, target: x#A → smithy.api#String; breaks nobody [member-retargeted]",
        ],
    },
    Case {
        rule: "shape-renamed",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}}, "x#A": {"type": "string"}"#,
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "rename": {"x#A": "B"}},
            "x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}}, "x#A": {"type": "string"}"#,
        told: &["x#A, type: A → B; breaks nobody [shape-renamed]"],
    },
    Case {
        rule: "type-added",
        old: r#""x#In": {"type": "structure", "members": {}}"#,
        new: r#""x#In": {"type": "structure", "members": {"again": {"target": "x#In"}}}"#,
        told: &[
            "x#In, type: added: In; breaks nobody [type-added]",
            "x#In$again: added: optional, x#In; breaks nobody [member-added]",
        ],
    },
    Case {
        rule: "type-removed",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}}, "x#A": {"type": "structure", "members": {}}"#,
        new: r#""x#In": {"type": "structure", "members": {}}, "x#A": {"type": "structure", "members": {}}"#,
        told: &[
            "x#A: removed: structure; breaks both [type-removed]",
            "x#In$a: removed: optional, x#A; breaks both [member-removed]",
        ],
    },
    Case {
        rule: "type-renamed",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}}, "x#A": {"type": "structure", "members": {}}"#,
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "rename": {"x#A": "B"}},
            "x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}}, "x#A": {"type": "structure", "members": {}}"#,
        told: &["x#A, type: A → B; breaks both [type-renamed]"],
    },
    // Answers name the error as the model does, whatever the service calls it.
    Case {
        rule: "type-renamed",
        old: r#""x#Op": {"type": "operation", "errors": [{"target": "x#Gone"}]}"#,
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "rename": {"x#Lost": "Gone"}},
            "x#Op": {"type": "operation", "errors": [{"target": "x#Lost"}]},
            "x#Lost": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "client"}}"#,
        told: &["x#Lost, type: Gone → Lost; breaks both [type-renamed]"],
    },
    Case {
        rule: "type-moved",
        old: r#""x#Op": {"type": "operation", "errors": [{"target": "x#Gone"}], "output": {"target": "x#Out"}},
            "x#Out": {"type": "structure", "members": {"why": {"target": "x#Gone"}}}"#,
        new: r#""x#Op": {"type": "operation", "output": {"target": "x#Out"}},
            "x#Out": {"type": "structure", "members": {"why": {"target": "x#Gone"}}}"#,
        told: &[
            "x#Gone, type: errors → types; breaks both [type-moved]",
            "x#Op, error: removed: x#Gone; breaks both [error-removed]",
        ],
    },
    Case {
        rule: "kind-changed",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}}, "x#A": {"type": "integer"}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}}, "x#A": {"type": "long", "traits": {
            "smithy.api#documentation": "Wide."}}"#,
        told: &[
            "x#A: integer → long; breaks both [kind-changed]",
            "x#A, trait smithy.api#documentation: added; breaks nobody [documentation]",
        ],
    },
    Case {
        rule: "making",
        old: r#""x#Out": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "structure", "members": {}}"#,
        new: r#""x#Out": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "structure", "members": {"b": {"target": "smithy.api#Integer", "traits": {
                "smithy.api#required": {}}}}}"#,
        told: &[
            "x#A, made by: setters of its own → a builder that can fail; breaks implementors [making]",
            "x#A$b: added: required, smithy.api#Integer; breaks implementors [member-added-required]",
        ],
    },
    // What was only read is written by a new operation: its builder takes the place of its setters.
    Case {
        rule: "making",
        old: r#""x#Out": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "structure", "members": {}}"#,
        new: r#""x#Out": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "structure", "members": {}}"#,
        told: &[
            "x#A, made by: setters of its own → a builder; breaks implementors [making]",
            "x#In$a: added: optional, x#A; breaks nobody [member-added]",
        ],
    },
    Case {
        rule: "making",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "structure", "members": {"b": {"target": "smithy.api#Integer", "traits": {
                "smithy.api#required": {}}}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "structure", "members": {"b": {"target": "smithy.api#Integer", "traits": {
                "smithy.api#default": 0}}}}"#,
        told: &[
            "x#A, made by: a builder that can fail → a builder; breaks clients [making]",
            "x#A$b, trait smithy.api#default: required → default 0; breaks nobody [required-to-default]",
        ],
    },
    Case {
        rule: "sensitive-added",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}}, "x#A": {"type": "string"}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "string", "traits": {"smithy.api#sensitive": {}}}"#,
        told: &["x#A, trait smithy.api#sensitive: added; breaks both [sensitive-added]"],
    },
    Case {
        rule: "sensitive-removed",
        old: r#""x#In": {"type": "structure", "members": {}, "traits": {"smithy.api#sensitive": {}}}"#,
        new: r#""x#In": {"type": "structure", "members": {}}"#,
        told: &["x#In, trait smithy.api#sensitive: removed; breaks both [sensitive-removed]"],
    },
    // What a sensitive structure holds is sensitive, too.
    Case {
        rule: "sensitive-added",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "structure", "members": {"b": {"target": "smithy.api#String"}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}, "traits": {"smithy.api#sensitive": {}}},
            "x#A": {"type": "structure", "members": {"b": {"target": "smithy.api#String", "traits": {
                "smithy.api#sensitive": {}}}}}"#,
        told: &[
            "x#A, trait smithy.api#sensitive, by what holds it: added; breaks both [sensitive-added]",
            "x#A$b, trait smithy.api#sensitive: added; breaks both [sensitive-added]",
            "x#In, trait smithy.api#sensitive: added; breaks both [sensitive-added]",
        ],
    },
    Case {
        rule: "unseen",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}, "traits": {"smithy.api#sensitive": {}}},
            "x#A": {"type": "structure", "members": {"b": {"target": "smithy.api#String"}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}, "traits": {"smithy.api#sensitive": {}}},
            "x#A": {"type": "structure", "members": {"b": {"target": "smithy.api#String", "traits": {
                "smithy.api#sensitive": {}}}}, "traits": {"smithy.api#sensitive": {}}}"#,
        told: &[
            "x#A, trait smithy.api#sensitive: added; breaks nobody [unseen]",
            "x#A$b, trait smithy.api#sensitive: added; breaks nobody [unseen]",
        ],
    },
    Case {
        rule: "sparse",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "list", "member": {"target": "smithy.api#String"}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "list", "member": {"target": "smithy.api#String"}, "traits": {"smithy.api#sparse": {}}}"#,
        told: &["x#A, trait smithy.api#sparse: added; breaks both [sparse]"],
    },
    Case {
        rule: "streaming",
        old: r#""x#Out": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "structure", "members": {"b": {"target": "x#B"}}}, "x#B": {"type": "blob"}"#,
        new: r#""x#Out": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "structure", "members": {"b": {"target": "x#B"}}},
            "x#B": {"type": "blob", "traits": {"smithy.api#streaming": {}}}"#,
        told: &["x#B, trait smithy.api#streaming: added; breaks nobody [streaming]"],
    },
    // The status follows the fault.
    Case {
        rule: "error-fault",
        old: "",
        new: r#""x#Gone": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "server",
            "smithy.api#httpError": 500}}"#,
        told: &[
            "x#Gone, trait smithy.api#error: client → server; breaks clients [error-fault]",
            "x#Gone, trait smithy.api#httpError: added: 500; breaks clients [error-status]",
        ],
    },
    Case {
        rule: "error-status",
        old: "",
        new: r#""x#Gone": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "client",
            "smithy.api#httpError": 404}}"#,
        told: &["x#Gone, trait smithy.api#httpError: added: 404; breaks clients [error-status]"],
    },
    Case {
        rule: "unseen",
        old: "",
        new: r#""x#Gone": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "client",
            "smithy.api#httpError": 400, "aws.protocols#awsQueryError": {"code": "G", "httpResponseCode": 400}}}"#,
        told: &[
            "x#Gone, trait aws.protocols#awsQueryError: added: G, status 400; breaks nobody [unseen]",
            "x#Gone, trait smithy.api#httpError: added: 400; breaks nobody [unseen]",
        ],
    },
    Case {
        rule: "query-compatible",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {
                "aws.protocols#awsQueryCompatible": {}}}"#,
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {
                "aws.protocols#awsQueryCompatible": {}}},
            "x#Gone": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "client",
                "aws.protocols#awsQueryError": {"code": "G", "httpResponseCode": 400}}}"#,
        told: &["x#Gone, trait aws.protocols#awsQueryError: added: G, status 400; breaks clients [query-compatible]"],
    },
    Case {
        rule: "retryable",
        old: "",
        new: r#""x#Gone": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "client",
            "smithy.api#retryable": {"throttling": true}}}"#,
        told: &["x#Gone, trait smithy.api#retryable: added: throttling; breaks nobody [retryable]"],
    },
    Case {
        rule: "enum-value-added",
        old: r#""x#Out": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "enum", "members": {"ONE": {"target": "smithy.api#Unit"}}}"#,
        new: r#""x#Out": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "enum", "members": {"TWO": {"target": "smithy.api#Unit", "traits": {
                "smithy.api#enumValue": "two"}}, "ONE": {"target": "smithy.api#Unit"}}}"#,
        told: &["x#A$TWO: added: two; breaks nobody [enum-value-added]"],
    },
    Case {
        rule: "enum-value-removed",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "intEnum", "members": {"ONE": {"target": "smithy.api#Unit", "traits": {
                "smithy.api#enumValue": 1}}, "TWO": {"target": "smithy.api#Unit", "traits": {
                "smithy.api#enumValue": 2}}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "intEnum", "members": {"TWO": {"target": "smithy.api#Unit", "traits": {
                "smithy.api#enumValue": 2}}}}"#,
        told: &["x#A$ONE: removed: 1; breaks both [enum-value-removed]"],
    },
    Case {
        rule: "enum-value-renamed",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "enum", "members": {"One": {"target": "smithy.api#Unit"}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "enum", "members": {"FIRST": {"target": "smithy.api#Unit", "traits": {
                "smithy.api#enumValue": "One"}}}}"#,
        told: &["x#A$FIRST, name: One → FIRST; breaks both [enum-value-renamed]"],
    },
    Case {
        rule: "enum-value-changed",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "enum", "members": {"ONE": {"target": "smithy.api#Unit"}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "enum", "members": {"ONE": {"target": "smithy.api#Unit", "traits": {
                "smithy.api#enumValue": "one", "smithy.api#documentation": "The first."}}}}"#,
        told: &[
            "x#A$ONE, trait smithy.api#documentation: added; breaks nobody [documentation]",
            "x#A$ONE, trait smithy.api#enumValue: ONE → one; breaks both [enum-value-changed]",
        ],
    },
    Case {
        rule: "enum-values-reordered",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "enum", "members": {"ONE": {"target": "smithy.api#Unit"}, "TWO": {"target": "smithy.api#Unit"}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "enum", "members": {"TWO": {"target": "smithy.api#Unit"}, "ONE": {"target": "smithy.api#Unit"}}}"#,
        told: &["x#A, order of values: ONE, TWO → TWO, ONE; breaks nobody [enum-values-reordered]"],
    },
    // The older form is an enumeration, too.
    Case {
        rule: "enum-value-added",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "string", "traits": {"smithy.api#enum": [
                {"name": "ONE", "value": "1"}, {"name": "TWO", "value": "2"}, {"value": "x"}]}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "enum", "members": {
                "ONE": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "1"}},
                "TWO": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "2"}},
                "x": {"target": "smithy.api#Unit"}, "y": {"target": "smithy.api#Unit"}}}"#,
        told: &["x#A$y: added: y; breaks nobody [enum-value-added]"],
    },
];
