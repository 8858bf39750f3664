//! What each kind of change means for users of generated code: the one table of rules.

use super::Verdict;
use super::found::Used;

/// What a kind of change means, and why.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name, which does not change.
    pub id: &'static str,
    /// When it breaks those who call the service through the client.
    pub clients: When,
    /// When it breaks those who implement the service trait.
    pub implementors: When,
    /// Why, in a sentence without a full stop.
    pub why: &'static str,
}

/// When a change breaks somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// It never does.
    Never,
    /// It always does where it was generated; operations with streams are not.
    Always,
    /// Where clients write the shape, in the old and in the new model: in inputs, at any depth.
    Written,
    /// Where clients read the shape, in the old and in the new model: in outputs and errors, at any
    /// depth.
    Read,
}

impl When {
    /// The verdict on a shape that is used so.
    pub(super) fn verdict(self, used: Used) -> Verdict {
        let breaks = match self {
            Self::Never => false,
            Self::Always => used.generated,
            Self::Written => used.written,
            Self::Read => used.read,
        };
        if breaks { Verdict::Breaking } else { Verdict::Compatible }
    }
}

/// Defines the rules under their names, and the list of all of them.
macro_rules! rules {
    ($($name:ident: $id:literal, $clients:ident, $implementors:ident, $why:literal;)*) => {
        $(
            pub(super) static $name: Rule =
                Rule { id: $id, clients: When::$clients, implementors: When::$implementors, why: $why };
        )*

        /// Every rule, from the service as a whole down to texts.
        pub static RULES: &[&Rule] = &[$(&$name),*];
    };
}

// Each line: the rule, its id, when it breaks clients, when it breaks implementors, and why.
rules! {
    SERVICE_NAME: "service-name", Always, Always,
        "requests name the service by it, so that neither side understands the other of before";
    SDK_ID: "sdk-id", Always, Always, "the service trait and the environment variables are named after it";
    PROTOCOL: "protocol", Always, Always, "neither side understands the other of before";
    SIGNING_NAME: "signing-name", Always, Always, "signatures are made with it, and those of before are refused";
    QUERY_COMPATIBLE: "query-compatible", Always, Never, "clients see other error codes";
    SERVICE_VERSION: "service-version", Never, Never, "it stands in documentation and in a header that names the client";
    NAMESPACE: "namespace", Never, Never, "code shows no namespaces, and of the names of errors clients only look at what comes behind";
    ENDPOINT_RULES: "endpoint-rules", Never, Never, "the client finds the endpoint itself";
    CLIENT_PARAMETER_ADDED: "client-parameter-added", Never, Never, "nobody has to set it";
    CLIENT_PARAMETER_REMOVED: "client-parameter-removed", Always, Never,
        "the setting of the client is gone or takes another type";

    OPERATION_ADDED: "operation-added", Never, Never, "methods of the service trait have default bodies";
    OPERATION_REMOVED: "operation-removed", Always, Always, "its methods and types are gone";
    OPERATION_LEFT_OUT: "operation-left-out", Always, Always, "operations with streams are not generated";
    PART_RENAMED: "part-renamed", Never, Never,
        "inputs and outputs are named after the operation; their members are compared";
    ERROR_ADDED: "error-added", Never, Never,
        "error enumerations are non-exhaustive, and unmodeled errors were possible before";
    ERROR_REMOVED: "error-removed", Always, Always, "the variant and the conversion into it are gone";
    ERROR_MOVED: "error-moved", Never, Never, "operations and their service together list the same errors as before";
    PAGINATOR_ADDED: "paginator-added", Never, Never, "a method more";
    PAGINATOR_REMOVED: "paginator-removed", Always, Never, "`into_paginator` is gone";
    PAGE_ITEMS_ADDED: "page-items-added", Never, Never, "a method more";
    PAGE_ITEMS: "page-items", Always, Never, "`items` of the paginator is gone or gives something else";
    PAGE_SIZE_REMOVED: "page-size-removed", Always, Never, "`page_size` of the paginator no longer has any effect";
    PAGE_MEMBERS: "page-members", Never, Never, "the paginator follows by itself";
    WAITER: "waiter", Never, Never, "a waiter more, or one that knows better when to stop";
    WAITER_REMOVED: "waiter-removed", Always, Never, "the method that waits is gone";
    AUTH_REQUIRED: "auth-required", Always, Never, "calls that needed no credentials do now";
    AUTH: "auth", Never, Never, "no call needs credentials that did not need them before";

    SHAPE_ADDED: "shape-added", Never, Never, "nothing refers to it yet";
    SHAPE_REMOVED: "shape-removed", Never, Never,
        "no type has its name; what referred to it is judged on its own";
    SHAPE_RENAMED: "shape-renamed", Never, Never, "no type has its name";
    TYPE_ADDED: "type-added", Never, Never, "a type more";
    TYPE_REMOVED: "type-removed", Always, Always, "the type is gone";
    TYPE_RENAMED: "type-renamed", Always, Always, "the type has another name, or the error another code";
    TYPE_MOVED: "type-moved", Always, Always, "errors and other types stand in different modules";
    KIND_CHANGED: "kind-changed", Always, Always, "its values are of another type";
    MAKING: "making", Written, Read,
        "values are made another way: by setters of their own, by a builder, or by one that can fail";
    SENSITIVE_ADDED: "sensitive-added", Always, Always, "values, or those in them, are wrapped in `Sensitive`";
    SENSITIVE_REMOVED: "sensitive-removed", Always, Always,
        "values, or those in them, are no longer wrapped in `Sensitive`";
    SPARSE: "sparse", Always, Always, "elements are or are no longer wrapped in `Option`";
    STREAMING: "streaming", Never, Never, "operations with streams are left out, which is told of them";
    ERROR_FAULT: "error-fault", Always, Never, "code that asks whose fault an error is decides otherwise";
    ERROR_STATUS: "error-status", Always, Never, "code that looks at the status of an error decides otherwise";
    RETRYABLE: "retryable", Never, Never, "whether a call is tried again is up to the client";

    ENUM_VALUE_ADDED: "enum-value-added", Never, Never,
        "enumerations are non-exhaustive, and unknown values were possible before";
    ENUM_VALUE_REMOVED: "enum-value-removed", Always, Always, "the variant is gone";
    ENUM_VALUE_RENAMED: "enum-value-renamed", Always, Always, "the variant has another name";
    ENUM_VALUE_CHANGED: "enum-value-changed", Always, Always,
        "the variant stands for another value, and that of before is unknown";
    ENUM_VALUES_REORDERED: "enum-values-reordered", Never, Never,
        "the order of variants has no meaning but when they are sorted";

    MEMBER_ADDED: "member-added", Never, Never,
        "structures are non-exhaustive, and nobody has to set it";
    MEMBER_ADDED_REQUIRED: "member-added-required", Written, Read,
        "who makes the structure has to set it: otherwise building fails, or an empty value takes its place";
    MEMBER_ADDED_TOKEN: "member-added-token", Never, Never, "the client sets idempotency tokens itself";
    VARIANT_ADDED: "variant-added", Never, Never, "unions are non-exhaustive, and unknown variants were possible before";
    MEMBER_REMOVED: "member-removed", Always, Always, "the field or variant is gone, and its methods with it";
    MEMBERS_REORDERED: "members-reordered", Never, Never, "members are known by their names";
    MEMBER_RETYPED: "member-retyped", Always, Always, "its values are of another type";
    MEMBER_RETARGETED: "member-retargeted", Never, Never, "its values are of the same type; constraints are compared";
    MEMBER_BOXED: "member-boxed", Always, Always,
        "a structure that contains itself is boxed where it does, others are not";
    OPTIONAL_TO_REQUIRED: "optional-to-required", Always, Always,
        "the field loses its `Option`, and building without it fails";
    REQUIRED_TO_OPTIONAL: "required-to-optional", Always, Always, "the field becomes an `Option`";
    OPTIONAL_TO_DEFAULT: "optional-to-default", Always, Always, "the field loses its `Option`";
    DEFAULT_TO_OPTIONAL: "default-to-optional", Always, Always, "the field becomes an `Option`";
    REQUIRED_TO_DEFAULT: "required-to-default", Never, Never, "the field keeps its type, and may be left out";
    DEFAULT_TO_REQUIRED: "default-to-required", Written, Read,
        "the field keeps its type, but who makes the structure has to set it";
    DEFAULT_FILLED: "default-filled", Never, Never,
        "the field of an input stays an `Option`, which a server fills in when nothing was sent";
    DEFAULT_UNFILLED: "default-unfilled", Never, Always,
        "the field of an input stays an `Option`, but a server no longer fills it in";
    DEFAULT_CHANGED: "default-changed", Always, Always, "leaving it out means something else";
    TOKEN_ADDED: "idempotency-token-added", Never, Never, "the client sets it where the caller does not";
    TOKEN_REMOVED: "idempotency-token-removed", Written, Never, "the client no longer sets it where the caller does not";
    TIMESTAMP_FORMAT: "timestamp-format", Always, Always, "neither side reads what the other of before writes";
    CONSTRAINT_LOOSENED: "constraint-loosened", Never, Never, "what was accepted still is";
    CONSTRAINT_TIGHTENED: "constraint-tightened", Written, Never, "inputs that were accepted are refused";
    CONSTRAINT_CHANGED: "constraint-changed", Written, Never, "inputs that were accepted may be refused";

    DEPRECATED: "deprecated", Never, Never, "at most a warning";
    DOCUMENTATION: "documentation", Never, Never, "documentation only";
    EXAMPLE: "example", Never, Never, "documentation only";
    TESTS: "tests", Never, Never, "tests of generated code, not for its users";
    PLUMBING: "plumbing", Never, Never, "the client sees to it";
    UNSEEN: "unseen", Never, Never, "nothing that is generated depends on it";
}
