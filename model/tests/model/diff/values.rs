//! Values: constraints, formats, and what is said of them.

use super::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        rule: "timestamp-format",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#Timestamp"}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#Timestamp", "traits": {
            "smithy.api#timestampFormat": "date-time"}}}}"#,
        told: &["x#In$a, trait smithy.api#timestampFormat: added: date-time; breaks both [timestamp-format]"],
    },
    Case {
        rule: "unseen",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#T"}}}, "x#T": {"type": "timestamp"}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#T"}}},
            "x#T": {"type": "timestamp", "traits": {"smithy.api#timestampFormat": "epoch-seconds"}}"#,
        told: &["x#T, trait smithy.api#timestampFormat: added: epoch-seconds; breaks nobody [unseen]"],
    },
    Case {
        rule: "constraint-loosened",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}, "n": {"target": "x#N"}, "p": {"target": "x#P"}}},
            "x#A": {"type": "string", "traits": {"smithy.api#length": {"min": 1, "max": 5}}},
            "x#N": {"type": "double", "traits": {"smithy.api#range": {"min": 0.5}}},
            "x#P": {"type": "string", "traits": {"smithy.api#pattern": "^a$"}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}, "n": {"target": "x#N"}, "p": {"target": "x#P"}}},
            "x#A": {"type": "string", "traits": {"smithy.api#length": {"min": 1, "max": 9}}},
            "x#N": {"type": "double", "traits": {"smithy.api#range": {"min": -1}}},
            "x#P": {"type": "string"}"#,
        told: &[
            "x#A, trait smithy.api#length: 1 to 5 → 1 to 9; breaks nobody [constraint-loosened]",
            "x#N, trait smithy.api#range: at least 0.5 → at least -1; breaks nobody [constraint-loosened]",
            "x#P, trait smithy.api#pattern: removed: ^a$; breaks nobody [constraint-loosened]",
        ],
    },
    Case {
        rule: "constraint-tightened",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}, "l": {"target": "x#L"}}},
            "x#A": {"type": "string", "traits": {"smithy.api#length": {"min": 1}}},
            "x#L": {"type": "list", "member": {"target": "smithy.api#String"}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}, "l": {"target": "x#L"}}},
            "x#A": {"type": "string", "traits": {"smithy.api#length": {"min": 3, "max": 3}}},
            "x#L": {"type": "list", "member": {"target": "smithy.api#String"}, "traits": {"smithy.api#uniqueItems": {}}}"#,
        told: &[
            "x#A, trait smithy.api#length: at least 1 → exactly 3; breaks clients [constraint-tightened]",
            "x#L, trait smithy.api#uniqueItems: added; breaks clients [constraint-tightened]",
        ],
    },
    // Outputs are not checked.
    Case {
        rule: "constraint-tightened",
        old: r#""x#Out": {"type": "structure", "members": {"a": {"target": "x#A"}}}, "x#A": {"type": "string"}"#,
        new: r#""x#Out": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "string", "traits": {"smithy.api#length": {"max": 3}}}"#,
        told: &["x#A, trait smithy.api#length: added: at most 3; breaks nobody [constraint-tightened]"],
    },
    Case {
        rule: "constraint-changed",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "string", "traits": {"smithy.api#length": {"min": 1, "max": 5}, "smithy.api#pattern": "^a$"}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "string", "traits": {"smithy.api#length": {"max": 4}, "smithy.api#pattern": "^.$"}}"#,
        told: &[
            "x#A, trait smithy.api#length: 1 to 5 → at most 4; breaks clients [constraint-changed]",
            "x#A, trait smithy.api#pattern: ^a$ → ^.$; breaks clients [constraint-changed]",
        ],
    },
    // What a member says comes before what its target says: here it allows more.
    Case {
        rule: "constraint-loosened",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "string", "traits": {"smithy.api#length": {"max": 3}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A", "traits": {"smithy.api#length": {"max": 5}}}}},
            "x#A": {"type": "string", "traits": {"smithy.api#length": {"max": 3}}}"#,
        told: &["x#In$a, trait smithy.api#length: at most 3 → at most 5; breaks nobody [constraint-loosened]"],
    },
    Case {
        rule: "unseen",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "string", "traits": {"smithy.api#length": {"max": 3}, "smithy.api#sensitive": {}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A", "traits": {
                "smithy.api#length": {"max": 3}, "smithy.api#sensitive": {}}}}},
            "x#A": {"type": "string", "traits": {"smithy.api#length": {"max": 3}, "smithy.api#sensitive": {}}}"#,
        told: &[
            "x#In$a, trait smithy.api#length: added: at most 3; breaks nobody [unseen]",
            "x#In$a, trait smithy.api#sensitive: added; breaks nobody [unseen]",
        ],
    },
    // Of a member that refers to another shape all is compared that holds for its values.
    Case {
        rule: "constraint-changed",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "string", "traits": {"smithy.api#pattern": "a"}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#B"}}},
            "x#B": {"type": "string", "traits": {"smithy.api#pattern": "b"}}"#,
        told: &[
            "x#A: removed: string; breaks nobody [shape-removed]",
            "x#B: added: string; breaks nobody [shape-added]",
            "x#In$a, target: x#A → x#B; breaks nobody [member-retargeted]",
            "x#In$a, trait smithy.api#pattern: a → b; breaks clients [constraint-changed]",
        ],
    },
    Case {
        rule: "sensitive-added",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#String"}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#String", "traits": {
            "smithy.api#sensitive": {}}}}}"#,
        told: &["x#In$a, trait smithy.api#sensitive: added; breaks both [sensitive-added]"],
    },
    Case {
        rule: "deprecated",
        old: r#""x#Op": {"type": "operation"}"#,
        new: r#""x#Op": {"type": "operation", "traits": {"smithy.api#deprecated": {"message": "Use y.", "since": "1.2"}}}"#,
        told: &["x#Op, trait smithy.api#deprecated: added: since 1.2: Use y.; breaks nobody [deprecated]"],
    },
    Case {
        rule: "documentation",
        old: r#""x#Op": {"type": "operation", "traits": {"smithy.api#documentation":
            "<p>Returns the contents of the encrypted fields of a secret in the account, of any age.</p>"}}"#,
        new: r#""x#Op": {"type": "operation", "traits": {"smithy.api#documentation":
            "<p>Returns the contents of the encrypted fields of a secret in the Region, of any age. It needs permission.</p>"}}"#,
        told: &["x#Op, trait smithy.api#documentation: …of a secret in the account, of any age.</p> → \
            …of a secret in the Region, of any age. It needs permission.</p>; breaks nobody [documentation]"],
    },
    Case {
        rule: "documentation",
        old: r#""x#Op": {"type": "operation", "traits": {"smithy.api#documentation": "Two  words."}}"#,
        new: r#""x#Op": {"type": "operation", "traits": {"smithy.api#documentation": "Two\nwords."}}"#,
        told: &[
            r#"x#Op, trait smithy.api#documentation: "Two  words." → "Two\nwords."; breaks nobody [documentation]"#,
        ],
    },
    Case {
        rule: "tests",
        old: r#""x#Op": {"type": "operation", "traits": {"smithy.test#httpRequestTests": [{"id": "one"}]}}"#,
        new: r#""x#Op": {"type": "operation", "traits": {"smithy.test#httpRequestTests": [{"id": "two"}],
            "smithy.test#httpResponseTests": []}}"#,
        told: &[
            "x#Op, trait smithy.test#httpRequestTests: one → another; breaks nobody [tests]",
            "x#Op, trait smithy.test#httpResponseTests: added; breaks nobody [tests]",
        ],
    },
    Case {
        rule: "plumbing",
        old: r#""x#Op": {"type": "operation"}"#,
        new: r#""x#Op": {"type": "operation", "traits": {"smithy.api#endpoint": {"hostPrefix": "data."},
            "smithy.api#requestCompression": {"encodings": ["gzip"]}}}"#,
        told: &[
            "x#Op, trait smithy.api#endpoint: added: data.; breaks nobody [plumbing]",
            "x#Op, trait smithy.api#requestCompression: added: gzip; breaks nobody [plumbing]",
        ],
    },
];
