//! Results in pages.

use secretsmith_model::{Kind, Member as ModelMember, Operation, Shape};

use super::context::Lowering;
use super::{naming, types};
use crate::ir::{Optionality, Paginator, Path, Scalar, Structure, Type};

const TRAIT: &str = "smithy.api#paginated";

/// How the pages of an operation follow each other, if they do.
pub(super) fn paginator(
    lowering: &Lowering<'_>,
    shape: &Shape,
    operation: &Operation,
    input: &Structure,
) -> Option<Paginator> {
    let service = lowering.service_shape.traits.paginated.as_ref();
    let paginated = shape.traits.paginated.as_ref()?.or(service);
    let output = lowering.model.shape(&operation.output)?;
    let input_token = input_member(lowering, shape, input, paginated.input_token.as_deref());
    let output_token = path(lowering, shape, output, paginated.output_token.as_deref().unwrap_or_default());
    let page_size = paginated.page_size.as_deref().and_then(|name| input_member(lowering, shape, input, Some(name)));
    let page_size = page_size.filter(|member| member.ty == Type::Scalar(Scalar::Integer));
    let items = match paginated.items.as_deref() {
        Some(items) => path(lowering, shape, output, items).and_then(items_of),
        None => only_list(lowering, output),
    };
    let (input_token, output_token) = (input_token?, output_token?);
    if input_token.ty != output_token.1 {
        let message = "the pages are left out: the token that is answered is of another type than the one that is sent";
        lowering.warning(shape, TRAIT, message);
        return None;
    }
    Some(Paginator {
        input_token: input_token.name.clone(),
        token: input_token.ty.clone(),
        output_token: output_token.0,
        page_size: page_size.map(|member| member.name.clone()),
        items,
    })
}

fn input_member<'a>(
    lowering: &Lowering<'_>,
    shape: &Shape,
    input: &'a Structure,
    name: Option<&str>,
) -> Option<&'a crate::ir::Member> {
    let found = input.members.iter().find(|member| Some(member.wire.as_str()) == name);
    if found.is_none() {
        let name = name.unwrap_or_default();
        lowering.trait_problem(shape, TRAIT, format!("{name:?} is no member of the input"));
    }
    found
}

/// A path through the output, and the type at its end.
fn path(lowering: &Lowering<'_>, shape: &Shape, output: &Shape, text: &str) -> Option<(Path, Type)> {
    let mut path = Path::new();
    let mut at = output;
    let mut end = None;
    for name in text.split('.') {
        let Some(member) = at.members().into_iter().find(|member| member.name == name) else {
            lowering.trait_problem(shape, TRAIT, format!("{text:?} is no path in the output"));
            return None;
        };
        path.push(step(lowering, at, member));
        end = types::member(lowering, at, member);
        at = lowering.target(member)?;
    }
    end.map(|end| (path, end))
}

fn step(lowering: &Lowering<'_>, shape: &Shape, member: &ModelMember) -> (proc_macro2::Ident, Optionality) {
    (naming::member(shape, member), types::optionality(lowering, shape, member))
}

/// The items at the end of a path, when it is a list or a map.
fn items_of((path, end): (Path, Type)) -> Option<(Path, Type)> {
    match end {
        Type::List(_) | Type::Map(_) => Some((path, end)),
        _ => None,
    }
}

/// The list that an output consists of; a model may leave unsaid that it is what comes in pages.
fn only_list(lowering: &Lowering<'_>, output: &Shape) -> Option<(Path, Type)> {
    let is_list =
        |member: &&ModelMember| lowering.target(member).is_some_and(|target| matches!(target.kind, Kind::List(_)));
    let lists: Vec<_> = output.members().into_iter().filter(is_list).collect();
    match lists.as_slice() {
        [list] => Some((vec![step(lowering, output, list)], types::member(lowering, output, list)?)),
        _ => None,
    }
}
