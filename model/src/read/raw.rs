//! Raw shapes: their parts are found and told apart, but traits and properties are still JSON, so
//! that mixins and `apply` statements can be worked in.

use std::borrow::Cow;
use std::collections::HashSet;

use indexmap::{IndexMap, IndexSet};

use crate::decode::{Decoded, Fields, instead, list, shape_id};
use crate::json::{Key, Node, Object};
use crate::position::Lines;
use crate::report::{Place, Report};
use crate::{Position, ShapeId};

/// Trait ids and values.
pub(super) type RawTraits<'t> = IndexMap<&'t str, &'t Node<'t>>;

/// A shape whose traits and properties are still JSON.
#[derive(Clone)]
pub(super) struct RawShape<'t> {
    pub(super) id: ShapeId,
    pub(super) position: Position,
    /// What the file says that it is, known or not.
    pub(super) kind: &'t str,
    /// What else stands in its object.
    pub(super) properties: IndexMap<&'t str, Cow<'t, Node<'t>>>,
    pub(super) members: IndexMap<&'t str, RawMember<'t>>,
    pub(super) traits: RawTraits<'t>,
    pub(super) mixins: Vec<ShapeId>,
}

/// A member whose traits are still JSON.
#[derive(Clone)]
pub(super) struct RawMember<'t> {
    pub(super) position: Position,
    /// Absent when it is wrong, which is reported.
    pub(super) target: Option<ShapeId>,
    pub(super) traits: RawTraits<'t>,
}

/// An `apply` statement: traits for a shape or member that is defined elsewhere.
pub(super) struct Application<'t> {
    pub(super) shape: ShapeId,
    pub(super) member: Option<&'t str>,
    pub(super) position: Position,
    pub(super) traits: RawTraits<'t>,
}

/// What stands under `shapes`.
#[derive(Default)]
pub(super) struct Shapes<'t> {
    pub(super) shapes: IndexMap<ShapeId, RawShape<'t>>,
    pub(super) applications: Vec<Application<'t>>,
    /// All that are defined, also those that could not be made out.
    pub(super) ids: HashSet<ShapeId>,
}

/// Finds the shapes under `shapes`.
pub(super) fn collect<'t>(entries: &'t [(Key<'t>, Node<'t>)], lines: &Lines, report: &mut Report) -> Shapes<'t> {
    let mut shapes = Shapes::default();
    for (key, node) in entries {
        let position = lines.position(key.offset);
        if node.as_object().and_then(|object| object.get("type")?.as_str()) == Some("apply") {
            shapes.applications.extend(application(key, position, node, report));
            continue;
        }
        let id = match ShapeId::try_from(&*key.name) {
            Ok(id) => id,
            Err(invalid) => {
                report.problem(Place::at(position), invalid.to_string());
                continue;
            }
        };
        if !shapes.ids.insert(id.clone()) {
            report.problem(Place::shape(&id, position), "is defined twice");
            continue;
        }
        let mut source = Source { id: &id, position, lines, report };
        if let Some(shape) = source.shape(node) {
            shapes.shapes.insert(id, shape);
        }
    }
    shapes
}

fn application<'t>(
    key: &'t Key<'t>,
    position: Position,
    node: &'t Node<'t>,
    report: &mut Report,
) -> Option<Application<'t>> {
    let (shape, member) = match key.name.split_once('$') {
        Some((shape, member)) => (shape, Some(member)),
        None => (&*key.name, None),
    };
    let shape = match ShapeId::try_from(shape) {
        Ok(shape) => shape,
        Err(invalid) => {
            report.problem(Place::at(position), invalid.to_string());
            return None;
        }
    };
    let place = Place::shape(&shape, position);
    let place = member.map_or(place, |member| place.member(member, position));
    let traits = traits(node.as_object()?, place, report);
    Some(Application { shape, member, position, traits })
}

/// The shape that is being read.
struct Source<'s> {
    id: &'s ShapeId,
    position: Position,
    lines: &'s Lines,
    report: &'s mut Report,
}

impl<'s> Source<'s> {
    fn place(&self) -> Place<'s> {
        Place::shape(self.id, self.position)
    }

    fn shape<'t>(&mut self, node: &'t Node<'t>) -> Option<RawShape<'t>> {
        let object = object(node, self.place(), self.report)?;
        let Some(kind) = object.get("type").and_then(Node::as_str) else {
            self.report.problem(self.place(), "needs a \"type\" that is a string");
            return None;
        };
        let mut shape = RawShape {
            id: self.id.clone(),
            position: self.position,
            kind,
            properties: IndexMap::new(),
            members: IndexMap::new(),
            traits: traits(object, self.place(), self.report),
            mixins: self.mixins(object),
        };
        for (key, value) in &object.0 {
            match (kind, &*key.name) {
                (_, "type" | "traits" | "mixins") => {}
                ("list" | "set", "member") | ("map", "key" | "value") => self.member(&mut shape, key, value),
                ("structure" | "union" | "enum" | "intEnum", "members") => self.members(&mut shape, value),
                (_, name) => _ = shape.properties.insert(name, Cow::Borrowed(value)),
            }
        }
        Some(shape)
    }

    fn members<'t>(&mut self, shape: &mut RawShape<'t>, node: &'t Node<'t>) {
        let Node::Object(members) = node else {
            self.report.problem(self.place(), format!("\"members\": {}", instead(node, "an object")));
            return;
        };
        for (key, value) in &members.0 {
            self.member(shape, key, value);
        }
    }

    fn member<'t>(&mut self, shape: &mut RawShape<'t>, key: &'t Key<'t>, node: &'t Node<'t>) {
        let position = self.lines.position(key.offset);
        let place = self.place().member(&key.name, position);
        if shape.members.contains_key(&*key.name) {
            self.report.problem(place, "is defined twice");
            return;
        }
        if !crate::id::is_identifier(&key.name) {
            self.report.problem(place, "its name is no identifier");
        }
        let Some(object) = object(node, place, self.report) else {
            return;
        };
        let target = target(node).map_err(|message| self.report.problem(place, message)).ok();
        let traits = traits(object, place, self.report);
        shape.members.insert(&key.name, RawMember { position, target, traits });
    }

    fn mixins(&mut self, shape: &Object<'_>) -> Vec<ShapeId> {
        let Some(mixins) = shape.get("mixins") else {
            return Vec::new();
        };
        targets(mixins).unwrap_or_else(|message| {
            self.report.problem(self.place(), format!("\"mixins\": {message}"));
            Vec::new()
        })
    }
}

/// The id in an object such as `{"target": "com.example#Name"}`.
pub(super) fn target(node: &Node<'_>) -> Decoded<ShapeId> {
    Fields::of(node)?.required("target", shape_id)
}

/// The ids in an array of objects with targets, each once.
pub(super) fn targets(node: &Node<'_>) -> Decoded<Vec<ShapeId>> {
    let ids: IndexSet<_> = list(node, target)?.into_iter().collect();
    Ok(ids.into_iter().collect())
}

/// The object that a shape or member is; keys that stand in it twice are reported.
fn object<'t>(node: &'t Node<'t>, place: Place<'_>, report: &mut Report) -> Option<&'t Object<'t>> {
    let Node::Object(object) = node else {
        report.problem(place, instead(node, "an object"));
        return None;
    };
    for key in object.repeated().filter(|key| !matches!(&*key.name, "member" | "key" | "value")) {
        report.problem(place, format!("the key {:?} stands twice", key.name));
    }
    Some(object)
}

/// The traits of a shape, member or `apply` statement.
fn traits<'t>(holder: &'t Object<'t>, place: Place<'_>, report: &mut Report) -> RawTraits<'t> {
    let mut traits = RawTraits::new();
    match holder.get("traits") {
        None => {}
        Some(Node::Object(object)) => {
            for (id, value) in object.iter() {
                if traits.insert(id, value).is_some() {
                    report.problem(place.of_trait(id), "stands twice");
                }
                for key in value.repeated_keys() {
                    report.problem(place.of_trait(id), format!("the key {key:?} stands twice"));
                }
            }
        }
        Some(other) => report.problem(place, format!("\"traits\": {}", instead(other, "an object"))),
    }
    traits
}
