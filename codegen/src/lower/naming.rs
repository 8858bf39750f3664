//! Who is called what: names that differ within their scope, whatever the model calls its things.
//!
//! What comes first has the plain name; what would have the same one gets an ending.

use std::cell::RefCell;
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
    /// The constants of patterns, and the patterns in them.
    patterns: RefCell<HashMap<String, String>>,
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
            ["", "Input", "Output", "OutputBuilder", "Error"].map(|suffix| format!("{builder}{suffix}"))
        });
        let types = types(model, service, closure, own.collect());
        Self { service: names::ident(&trait_name), operations, types, patterns: RefCell::default() }
    }

    /// The names of an operation of the service.
    pub(super) fn operation(&self, id: &ShapeId) -> OperationNames {
        let plain = || OperationNames {
            builder: names::ident(&names::operation(id.name(), "")),
            method: names::ident(&names::method(id.name())),
        };
        self.operations.get(id).cloned().unwrap_or_else(plain)
    }

    /// The constant for a pattern of a shape or member; the same one for the same pattern alone.
    pub(super) fn pattern(&self, of: &str, pattern: &str) -> Ident {
        let mut patterns = self.patterns.borrow_mut();
        let is_free = |name: &str| patterns.get(name).is_none_or(|there| there == pattern);
        let name = first_free(&names::shouty(of), "_", is_free);
        let ident = names::ident(&name);
        patterns.insert(name, pattern.to_owned());
        ident
    }

    /// The name of the type that a shape becomes.
    pub(super) fn ty(&self, id: &ShapeId) -> Ident {
        self.types.get(id).cloned().unwrap_or_else(|| names::ident(&names::ty(id.name())))
    }
}

fn operations(closure: &Closure, service: &str) -> HashMap<ShapeId, OperationNames> {
    let plain = |name: &dyn Fn(&str) -> String| closure.operations.iter().map(|id| name(id.name())).collect();
    let builders = distinct(apart(plain(&|name| names::operation(name, service))), "");
    let methods = distinct(plain(&names::method), "_");
    let named = closure.operations.iter().zip(builders.iter().zip(&methods)).map(|(id, (builder, method))| {
        (id.clone(), OperationNames { builder: names::ident(builder), method: names::ident(method) })
    });
    named.collect()
}

/// The names of all types; structures take that of their builder as well.
fn types(model: &Model, service: &Service, closure: &Closure, mut taken: HashSet<String>) -> HashMap<ShapeId, Ident> {
    let shapes: Vec<&Shape> = closure.shapes.keys().filter_map(|id| model.shape(id)).filter(has_type).collect();
    let plain = |shape: &Shape| names::ty(service.rename.get(&shape.id).map_or(shape.id.name(), String::as_str));
    let named = shapes.into_iter().map(|shape| {
        let own = |name: &str| match shape.kind {
            Kind::Structure(_) => vec![name.to_owned(), format!("{name}Builder")],
            _ => vec![name.to_owned()],
        };
        let name = first_free(&plain(shape), "Shape", |name| own(name).iter().all(|name| !taken.contains(name)));
        taken.extend(own(&name));
        (shape.id.clone(), names::ident(&name))
    });
    named.collect()
}

fn has_type(shape: &&Shape) -> bool {
    matches!(shape.kind, Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) | Kind::IntEnum(_))
        || shape.traits.enum_definitions.is_some()
}

/// The names of the members of a structure or union, in the order of the model. They differ, also
/// from the names of the methods that are made of them.
pub(super) fn members(shape: &Shape) -> Vec<String> {
    let plain: Vec<String> = shape.members().into_iter().map(|member| names::member(&member.name)).collect();
    let (mut fields, mut methods) = (HashSet::new(), HashSet::new());
    let methods_of = |name: &str| ["set_", "with_", "is_", "as_"].map(|prefix| format!("{prefix}{name}"));
    let named = plain.iter().map(|name| {
        let is_free = |free: &str| {
            let is_new = !fields.contains(free)
                && !methods.contains(free)
                && (free == name || !plain.iter().any(|it| it == free));
            is_new && methods_of(free).iter().all(|method| !fields.contains(method))
        };
        let name = first_free(name, "_", is_free);
        methods.extend(methods_of(&name));
        fields.insert(name.clone());
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
    let plain = model.into_iter().map(names::variant).collect();
    distinct(plain, "").iter().map(|name| names::ident(name)).collect()
}

/// Keeps the names of operations apart from those of others' inputs, outputs and errors: beside an
/// operation `Delete`, the operation `DeleteOutput` has the builder `DeleteOutputCall`.
fn apart(plain: Vec<String>) -> Vec<String> {
    let parts = |name: &String| ["Input", "Output", "Error"].map(|suffix| format!("{name}{suffix}"));
    let taken: HashSet<String> = plain.iter().flat_map(parts).collect();
    plain.into_iter().map(|name| if taken.contains(&name) { format!("{name}Call") } else { name }).collect()
}

/// The names, of which those that stood before get a number that makes them new.
fn distinct(plain: Vec<String>, separator: &str) -> Vec<String> {
    let mut taken = HashSet::new();
    let named = plain.iter().map(|name| {
        let is_free = |free: &str| !taken.contains(free) && (free == name || !plain.iter().any(|it| it == free));
        let name = first_free(name, separator, is_free);
        taken.insert(name.clone());
        name
    });
    named.collect()
}

/// The name, or the name with the ending and, if need be, the first number that makes it free.
fn first_free(name: &str, ending: &str, is_free: impl Fn(&str) -> bool) -> String {
    let mut candidates = std::iter::once(format!("{name}{ending}")).filter(|_| ending != "_" && !ending.is_empty());
    let mut numbered = (2..).map(|number: u32| format!("{name}{ending}{number}"));
    match is_free(name) {
        true => name.to_owned(),
        false => candidates
            .find(|it| is_free(it))
            .or_else(|| numbered.find(|it| is_free(it)))
            .unwrap_or_else(|| name.to_owned()),
    }
}
