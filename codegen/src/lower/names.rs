//! From Smithy names to Rust names.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use proc_macro2::{Ident, Span};

use super::reserved;

/// Keywords that cannot be written as `r#…`.
const UNRAWABLE: [&str; 5] = ["Self", "_", "crate", "self", "super"];

/// An identifier; keywords become raw, and those that cannot get an underscore. Of what can stand in
/// no identifier nothing is left.
pub(super) fn ident(name: &str) -> Ident {
    let name: String = name.chars().filter(|letter| *letter == '_' || letter.is_ascii_alphanumeric()).collect();
    let name = if name.is_empty() { "value" } else { name.as_str() };
    if UNRAWABLE.contains(&name) {
        return Ident::new(&format!("{name}_"), Span::call_site());
    }
    match syn::parse_str::<Ident>(name) {
        // A keyword since edition 2024, of which `syn` knows nothing.
        Ok(_) if name == "gen" => Ident::new_raw(name, Span::call_site()),
        Ok(ident) => ident,
        Err(_) if name.starts_with(|first: char| first.is_ascii_digit()) => {
            Ident::new(&format!("_{name}"), Span::call_site())
        }
        Err(_) => Ident::new_raw(name, Span::call_site()),
    }
}

/// The name of a shape's type: `APIErrorType` is `ApiErrorType`.
pub(super) fn ty(shape: &str) -> String {
    reserved::type_name(shape.to_upper_camel_case())
}

/// The name of an operation's call builder; those of its other types are made of it.
pub(super) fn operation(operation: &str, service: &str) -> String {
    reserved::operation_name(operation.to_upper_camel_case(), service)
}

/// The name of an operation's method and module.
pub(super) fn method(operation: &str) -> String {
    reserved::method_name(operation.to_snake_case())
}

/// The name of the service trait.
pub(super) fn service(sdk_id: &str) -> String {
    reserved::service_name(sdk_id.to_upper_camel_case())
}

/// The name of a type made of another and an ending of ours.
pub(super) fn suffixed(name: &Ident, suffix: &str) -> Ident {
    ident(&format!("{name}{suffix}"))
}

/// The name of a field, without what makes it an identifier: `RotationLambdaARN` is
/// `rotation_lambda_arn`, and `Type` is `type`.
pub(super) fn member(name: &str) -> String {
    reserved::member_name(name.to_snake_case())
}

/// The name of a variant.
pub(super) fn variant(name: &str) -> String {
    match name.to_upper_camel_case() {
        // `Unknown` holds the values that the model does not know.
        name if name == "Unknown" => "UnknownValue".to_owned(),
        name if name.is_empty() => "Value".to_owned(),
        name => name,
    }
}

/// The name of something local.
pub(super) fn snake(name: &str) -> String {
    name.to_snake_case()
}

/// A name without what makes it an identifier, as links in documentation have it.
pub(super) fn bare(name: &Ident) -> String {
    name.to_string().trim_start_matches("r#").to_owned()
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
