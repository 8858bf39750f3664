//! Values of test parameters, written as they are on the wire: from the model alone, without the
//! generator or what it generates.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use secretsmith_model::{DefaultValue, Kind, Member, Model, Shape, ShapeId, TimestampFormat};
use serde_json::{Map, Value};

use super::instant;

/// Which members are written that the parameters do not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fill {
    /// None.
    Nothing,
    /// What a client writes of an input: the defaults of structures within it.
    ClientInput,
    /// What a server reads of an input: all defaults.
    ServerInput,
    /// What there is of an output or error: all defaults, and something for each required member.
    Output,
}

/// Where a structure stands.
#[derive(Clone, Copy)]
enum Level {
    /// It is the input, output or error itself.
    Top,
    Within,
}

/// How simple values are noted.
#[derive(Clone, Copy)]
enum Notation {
    /// As test parameters are: blobs are text.
    Parameters,
    /// As the model's defaults are: blobs are in base64.
    Defaults,
}

/// The model by which values are written.
#[derive(Clone, Copy)]
pub(super) struct Wire<'m> {
    pub(super) model: &'m Model,
}

impl<'m> Wire<'m> {
    /// The parameters of an input, output or error, as JSON.
    ///
    /// # Errors
    /// When they do not fit the shape.
    pub(super) fn structure(self, id: &ShapeId, params: &Value, fill: Fill) -> Result<String, String> {
        let empty = Map::new();
        let params = params.as_object().unwrap_or(&empty);
        self.members(self.shape(id)?, params, fill, Level::Top)
    }

    /// Some input with which an operation can be called, as JSON: the required members.
    ///
    /// # Errors
    /// When the model refers to a shape that it has not.
    pub(super) fn sample(self, id: &ShapeId) -> Result<String, String> {
        let required = self.shape(id)?.members().into_iter().filter(|member| member.traits.required);
        let members = required.map(|member| Ok(entry(&member.name, &self.sample_of(member)?)));
        Ok(format!("{{{}}}", members.collect::<Result<Vec<_>, String>>()?.join(",")))
    }

    fn sample_of(self, member: &Member) -> Result<String, String> {
        let shape = self.shape(&member.target)?;
        let length = member.traits.length.or(shape.traits.length).and_then(|length| length.min);
        let length = length.and_then(|length| usize::try_from(length).ok());
        let range = member.traits.range.as_ref().or(shape.traits.range.as_ref()).and_then(|range| range.min.as_ref());
        Ok(match (&shape.kind, &shape.traits.enum_definitions) {
            (Kind::String, Some(definitions)) => quoted(definitions.first().map_or("", |first| &first.value)),
            (Kind::Enum(members) | Kind::IntEnum(members), _) => members
                .first()
                .and_then(|first| first.traits.enum_value.as_ref())
                .map_or_else(String::new, Value::to_string),
            (Kind::String, None) => quoted(&"a".repeat(length.unwrap_or(1))),
            (Kind::Structure(_), _) => self.sample(&shape.id)?,
            (Kind::Union(members), _) => {
                let first = members.first().ok_or("a union without members")?;
                format!("{{{}}}", entry(&first.name, &self.sample_of(first)?))
            }
            (Kind::List(element), _) => {
                format!("[{}]", vec![self.sample_of(element)?; length.unwrap_or_default()].join(","))
            }
            _ => match range {
                Some(least) => least.to_string(),
                None => self.zero(shape, member)?,
            },
        })
    }

    /// The members of a structure that have a value.
    fn members(self, shape: &Shape, params: &Map<String, Value>, fill: Fill, level: Level) -> Result<String, String> {
        let members = shape.members();
        if let Some(name) = params.keys().find(|name| !members.iter().any(|member| member.name == **name)) {
            return Err(format!("the parameters have the member {name}, which {} does not have", shape.id));
        }
        let values = members.into_iter().map(|member| {
            let given = params.get(&member.name).filter(|value| !value.is_null());
            let value = match given {
                Some(value) => Some(self.value(member, value, fill, Notation::Parameters)?),
                None => self.absent(member, fill, level)?,
            };
            Ok(value.map(|value| entry(&member.name, &value)))
        });
        let written: Vec<String> = values.filter_map(Result::transpose).collect::<Result<_, String>>()?;
        Ok(format!("{{{}}}", written.join(",")))
    }

    /// What is written of a member that the parameters do not have.
    fn absent(self, member: &Member, fill: Fill, level: Level) -> Result<Option<String>, String> {
        let has_default = match (fill, level) {
            (Fill::Nothing, _) | (Fill::ClientInput, Level::Top) => false,
            (Fill::ServerInput, _) => true,
            (Fill::ClientInput, Level::Within) | (Fill::Output, _) => !member.traits.client_optional,
        };
        match &member.traits.default {
            DefaultValue::Value(value) if has_default => self.value(member, value, fill, Notation::Defaults).map(Some),
            _ if fill == Fill::Output && member.traits.required && !member.traits.client_optional => {
                self.zero(self.shape(&member.target)?, member).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// The value of a member, or of an element of a list or map.
    fn value(self, member: &Member, value: &Value, fill: Fill, notation: Notation) -> Result<String, String> {
        let shape = self.shape(&member.target)?;
        match (&shape.kind, value) {
            (Kind::Blob, Value::String(text)) => Ok(match notation {
                Notation::Parameters => quoted(&STANDARD.encode(text)),
                Notation::Defaults => quoted(text),
            }),
            (Kind::Timestamp, value) => timestamp(format(member, shape), value),
            // Numbers that JSON has, but not every reader of it, may be given as text.
            (Kind::BigInteger | Kind::BigDecimal, Value::String(digits)) => Ok(digits.clone()),
            (Kind::List(element), Value::Array(values)) => {
                let values = values.iter().map(|value| self.element(shape, element, value, fill, notation));
                Ok(format!("[{}]", values.collect::<Result<Vec<_>, String>>()?.join(",")))
            }
            (Kind::Map { value: element, .. }, Value::Object(entries)) => {
                let entries = entries
                    .iter()
                    .map(|(key, value)| Ok(entry(key, &self.element(shape, element, value, fill, notation)?)));
                Ok(format!("{{{}}}", entries.collect::<Result<Vec<_>, String>>()?.join(",")))
            }
            (Kind::Structure(_), Value::Object(params)) => self.members(shape, params, fill, Level::Within),
            (Kind::Union(_), Value::Object(params)) if params.len() == 1 => {
                self.members(shape, params, fill, Level::Within)
            }
            (Kind::List(_) | Kind::Map { .. } | Kind::Structure(_) | Kind::Union(_) | Kind::Blob, value) => {
                Err(format!("{} is a {}, got {value}", shape.id, shape.kind.name()))
            }
            (_, value) => Ok(value.to_string()),
        }
    }

    /// An element, which may be null where the list or map is sparse.
    fn element(
        self,
        shape: &Shape,
        member: &Member,
        value: &Value,
        fill: Fill,
        notation: Notation,
    ) -> Result<String, String> {
        match value {
            Value::Null if shape.traits.sparse => Ok("null".to_owned()),
            Value::Null => Err(format!("{} is not sparse, got null", shape.id)),
            value => self.value(member, value, fill, notation),
        }
    }

    /// What stands for a required member that a service left out.
    fn zero(self, shape: &Shape, member: &Member) -> Result<String, String> {
        Ok(match &shape.kind {
            Kind::String | Kind::Blob | Kind::Enum(_) => quoted(""),
            Kind::Boolean => "false".to_owned(),
            Kind::Timestamp => instant::written("0", format(member, shape))?,
            Kind::List(_) => "[]".to_owned(),
            Kind::Map { .. } => "{}".to_owned(),
            Kind::Structure(_) => self.members(shape, &Map::new(), Fill::Output, Level::Within)?,
            // No member is set, and none that is known could be.
            Kind::Union(_) => r#"{"":null}"#.to_owned(),
            Kind::Document => "null".to_owned(),
            _ => "0".to_owned(),
        })
    }

    fn shape(self, id: &ShapeId) -> Result<&'m Shape, String> {
        self.model.shape(id).ok_or_else(|| format!("the model has no shape {id}"))
    }
}

/// The format of a timestamp: the member's, else the shape's, else that of AWS JSON.
fn format(member: &Member, shape: &Shape) -> TimestampFormat {
    let format = member.traits.timestamp_format.or(shape.traits.timestamp_format);
    format.unwrap_or(TimestampFormat::EpochSeconds)
}

fn timestamp(format: TimestampFormat, value: &Value) -> Result<String, String> {
    match (value, format) {
        (Value::Number(seconds), format) => instant::written(&seconds.to_string(), format),
        (Value::String(text), TimestampFormat::DateTime) => Ok(quoted(text)),
        _ => Err(format!("a timestamp is given in seconds since the epoch, got {value}")),
    }
}

fn entry(name: &str, json: &str) -> String {
    format!("{}:{json}", quoted(name))
}

/// Text as JSON has it.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
