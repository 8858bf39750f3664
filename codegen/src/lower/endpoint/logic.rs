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
    let mut distinct = Vec::new();
    for part in parts {
        let flat = if let Expr::All(parts) = part { parts } else { vec![part] };
        distinct.extend(flat.into_iter().filter(|part| *part != Expr::Boolean(true)));
    }
    joined(distinct, false, Expr::All)
}

/// Whether one holds; to be one of some texts or one of others is to be one of all of them.
pub(super) fn any(parts: impl IntoIterator<Item = Expr>) -> Expr {
    let mut distinct: Vec<Expr> = Vec::new();
    for part in parts {
        let flat = if let Expr::Any(parts) = part { parts } else { vec![part] };
        for part in flat.into_iter().filter(|part| *part != Expr::Boolean(false)) {
            match (distinct.last_mut(), part) {
                (Some(Expr::OneOf(value, texts)), Expr::OneOf(same, more)) if *value == same => texts.extend(more),
                (_, part) => distinct.push(part),
            }
        }
    }
    joined(distinct, true, Expr::Any)
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
        (Expr::Boolean(true), otherwise) => any([condition, otherwise]),
        (Expr::Boolean(false), otherwise) => all([not(condition), otherwise]),
        (then, Expr::Boolean(true)) => any([not(condition), then]),
        (then, Expr::Boolean(false)) => all([condition, then]),
        (then, otherwise) => any([all([condition.clone(), then]), all([not(condition), otherwise])]),
    }
}

/// Several truths, of which `decisive` makes the others needless, as do two opposites.
fn joined(parts: Vec<Expr>, decisive: bool, several: fn(Vec<Expr>) -> Expr) -> Expr {
    let mut distinct: Vec<Expr> = Vec::new();
    for part in parts {
        if part == Expr::Boolean(decisive) || distinct.contains(&not(part.clone())) {
            return Expr::Boolean(decisive);
        }
        if !distinct.contains(&part) {
            distinct.push(part);
        }
    }
    match distinct.len() {
        0 => Expr::Boolean(!decisive),
        1 => distinct.swap_remove(0),
        _ => several(distinct),
    }
}
