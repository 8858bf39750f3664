//! How values travel whose type does not say it.

use secretsmith_model::{Kind, Member, Shape, TimestampFormat};

use super::context::Lowering;

/// The form of a member's value, as a type of the runtime; none when its type says it.
pub(super) fn of_member(lowering: &Lowering<'_>, shape: &Shape, member: &Member) -> Option<String> {
    let sensitive = member.traits.sensitive || lowering.is_sensitive(&shape.id);
    of(lowering, lowering.target(member)?, member.traits.timestamp_format, sensitive)
}

fn of(lowering: &Lowering<'_>, shape: &Shape, format: Option<TimestampFormat>, sensitive: bool) -> Option<String> {
    let sensitive = sensitive || lowering.is_sensitive(&shape.id);
    let form = match &shape.kind {
        Kind::Float | Kind::Double => "form::Float",
        Kind::Timestamp => match format.or(shape.traits.timestamp_format) {
            Some(TimestampFormat::DateTime) => "form::DateTime",
            Some(TimestampFormat::HttpDate) => "form::HttpDate",
            Some(TimestampFormat::EpochSeconds) | None => return None,
        },
        Kind::List(member) => return nested(lowering, shape, member, sensitive, "List"),
        Kind::Map { value, .. } => return nested(lowering, shape, value, sensitive, "Map"),
        _ => return None,
    };
    Some(if sensitive { format!("form::Secret<{form}>") } else { form.to_owned() })
}

/// The form of a list or map whose elements have one.
fn nested(lowering: &Lowering<'_>, shape: &Shape, member: &Member, sensitive: bool, form: &str) -> Option<String> {
    let inner = of(lowering, lowering.target(member)?, member.traits.timestamp_format, sensitive)?;
    let inner = if shape.traits.sparse { format!("form::Sparse<{inner}>") } else { inner };
    Some(format!("form::{form}<{inner}>"))
}
