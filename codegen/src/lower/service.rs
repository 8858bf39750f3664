//! The service as a whole.

use std::collections::{BTreeMap, BTreeSet};

use secretsmith_model::Protocol as ModelProtocol;

use super::context::Lowering;
use super::{auth, docs, endpoint, names, operation, structure, union};
use crate::Options;
use crate::ir::{Operation, Protocol, Service, Type};
use crate::overrides;

/// Decides the service and everything in it.
pub(super) fn lower(lowering: &Lowering<'_>, options: &Options) -> Service {
    let shape = lowering.service_shape;
    let traits = &shape.traits;
    let operations = operation::all(lowering);
    if operations.is_empty() {
        lowering.problem(shape, "it has no operations, so that there is nothing to call or to implement");
    }
    let sdk_id = traits.service.as_ref().map_or(shape.id.name(), |service| service.sdk_id.as_str());
    let mut service = Service {
        source: options.source.clone(),
        crate_name: options.package.as_ref().map_or("secretsmith".to_owned(), |package| package.name.replace('-', "_")),
        package: options.package.clone(),
        title: traits.title.clone().unwrap_or_else(|| sdk_id.to_owned()),
        version: lowering.service.version.clone(),
        docs: docs::of_shape(lowering, shape),
        name: lowering.naming.service.clone(),
        target: shape.id.name().to_owned(),
        signing_name: traits.sigv4.clone().unwrap_or_else(|| shape.id.name().to_owned()),
        signing: auth::of_service(&operations),
        env_name: names::shouty(&sdk_id.replace(['-', ' '], "_")),
        protocol: protocol(lowering),
        namespace: shape.id.namespace().to_owned(),
        is_query_compatible: traits.query_compatible,
        sensitive_members: Vec::new(),
        token_members: Vec::new(),
        empty_answer: overrides::empty_answer(&shape.id).to_owned(),
        showcase: showcase(lowering, &operations),
        operations,
        structures: structure::shared(lowering),
        enumerations: structure::enumerations(lowering),
        integer_enumerations: structure::integer_enumerations(lowering),
        unions: union::all(lowering),
        errors: structure::errors(lowering),
        error: operation::all_errors(lowering),
        origins: BTreeMap::new(),
        endpoint: endpoint::lower(lowering),
    };
    service.origins = origins(&service);
    service.sensitive_members = sensitive_members(&service);
    service.token_members = token_members(&service);
    service
}

/// Where the types stand that operations share, by their names.
fn origins(service: &Service) -> BTreeMap<String, &'static str> {
    let structures = service.structures.iter().flat_map(|it| std::iter::once(&it.name).chain(&it.builder));
    let enumerations = service.enumerations.iter().map(|it| &it.name);
    let integers = service.integer_enumerations.iter().map(|it| &it.name);
    let unions = service.unions.iter().map(|it| &it.name);
    let shared = structures.chain(enumerations).chain(integers).chain(unions);
    let errors = service.errors.iter().map(|it| (it.structure.name.to_string(), "crate::types::error"));
    errors.chain(shared.map(|name| (name.to_string(), "crate::types"))).collect()
}

/// The members that hold something sensitive, wherever they stand.
fn sensitive_members(service: &Service) -> Vec<String> {
    let parts = service.operations.iter().flat_map(|operation| [&operation.input, &operation.output]);
    let errors = service.errors.iter().map(|error| &error.structure);
    let members = parts.chain(&service.structures).chain(errors).flat_map(|structure| &structure.members);
    let members = members.map(|member| (&member.wire, Some(&member.ty)));
    let variants = service.unions.iter().flat_map(|union| &union.variants);
    let variants = variants.map(|variant| (&variant.wire, variant.ty.as_ref()));
    let sensitive = members.chain(variants).filter(|(_, ty)| ty.is_some_and(Type::is_sensitive));
    sensitive.map(|(wire, _)| wire.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// The members of inputs that a client fills in with random tokens.
fn token_members(service: &Service) -> Vec<String> {
    let members = service.operations.iter().flat_map(|operation| &operation.input.members);
    let tokens = members.filter(|member| member.is_idempotency_token).map(|member| member.wire.clone());
    tokens.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The operation to show first: the one that the overrides name, else the first with an example.
fn showcase(lowering: &Lowering<'_>, operations: &[Operation]) -> usize {
    let shape = lowering.service_shape;
    if let Some(name) = overrides::showcase(&shape.id) {
        return operations.iter().position(|operation| operation.wire == name).unwrap_or_else(|| {
            lowering.problem(
                shape,
                format!("the override in codegen/src/overrides.rs names {name}, which it does not have"),
            );
            0
        });
    }
    operations.iter().position(|operation| !operation.examples.is_empty()).unwrap_or(0)
}

fn protocol(lowering: &Lowering<'_>) -> Protocol {
    let shape = lowering.service_shape;
    let mut others = Vec::new();
    let supported = shape.traits.protocols.iter().find_map(|protocol| match protocol {
        ModelProtocol::AwsJson1_0 => Some(Protocol::AwsJson1_0),
        ModelProtocol::AwsJson1_1 => Some(Protocol::AwsJson1_1),
        ModelProtocol::Other(id) => {
            others.push(id.as_str());
            None
        }
    });
    supported.unwrap_or_else(|| {
        let found = if others.is_empty() { "none".to_owned() } else { others.join(", ") };
        let message = format!("the service needs aws.protocols#awsJson1_0 or aws.protocols#awsJson1_1; it has {found}");
        lowering.problem(shape, message);
        Protocol::AwsJson1_1
    })
}
