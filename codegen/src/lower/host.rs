//! What stands before the host: the trait `smithy.api#endpoint`.

use secretsmith_model::Shape;

use super::context::Lowering;
use crate::ir::{HostPart, Structure};

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
