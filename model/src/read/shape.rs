//! From raw shapes to typed ones.

use std::borrow::Cow;

use indexmap::IndexMap;
use serde_json::Value;

use super::raw::{RawMember, RawShape, target, targets};
use crate::decode::{Decoded, map, text};
use crate::json::Node;
use crate::report::{Place, Report};
use crate::{Kind, Member, Operation, Resource, Service, Shape, ShapeId, traits};

/// The typed shape; nothing when so much of it is wrong that there is none.
pub(super) fn typed(mut raw: RawShape<'_>, report: &mut Report) -> Option<Shape> {
    let properties = std::mem::take(&mut raw.properties);
    let place = Place::shape(&raw.id, raw.position);
    let mut traits = traits::read(&raw.traits, place, report);
    traits.unique_items |= raw.kind == "set";
    let members = raw.members.iter().filter_map(|(name, member)| typed_member(name, member, place, report)).collect();
    let mut parts = Parts { place, raw: &raw, members, properties, report };
    let kind = parts.kind()?;
    parts.warn_of_the_rest();
    Some(Shape { id: raw.id, position: raw.position, traits, kind })
}

fn typed_member(name: &str, raw: &RawMember<'_>, shape: Place<'_>, report: &mut Report) -> Option<Member> {
    let position = raw.position;
    let traits = traits::read(&raw.traits, shape.member(name, position), report);
    Some(Member { name: name.to_owned(), target: raw.target.clone()?, position, traits })
}

/// What a raw shape consists of; what is understood is taken out.
struct Parts<'r, 't> {
    place: Place<'r>,
    raw: &'r RawShape<'t>,
    members: Vec<Member>,
    properties: IndexMap<&'t str, Cow<'t, Node<'t>>>,
    report: &'r mut Report,
}

impl Parts<'_, '_> {
    fn kind(&mut self) -> Option<Kind> {
        Some(match self.raw.kind {
            "blob" => Kind::Blob,
            "boolean" => Kind::Boolean,
            "string" => Kind::String,
            "byte" => Kind::Byte,
            "short" => Kind::Short,
            "integer" => Kind::Integer,
            "long" => Kind::Long,
            "float" => Kind::Float,
            "double" => Kind::Double,
            "bigInteger" => Kind::BigInteger,
            "bigDecimal" => Kind::BigDecimal,
            "timestamp" => Kind::Timestamp,
            "document" => Kind::Document,
            "enum" => Kind::Enum(self.enum_members()),
            "intEnum" => Kind::IntEnum(self.some_members()),
            "list" | "set" => Kind::List(self.member("member")?),
            "map" => {
                let (key, value) = (self.member("key"), self.member("value"));
                Kind::Map { key: key?, value: value? }
            }
            "structure" => Kind::Structure(std::mem::take(&mut self.members)),
            "union" => Kind::Union(self.some_members()),
            "operation" => Kind::Operation(self.operation()),
            "service" => Kind::Service(self.service()),
            "resource" => Kind::Resource(self.resource()),
            unknown => {
                self.report.problem(self.place, format!("its type {unknown:?} is none of Smithy's"));
                return None;
            }
        })
    }

    /// The member of a list, the key or the value of a map.
    fn member(&mut self, name: &str) -> Option<Member> {
        let found = self.members.iter().position(|member| member.name == name);
        if !self.raw.members.contains_key(name) {
            self.report.problem(self.place, format!("a {} needs a \"{name}\"", self.raw.kind));
        }
        Some(self.members.swap_remove(found?))
    }

    /// The members of a shape that needs at least one.
    fn some_members(&mut self) -> Vec<Member> {
        if self.raw.members.is_empty() {
            self.report.problem(self.place, "has no members");
        }
        std::mem::take(&mut self.members)
    }

    /// The members of an enumeration, which stand for their names when they do not say for what.
    fn enum_members(&mut self) -> Vec<Member> {
        let mut members = self.some_members();
        for member in &mut members {
            member.traits.enum_value.get_or_insert_with(|| Value::String(member.name.clone()));
        }
        members
    }

    fn operation(&mut self) -> Operation {
        Operation {
            input: self.property("input", target).unwrap_or_else(ShapeId::unit),
            output: self.property("output", target).unwrap_or_else(ShapeId::unit),
            errors: self.property("errors", targets).unwrap_or_default(),
        }
    }

    fn service(&mut self) -> Service {
        Service {
            version: self.property("version", text).unwrap_or_default(),
            operations: self.property("operations", targets).unwrap_or_default(),
            resources: self.property("resources", targets).unwrap_or_default(),
            errors: self.property("errors", targets).unwrap_or_default(),
            rename: self.property("rename", renamed).unwrap_or_default(),
        }
    }

    fn resource(&mut self) -> Resource {
        self.properties.swap_remove("properties");
        Resource {
            identifiers: self.property("identifiers", identifiers).unwrap_or_default(),
            create: self.property("create", target),
            put: self.property("put", target),
            read: self.property("read", target),
            update: self.property("update", target),
            delete: self.property("delete", target),
            list: self.property("list", target),
            operations: self.property("operations", targets).unwrap_or_default(),
            collection_operations: self.property("collectionOperations", targets).unwrap_or_default(),
            resources: self.property("resources", targets).unwrap_or_default(),
        }
    }

    /// Takes out and reads a property.
    fn property<T>(&mut self, name: &str, read: fn(&Node<'_>) -> Decoded<T>) -> Option<T> {
        let value = self.properties.shift_remove(name)?;
        read(&value).map_err(|message| self.report.problem(self.place, format!("\"{name}\": {message}"))).ok()
    }

    fn warn_of_the_rest(self) {
        for name in self.properties.keys() {
            self.report.warning(self.place, format!("a {} has no {name:?}; it is ignored", self.raw.kind));
        }
    }
}

fn renamed(node: &Node<'_>) -> Decoded<IndexMap<ShapeId, String>> {
    let entry = |(id, name): (String, String)| match ShapeId::try_from(&*id) {
        Ok(id) => Ok((id, name)),
        Err(invalid) => Err(invalid.to_string()),
    };
    map(node, text)?.into_iter().map(entry).collect()
}

fn identifiers(node: &Node<'_>) -> Decoded<IndexMap<String, ShapeId>> {
    map(node, target)
}
