//! The service as a whole.

use std::collections::BTreeSet;

use super::comparison::Comparison;
use super::found::{Found, Pair, Place};
use super::rules::{
    AUTH, CLIENT_PARAMETER_ADDED, CLIENT_PARAMETER_REMOVED, DOCUMENTATION, ENDPOINT_RULES, ERROR_ADDED, ERROR_MOVED,
    ERROR_REMOVED, PROTOCOL, QUERY_COMPATIBLE, SDK_ID, SERVICE_NAME, SERVICE_VERSION, SIGNING_NAME, UNSEEN,
};
use super::side::Side;
use super::{operation, pages, show, traits};
use crate::{AwsService, ClientContextParam, Operation, ParameterKind, Protocol, Shape, ShapeId, Traits};

/// Compares the services, but not their operations.
pub(super) fn compare(cx: &Comparison<'_>, found: &mut Found) {
    let shapes = cx.sides.as_ref().map(|side| side.shape);
    let own = shapes.map(|shape| &*shape.traits);
    let place = Place::shape(&shapes.new.id);
    traits::compare(&place, own, found);
    names(&place, shapes, found);
    let versions =
        cx.sides.as_ref().map(|side| Some(side.service.version.clone()).filter(|version| !version.is_empty()));
    found.changed(&place.part("version"), &SERVICE_VERSION, versions);
    protocol(&place, own, found);
    found.changed(&place.of_trait("smithy.api#auth"), &AUTH, own.map(operation::schemes));
    found.changed(&place.part("other authentication"), &AUTH, own.map(|traits| show::ids(&traits.other_auth)));
    pages::of_service(&place, shapes, found);
    endpoint_rules(&place, own, found);
    client_parameters(&place, own, found);
    errors(cx, &place, found);
}

/// Compares the names of the service: for requests, for code, for signatures.
fn names(place: &Place<'_>, shapes: Pair<&Shape>, found: &mut Found) {
    found.changed(&place.part("name"), &SERVICE_NAME, shapes.map(|shape| Some(shape.id.name().to_owned())));
    let services = shapes.map(|shape| shape.traits.service.as_ref());
    let sdk_ids = Pair { old: sdk_id(shapes.old), new: sdk_id(shapes.new) };
    let service = place.of_trait("aws.api#service");
    found.changed(&service.part("sdkId"), &SDK_ID, sdk_ids.map(|id| Some(id.to_owned())));
    for (name, value) in UNSEEN_NAMES {
        found.changed(&service.part(name), &UNSEEN, services.map(|service| service.and_then(value).cloned()));
    }
    let said = shapes.map(|shape| shape.traits.sigv4.clone());
    // Whether calls are signed at all is told of the operations.
    let is_renamed = matches!((&said.old, &said.new), (Some(old), Some(new)) if old != new);
    let rule = if is_renamed { &SIGNING_NAME } else { &AUTH };
    found.changed(&place.of_trait("aws.auth#sigv4"), rule, said);
}

/// A name of the service on which nothing that is generated depends.
type Name = (&'static str, fn(&AwsService) -> Option<&String>);

const UNSEEN_NAMES: [Name; 4] = [
    ("arnNamespace", |service| service.arn_namespace.as_ref()),
    ("endpointPrefix", |service| service.endpoint_prefix.as_ref()),
    ("cloudFormationName", |service| service.cloud_formation_name.as_ref()),
    ("cloudTrailEventSource", |service| service.cloud_trail_event_source.as_ref()),
];

fn sdk_id(shape: &Shape) -> &str {
    shape.traits.service.as_ref().map_or(shape.id.name(), |service| &service.sdk_id)
}

/// Compares what the service speaks. Of several protocols the first that is known is spoken.
fn protocol(place: &Place<'_>, own: Pair<&Traits>, found: &mut Found) {
    let spoken = own.map(|traits| traits.protocols.iter().find(|protocol| !matches!(protocol, Protocol::Other(_))));
    let rule = if spoken.differs() { &PROTOCOL } else { &UNSEEN };
    let all = own.map(|traits| show::list(traits.protocols.iter().map(protocol_id)));
    found.changed(&place.part("protocols"), rule, all);
    let compatible = own.map(|traits| show::flag(traits.query_compatible));
    found.changed(&place.of_trait("aws.protocols#awsQueryCompatible"), &QUERY_COMPATIBLE, compatible);
}

fn protocol_id(protocol: &Protocol) -> &str {
    match protocol {
        Protocol::AwsJson1_0 => "aws.protocols#awsJson1_0",
        Protocol::AwsJson1_1 => "aws.protocols#awsJson1_1",
        Protocol::Other(id) => id.as_str(),
    }
}

/// Compares the rule sets: their parameters one by one, their rules as a whole.
fn endpoint_rules(place: &Place<'_>, own: Pair<&Traits>, found: &mut Found) {
    let diagrams = own.map(|traits| &traits.endpoint_bdd);
    if diagrams.differs() {
        let shown = traits::change(diagrams.map(|diagram| diagram.is_some()));
        found.changed(&place.of_trait("smithy.rules#endpointBdd"), &ENDPOINT_RULES, shown);
    }
    let place = place.of_trait("smithy.rules#endpointRuleSet");
    let sets = own.map(|traits| traits.endpoint_rule_set.as_deref());
    let Some(both) = sets.both() else {
        return found.changed(&place, &ENDPOINT_RULES, sets.map(|set| show::flag(set.is_some())));
    };
    found.changed(&place.part("version"), &ENDPOINT_RULES, both.map(|set| set.version.clone()));
    for name in both.old.parameters.keys().chain(both.new.parameters.keys()).collect::<BTreeSet<_>>() {
        let parameter = both.map(|set| set.parameters.get(name));
        if parameter.differs() {
            let shown = traits::change(parameter.map(|parameter| parameter.is_some()));
            found.changed(&place.part(format!("parameter {name}")), &ENDPOINT_RULES, shown);
        }
    }
    if both.map(|set| &set.rules).differs() {
        found.changed(&place.part("rules"), &ENDPOINT_RULES, traits::change(Pair { old: true, new: true }));
    }
}

/// Compares the parameters that users of a client set.
fn client_parameters(place: &Place<'_>, own: Pair<&Traits>, found: &mut Found) {
    let place = place.of_trait("smithy.rules#clientContextParams");
    let parameters = own.map(|traits| &traits.client_context_params);
    for name in parameters.old.keys().chain(parameters.new.keys()).collect::<BTreeSet<_>>() {
        let place = place.part(name);
        let parameter = parameters.map(|parameters| parameters.get(name));
        let rule = if parameter.old.is_none() { &CLIENT_PARAMETER_ADDED } else { &CLIENT_PARAMETER_REMOVED };
        found.changed(&place, rule, parameter.map(|parameter| parameter.map(kind)));
        if parameter.both().is_some_and(|both| both.map(|parameter| &parameter.documentation).differs()) {
            found.changed(
                &place.part(format!("{name}, documentation")),
                &DOCUMENTATION,
                traits::change(Pair { old: true, new: true }),
            );
        }
    }
}

fn kind(parameter: &ClientContextParam) -> String {
    match parameter.kind {
        ParameterKind::String => "string",
        ParameterKind::Boolean => "boolean",
        ParameterKind::StringArray => "stringArray",
    }
    .to_owned()
}

/// Compares the errors that every operation may answer. One that all operations list themselves
/// instead, or did, changes nothing.
fn errors(cx: &Comparison<'_>, place: &Place<'_>, found: &mut Found) {
    let place = &place.part("error");
    let operations = cx.sides.as_ref().map(Side::operations);
    let both = operations.old.iter().filter_map(|(name, (_, old))| Some((*old, operations.new.get(name)?.1)));
    let both: Vec<(&Operation, &Operation)> = both.collect();
    let Pair { old: gone, new: come } = cx.unmatched(cx.sides.as_ref().map(|side| side.service.errors.as_slice()));
    for error in gone {
        let is_kept = both.iter().all(|(_, new)| new.errors.contains(cx.counterpart(error)));
        found.removed(place, if is_kept { &ERROR_MOVED } else { &ERROR_REMOVED }, error.to_string());
    }
    for error in come {
        let was_there = |old: &Operation| old.errors.iter().any(|id: &ShapeId| cx.counterpart(id) == error);
        let was_there = both.iter().all(|(old, _)| was_there(old));
        found.added(place, if was_there { &ERROR_MOVED } else { &ERROR_ADDED }, error.to_string());
    }
}
