//! Seeds in YAML.

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, YamlData};
use serde_json::{Map, Number, Value};

use super::{Position, Step};

mod depth;

/// The values in a text.
pub(super) fn tree(text: &str) -> Result<Value, (Position, String)> {
    depth::check(text)?;
    value(&document(text)?)
}

/// Where a path leads, in a text that can be read.
pub(super) fn position(text: &str, steps: &[Step<'_>]) -> Option<Position> {
    let document = document(text).ok()?;
    let mut node = &document;
    for step in steps {
        let Some(next) = go(node, step) else { break };
        node = next;
    }
    Some(at(node))
}

fn document(text: &str) -> Result<MarkedYaml<'_>, (Position, String)> {
    let documents = MarkedYaml::load_from_str(text).map_err(|error| {
        let marker = error.marker();
        ((marker.line(), marker.col() + 1), error.info().to_owned())
    })?;
    match <[_; 1]>::try_from(documents) {
        Ok([document]) => Ok(document),
        Err(documents) if documents.is_empty() => Err(((1, 1), "there is nothing in it".to_owned())),
        Err(documents) => Err((at(&documents[1]), "a second document begins; put all secrets into one".to_owned())),
    }
}

fn value(node: &MarkedYaml<'_>) -> Result<Value, (Position, String)> {
    let problem = |problem: &str| (at(node), problem.to_owned());
    Ok(match &node.data {
        YamlData::Value(Scalar::Null) => Value::Null,
        YamlData::Value(Scalar::Boolean(flag)) => (*flag).into(),
        YamlData::Value(Scalar::Integer(number)) => (*number).into(),
        YamlData::Value(Scalar::FloatingPoint(number)) => {
            Number::from_f64(number.into_inner()).ok_or_else(|| problem("JSON has no such number"))?.into()
        }
        YamlData::Value(Scalar::String(text)) => text.as_ref().into(),
        YamlData::Sequence(list) => list.iter().map(value).collect::<Result<Vec<_>, _>>()?.into(),
        YamlData::Mapping(map) => {
            let entry = |(name, node): (&MarkedYaml<'_>, &MarkedYaml<'_>)| Ok((key(name)?, value(node)?));
            map.iter().map(entry).collect::<Result<Map<_, _>, _>>()?.into()
        }
        _ => return Err(problem("only texts, numbers, true and false, lists and mappings can stand here")),
    })
}

fn key(node: &MarkedYaml<'_>) -> Result<String, (Position, String)> {
    let text = node.data.as_str().map(str::to_owned);
    text.ok_or_else(|| (at(node), "a key has to be a text; put it between quotes".to_owned()))
}

fn go<'a, 'b>(node: &'a MarkedYaml<'b>, step: &Step<'_>) -> Option<&'a MarkedYaml<'b>> {
    match (&node.data, step) {
        (YamlData::Sequence(list), Step::Element(number)) => list.get(*number),
        (YamlData::Mapping(map), Step::Member(name)) => {
            map.iter().find(|(key, _)| key.data.as_str() == Some(name)).map(|(_, node)| node)
        }
        _ => None,
    }
}

fn at(node: &MarkedYaml<'_>) -> Position {
    (node.span.start.line(), node.span.start.col() + 1)
}
