//! Reading the values of single traits.

use std::collections::BTreeMap;

use serde_json::{Number, Value};

use super::{
    AwsService, ClientContextParam, Deprecated, EnumDefinition, Example, Fault, Length, Paginated, QueryError, Range,
    Retryable, TimestampFormat,
};
use crate::ShapeId;
use crate::decode::{Decoded, Fields, instead, integer, map, number, object_value, shape_id, text, texts, value};
use crate::json::Node;
use crate::rules;

/// The only field of a trait.
pub(super) fn field(node: &Node<'_>, name: &str) -> Decoded<String> {
    Fields::of(node)?.required(name, text)
}

/// The entries of an object.
pub(super) fn sorted<T>(node: &Node<'_>, read: fn(&Node<'_>) -> Decoded<T>) -> Decoded<BTreeMap<String, T>> {
    Ok(map(node, read)?.into_iter().collect())
}

pub(super) fn deprecated(node: &Node<'_>) -> Decoded<Deprecated> {
    let fields = Fields::of(node)?;
    Ok(Deprecated { message: fields.optional("message", text)?, since: fields.optional("since", text)? })
}

pub(super) fn example(node: &Node<'_>) -> Decoded<Example> {
    let fields = Fields::of(node)?;
    Ok(Example {
        title: fields.required("title", text)?,
        documentation: fields.optional("documentation", text)?,
        input: fields.optional("input", object_value)?.unwrap_or_else(empty_object),
        output: fields.optional("output", object_value)?,
        error: fields.optional("error", example_error)?,
    })
}

fn example_error(node: &Node<'_>) -> Decoded<(ShapeId, Value)> {
    let fields = Fields::of(node)?;
    let content = fields.optional("content", object_value)?;
    Ok((fields.required("shapeId", shape_id)?, content.unwrap_or_else(empty_object)))
}

fn empty_object() -> Value {
    Value::Object(serde_json::Map::new())
}

pub(super) fn length(node: &Node<'_>) -> Decoded<Length> {
    let fields = Fields::of(node)?;
    let bound = |name| fields.optional(name, integer::<u64>);
    let length = Length { min: bound("min")?, max: bound("max")? };
    match length {
        Length { min: None, max: None } => Err("it needs a \"min\" or a \"max\"".to_owned()),
        Length { min: Some(min), max: Some(max) } if min > max => Err(format!("min {min} is greater than max {max}")),
        _ => Ok(length),
    }
}

pub(super) fn range(node: &Node<'_>) -> Decoded<Range> {
    let fields = Fields::of(node)?;
    let range = Range { min: fields.optional("min", number)?, max: fields.optional("max", number)? };
    match &range {
        Range { min: None, max: None } => Err("it needs a \"min\" or a \"max\"".to_owned()),
        Range { min: Some(min), max: Some(max) } if is_greater(min, max) => {
            Err(format!("min {min} is greater than max {max}"))
        }
        _ => Ok(range),
    }
}

fn is_greater(left: &Number, right: &Number) -> bool {
    match (left.as_i128(), right.as_i128()) {
        (Some(left), Some(right)) => left > right,
        _ => left.as_f64() > right.as_f64(),
    }
}

pub(super) fn enum_value(node: &Node<'_>) -> Decoded<Value> {
    match node {
        Node::String(text) if text.is_empty() => Err("it is empty".to_owned()),
        Node::String(_) => Ok(node.to_value()),
        Node::Number(_) => integer::<i32>(node).map(Value::from),
        _ => Err(instead(node, "a string or an integer")),
    }
}

pub(super) fn enum_definition(node: &Node<'_>) -> Decoded<EnumDefinition> {
    let fields = Fields::of(node)?;
    Ok(EnumDefinition {
        value: fields.required("value", text)?,
        name: fields.optional("name", text)?,
        documentation: fields.optional("documentation", text)?,
        deprecated: fields.flag("deprecated")?,
        tags: fields.optional("tags", texts)?.unwrap_or_default(),
    })
}

pub(super) fn fault(node: &Node<'_>) -> Decoded<Fault> {
    match node.as_str() {
        Some("client") => Ok(Fault::Client),
        Some("server") => Ok(Fault::Server),
        Some(other) => Err(format!("{other:?} instead of \"client\" or \"server\"")),
        None => Err(instead(node, "\"client\" or \"server\"")),
    }
}

pub(super) fn status(node: &Node<'_>) -> Decoded<u16> {
    match integer(node)? {
        status @ 100..=599 => Ok(status),
        other => Err(format!("{other} is no HTTP status")),
    }
}

pub(super) fn retryable(node: &Node<'_>) -> Decoded<Retryable> {
    Ok(Retryable { throttling: Fields::of(node)?.flag("throttling")? })
}

pub(super) fn paginated(node: &Node<'_>) -> Decoded<Paginated> {
    let fields = Fields::of(node)?;
    Ok(Paginated {
        input_token: fields.optional("inputToken", text)?,
        output_token: fields.optional("outputToken", text)?,
        page_size: fields.optional("pageSize", text)?,
        items: fields.optional("items", text)?,
    })
}

pub(super) fn timestamp_format(node: &Node<'_>) -> Decoded<TimestampFormat> {
    match node.as_str() {
        Some("date-time") => Ok(TimestampFormat::DateTime),
        Some("http-date") => Ok(TimestampFormat::HttpDate),
        Some("epoch-seconds") => Ok(TimestampFormat::EpochSeconds),
        Some(other) => Err(format!("{other:?} instead of \"date-time\", \"http-date\" or \"epoch-seconds\"")),
        None => Err(instead(node, "a string")),
    }
}

pub(super) fn request_compression(node: &Node<'_>) -> Decoded<Vec<String>> {
    Fields::of(node)?.required("encodings", texts)
}

pub(super) fn query_error(node: &Node<'_>) -> Decoded<QueryError> {
    let fields = Fields::of(node)?;
    Ok(QueryError {
        code: fields.required("code", text)?,
        http_response_code: fields.required("httpResponseCode", status)?,
    })
}

pub(super) fn aws_service(node: &Node<'_>) -> Decoded<AwsService> {
    let fields = Fields::of(node)?;
    Ok(AwsService {
        sdk_id: fields.required("sdkId", text)?,
        arn_namespace: fields.optional("arnNamespace", text)?,
        endpoint_prefix: fields.optional("endpointPrefix", text)?,
        cloud_formation_name: fields.optional("cloudFormationName", text)?,
        cloud_trail_event_source: fields.optional("cloudTrailEventSource", text)?,
    })
}

pub(super) fn static_context_param(node: &Node<'_>) -> Decoded<Value> {
    Fields::of(node)?.required("value", value)
}

pub(super) fn client_context_param(node: &Node<'_>) -> Decoded<ClientContextParam> {
    let fields = Fields::of(node)?;
    Ok(ClientContextParam {
        kind: fields.required("type", rules::parameter_kind)?,
        documentation: fields.optional("documentation", text)?,
    })
}
