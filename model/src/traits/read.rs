//! Reading the traits of a shape or member.

use indexmap::IndexMap;

use super::values;
use super::{DefaultValue, Protocol, Traits};
use crate::decode::{Decoded, annotation, array_value, list, object_value, shape_id, text, texts};
use crate::ignored;
use crate::json::Node;
use crate::report::{Place, Report};
use crate::{ShapeId, rules};

/// Reads the traits of a shape or member, reports those that are wrong and warns of those that
/// nobody here knows.
pub(crate) fn read(raw: &IndexMap<&str, &Node<'_>>, place: Place<'_>, report: &mut Report) -> Box<Traits> {
    let mut traits = Box::<Traits>::default();
    for (id, node) in raw {
        match set(&mut traits, id, node) {
            Ok(true) => warn_of_unknown_fields(id, node, place, report),
            Ok(false) if ignored::reason(id).is_some() => {}
            Ok(false) => report.unknown_trait(place, id),
            Err(message) => report.problem(place.of_trait(id), message),
        }
    }
    traits
}

/// Reads a trait into its field; answers whether there is one for it.
fn set(traits: &mut Traits, id: &str, node: &Node<'_>) -> Decoded<bool> {
    Ok(documentation(traits, id, node)?
        || constraint(traits, id, node)?
        || role(traits, id, node)?
        || form(traits, id, node)?
        || protocol(traits, id, node)?
        || access(traits, id, node)?
        || endpoint(traits, id, node)?
        || test(traits, id, node)?)
}

fn documentation(traits: &mut Traits, id: &str, node: &Node<'_>) -> Decoded<bool> {
    match id {
        "smithy.api#documentation" => traits.documentation = Some(text(node)?),
        "smithy.api#title" => traits.title = Some(text(node)?),
        "smithy.api#deprecated" => traits.deprecated = Some(values::deprecated(node)?),
        "smithy.api#since" => traits.since = Some(text(node)?),
        "smithy.api#unstable" => traits.unstable = annotation(node)?,
        "smithy.api#tags" => traits.tags = texts(node)?,
        "smithy.api#externalDocumentation" => traits.external_documentation = values::sorted(node, text)?,
        "smithy.api#examples" => traits.examples = list(node, values::example)?,
        _ => return Ok(false),
    }
    Ok(true)
}

fn constraint(traits: &mut Traits, id: &str, node: &Node<'_>) -> Decoded<bool> {
    match id {
        "smithy.api#required" => traits.required = annotation(node)?,
        "smithy.api#default" if *node == Node::Null => traits.default = DefaultValue::Null,
        "smithy.api#default" => traits.default = DefaultValue::Value(node.to_value()),
        "smithy.api#addedDefault" => traits.added_default = annotation(node)?,
        "smithy.api#clientOptional" => traits.client_optional = annotation(node)?,
        "smithy.api#sparse" => traits.sparse = annotation(node)?,
        "smithy.api#uniqueItems" => traits.unique_items = annotation(node)?,
        "smithy.api#length" => traits.length = Some(values::length(node)?),
        "smithy.api#range" => traits.range = Some(values::range(node)?),
        "smithy.api#pattern" => traits.pattern = Some(text(node)?),
        "smithy.api#enumValue" => traits.enum_value = Some(values::enum_value(node)?),
        "smithy.api#enum" => traits.enum_definitions = Some(list(node, values::enum_definition)?),
        "smithy.api#idempotencyToken" => traits.idempotency_token = annotation(node)?,
        _ => return Ok(false),
    }
    Ok(true)
}

fn role(traits: &mut Traits, id: &str, node: &Node<'_>) -> Decoded<bool> {
    match id {
        "smithy.api#input" => traits.input = annotation(node)?,
        "smithy.api#output" => traits.output = annotation(node)?,
        "smithy.api#sensitive" => traits.sensitive = annotation(node)?,
        "smithy.api#error" => traits.error = Some(values::fault(node)?),
        "smithy.api#httpError" => traits.http_error = Some(values::status(node)?),
        "smithy.api#retryable" => traits.retryable = Some(values::retryable(node)?),
        "smithy.api#paginated" => traits.paginated = Some(values::paginated(node)?),
        "smithy.waiters#waitable" => traits.waitable = Some(object_value(node)?),
        _ => return Ok(false),
    }
    Ok(true)
}

fn form(traits: &mut Traits, id: &str, node: &Node<'_>) -> Decoded<bool> {
    match id {
        "smithy.api#timestampFormat" => traits.timestamp_format = Some(values::timestamp_format(node)?),
        "smithy.api#mediaType" => traits.media_type = Some(text(node)?),
        "smithy.api#jsonName" => traits.json_name = Some(text(node)?),
        "smithy.api#streaming" => traits.streaming = annotation(node)?,
        "smithy.api#requestCompression" => traits.request_compression = Some(values::request_compression(node)?),
        _ => return Ok(false),
    }
    Ok(true)
}

/// Protocols other than AWS JSON. They are known so that a service that speaks only these can be
/// told to.
const OTHER_PROTOCOLS: [&str; 8] = [
    "aws.protocols#awsQuery",
    "aws.protocols#ec2Query",
    "aws.protocols#restJson1",
    "aws.protocols#restXml",
    "smithy.protocols#rpcv2Cbor",
    "smithy.protocols#rpcv2Json",
    "smithy.mqtt#mqttJson",
    "alloy#simpleRestJson",
];

fn protocol(traits: &mut Traits, id: &str, node: &Node<'_>) -> Decoded<bool> {
    match id {
        "aws.protocols#awsJson1_0" => traits.protocols.push(annotation(node).map(|_| Protocol::AwsJson1_0)?),
        "aws.protocols#awsJson1_1" => traits.protocols.push(annotation(node).map(|_| Protocol::AwsJson1_1)?),
        "aws.protocols#awsQueryCompatible" => traits.query_compatible = annotation(node)?,
        "aws.protocols#awsQueryError" => traits.query_error = Some(values::query_error(node)?),
        _ if OTHER_PROTOCOLS.contains(&id) => {
            traits.protocols.extend(ShapeId::try_from(id).map(Protocol::Other));
        }
        _ => return Ok(false),
    }
    Ok(true)
}

/// Authentication schemes other than SigV4. They are known so that operations that have only these
/// can be told of.
const OTHER_SCHEMES: [&str; 7] = [
    "aws.auth#cognitoUserPools",
    "aws.auth#sigv4a",
    "aws.auth#sigv4S3Express",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpDigestAuth",
];

fn access(traits: &mut Traits, id: &str, node: &Node<'_>) -> Decoded<bool> {
    match id {
        "smithy.api#auth" => traits.auth = Some(list(node, shape_id)?),
        "smithy.api#optionalAuth" => traits.optional_auth = annotation(node)?,
        "aws.auth#sigv4" => traits.sigv4 = Some(values::field(node, "name")?),
        _ if OTHER_SCHEMES.contains(&id) => traits.other_auth.extend(ShapeId::try_from(id)),
        "aws.api#service" => traits.service = Some(values::aws_service(node)?),
        _ => return Ok(false),
    }
    Ok(true)
}

fn endpoint(traits: &mut Traits, id: &str, node: &Node<'_>) -> Decoded<bool> {
    match id {
        "smithy.api#endpoint" => traits.endpoint = Some(values::field(node, "hostPrefix")?),
        "smithy.api#hostLabel" => traits.host_label = annotation(node)?,
        "smithy.rules#endpointRuleSet" => traits.endpoint_rule_set = Some(Box::new(rules::read(node)?)),
        "smithy.rules#endpointBdd" => traits.endpoint_bdd = Some(Box::new(rules::read_diagram(node)?)),
        "smithy.rules#contextParam" => traits.context_param = Some(values::field(node, "name")?),
        "smithy.rules#staticContextParams" => {
            traits.static_context_params = values::sorted(node, values::static_context_param)?;
        }
        "smithy.rules#clientContextParams" => {
            traits.client_context_params = values::sorted(node, values::client_context_param)?;
        }
        "smithy.rules#operationContextParams" => {
            traits.operation_context_params = values::sorted(node, |param| values::field(param, "path"))?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn test(traits: &mut Traits, id: &str, node: &Node<'_>) -> Decoded<bool> {
    match id {
        "smithy.rules#endpointTests" => traits.endpoint_tests = Some(object_value(node)?),
        "smithy.test#httpRequestTests" => traits.http_request_tests = Some(array_value(node)?),
        "smithy.test#httpResponseTests" => traits.http_response_tests = Some(array_value(node)?),
        _ => return Ok(false),
    }
    Ok(true)
}

/// The fields of the traits in which a mistyped one would go unnoticed.
const FIELDS: [(&str, &[&str]); 11] = [
    ("smithy.api#deprecated", &["message", "since"]),
    ("smithy.api#length", &["min", "max"]),
    ("smithy.api#range", &["min", "max"]),
    ("smithy.api#retryable", &["throttling"]),
    ("smithy.api#paginated", &["inputToken", "outputToken", "pageSize", "items"]),
    ("smithy.api#requestCompression", &["encodings"]),
    ("smithy.api#endpoint", &["hostPrefix"]),
    ("aws.protocols#awsQueryError", &["code", "httpResponseCode"]),
    ("aws.auth#sigv4", &["name"]),
    ("smithy.rules#contextParam", &["name"]),
    (
        "aws.api#service",
        &["sdkId", "arnNamespace", "endpointPrefix", "cloudFormationName", "cloudTrailEventSource", "docId"],
    ),
];

fn warn_of_unknown_fields(id: &str, node: &Node<'_>, place: Place<'_>, report: &mut Report) {
    let known = FIELDS.iter().find(|(known, _)| *known == id).map(|(_, fields)| fields);
    let (Some(known), Some(object)) = (known, node.as_object()) else {
        return;
    };
    for (field, _) in object.iter().filter(|(field, _)| !known.contains(field)) {
        report.warning(place.of_trait(id), format!("it has no {field:?}, which is ignored"));
    }
}
