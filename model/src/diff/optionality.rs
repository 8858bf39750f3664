//! Whether a member of a structure may be absent, and what a change of that means.

use serde_json::Value;

use super::found::{Found, Pair, Place};
use super::rules::{
    DEFAULT_CHANGED, DEFAULT_FILLED, DEFAULT_TO_OPTIONAL, DEFAULT_TO_REQUIRED, DEFAULT_UNFILLED, OPTIONAL_TO_DEFAULT,
    OPTIONAL_TO_REQUIRED, REQUIRED_TO_DEFAULT, REQUIRED_TO_OPTIONAL, Rule, UNSEEN,
};
use super::show;
use super::side::Role;
use crate::{DefaultValue, Kind, Shape, Traits};

/// Whether a member of a structure may be absent, as the model means it: what only tells how it
/// came to be, such as `addedDefault`, makes no difference.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Optionality<'t> {
    /// It is always there.
    Required,
    /// It may be absent.
    Optional,
    /// When it is absent, it has this value.
    Default(&'t Value),
}

impl<'t> Optionality<'t> {
    /// That of a member with these traits and this target.
    pub(super) fn of(traits: &'t Traits, target: &Shape) -> Self {
        match &traits.default {
            _ if traits.client_optional => Self::Optional,
            DefaultValue::Value(value) => Self::Default(value),
            // A document can be null, and then that is its default.
            DefaultValue::Null if matches!(target.kind, Kind::Document) => Self::Default(&Value::Null),
            DefaultValue::Absent | DefaultValue::Null if traits.required => Self::Required,
            DefaultValue::Absent | DefaultValue::Null => Self::Optional,
        }
    }

    pub(super) fn show(self) -> String {
        match self {
            Self::Required => "required".to_owned(),
            Self::Optional => "optional".to_owned(),
            Self::Default(value) => format!("default {value}"),
        }
    }
}

/// Compares the members' own traits, for structures that are generated as these; those that change
/// nothing are told, too.
pub(super) fn compare(
    place: &Place<'_>,
    roles: &[Role],
    traits: Pair<&Traits>,
    targets: Pair<&Shape>,
    found: &mut Found,
) {
    let Some(trait_id) = differing(traits) else { return };
    let place = place.of_trait(trait_id);
    let Pair { old, new } = traits;
    let optionality = Pair { old: Optionality::of(old, targets.old), new: Optionality::of(new, targets.new) };
    let rules: Vec<_> = roles.iter().filter_map(|role| rule(*role, optionality)).collect();
    if rules.is_empty() {
        found.changed(&place, &UNSEEN, traits.map(|traits| said(traits, trait_id)));
    }
    for rule in rules {
        found.changed(&place, rule, optionality.map(|optionality| Some(optionality.show())));
    }
}

/// The rule that decides, if anything that is generated is another.
fn rule(role: Role, Pair { old, new }: Pair<Optionality<'_>>) -> Option<&'static Rule> {
    use Optionality::{Default, Optional, Required};
    Some(match (role, old, new) {
        // An error is read whatever it lacks.
        (Role::Error, ..) => return None,
        (_, Optional, Required) | (Role::Input, Default(_), Required) => &OPTIONAL_TO_REQUIRED,
        (_, Required, Optional) | (Role::Input, Required, Default(_)) => &REQUIRED_TO_OPTIONAL,
        (Role::Input, Optional, Default(_)) => &DEFAULT_FILLED,
        (Role::Input, Default(_), Optional) => &DEFAULT_UNFILLED,
        (Role::Content, Optional, Default(_)) => &OPTIONAL_TO_DEFAULT,
        (Role::Content, Default(_), Optional) => &DEFAULT_TO_OPTIONAL,
        (Role::Content, Required, Default(_)) => &REQUIRED_TO_DEFAULT,
        (Role::Content, Default(_), Required) => &DEFAULT_TO_REQUIRED,
        (_, Default(old), Default(new)) if old != new => &DEFAULT_CHANGED,
        _ => return None,
    })
}

const TRAITS: [&str; 4] =
    ["smithy.api#default", "smithy.api#required", "smithy.api#clientOptional", "smithy.api#addedDefault"];

/// The first trait of these that is another.
fn differing(traits: Pair<&Traits>) -> Option<&'static str> {
    TRAITS.into_iter().find(|id| traits.map(|traits| said(traits, id)).differs())
}

fn said(traits: &Traits, trait_id: &str) -> Option<String> {
    match trait_id {
        "smithy.api#default" => default(traits),
        "smithy.api#required" => show::flag(traits.required),
        "smithy.api#clientOptional" => show::flag(traits.client_optional),
        _ => show::flag(traits.added_default),
    }
}

/// What the trait `default` says.
pub(super) fn default(traits: &Traits) -> Option<String> {
    match &traits.default {
        DefaultValue::Absent => None,
        DefaultValue::Null => Some("null".to_owned()),
        DefaultValue::Value(value) => Some(value.to_string()),
    }
}
