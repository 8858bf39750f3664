//! Results in pages.

use secretsmith_model::Shape;

use super::context::Lowering;
use crate::ir::{Member, Paginator, Scalar, Structure, Type};

const TRAIT: &str = "smithy.api#paginated";

/// How the pages of an operation follow each other, if they do.
pub(super) fn paginator(
    lowering: &Lowering<'_>,
    shape: &Shape,
    input: &Structure,
    output: &Structure,
) -> Option<Paginator> {
    let service = lowering.service_shape.traits.paginated.as_ref();
    let paginated = shape.traits.paginated.as_ref()?.or(service);
    let find = |structure: &Structure, name: Option<&String>, what: &str| {
        let found = name.and_then(|name| structure.members.iter().find(|member| member.wire == *name));
        if found.is_none() {
            let message = format!("{what} {} is no member of {}", name.map_or("", String::as_str), structure.shape);
            lowering.trait_problem(shape, TRAIT, message);
        }
        found.cloned()
    };
    let input_token = find(input, paginated.input_token.as_ref(), "the inputToken")?;
    let output_token = find(output, paginated.output_token.as_ref(), "the outputToken")?;
    let is_text = |member: &Member| member.ty == Type::Scalar(Scalar::String);
    if !is_text(&input_token) || !is_text(&output_token) {
        lowering.trait_problem(shape, TRAIT, "tokens that are no strings are not supported");
        return None;
    }
    let page_size = paginated.page_size.as_ref().and_then(|name| find(input, Some(name), "the pageSize"));
    let items = match &paginated.items {
        Some(name) => find(output, Some(name), "the list of items"),
        None => only_list(output),
    };
    Some(Paginator { input_token: input_token.name, output_token: output_token.name, page_size, items })
}

/// The list that an output consists of; a model may leave unsaid that it is what comes in pages.
fn only_list(output: &Structure) -> Option<Member> {
    let mut lists = output.members.iter().filter(|member| matches!(member.ty, Type::List(_)));
    match (lists.next(), lists.next()) {
        (Some(list), None) => Some(list.clone()),
        _ => None,
    }
}
