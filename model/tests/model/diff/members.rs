//! Members: that they are there, what they refer to, and whether they may be absent.

use super::Case;

pub(super) const CASES: &[Case] = &[
    Case {
        rule: "member-added",
        old: "",
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#String"},
            "b": {"target": "smithy.api#Boolean", "traits": {"smithy.api#default": false}}}}"#,
        told: &[
            "x#In$a: added: optional, smithy.api#String; breaks nobody [member-added]",
            "x#In$b: added: default false, smithy.api#Boolean; breaks nobody [member-added]",
        ],
    },
    Case {
        rule: "member-added-required",
        old: "",
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#String", "traits": {
            "smithy.api#required": {}}}}}"#,
        told: &["x#In$a: added: required, smithy.api#String; breaks clients [member-added-required]"],
    },
    Case {
        rule: "member-added-required",
        old: "",
        new: r#""x#Out": {"type": "structure", "members": {"a": {"target": "smithy.api#String", "traits": {
            "smithy.api#required": {}}}}}"#,
        told: &["x#Out$a: added: required, smithy.api#String; breaks implementors [member-added-required]"],
    },
    Case {
        rule: "member-added-required",
        old: BOTH,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#Out": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "structure", "members": {"b": {"target": "smithy.api#String", "traits": {
                "smithy.api#required": {}}}}}"#,
        told: &[
            "x#A, made by: a builder → a builder that can fail; breaks both [making]",
            "x#A$b: added: required, smithy.api#String; breaks both [member-added-required]",
        ],
    },
    Case {
        rule: "member-added-token",
        old: "",
        new: r#""x#In": {"type": "structure", "members": {
            "a": {"target": "smithy.api#String", "traits": {
                "smithy.api#required": {}, "smithy.api#idempotencyToken": {}}},
            "b": {"target": "smithy.api#String", "traits": {
                "smithy.api#required": {}, "smithy.api#idempotencyToken": {}}}}}"#,
        told: &[
            "x#In$a: added: required, smithy.api#String; breaks nobody [member-added-token]",
            "x#In$b: added: required, smithy.api#String; breaks clients [member-added-required]",
        ],
    },
    Case {
        rule: "variant-added",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "union", "members": {"b": {"target": "smithy.api#String"}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "union", "members": {"b": {"target": "smithy.api#String"}, "c": {"target": "smithy.api#Unit"}}}"#,
        told: &["x#A$c: added: smithy.api#Unit; breaks nobody [variant-added]"],
    },
    Case {
        rule: "member-removed",
        old: r#""x#Out": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "union", "members": {"b": {"target": "smithy.api#String"}, "c": {"target": "smithy.api#Unit"}}}"#,
        new: r#""x#Out": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "union", "members": {"b": {"target": "smithy.api#String"}}}"#,
        told: &["x#A$c: removed: smithy.api#Unit; breaks both [member-removed]"],
    },
    Case {
        rule: "members-reordered",
        old: r#""x#In": {"type": "structure", "members": {
            "a": {"target": "smithy.api#String"}, "b": {"target": "smithy.api#String"}, "c": {"target": "smithy.api#String"}}}"#,
        new: r#""x#In": {"type": "structure", "members": {
            "c": {"target": "smithy.api#String"}, "d": {"target": "smithy.api#String"}, "a": {"target": "smithy.api#String"}}}"#,
        told: &[
            "x#In, order of members: a, c → c, a; breaks nobody [members-reordered]",
            "x#In$b: removed: optional, smithy.api#String; breaks both [member-removed]",
            "x#In$d: added: optional, smithy.api#String; breaks nobody [member-added]",
        ],
    },
    Case {
        rule: "member-retyped",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "string", "traits": {"smithy.api#length": {"max": 3}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#Integer"}}}"#,
        told: &[
            "x#A: removed: string; breaks nobody [shape-removed]",
            "x#In$a, target: x#A → smithy.api#Integer; breaks both [member-retyped]",
        ],
    },
    // A list of another name is the same type only when its elements are.
    Case {
        rule: "member-retyped",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "list", "member": {"target": "smithy.api#String"}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#B"}}},
            "x#B": {"type": "list", "member": {"target": "x#Hidden"}},
            "x#Hidden": {"type": "string", "traits": {"smithy.api#sensitive": {}}}"#,
        told: &[
            "x#A: removed: list; breaks nobody [shape-removed]",
            "x#B: added: list; breaks nobody [shape-added]",
            "x#Hidden: added: string; breaks nobody [shape-added]",
            "x#In$a, target: x#A → x#B; breaks both [member-retyped]",
        ],
    },
    Case {
        rule: "member-retargeted",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "x#L"}},
            "x#L": {"type": "list", "member": {"target": "smithy.api#String"}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#B"}}},
            "x#B": {"type": "map", "key": {"target": "x#K"}, "value": {"target": "x#M"}},
            "x#K": {"type": "string", "traits": {"smithy.api#length": {"max": 9}}},
            "x#M": {"type": "list", "member": {"target": "x#K"}, "traits": {"smithy.api#length": {"min": 1}}}"#,
        told: &[
            "x#A: removed: map; breaks nobody [shape-removed]",
            "x#B: added: map; breaks nobody [shape-added]",
            "x#In$a, target: x#A → x#B; breaks nobody [member-retargeted]",
            "x#In$a, trait smithy.api#length, elements: added: at most 9; breaks clients [constraint-tightened]",
            "x#In$a, trait smithy.api#length, keys: added: at most 9; breaks clients [constraint-tightened]",
            "x#In$a, trait smithy.api#length, values: added: at least 1; breaks clients [constraint-tightened]",
            "x#K: added: string; breaks nobody [shape-added]",
            "x#L: removed: list; breaks nobody [shape-removed]",
            "x#M: added: list; breaks nobody [shape-added]",
        ],
    },
    // Keys are text, whatever they refer to.
    Case {
        rule: "member-retargeted",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "smithy.api#String"}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "map", "key": {"target": "x#K"}, "value": {"target": "smithy.api#String"}},
            "x#K": {"type": "enum", "members": {"ONE": {"target": "smithy.api#Unit"}}}"#,
        told: &[
            "x#A$key, target: smithy.api#String → x#K; breaks nobody [member-retargeted]",
            "x#K: added: enum; breaks nobody [type-added]",
        ],
    },
    Case {
        rule: "kind-changed",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "map", "key": {"target": "x#K"}, "value": {"target": "smithy.api#String"}},
            "x#K": {"type": "string"}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "map", "key": {"target": "x#K"}, "value": {"target": "smithy.api#String"}},
            "x#K": {"type": "enum", "members": {"ONE": {"target": "smithy.api#Unit"}}}"#,
        told: &["x#K: string → enum; breaks nobody [kind-changed]", "x#K, type: added: K; breaks nobody [type-added]"],
    },
    // The member is where it was; another one closes the circle.
    Case {
        rule: "member-boxed",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "structure", "members": {"b": {"target": "x#B"}}},
            "x#B": {"type": "structure", "members": {}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "structure", "members": {"b": {"target": "x#B"}}},
            "x#B": {"type": "structure", "members": {"a": {"target": "x#A"}}}"#,
        told: &[
            "x#A$b, boxed: added; breaks both [member-boxed]",
            "x#B$a: added: optional, x#A; breaks nobody [member-added]",
        ],
    },
    Case {
        rule: "optional-to-required",
        old: OPTIONAL,
        new: REQUIRED,
        told: &["x#Out$a, trait smithy.api#required: optional → required; breaks both [optional-to-required]"],
    },
    Case {
        rule: "required-to-optional",
        old: REQUIRED,
        new: OPTIONAL,
        told: &["x#Out$a, trait smithy.api#required: required → optional; breaks both [required-to-optional]"],
    },
    Case {
        rule: "required-to-optional",
        old: REQUIRED,
        new: r#""x#Out": {"type": "structure", "members": {"a": {"target": "smithy.api#Integer", "traits": {
            "smithy.api#required": {}, "smithy.api#clientOptional": {}}}}}"#,
        told: &["x#Out$a, trait smithy.api#clientOptional: required → optional; breaks both [required-to-optional]"],
    },
    Case {
        rule: "optional-to-default",
        old: OPTIONAL,
        new: DEFAULT,
        told: &["x#Out$a, trait smithy.api#default: optional → default 0; breaks both [optional-to-default]"],
    },
    Case {
        rule: "default-to-optional",
        old: DEFAULT,
        new: r#""x#Out": {"type": "structure", "members": {"a": {"target": "smithy.api#Integer", "traits": {
            "smithy.api#default": null}}}}"#,
        told: &["x#Out$a, trait smithy.api#default: default 0 → optional; breaks both [default-to-optional]"],
    },
    Case {
        rule: "required-to-default",
        old: REQUIRED,
        new: DEFAULT,
        told: &["x#Out$a, trait smithy.api#default: required → default 0; breaks nobody [required-to-default]"],
    },
    Case {
        rule: "default-to-required",
        old: DEFAULT,
        new: REQUIRED,
        told: &["x#Out$a, trait smithy.api#default: default 0 → required; breaks implementors [default-to-required]"],
    },
    Case {
        rule: "default-changed",
        old: DEFAULT,
        new: r#""x#Out": {"type": "structure", "members": {"a": {"target": "smithy.api#Integer", "traits": {
            "smithy.api#default": 5, "smithy.api#addedDefault": {}}}}}"#,
        told: &["x#Out$a, trait smithy.api#default: default 0 → default 5; breaks both [default-changed]"],
    },
    Case {
        rule: "unseen",
        old: DEFAULT,
        new: r#""x#Out": {"type": "structure", "members": {"a": {"target": "smithy.api#Integer", "traits": {
            "smithy.api#default": 0, "smithy.api#addedDefault": {}}}}}"#,
        told: &["x#Out$a, trait smithy.api#addedDefault: added; breaks nobody [unseen]"],
    },
    Case {
        rule: "unseen",
        old: OPTIONAL,
        new: r#""x#Out": {"type": "structure", "members": {"a": {"target": "smithy.api#Integer", "traits": {
            "smithy.api#default": null}}}}"#,
        told: &["x#Out$a, trait smithy.api#default: added: null; breaks nobody [unseen]"],
    },
    // A document can be null, and then that is its default.
    Case {
        rule: "optional-to-default",
        old: r#""x#Out": {"type": "structure", "members": {"a": {"target": "smithy.api#Document"}}}"#,
        new: r#""x#Out": {"type": "structure", "members": {"a": {"target": "smithy.api#Document", "traits": {
            "smithy.api#default": null}}}}"#,
        told: &["x#Out$a, trait smithy.api#default: optional → default null; breaks both [optional-to-default]"],
    },
    // What a caller does not set of an input is not sent, whatever its default.
    Case {
        rule: "default-filled",
        old: OPTIONAL_INPUT,
        new: DEFAULT_INPUT,
        told: &["x#In$a, trait smithy.api#default: optional → default 0; breaks nobody [default-filled]"],
    },
    Case {
        rule: "default-unfilled",
        old: DEFAULT_INPUT,
        new: OPTIONAL_INPUT,
        told: &["x#In$a, trait smithy.api#default: default 0 → optional; breaks implementors [default-unfilled]"],
    },
    Case {
        rule: "required-to-optional",
        old: REQUIRED_INPUT,
        new: DEFAULT_INPUT,
        told: &["x#In$a, trait smithy.api#default: required → default 0; breaks both [required-to-optional]"],
    },
    Case {
        rule: "optional-to-required",
        old: DEFAULT_INPUT,
        new: REQUIRED_INPUT,
        told: &["x#In$a, trait smithy.api#default: default 0 → required; breaks both [optional-to-required]"],
    },
    // The same structure, once as what is asked for and once as what a member holds.
    Case {
        rule: "optional-to-default",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#Integer"}, "in": {"target": "x#In"}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#Integer", "traits": {
            "smithy.api#default": 0}}, "in": {"target": "x#In"}}}"#,
        told: &[
            "x#In$a, trait smithy.api#default: optional → default 0; breaks nobody [default-filled]",
            "x#In$a, trait smithy.api#default: optional → default 0; breaks both [optional-to-default]",
        ],
    },
    // An error is read whatever it lacks.
    Case {
        rule: "unseen",
        old: r#""x#Gone": {"type": "structure", "members": {"a": {"target": "smithy.api#String"}},
            "traits": {"smithy.api#error": "client"}}"#,
        new: r#""x#Gone": {"type": "structure", "members": {
                "a": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}},
                "b": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}}},
            "traits": {"smithy.api#error": "client"}}"#,
        told: &[
            "x#Gone$a, trait smithy.api#required: added; breaks nobody [unseen]",
            "x#Gone$b: added: required, smithy.api#String; breaks nobody [member-added]",
        ],
    },
    Case {
        rule: "idempotency-token-added",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#String"}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#String", "traits": {
            "smithy.api#idempotencyToken": {}}}}}"#,
        told: &["x#In$a, trait smithy.api#idempotencyToken: added; breaks nobody [idempotency-token-added]"],
    },
    Case {
        rule: "idempotency-token-removed",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#String", "traits": {
            "smithy.api#idempotencyToken": {}}}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#String"}}}"#,
        told: &["x#In$a, trait smithy.api#idempotencyToken: removed; breaks clients [idempotency-token-removed]"],
    },
];

const OPTIONAL: &str = r#""x#Out": {"type": "structure", "members": {"a": {"target": "smithy.api#Integer"}}}"#;

const REQUIRED: &str = r#""x#Out": {"type": "structure", "members": {
    "a": {"target": "smithy.api#Integer", "traits": {"smithy.api#required": {}}}}}"#;

const DEFAULT: &str = r#""x#Out": {"type": "structure", "members": {
    "a": {"target": "smithy.api#Integer", "traits": {"smithy.api#default": 0}}}}"#;

const OPTIONAL_INPUT: &str = r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#Integer"}}}"#;

const REQUIRED_INPUT: &str = r#""x#In": {"type": "structure", "members": {
    "a": {"target": "smithy.api#Integer", "traits": {"smithy.api#required": {}}}}}"#;

const DEFAULT_INPUT: &str = r#""x#In": {"type": "structure", "members": {
    "a": {"target": "smithy.api#Integer", "traits": {"smithy.api#default": 0}}}}"#;

/// A structure that clients write and read.
const BOTH: &str = r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
    "x#Out": {"type": "structure", "members": {"a": {"target": "x#A"}}},
    "x#A": {"type": "structure", "members": {}}"#;
