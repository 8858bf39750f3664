//! Every special case for one shape, with its reason; each says when it no longer applies.

use secretsmith_model::ShapeId;

/// An enumeration whose values messages list in another order than the model.
struct EnumOrder {
    shape: &'static str,
    order: &'static [&'static str],
}

/// The service lists these in an order of its own, which is part of a message that clients see.
const ENUM_ORDERS: [EnumOrder; 1] = [EnumOrder {
    // Recorded with five keys, `all` first; the two that came later are put behind them.
    shape: "com.amazonaws.secretsmanager#FilterNameStringType",
    order: &["all", "name", "tag-key", "description", "tag-value", "primary-region", "owning-service"],
}];

/// A service and the operation that its front page shows.
struct Showcase {
    service: &'static str,
    operation: &'static str,
}

/// Most people come for one operation, which no trait tells from the others.
const SHOWCASES: [Showcase; 1] = [Showcase {
    // Reading secrets is what programs do; everything else is done by people and pipelines.
    service: "com.amazonaws.secretsmanager#secretsmanager",
    operation: "GetSecretValue",
}];

/// The operation to show on the front page of a service's crate, when there is one in particular.
pub(crate) fn showcase(service: &ShapeId) -> Option<&'static str> {
    SHOWCASES.iter().find(|entry| entry.service == service.as_str()).map(|entry| entry.operation)
}

/// An operation that is called at a URL which a member of its input says.
struct OwnEndpoint {
    operation: &'static str,
    member: &'static str,
}

/// No trait tells such a member.
const OWN_ENDPOINTS: [OwnEndpoint; 1] = [OwnEndpoint {
    // Each predictor has an endpoint of its own, which another operation answers.
    operation: "com.amazonaws.machinelearning#Predict",
    member: "PredictEndpoint",
}];

/// The member of the input that says where to call an operation, if one does.
pub(crate) fn endpoint_member(operation: &ShapeId) -> Option<&'static str> {
    OWN_ENDPOINTS.iter().find(|entry| entry.operation == operation.as_str()).map(|entry| entry.member)
}

/// Services that answer `{}` to an operation without output, where the protocol asks for nothing.
const EMPTY_OBJECTS: [&str; 1] = [
    // Clients accept both; an object is what was chosen for the reference, whose wire texts are kept.
    "com.amazonaws.secretsmanager#secretsmanager",
];

/// What answers an operation without output.
pub(crate) fn empty_answer(service: &ShapeId) -> &'static str {
    if EMPTY_OBJECTS.contains(&service.as_str()) { "{}" } else { "" }
}

/// The order in which a message lists the values of an enumeration, when it is not the model's.
///
/// # Errors
/// What to change when the enumeration has other values than the override expects.
pub(crate) fn enum_order(shape: &ShapeId, values: &[String]) -> Result<Option<Vec<String>>, String> {
    let Some(entry) = ENUM_ORDERS.iter().find(|entry| entry.shape == shape.as_str()) else { return Ok(None) };
    let mut expected: Vec<&str> = entry.order.to_vec();
    let mut found: Vec<&str> = values.iter().map(String::as_str).collect();
    expected.sort_unstable();
    found.sort_unstable();
    match expected == found {
        true => Ok(Some(entry.order.iter().map(|value| (*value).to_owned()).collect())),
        false => {
            Err(format!("its values {found:?} are not those of the override in codegen/src/overrides.rs, {expected:?}"))
        }
    }
}
