//! Expressions of truth, made so that nothing is said twice or in vain.

use crate::ir::Expr;

/// The opposite.
pub(super) fn not(expr: Expr) -> Expr {
    match expr {
        Expr::Boolean(value) => Expr::Boolean(!value),
        Expr::Not(inner) => *inner,
        Expr::All(parts) => Expr::Any(parts.into_iter().map(not).collect()),
        Expr::Any(parts) => Expr::All(parts.into_iter().map(not).collect()),
        expr => Expr::Not(Box::new(expr)),
    }
}

/// Whether all hold.
pub(super) fn all(parts: impl IntoIterator<Item = Expr>) -> Expr {
    parts.into_iter().fold(Expr::Boolean(true), and)
}

/// Whether both hold.
pub(super) fn and(one: Expr, other: Expr) -> Expr {
    match (one, other) {
        (Expr::Boolean(true), part) | (part, Expr::Boolean(true)) => part,
        (Expr::Boolean(false), _) | (_, Expr::Boolean(false)) => Expr::Boolean(false),
        (one, Expr::All(parts)) => parts.into_iter().fold(one, and),
        (one, other) => {
            let parts = if let Expr::All(parts) = one { parts } else { vec![one] };
            with(parts, other).map_or(Expr::Boolean(false), |parts| joined(parts, Expr::All))
        }
    }
}

/// Whether one of both holds. To be one of some texts or one of others is to be one of all of them.
pub(super) fn or(one: Expr, other: Expr) -> Expr {
    match (one, other) {
        (Expr::Boolean(false), part) | (part, Expr::Boolean(false)) => part,
        (Expr::Boolean(true), _) | (_, Expr::Boolean(true)) => Expr::Boolean(true),
        (one, Expr::Any(parts)) => parts.into_iter().fold(one, or),
        (Expr::OneOf(value, mut texts), Expr::OneOf(same, mut more)) if value == same => {
            more.retain(|text| !texts.contains(text));
            texts.append(&mut more);
            Expr::OneOf(value, texts)
        }
        (one, other) => {
            let parts = if let Expr::Any(parts) = one { parts } else { vec![one] };
            with(parts, other).map_or(Expr::Boolean(true), |parts| joined(parts, Expr::Any))
        }
    }
}

/// Whether two values of the same type are equal.
pub(super) fn equal(a: Expr, b: Expr) -> Expr {
    match (a, b) {
        (a, b) if a == b => Expr::Boolean(true),
        (Expr::Boolean(true), other) | (other, Expr::Boolean(true)) => other,
        (Expr::Boolean(false), other) | (other, Expr::Boolean(false)) => not(other),
        (Expr::Text(_), Expr::Text(_)) => Expr::Boolean(false),
        (a, b) => Expr::Equal(Box::new(a), Box::new(b)),
    }
}

/// Whether there is a value.
pub(super) fn is_some(option: Expr) -> Expr {
    match option {
        Expr::Method(inner, name) if name == "as_deref" => Expr::IsSome(inner),
        option => Expr::IsSome(Box::new(option)),
    }
}

/// One truth or the other.
pub(super) fn choose(condition: Expr, then: Expr, otherwise: Expr) -> Expr {
    match (then, otherwise) {
        (then, otherwise) if then == otherwise => then,
        (Expr::Boolean(true), otherwise) => or(condition, otherwise),
        (Expr::Boolean(false), otherwise) => and(not(condition), otherwise),
        (then, Expr::Boolean(true)) => or(not(condition), then),
        (then, Expr::Boolean(false)) => and(condition, then),
        (then, otherwise) => or(and(condition.clone(), then), and(not(condition), otherwise)),
    }
}

/// The parts and one more, unless it is there already; nothing if its opposite is.
fn with(mut parts: Vec<Expr>, part: Expr) -> Option<Vec<Expr>> {
    let opposite = not(part.clone());
    if parts.contains(&opposite) {
        return None;
    }
    if !parts.contains(&part) {
        parts.push(part);
    }
    Some(parts)
}

fn joined(mut parts: Vec<Expr>, several: fn(Vec<Expr>) -> Expr) -> Expr {
    if parts.len() == 1 { parts.swap_remove(0) } else { several(parts) }
}
