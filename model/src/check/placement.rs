//! Whether traits stand on shapes that they can be about.

use super::references::with_article;
use crate::report::{Place, Report};
use crate::{Kind, Model, Traits};

/// Reports traits on shapes, and on members of targets, that they do not go with.
pub(super) fn check(model: &Model, report: &mut Report) {
    for shape in model.shapes.values() {
        check_one(&shape.traits, &shape.kind, Subject::Shape, shape.into(), report);
        for member in shape.members() {
            let Some(target) = model.shape(&member.target) else {
                continue;
            };
            check_one(&member.traits, &target.kind, Subject::Member, (shape, member).into(), report);
        }
    }
}

#[derive(Clone, Copy)]
enum Subject {
    Shape,
    Member,
}

/// Where a trait belongs.
struct Home {
    id: &'static str,
    is_there: fn(&Traits) -> bool,
    fits: fn(&Kind) -> bool,
    wording: &'static str,
}

fn check_one(traits: &Traits, kind: &Kind, subject: Subject, place: Place<'_>, report: &mut Report) {
    for home in HOMES.iter().filter(|home| (home.is_there)(traits) && !(home.fits)(kind)) {
        let what = match subject {
            Subject::Shape => "stands on",
            Subject::Member => "stands on a member whose target is",
        };
        let message = format!("{what} {}; it belongs on {}", with_article(kind), home.wording);
        report.problem(place.of_trait(home.id), message);
    }
}

const HOMES: [Home; 12] = [
    Home {
        id: "smithy.api#length",
        is_there: |traits| traits.length.is_some(),
        fits: |kind| is_string(kind) || is_collection(kind) || matches!(kind, Kind::Blob),
        wording: "a string, blob, list or map",
    },
    Home { id: "smithy.api#range", is_there: |traits| traits.range.is_some(), fits: is_number, wording: "a number" },
    Home {
        id: "smithy.api#pattern",
        is_there: |traits| traits.pattern.is_some(),
        fits: is_string,
        wording: "a string",
    },
    Home {
        id: "smithy.api#enum",
        is_there: |traits| traits.enum_definitions.is_some(),
        fits: is_string,
        wording: "a string",
    },
    Home {
        id: "smithy.api#idempotencyToken",
        is_there: |traits| traits.idempotency_token,
        fits: is_string,
        wording: "a member whose target is a string",
    },
    Home {
        id: "smithy.api#uniqueItems",
        is_there: |traits| traits.unique_items,
        fits: |kind| matches!(kind, Kind::List(_)),
        wording: "a list",
    },
    Home { id: "smithy.api#sparse", is_there: |traits| traits.sparse, fits: is_collection, wording: "a list or map" },
    Home {
        id: "smithy.api#timestampFormat",
        is_there: |traits| traits.timestamp_format.is_some(),
        fits: |kind| matches!(kind, Kind::Timestamp),
        wording: "a timestamp",
    },
    Home {
        id: "smithy.api#mediaType",
        is_there: |traits| traits.media_type.is_some(),
        fits: |kind| is_string(kind) || matches!(kind, Kind::Blob),
        wording: "a string or blob",
    },
    Home {
        id: "smithy.api#error",
        is_there: |traits| traits.error.is_some(),
        fits: |kind| matches!(kind, Kind::Structure(_)),
        wording: "a structure",
    },
    Home {
        id: "smithy.api#httpError",
        is_there: |traits| traits.http_error.is_some(),
        fits: |kind| matches!(kind, Kind::Structure(_)),
        wording: "a structure",
    },
    Home {
        id: "smithy.api#paginated",
        is_there: |traits| traits.paginated.is_some(),
        fits: |kind| matches!(kind, Kind::Operation(_) | Kind::Service(_)),
        wording: "an operation or service",
    },
];

fn is_string(kind: &Kind) -> bool {
    matches!(kind, Kind::String | Kind::Enum(_))
}

fn is_collection(kind: &Kind) -> bool {
    matches!(kind, Kind::List(_) | Kind::Map { .. })
}

fn is_number(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Byte
            | Kind::Short
            | Kind::Integer
            | Kind::Long
            | Kind::Float
            | Kind::Double
            | Kind::BigInteger
            | Kind::BigDecimal
            | Kind::IntEnum(_)
    )
}
