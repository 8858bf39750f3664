//! Who is called what: names that differ within their scope, whatever the model calls its things.
//!
//! What comes first has the plain name; what would have the same one gets an ending.

use std::collections::{HashMap, HashSet};

use proc_macro2::Ident;
use secretsmith_model::{Closure, Kind, Member, Model, Service, Shape, ShapeId};

use super::names;

/// The names of a service, its operations and its types.
pub(super) struct Naming {
    /// The service trait.
    pub(super) service: Ident,
    operations: HashMap<ShapeId, OperationNames>,
    types: HashMap<ShapeId, Ident>,
}

/// The names of an operation.
#[derive(Clone)]
pub(super) struct OperationNames {
    /// The call builder; the names of input, output and error are made of it.
    pub(super) builder: Ident,
    /// The method and the module.
    pub(super) method: Ident,
}

impl Naming {
    pub(super) fn new(model: &Model, shape: &Shape, service: &Service, closure: &Closure) -> Self {
        let sdk_id = shape.traits.service.as_ref().map_or(shape.id.name(), |service| service.sdk_id.as_str());
        let trait_name = names::service(sdk_id);
        let operations = operations(closure, &trait_name);
        let own = operations.values().flat_map(|OperationNames { builder, .. }| {
            ["", "Input", "Output", "Error"].map(|suffix| format!("{builder}{suffix}"))
        });
        let types = types(model, service, closure, own.collect());
        Self { service: names::ident(&trait_name), operations, types }
    }

    /// The names of an operation of the service.
    pub(super) fn operation(&self, id: &ShapeId) -> OperationNames {
        let plain = || OperationNames {
            builder: names::ident(&names::operation(id.name(), "")),
            method: names::ident(&names::method(id.name())),
        };
        self.operations.get(id).cloned().unwrap_or_else(plain)
    }

    /// The name of the type that a shape becomes.
    pub(super) fn ty(&self, id: &ShapeId) -> Ident {
        self.types.get(id).cloned().unwrap_or_else(|| names::ident(&names::ty(id.name())))
    }
}

fn operations(closure: &Closure, service: &str) -> HashMap<ShapeId, OperationNames> {
    let (mut builders, mut methods) = (HashSet::new(), HashSet::new());
    let named = closure.operations.iter().map(|id| {
        let builder = distinct(&names::operation(id.name(), service), "", |name| !builders.contains(name));
        let method = distinct(&names::method(id.name()), "_", |name| !methods.contains(name));
        let found = OperationNames { builder: names::ident(&builder), method: names::ident(&method) };
        builders.insert(builder);
        methods.insert(method);
        (id.clone(), found)
    });
    named.collect()
}

/// The names of all types; structures take that of their builder as well.
fn types(model: &Model, service: &Service, closure: &Closure, mut taken: HashSet<String>) -> HashMap<ShapeId, Ident> {
    let shapes = closure.shapes.keys().filter_map(|id| model.shape(id)).filter(|shape| has_type(shape));
    let named = shapes.map(|shape| {
        let name = names::ty(service.rename.get(&shape.id).map_or(shape.id.name(), String::as_str));
        let builder = |name: &str| matches!(shape.kind, Kind::Structure(_)).then(|| format!("{name}Builder"));
        let is_free = |name: &str| !taken.contains(name) && builder(name).is_none_or(|name| !taken.contains(&name));
        let name = if is_free(&name) { name } else { distinct(&format!("{name}Shape"), "", is_free) };
        taken.extend(builder(&name));
        let ident = names::ident(&name);
        taken.insert(name);
        (shape.id.clone(), ident)
    });
    named.collect()
}

fn has_type(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) | Kind::IntEnum(_))
        || shape.traits.enum_definitions.is_some()
}

/// The names of the members of a structure or union, in the order of the model. They differ, also
/// from the names of the methods that are made of them.
pub(super) fn members(shape: &Shape) -> Vec<String> {
    let (mut taken, mut methods) = (HashSet::new(), HashSet::new());
    let setters = |name: &str| ["set_", "with_", "is_", "as_"].map(|prefix| format!("{prefix}{name}"));
    let named = shape.members().into_iter().map(|member| {
        let is_free = |name: &str| {
            !taken.contains(name) && !methods.contains(name) && setters(name).iter().all(|name| !taken.contains(name))
        };
        let name = distinct(&names::member(&member.name), "_", is_free);
        methods.extend(setters(&name));
        taken.insert(name.clone());
        name
    });
    named.collect()
}

/// The name of one member of a structure or union.
pub(super) fn member(shape: &Shape, member: &Member) -> Ident {
    let at = shape.members().iter().position(|other| other.name == member.name);
    let name = at.and_then(|at| members(shape).into_iter().nth(at));
    names::ident(&name.unwrap_or_else(|| names::member(&member.name)))
}

/// The names of the variants of an enumeration or union, in the order of the model.
pub(super) fn variants<'n>(model: impl IntoIterator<Item = &'n str>) -> Vec<Ident> {
    let mut taken = HashSet::new();
    let named = model.into_iter().map(|name| {
        let name = distinct(&names::variant(name), "", |name| !taken.contains(name));
        let ident = names::ident(&name);
        taken.insert(name);
        ident
    });
    named.collect()
}

/// The name, or the name with the first number that makes it free.
fn distinct(name: &str, separator: &str, is_free: impl Fn(&str) -> bool) -> String {
    let mut numbered = (2..).map(|number: u32| format!("{name}{separator}{number}"));
    match is_free(name) {
        true => name.to_owned(),
        false => numbered.find(|name| is_free(name)).unwrap_or_else(|| name.to_owned()),
    }
}
