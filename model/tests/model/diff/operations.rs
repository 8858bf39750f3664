//! Operations: inputs, outputs, errors, pages, waiters, examples, credentials.

use super::Case;

/// An operation with these traits whose results may come in pages.
macro_rules! paged {
    ($traits:literal) => {
        concat!(
            r#""x#Op": {"type": "operation", "input": {"target": "x#In"}, "output": {"target": "x#Out"},
                "errors": [{"target": "x#Gone"}], "traits": {"#,
            $traits,
            r#"}},
            "x#In": {"type": "structure", "members": {"t": {"target": "smithy.api#String"},
                "u": {"target": "smithy.api#String"}, "size": {"target": "smithy.api#Integer"}}},
            "x#Out": {"type": "structure", "members": {"t": {"target": "smithy.api#String"},
                "u": {"target": "smithy.api#String"}, "all": {"target": "x#All"}}},
            "x#All": {"type": "structure", "members": {"of": {"target": "x#L"}}},
            "x#L": {"type": "list", "member": {"target": "smithy.api#String"}}"#
        )
    };
}

pub(super) const CASES: &[Case] = &[
    Case {
        rule: "operation-added",
        old: "",
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}, {"target": "x#New"}]},
            "x#New": {"type": "operation", "input": {"target": "x#NewIn"}},
            "x#NewIn": {"type": "structure", "members": {"a": {"target": "x#A"}}}, "x#A": {"type": "string"}"#,
        told: &[
            "x#A: added: string; breaks nobody [shape-added]",
            "x#New: added; breaks nobody [operation-added]",
            "x#NewIn: added: structure; breaks nobody [shape-added]",
        ],
    },
    Case {
        rule: "operation-removed",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "resources": [{"target": "x#R"}]},
            "x#R": {"type": "resource", "read": {"target": "x#Get"}},
            "x#Get": {"type": "operation", "input": {"target": "x#GetIn"}},
            "x#GetIn": {"type": "structure", "members": {}}"#,
        new: "",
        told: &[
            "x#Get: removed; breaks both [operation-removed]",
            "x#GetIn: removed: structure; breaks nobody [shape-removed]",
        ],
    },
    Case {
        rule: "operation-left-out",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}}, "x#A": {"type": "blob"}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "blob", "traits": {"smithy.api#streaming": {}}}"#,
        told: &[
            "x#A, trait smithy.api#streaming: added; breaks nobody [streaming]",
            "x#Op: generated → left out; breaks both [operation-left-out]",
        ],
    },
    Case {
        rule: "operation-added",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "blob", "traits": {"smithy.api#streaming": {}}}"#,
        new: r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#Blob"}}}"#,
        told: &[
            "x#A: removed: blob; breaks nobody [shape-removed]",
            "x#In$a, target: x#A → smithy.api#Blob; breaks nobody [member-retargeted]",
            "x#Op: left out → generated; breaks nobody [operation-added]",
        ],
    },
    // What was left out breaks nobody.
    Case {
        rule: "operation-removed",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}, {"target": "x#Get"}]},
            "x#Op": {"type": "operation", "input": {"target": "x#In"}},
            "x#In": {"type": "structure", "members": {
                "a": {"target": "x#A"}, "b": {"target": "smithy.api#String"}}},
            "x#A": {"type": "blob", "traits": {"smithy.api#streaming": {}}},
            "x#Get": {"type": "operation", "output": {"target": "x#Out"}, "errors": [{"target": "x#Gone"}]},
            "x#Out": {"type": "structure", "members": {"a": {"target": "x#A"}}}"#,
        new: r#""x#Op": {"type": "operation", "input": {"target": "x#In"}, "errors": [{"target": "x#Gone"}]},
            "x#In": {"type": "structure", "members": {"a": {"target": "x#A"}}},
            "x#A": {"type": "blob", "traits": {"smithy.api#streaming": {}}}"#,
        told: &[
            "x#Get: removed; breaks nobody [operation-removed]",
            "x#In$b: removed: optional, smithy.api#String; breaks nobody [member-removed]",
            "x#Op, error: added: x#Gone; breaks nobody [error-added]",
            "x#Out: removed: structure; breaks nobody [shape-removed]",
        ],
    },
    Case {
        rule: "part-renamed",
        old: r#""x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#String"}}}"#,
        new: r#""x#Op": {"type": "operation", "input": {"target": "x#Input"}, "output": {"target": "x#Out"},
                "errors": [{"target": "x#Gone"}]},
            "x#Input": {"type": "structure", "members": {"b": {"target": "smithy.api#String"}}}"#,
        told: &[
            "x#In: removed: structure; breaks nobody [shape-removed]",
            "x#In$a: removed: optional, smithy.api#String; breaks both [member-removed]",
            "x#Input: added: structure; breaks nobody [shape-added]",
            "x#Input$b: added: optional, smithy.api#String; breaks nobody [member-added]",
            "x#Op, input: x#In → x#Input; breaks nobody [part-renamed]",
        ],
    },
    Case {
        rule: "member-added-required",
        old: r#""x#Op": {"type": "operation"}"#,
        new: r#""x#Op": {"type": "operation", "input": {"target": "x#In"}},
            "x#In": {"type": "structure", "members": {"a": {"target": "smithy.api#String", "traits": {
                "smithy.api#required": {}}}}}"#,
        told: &[
            "x#In: added: structure; breaks nobody [shape-added]",
            "x#In$a: added: required, smithy.api#String; breaks clients [member-added-required]",
            "x#Op, input: smithy.api#Unit → x#In; breaks nobody [part-renamed]",
        ],
    },
    Case {
        rule: "error-added",
        old: "",
        new: r#""x#Op": {"type": "operation", "input": {"target": "x#In"}, "output": {"target": "x#Out"},
                "errors": [{"target": "x#Gone"}, {"target": "x#Full"}]},
            "x#Full": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "client"}}"#,
        told: &[
            "x#Full: added: structure; breaks nobody [type-added]",
            "x#Op, error: added: x#Full; breaks nobody [error-added]",
        ],
    },
    Case {
        rule: "error-removed",
        old: "",
        new: r#""x#Op": {"type": "operation", "input": {"target": "x#In"}, "output": {"target": "x#Out"}}"#,
        told: &[
            "x#Gone: removed: structure; breaks both [type-removed]",
            "x#Op, error: removed: x#Gone; breaks both [error-removed]",
        ],
    },
    Case {
        rule: "paginator-added",
        old: paged!(r#""smithy.api#tags": []"#),
        new: paged!(r#""smithy.api#paginated": {"inputToken": "t", "outputToken": "t"}"#),
        told: &["x#Op, trait smithy.api#paginated: added; breaks nobody [paginator-added]"],
    },
    Case {
        rule: "paginator-removed",
        old: paged!(r#""smithy.api#paginated": {"inputToken": "t", "outputToken": "t"}"#),
        new: paged!(r#""smithy.api#tags": []"#),
        told: &["x#Op, trait smithy.api#paginated: removed; breaks clients [paginator-removed]"],
    },
    // The only list of an output comes in pages, whether the model says so or not: a second one
    // that nobody thought of takes `items` away.
    Case {
        rule: "page-items",
        old: r#""x#Op": {"type": "operation", "input": {"target": "x#In"}, "output": {"target": "x#Out"},
                "traits": {"smithy.api#paginated": {"inputToken": "t", "outputToken": "t"}}},
            "x#In": {"type": "structure", "members": {"t": {"target": "smithy.api#String"}}},
            "x#Out": {"type": "structure", "members": {"t": {"target": "smithy.api#String"}, "a": {"target": "x#L"}}},
            "x#L": {"type": "list", "member": {"target": "smithy.api#String"}}"#,
        new: r#""x#Op": {"type": "operation", "input": {"target": "x#In"}, "output": {"target": "x#Out"},
                "traits": {"smithy.api#paginated": {"inputToken": "t", "outputToken": "t"}}},
            "x#In": {"type": "structure", "members": {"t": {"target": "smithy.api#String"}}},
            "x#Out": {"type": "structure", "members": {
                "t": {"target": "smithy.api#String"}, "a": {"target": "x#L"}, "b": {"target": "x#L"}}},
            "x#L": {"type": "list", "member": {"target": "smithy.api#String"}}"#,
        told: &[
            "x#Op, trait smithy.api#paginated, items: removed: a; breaks clients [page-items]",
            "x#Out$b: added: optional, x#L; breaks nobody [member-added]",
        ],
    },
    Case {
        rule: "page-items-added",
        old: paged!(r#""smithy.api#paginated": {"inputToken": "t", "outputToken": "t"}"#),
        new: paged!(
            r#""smithy.api#paginated": {"inputToken": "t", "outputToken": "t", "pageSize": "size", "items": "all.of"}"#
        ),
        told: &[
            "x#Op, trait smithy.api#paginated, items: added: all.of; breaks nobody [page-items-added]",
            "x#Op, trait smithy.api#paginated, page size: added: size; breaks nobody [page-members]",
        ],
    },
    Case {
        rule: "page-size-removed",
        old: concat!(
            r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {
                "smithy.api#paginated": {"pageSize": "size"}}},"#,
            paged!(r#""smithy.api#paginated": {"inputToken": "t", "outputToken": "t"}"#)
        ),
        new: paged!(r#""smithy.api#paginated": {"inputToken": "t", "outputToken": "t"}"#),
        told: &[
            "x#Op, trait smithy.api#paginated, page size: removed: size; breaks clients [page-size-removed]",
            "x#Svc, trait smithy.api#paginated: removed: page size size; breaks nobody [unseen]",
        ],
    },
    Case {
        rule: "page-members",
        old: paged!(r#""smithy.api#paginated": {"inputToken": "t", "outputToken": "t"}"#),
        new: paged!(r#""smithy.api#paginated": {"inputToken": "u", "outputToken": "u"}"#),
        told: &[
            "x#Op, trait smithy.api#paginated, input token: t → u; breaks nobody [page-members]",
            "x#Op, trait smithy.api#paginated, output token: t → u; breaks nobody [page-members]",
        ],
    },
    Case {
        rule: "unseen",
        old: concat!(
            r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {
                "smithy.api#paginated": {"pageSize": "size"}}},"#,
            paged!(r#""smithy.api#paginated": {"inputToken": "t", "outputToken": "t"}"#)
        ),
        new: concat!(
            r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {
                "smithy.api#paginated": {"pageSize": "size"}}},"#,
            paged!(r#""smithy.api#paginated": {"inputToken": "t", "outputToken": "t", "pageSize": "size"}"#)
        ),
        told: &["x#Op, trait smithy.api#paginated: input token t, output token t → \
            input token t, output token t, page size size; breaks nobody [unseen]"],
    },
    Case {
        rule: "waiter",
        old: r#""x#Op": {"type": "operation", "traits": {"smithy.waiters#waitable": {
            "Done": {"acceptors": [], "minDelay": 1}}}}"#,
        new: r#""x#Op": {"type": "operation", "traits": {"smithy.waiters#waitable": {
            "Done": {"acceptors": [], "minDelay": 2}, "Begun": {"acceptors": []}}}}"#,
        told: &[
            "x#Op, trait smithy.waiters#waitable, Begun: added; breaks nobody [waiter]",
            r#"x#Op, trait smithy.waiters#waitable, Done: {"acceptors":[],"minDelay":1} → {"acceptors":[],"minDelay":2}; breaks nobody [waiter]"#,
        ],
    },
    Case {
        rule: "waiter-removed",
        old: r#""x#Op": {"type": "operation", "traits": {"smithy.waiters#waitable": {"Done": {"acceptors": []}}}}"#,
        new: r#""x#Op": {"type": "operation"}"#,
        told: &["x#Op, trait smithy.waiters#waitable, Done: removed; breaks clients [waiter-removed]"],
    },
    Case {
        rule: "auth-required",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {
                "aws.auth#sigv4": {"name": "s"}}},
            "x#Op": {"type": "operation", "traits": {"smithy.api#optionalAuth": {}}}"#,
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {
                "aws.auth#sigv4": {"name": "s"}}},
            "x#Op": {"type": "operation"}"#,
        told: &[
            "x#Op, credentials: not needed → needed; breaks clients [auth-required]",
            "x#Op, trait smithy.api#optionalAuth: removed; breaks nobody [auth]",
        ],
    },
    Case {
        rule: "auth",
        old: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {
                "aws.auth#sigv4": {"name": "s"}}},
            "x#Op": {"type": "operation"}"#,
        new: r#""x#Svc": {"type": "service", "operations": [{"target": "x#Op"}], "traits": {
                "aws.auth#sigv4": {"name": "s"}, "smithy.api#auth": ["aws.auth#sigv4"]}},
            "x#Op": {"type": "operation", "traits": {"smithy.api#auth": []}}"#,
        told: &[
            "x#Op, trait smithy.api#auth: added: none; breaks nobody [auth]",
            "x#Svc, trait smithy.api#auth: added: aws.auth#sigv4; breaks nobody [auth]",
        ],
    },
    Case {
        rule: "example",
        old: r#""x#Op": {"type": "operation", "traits": {"smithy.api#examples": [
            {"title": "A"}, {"title": "B"}, {"title": "C"}]}}"#,
        new: r#""x#Op": {"type": "operation", "traits": {"smithy.api#examples": [
            {"title": "D"}, {"title": "B"}, {"title": "A", "output": {}}]}}"#,
        told: &[
            "x#Op, trait smithy.api#examples, order of examples: A, B → B, A; breaks nobody [example]",
            "x#Op, trait smithy.api#examples, “A”: one → another; breaks nobody [example]",
            "x#Op, trait smithy.api#examples, “C”: removed; breaks nobody [example]",
            "x#Op, trait smithy.api#examples, “D”: added; breaks nobody [example]",
        ],
    },
];
