//! Whether a member of a structure may be absent, and what a change of that means.

use serde_json::Value;

use super::found::{Found, Pair, Place};
use super::rules::{
    DEFAULT_CHANGED, DEFAULT_TO_OPTIONAL, DEFAULT_TO_REQUIRED, OPTIONAL_TO_DEFAULT, OPTIONAL_TO_REQUIRED,
    REQUIRED_TO_DEFAULT, REQUIRED_TO_OPTIONAL, Rule, UNSEEN,
};
use super::show;
use crate::{DefaultValue, Traits};

/// Whether a member of a structure may be absent, as generated code has it: what only tells how
/// the model came to be, such as `addedDefault`, makes no difference.
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
    pub(super) fn of(traits: &'t Traits) -> Self {
        match &traits.default {
            _ if traits.client_optional => Self::Optional,
            DefaultValue::Value(value) => Self::Default(value),
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

    /// Whether a structure of such members can be made without naming any.
    pub(super) fn has_zero(self) -> bool {
        match self {
            Self::Required => false,
            Self::Optional => true,
            Self::Default(value) => is_zero(value),
        }
    }
}

fn is_zero(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Bool(value) => !value,
        Value::Number(number) => number.as_f64() == Some(0.0),
        Value::String(text) => text.is_empty(),
        Value::Array(elements) => elements.is_empty(),
        Value::Object(entries) => entries.is_empty(),
    }
}

/// Compares the members' own traits; those that change nothing are told, too.
pub(super) fn compare(place: &Place<'_>, traits: Pair<&Traits>, found: &mut Found) {
    let Some(trait_id) = differing(traits) else { return };
    let place = place.of_trait(trait_id);
    let optionality = traits.map(Optionality::of);
    match rule(optionality) {
        Some(rule) => found.changed(&place, rule, optionality.map(|optionality| Some(optionality.show()))),
        None => found.changed(&place, &UNSEEN, traits.map(|traits| said(traits, trait_id))),
    }
}

fn rule(Pair { old, new }: Pair<Optionality<'_>>) -> Option<&'static Rule> {
    use Optionality::{Default, Optional, Required};
    Some(match (old, new) {
        (Optional, Required) => &OPTIONAL_TO_REQUIRED,
        (Required, Optional) => &REQUIRED_TO_OPTIONAL,
        (Optional, Default(_)) => &OPTIONAL_TO_DEFAULT,
        (Default(_), Optional) => &DEFAULT_TO_OPTIONAL,
        (Required, Default(_)) => &REQUIRED_TO_DEFAULT,
        (Default(_), Required) => &DEFAULT_TO_REQUIRED,
        (Default(old), Default(new)) if old != new => &DEFAULT_CHANGED,
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
