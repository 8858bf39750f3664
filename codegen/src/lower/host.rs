//! What stands before the host, and in its place: the trait `smithy.api#endpoint`, and overrides.

use proc_macro2::Ident;
use secretsmith_model::Shape;

use super::context::Lowering;
use crate::ir::{HostPart, Optionality, Structure};
use crate::overrides;

const TRAIT: &str = "smithy.api#endpoint";

/// The parts of an operation's host prefix, such as `data.{Account}.`; none without the trait.
pub(super) fn prefix(lowering: &Lowering<'_>, operation: &Shape, input: &Structure) -> Option<Vec<HostPart>> {
    let mut rest = operation.traits.endpoint.as_deref()?;
    let mut parts = Vec::new();
    while let Some((text, label)) = rest.split_once('{') {
        let (label, after) = label.split_once('}').unwrap_or((label, ""));
        parts.extend((!text.is_empty()).then(|| HostPart::Text(text.to_owned())));
        match input.members.iter().find(|member| member.wire == label) {
            Some(member) => {
                parts.push(HostPart::Label(label.to_owned(), member.name.clone(), member.optionality.clone()));
            }
            None => lowering.trait_problem(operation, TRAIT, format!("{{{label}}} is no member of the input")),
        }
        rest = after;
    }
    parts.extend((!rest.is_empty()).then(|| HostPart::Text(rest.to_owned())));
    Some(parts)
}

/// The member of the input that says where to call the operation, if one does.
pub(super) fn endpoint(lowering: &Lowering<'_>, operation: &Shape, input: &Structure) -> Option<(Ident, Optionality)> {
    let name = overrides::endpoint_member(&operation.id)?;
    let member = input.members.iter().find(|member| member.wire == name);
    if member.is_none() {
        let message = format!("the override in codegen/src/overrides.rs names {name}, which its input does not have");
        lowering.problem(operation, message);
    }
    member.map(|member| (member.name.clone(), member.optionality.clone()))
}
