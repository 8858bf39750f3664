//! Results in pages.

use super::comparison::Comparison;
use super::found::{Found, Pair, Place};
use super::operation::Known;
use super::rules::{
    PAGE_ITEMS, PAGE_ITEMS_ADDED, PAGE_MEMBERS, PAGE_SIZE_REMOVED, PAGINATOR_ADDED, PAGINATOR_REMOVED, UNSEEN,
};
use super::side::Side;
use crate::{Kind, Operation, Paginated, Shape};

const TRAIT: &str = "smithy.api#paginated";

/// Compares how the pages of an operation follow each other.
pub(super) fn compare(cx: &Comparison<'_>, place: &Place<'_>, operations: Pair<Known<'_>>, found: &mut Found) {
    let Pair { old, new } = &cx.sides;
    let place = place.of_trait(TRAIT);
    match (paginated(old, operations.old), paginated(new, operations.new)) {
        (None, None) => {}
        (None, Some(_)) => found.added(&place, &PAGINATOR_ADDED, ""),
        (Some(_), None) => found.removed(&place, &PAGINATOR_REMOVED, ""),
        (Some(old), Some(new)) if old != new => members(&place, Pair { old, new }, found),
        _ => {
            let own = operations.map(|(shape, _)| shape.traits.paginated.as_ref().map(show));
            found.changed(&place, &UNSEEN, own);
        }
    }
}

/// What a service says of the pages of its operations, which are compared on their own.
pub(super) fn of_service(place: &Place<'_>, shapes: Pair<&Shape>, found: &mut Found) {
    let said = shapes.map(|shape| shape.traits.paginated.as_ref().map(show));
    found.changed(&place.of_trait(TRAIT), &UNSEEN, said);
}

/// How the pages of an operation follow each other, with the members that the model leaves unsaid.
fn paginated(side: &Side<'_>, (shape, operation): Known<'_>) -> Option<Paginated> {
    let said = shape.traits.paginated.as_ref()?.or(side.shape.traits.paginated.as_ref());
    let items = said.items.clone().or_else(|| only_list(side, operation));
    Some(Paginated { items, ..said })
}

/// The list that an output consists of, which is what comes in pages where nothing is said.
fn only_list(side: &Side<'_>, operation: &Operation) -> Option<String> {
    let members = side.model.shape(&operation.output)?.members();
    let is_list = |target: &Shape| matches!(target.kind, Kind::List(_));
    let mut lists = members.into_iter().filter(|member| side.target(member).is_some_and(is_list));
    match (lists.next(), lists.next()) {
        (Some(list), None) => Some(list.name.clone()),
        _ => None,
    }
}

fn members(place: &Place<'_>, paginated: Pair<Paginated>, found: &mut Found) {
    let part = |of: fn(&Paginated) -> &Option<String>| paginated.as_ref().map(|paginated| of(paginated).clone());
    let items = part(|paginated| &paginated.items);
    let rule = if items.old.is_none() { &PAGE_ITEMS_ADDED } else { &PAGE_ITEMS };
    found.changed(&place.part("items"), rule, items);
    let size = part(|paginated| &paginated.page_size);
    let rule = if size.new.is_none() { &PAGE_SIZE_REMOVED } else { &PAGE_MEMBERS };
    found.changed(&place.part("page size"), rule, size);
    found.changed(&place.part("input token"), &PAGE_MEMBERS, part(|paginated| &paginated.input_token));
    found.changed(&place.part("output token"), &PAGE_MEMBERS, part(|paginated| &paginated.output_token));
}

fn show(Paginated { input_token, output_token, page_size, items }: &Paginated) -> String {
    let parts =
        [("input token", input_token), ("output token", output_token), ("page size", page_size), ("items", items)];
    let parts = parts.into_iter().filter_map(|(name, value)| Some(format!("{name} {}", value.as_ref()?)));
    parts.collect::<Vec<_>>().join(", ")
}
