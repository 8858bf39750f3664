//! Whether the members of enumerations have values, and each another one.

use std::collections::HashSet;

use serde_json::Value;

use crate::report::{Place, Report};
use crate::{Kind, Model};

const ENUM_VALUE: &str = "smithy.api#enumValue";

/// Reports missing, unfit and repeated values.
pub(super) fn check(model: &Model, report: &mut Report) {
    for shape in model.shapes.values() {
        let (members, fits, wanted): (_, fn(&Value) -> bool, _) = match &shape.kind {
            Kind::Enum(members) => (members, Value::is_string, "a string"),
            Kind::IntEnum(members) => (members, Value::is_i64, "an integer"),
            _ => continue,
        };
        let mut seen = HashSet::new();
        for member in members {
            let place = Place::from((shape, member)).of_trait(ENUM_VALUE);
            match &member.traits.enum_value {
                None => report.problem(place, "is missing"),
                Some(value) if !fits(value) => report.problem(place, format!("{value} is not {wanted}")),
                Some(value) if !seen.insert(value) => {
                    report.problem(place, format!("{value} is the value of another member, too"));
                }
                Some(_) => {}
            }
            if !member.target.is_unit() {
                report.problem(Place::from((shape, member)), "its target must be smithy.api#Unit, as for every enum");
            }
        }
    }
}
