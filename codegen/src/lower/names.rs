//! From Smithy names to Rust names.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};

/// Names that generated code uses unqualified, so that no shape may take them.
const TAKEN_TYPES: [&str; 31] = [
    "BTreeMap",
    "Blob",
    "Box",
    "BuildError",
    "Call",
    "Check",
    "Client",
    "Config",
    "Context",
    "Debug",
    "Default",
    "Display",
    "Endpoint",
    "Err",
    "From",
    "Into",
    "None",
    "Ok",
    "Operation",
    "Option",
    "Pattern",
    "Result",
    "SdkError",
    "Self",
    "Sensitive",
    "Server",
    "Some",
    "String",
    "Timestamp",
    "Unmodeled",
    "Vec",
];

/// Keywords that cannot be written as `r#…`.
const UNRAWABLE: [&str; 5] = ["Self", "_", "crate", "self", "super"];

/// An identifier; keywords become raw, and those that cannot get an underscore.
pub(super) fn ident(name: &str) -> Ident {
    if UNRAWABLE.contains(&name) {
        return Ident::new(&format!("{name}_"), Span::call_site());
    }
    match syn::parse_str::<Ident>(name) {
        Ok(ident) => ident,
        Err(_) if name.starts_with(|first: char| first.is_ascii_digit()) => {
            Ident::new(&format!("_{name}"), Span::call_site())
        }
        Err(_) => Ident::new_raw(name, Span::call_site()),
    }
}

/// The name of a type: `APIErrorType` is `ApiErrorType`; a name that is taken gets `Shape` behind it.
pub(super) fn type_name(shape: &str) -> String {
    let name = shape.to_upper_camel_case();
    if TAKEN_TYPES.contains(&name.as_str()) { format!("{name}Shape") } else { name }
}

/// The name of a type made of a shape's name and an ending of ours.
pub(super) fn suffixed(shape: &str, suffix: &str) -> Ident {
    ident(&format!("{}{suffix}", shape.to_upper_camel_case()))
}

/// The name of a field, method or module: `RotationLambdaARN` is `rotation_lambda_arn`.
pub(super) fn snake(name: &str) -> String {
    name.to_snake_case()
}

/// The name of a variant.
pub(super) fn variant(name: &str) -> Ident {
    let name = name.to_upper_camel_case();
    // `Unknown` holds the values that the model does not know.
    if name == "Unknown" { ident("UnknownValue") } else { ident(&name) }
}

/// The name of a constant or of an environment variable.
pub(super) fn shouty(name: &str) -> String {
    name.to_shouty_snake_case()
}

/// The wire name with a small first letter, as messages about constraints have it.
pub(super) fn path(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
