//! Names that generated code needs for itself, and what takes such a name is called instead.

/// Types that the code about shapes names beside them, so that no shape may be called so; and
/// derive macros, between which and a type links in documentation could not tell.
const TYPES: [&str; 32] = [
    "BTreeMap",
    "BigDecimal",
    "BigInteger",
    "Blob",
    "Box",
    "BuildError",
    "Client",
    "Clone",
    "Copy",
    "Customized",
    "Debug",
    "Default",
    "Document",
    "Eq",
    "Error",
    "Hash",
    "Into",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "SdkError",
    "Self",
    "Sensitive",
    "String",
    "Timestamp",
    "UnknownInteger",
    "UnknownMember",
    "UnknownVariant",
    "Unmodeled",
    "Vec",
];

/// Types that the code about the service as a whole names beside its operations.
const PLUMBING: [&str; 18] = [
    "Answered",
    "AsRef",
    "Authentication",
    "Caller",
    "Config",
    "ConfigError",
    "Context",
    "From",
    "Future",
    "Handle",
    "HttpService",
    "InProcess",
    "Operation",
    "Relay",
    "Send",
    "Server",
    "Sync",
    "Worker",
];

/// Methods of builders and structures, and a field of call builders.
const MEMBERS: [&str; 10] =
    ["build", "builder", "caller", "clone", "customize", "default", "into_paginator", "new", "send", "validate"];

/// Methods of the client, and a module beside those of the operations.
const METHODS: [&str; 7] = ["clone", "from_conf", "from_env", "in_process", "in_process_as", "into_service", "types"];

/// The name of a type: `Option` is `OptionShape`.
pub(super) fn type_name(name: String) -> String {
    if is_type(&name) { name + "Shape" } else { name }
}

/// The name of an operation's call builder, on which those of its input, output and error are made:
/// `Config` is `ConfigCall`, and so is `Build`, whose error would be `BuildError`.
pub(super) fn operation_name(name: String, service: &str) -> String {
    let is_taken = is_plumbing(&name) || name == service;
    if is_taken || is_type(&format!("{name}Error")) { name + "Call" } else { name }
}

/// The name of the service trait: `Config` is `ConfigService`.
pub(super) fn service_name(name: String) -> String {
    if is_plumbing(&name) { name + "Service" } else { name }
}

/// The name of a field and of the methods that read and set it: `build` is `build_value`.
pub(super) fn member_name(name: String) -> String {
    if MEMBERS.contains(&name.as_str()) { name + "_value" } else { name }
}

/// The name of an operation's method and module: `call` is `call_operation`.
pub(super) fn method_name(name: String) -> String {
    if METHODS.contains(&name.as_str()) { name + "_operation" } else { name }
}

fn is_plumbing(name: &str) -> bool {
    is_type(name) || PLUMBING.contains(&name)
}

fn is_type(name: &str) -> bool {
    TYPES.contains(&name)
}
