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
        Ok(object(written))
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
            (Kind::Timestamp, value) => timestamp(format(member, shape), value, notation),
            // Numbers that JSON has, but not every reader of it, may be given as text.
            (Kind::BigInteger | Kind::BigDecimal, Value::String(digits)) => Ok(digits.clone()),
            (Kind::List(element), Value::Array(values)) => {
                let values = values.iter().map(|value| self.element(shape, element, value, fill, notation));
                values.collect::<Result<_, String>>().map(list)
            }
            (Kind::Map { value: element, .. }, Value::Object(entries)) => {
                let entries = entries
                    .iter()
                    .map(|(key, value)| Ok(entry(key, &self.element(shape, element, value, fill, notation)?)));
                entries.collect::<Result<_, String>>().map(object)
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
    pub(super) fn zero(self, shape: &Shape, member: &Member) -> Result<String, String> {
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

    pub(super) fn shape(self, id: &ShapeId) -> Result<&'m Shape, String> {
        self.model.shape(id).ok_or_else(|| format!("the model has no shape {id}"))
    }
}

/// The format of a timestamp: the member's, else the shape's, else that of AWS JSON.
fn format(member: &Member, shape: &Shape) -> TimestampFormat {
    let format = member.traits.timestamp_format.or(shape.traits.timestamp_format);
    format.unwrap_or(TimestampFormat::EpochSeconds)
}

/// A timestamp; defaults may be given as in RFC 3339, which is not read here.
fn timestamp(format: TimestampFormat, value: &Value, notation: Notation) -> Result<String, String> {
    match (value, format, notation) {
        (Value::Number(seconds), ..) => instant::written(&seconds.to_string(), format),
        (Value::String(text), TimestampFormat::DateTime, Notation::Defaults) => Ok(quoted(text)),
        _ => Err(format!("a timestamp is given in seconds since the epoch, got {value}")),
    }
}

pub(super) fn object(entries: Vec<String>) -> String {
    format!("{{{}}}", entries.join(","))
}

pub(super) fn entry(name: &str, json: &str) -> String {
    format!("{}:{json}", quoted(name))
}

pub(super) fn list(values: Vec<String>) -> String {
    format!("[{}]", values.join(","))
}

/// Text as JSON has it.
pub(super) fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use secretsmith_model::{Model, ShapeId};
    use serde_json::{Value, json};

    use super::{Fill, Wire};

    const MODEL: &str = r#"{"smithy": "2.0", "shapes": {
        "a#S": {"type": "structure", "members": {
            "blob": {"target": "smithy.api#Blob"},
            "big": {"target": "smithy.api#BigDecimal"},
            "day": {"target": "a#Day"},
            "sparse": {"target": "a#Sparse"},
            "size": {"target": "smithy.api#Integer", "traits": {"smithy.api#default": 5}},
            "name": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}},
            "data": {"target": "smithy.api#Blob", "traits": {"smithy.api#default": "YQ=="}},
            "loose": {"target": "smithy.api#Byte", "traits": {"smithy.api#default": 1, "smithy.api#clientOptional": {}}},
            "within": {"target": "a#Within"}}},
        "a#Within": {"type": "structure", "members": {
            "on": {"target": "smithy.api#Boolean", "traits": {"smithy.api#default": true}}}},
        "a#Day": {"type": "timestamp", "traits": {"smithy.api#timestampFormat": "date-time"}},
        "a#Sparse": {"type": "list", "member": {"target": "smithy.api#Double"}, "traits": {"smithy.api#sparse": {}}}}}"#;

    fn written(params: &Value, fill: Fill) -> Result<String, String> {
        let model = Model::read(MODEL).unwrap();
        Wire { model: &model }.structure(&ShapeId::try_from("a#S").unwrap(), params, fill)
    }

    #[test]
    fn values_have_the_form_of_the_wire() {
        let params = json!({
            "blob": "hi", "big": "1.000000000000000000001", "day": 0, "sparse": [null, "NaN"], "name": null, "within": {},
        });
        let expected = r#"{"blob":"aGk=","big":1.000000000000000000001,"day":"1970-01-01T00:00:00Z","sparse":[null,"NaN"],"within":{}}"#;
        assert_eq!(written(&params, Fill::Nothing).as_deref(), Ok(expected));
    }

    #[test]
    fn members_are_filled_as_their_side_fills_them() {
        for (fill, expected) in [
            (Fill::Nothing, r#"{"within":{}}"#),
            (Fill::ClientInput, r#"{"within":{"on":true}}"#),
            (Fill::ServerInput, r#"{"size":5,"data":"YQ==","loose":1,"within":{"on":true}}"#),
            (Fill::Output, r#"{"size":5,"name":"","data":"YQ==","within":{"on":true}}"#),
        ] {
            assert_eq!(written(&json!({"within": {}}), fill).as_deref(), Ok(expected), "{fill:?}");
        }
    }

    #[test]
    fn parameters_that_do_not_fit_are_refused() {
        for (params, told) in [
            (json!({"other": 1}), "the member other"),
            (json!({"sparse": {}}), "a#Sparse is a list"),
            (json!({"day": "today"}), "a timestamp is given in seconds"),
        ] {
            let problem = written(&params, Fill::Nothing);
            assert!(problem.as_ref().is_err_and(|problem| problem.contains(told)), "{params}: {problem:?}");
        }
    }
}
