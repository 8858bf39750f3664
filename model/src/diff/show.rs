//! Values as texts: whole ones to compare, and short ones to show.

use std::collections::HashSet;

use super::found::Pair;
use crate::{Length, Range, ShapeId};

/// How many characters of a long text are shown.
const WIDTH: usize = 90;

/// How many of them may come before what differs.
const LEAD: usize = 20;

/// Something of which there is nothing to say but that it is there.
pub(super) fn flag(is_there: bool) -> Option<String> {
    is_there.then(String::new)
}

pub(super) fn length(Length { min, max }: Length) -> String {
    bounds(min, max)
}

pub(super) fn range(Range { min, max }: &Range) -> String {
    bounds(min.as_ref(), max.as_ref())
}

fn bounds<T: ToString>(min: Option<T>, max: Option<T>) -> String {
    match (min.map(|min| min.to_string()), max.map(|max| max.to_string())) {
        (Some(min), Some(max)) if min == max => format!("exactly {min}"),
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, max) => format!("at most {}", max.unwrap_or_default()),
    }
}

/// Names in their order; nothing for none.
pub(super) fn list<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<String> {
    let texts: Vec<_> = texts.into_iter().collect();
    (!texts.is_empty()).then(|| texts.join(", "))
}

pub(super) fn ids(ids: &[ShapeId]) -> Option<String> {
    list(ids.iter().map(ShapeId::as_str))
}

/// The order of those names that stand in both lists.
pub(super) fn order(names: Pair<Vec<&str>>) -> Pair<Option<String>> {
    let sets = names.as_ref().map(|names| names.iter().copied().collect::<HashSet<_>>());
    let common =
        |names: Vec<&str>| list(names.into_iter().filter(|name| sets.old.contains(name) && sets.new.contains(name)));
    names.map(common)
}

/// Two texts in one line each, cut if they are long: to where they differ.
pub(super) fn cut(texts: Pair<Option<String>>) -> Pair<Option<String>> {
    let from = match texts.as_ref().map(|text| text.as_deref()).both() {
        Some(Pair { old, new }) if old.chars().nth(WIDTH).or(new.chars().nth(WIDTH)).is_some() => lead(old, new),
        _ => 0,
    };
    texts.map(|text| text.map(|text| excerpt(&text, from)))
}

/// Where to begin, in characters, so that one sees what differs: at a word a little before it.
fn lead(old: &str, new: &str) -> usize {
    let common: Vec<_> = old.chars().zip(new.chars()).map_while(|(a, b)| (a == b).then_some(a)).collect();
    let earliest = common.len().saturating_sub(LEAD);
    let is_start = |at: &usize| *at == 0 || common[at - 1].is_whitespace();
    (earliest..=common.len()).find(is_start).unwrap_or(earliest)
}

/// So much of a text as is shown, from a character on.
fn excerpt(text: &str, from: usize) -> String {
    let mut rest = text.chars().skip(from);
    let shown: String = rest.by_ref().take(WIDTH).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let (before, after) = (if from > 0 { "…" } else { "" }, if rest.next().is_some() { "…" } else { "" });
    format!("{before}{shown}{after}")
}
