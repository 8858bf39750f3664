//! Some input for an operation, where it does not matter which.

use secretsmith_model::{Kind, Member, ShapeId};
use serde_json::Value;

use super::wire::{Wire, entry, list, object, quoted};

impl Wire<'_> {
    /// An input with which an operation can be called, as JSON: the required members.
    ///
    /// # Errors
    /// When the model refers to a shape that it has not.
    pub(super) fn sample(self, id: &ShapeId) -> Result<String, String> {
        let required = self.shape(id)?.members().into_iter().filter(|member| member.traits.required);
        required
            .map(|member| Ok(entry(&member.name, &self.sample_of(member)?)))
            .collect::<Result<_, String>>()
            .map(object)
    }

    /// A value within the constraints of a member, but for patterns.
    fn sample_of(self, member: &Member) -> Result<String, String> {
        let shape = self.shape(&member.target)?;
        let length = member.traits.length.or(shape.traits.length).and_then(|length| length.min);
        let length = length.and_then(|length| usize::try_from(length).ok());
        let range = member.traits.range.as_ref().or(shape.traits.range.as_ref()).and_then(|range| range.min.as_ref());
        Ok(match (&shape.kind, &shape.traits.enum_definitions, range) {
            (Kind::String, Some(definitions), _) => quoted(definitions.first().map_or("", |first| &first.value)),
            (Kind::String, None, _) => quoted(&"a".repeat(length.unwrap_or(1))),
            (Kind::Enum(members) | Kind::IntEnum(members), ..) => {
                let value = members.first().and_then(|first| first.traits.enum_value.as_ref());
                value.map(Value::to_string).ok_or_else(|| format!("{} has no values", shape.id))?
            }
            (Kind::Structure(_), ..) => self.sample(&shape.id)?,
            (Kind::Union(members), ..) => {
                let first = members.first().ok_or_else(|| format!("{} has no members", shape.id))?;
                object(vec![entry(&first.name, &self.sample_of(first)?)])
            }
            (Kind::List(element), ..) => list(vec![self.sample_of(element)?; length.unwrap_or_default()]),
            (_, _, Some(least)) => least.to_string(),
            _ => self.zero(shape, member)?,
        })
    }
}
