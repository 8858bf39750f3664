//! Shapes: what a model is made of.

use indexmap::IndexMap;

use crate::{Position, ShapeId, Traits};

/// One shape of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// What the shape is called.
    pub id: ShapeId,
    /// Where its key stands in the file.
    pub position: Position,
    /// Its traits. Those that stand on members are with the members.
    pub traits: Box<Traits>,
    /// What it is.
    pub kind: Kind,
}

impl Shape {
    /// The members in the order of the file; of a list `member`, of a map `key` and `value`.
    #[must_use]
    pub fn members(&self) -> Vec<&Member> {
        self.kind.members()
    }
}

/// What a shape is, with what only that kind of shape has.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// Bytes.
    Blob,
    /// True or false.
    Boolean,
    /// Text. With [`Traits::enum_definitions`] an enumeration of the older form.
    String,
    /// An 8-bit signed integer.
    Byte,
    /// A 16-bit signed integer.
    Short,
    /// A 32-bit signed integer.
    Integer,
    /// A 64-bit signed integer.
    Long,
    /// A 32-bit floating-point number.
    Float,
    /// A 64-bit floating-point number.
    Double,
    /// An integer of any size.
    BigInteger,
    /// A decimal number of any size and precision.
    BigDecimal,
    /// An instant.
    Timestamp,
    /// Any JSON-like value.
    Document,
    /// Text of a set of values. Every member has a [`Traits::enum_value`] that is a string.
    Enum(Vec<Member>),
    /// A 32-bit integer of a set of values. Every member has a [`Traits::enum_value`] that is one.
    IntEnum(Vec<Member>),
    /// A sequence; also a set of Smithy 1.0, which has [`Traits::unique_items`].
    List(Member),
    /// A map with strings as keys.
    Map {
        /// The keys.
        key: Member,
        /// The values.
        value: Member,
    },
    /// A fixed set of named members.
    Structure(Vec<Member>),
    /// Exactly one out of a set of named members.
    Union(Vec<Member>),
    /// Something a service does.
    Operation(Operation),
    /// The entry point of an API.
    Service(Service),
    /// A thing with an identity and a life cycle.
    Resource(Resource),
}

impl Kind {
    /// What models call this kind of shape, such as `structure`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Blob => "blob",
            Self::Boolean => "boolean",
            Self::String => "string",
            Self::Byte => "byte",
            Self::Short => "short",
            Self::Integer => "integer",
            Self::Long => "long",
            Self::Float => "float",
            Self::Double => "double",
            Self::BigInteger => "bigInteger",
            Self::BigDecimal => "bigDecimal",
            Self::Timestamp => "timestamp",
            Self::Document => "document",
            Self::Enum(_) => "enum",
            Self::IntEnum(_) => "intEnum",
            Self::List(_) => "list",
            Self::Map { .. } => "map",
            Self::Structure(_) => "structure",
            Self::Union(_) => "union",
            Self::Operation(_) => "operation",
            Self::Service(_) => "service",
            Self::Resource(_) => "resource",
        }
    }

    /// Whether values of this kind of shape exist, so that a member may target it: all but
    /// operations, services and resources.
    #[must_use]
    pub fn is_data(&self) -> bool {
        !matches!(self, Self::Operation(_) | Self::Service(_) | Self::Resource(_))
    }

    /// The members in the order of the file; of a list `member`, of a map `key` and `value`.
    #[must_use]
    pub fn members(&self) -> Vec<&Member> {
        match self {
            Self::Enum(members) | Self::IntEnum(members) | Self::Structure(members) | Self::Union(members) => {
                members.iter().collect()
            }
            Self::List(member) => vec![member],
            Self::Map { key, value } => vec![key, value],
            _ => Vec::new(),
        }
    }
}

/// A member of a shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its name within the shape.
    pub name: String,
    /// The shape of its values; [`Unit`](ShapeId::unit) for members of enumerations.
    pub target: ShapeId,
    /// Where its key stands in the file; for one that a mixin brings, its key in the mixin.
    pub position: Position,
    /// The traits that stand on the member itself, not those of its target.
    pub traits: Box<Traits>,
}

/// Something a service does.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The structure that it takes, [`Unit`](ShapeId::unit) when it takes nothing.
    pub input: ShapeId,
    /// The structure that it answers, [`Unit`](ShapeId::unit) when it answers nothing.
    pub output: ShapeId,
    /// The errors that it lists itself; those of the service are not among them.
    pub errors: Vec<ShapeId>,
}

/// The entry point of an API.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service {
    /// The version of the API, often a date; empty when the model gives none.
    pub version: String,
    /// The operations that it lists itself; those of its resources are not among them.
    pub operations: Vec<ShapeId>,
    /// Its resources.
    pub resources: Vec<ShapeId>,
    /// The errors that every operation may answer.
    pub errors: Vec<ShapeId>,
    /// Other names for shapes within this service.
    pub rename: IndexMap<ShapeId, String>,
}

/// A thing with an identity and a life cycle.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Resource {
    /// What identifies it: names and the string shapes of their values.
    pub identifiers: IndexMap<String, ShapeId>,
    /// The operation that makes one whose identifiers the service chooses.
    pub create: Option<ShapeId>,
    /// The operation that makes or replaces one whose identifiers the caller chooses.
    pub put: Option<ShapeId>,
    /// The operation that shows one.
    pub read: Option<ShapeId>,
    /// The operation that changes one.
    pub update: Option<ShapeId>,
    /// The operation that removes one.
    pub delete: Option<ShapeId>,
    /// The operation that lists many.
    pub list: Option<ShapeId>,
    /// Further operations on one.
    pub operations: Vec<ShapeId>,
    /// Further operations on many.
    pub collection_operations: Vec<ShapeId>,
    /// Resources that belong to it.
    pub resources: Vec<ShapeId>,
}

impl Resource {
    /// All its operations: those of the life cycle first, then the further ones; not those of the
    /// resources that belong to it.
    pub fn all_operations(&self) -> impl Iterator<Item = &ShapeId> {
        let lifecycle = [&self.create, &self.put, &self.read, &self.update, &self.delete, &self.list];
        lifecycle.into_iter().flatten().chain(&self.operations).chain(&self.collection_operations)
    }
}
