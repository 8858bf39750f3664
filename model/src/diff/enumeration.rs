//! Enumerations: `enum` and `intEnum` shapes, and strings with the older trait `enum`.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::Value;

use super::found::{Found, Pair, Place};
use super::rules::{
    ENUM_VALUE_ADDED, ENUM_VALUE_CHANGED, ENUM_VALUE_REMOVED, ENUM_VALUE_RENAMED, ENUM_VALUES_REORDERED,
};
use super::{show, traits};
use crate::{Deprecated, EnumDefinition, Kind, Member, Shape, Traits};

/// One value of an enumeration.
struct Constant<'m> {
    name: &'m str,
    value: String,
    traits: Cow<'m, Traits>,
}

/// Compares the values of two enumerations; nothing happens when they are none.
pub(super) fn compare<'m>(place: &Place<'m>, shapes: Pair<&'m Shape>, found: &mut Found) {
    let constants = shapes.map(constants);
    let names = constants.as_ref().map(|constants| keyed(constants, |constant| constant.name));
    let values = constants.as_ref().map(|constants| keyed(constants, |constant| &constant.value));
    for gone in constants.old.iter().filter(|old| !names.new.contains_key(old.name)) {
        if values.new.get(&*gone.value).is_none_or(|new| names.old.contains_key(new.name)) {
            found.removed(&place.within(&shapes.old.id).member(gone.name), &ENUM_VALUE_REMOVED, &*gone.value);
        }
    }
    for new in &constants.new {
        let place = place.member(new.name);
        match (names.old.get(new.name), values.old.get(&*new.value)) {
            (Some(old), _) => one(&place, Pair { old, new }, found),
            (None, Some(old)) if !names.new.contains_key(old.name) => {
                let names = Pair { old: old.name, new: new.name };
                found.changed(&place.part("name"), &ENUM_VALUE_RENAMED, names.map(|name| Some(name.to_owned())));
                one(&place, Pair { old, new }, found);
            }
            (None, _) => found.added(&place, &ENUM_VALUE_ADDED, &*new.value),
        }
    }
    let order = constants.as_ref().map(|constants| constants.iter().map(|constant| constant.name).collect());
    found.changed(&place.part("order of values"), &ENUM_VALUES_REORDERED, show::order(order));
}

fn one(place: &Place<'_>, constants: Pair<&Constant<'_>>, found: &mut Found) {
    let values = constants.map(|constant| Some(constant.value.clone()));
    found.changed(&place.of_trait("smithy.api#enumValue"), &ENUM_VALUE_CHANGED, values);
    traits::compare(place, constants.map(|constant| &*constant.traits), found);
}

fn keyed<'c, 'm>(
    constants: &'c [Constant<'m>],
    key: impl Fn(&'c Constant<'m>) -> &'c str,
) -> HashMap<&'c str, &'c Constant<'m>> {
    constants.iter().map(|constant| (key(constant), constant)).collect()
}

fn constants(shape: &Shape) -> Vec<Constant<'_>> {
    match &shape.kind {
        Kind::Enum(members) | Kind::IntEnum(members) => members.iter().map(constant).collect(),
        _ => shape.traits.enum_definitions.iter().flatten().map(defined).collect(),
    }
}

fn constant(Member { name, traits, .. }: &Member) -> Constant<'_> {
    let value = match &traits.enum_value {
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => name.clone(),
    };
    Constant { name, value, traits: Cow::Borrowed(traits) }
}

/// A value of the older form; one without a name is called by itself.
fn defined(definition: &EnumDefinition) -> Constant<'_> {
    let EnumDefinition { value, name, documentation, deprecated, tags } = definition;
    let traits = Traits {
        documentation: documentation.clone(),
        deprecated: deprecated.then(Deprecated::default),
        tags: tags.clone(),
        ..Traits::default()
    };
    Constant { name: name.as_ref().unwrap_or(value), value: value.clone(), traits: Cow::Owned(traits) }
}
