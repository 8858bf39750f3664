//! Traits: what a model says about a shape or member beyond its structure.

use std::collections::BTreeMap;

use serde_json::{Number, Value};

use crate::{Diagram, RuleSet, ShapeId};

mod read;
mod values;

pub(crate) use read::read;

/// The traits of one shape or member, a field for each trait that the generator knows.
///
/// A field that is absent, empty or false stands for a trait that is not there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits {
    // Documentation.
    /// `smithy.api#documentation`: what it is, in CommonMark; in models of AWS often HTML.
    pub documentation: Option<String>,
    /// `smithy.api#title`: the proper name of a service or resource.
    pub title: Option<String>,
    /// `smithy.api#deprecated`
    pub deprecated: Option<Deprecated>,
    /// `smithy.api#since`: the version that brought it.
    pub since: Option<String>,
    /// `smithy.api#unstable`: may change.
    pub unstable: bool,
    /// `smithy.api#tags`
    pub tags: Vec<String>,
    /// `smithy.api#externalDocumentation`: titles and links.
    pub external_documentation: BTreeMap<String, String>,
    /// `smithy.api#examples`, on operations.
    pub examples: Vec<Example>,

    // What values are allowed, and what is meant by none.
    /// `smithy.api#required`: the member must be there.
    pub required: bool,
    /// `smithy.api#default`, on members and on the shapes that they target.
    pub default: DefaultValue,
    /// `smithy.api#addedDefault`: the default came after the member did.
    pub added_default: bool,
    /// `smithy.api#clientOptional`: clients are to treat the member as neither required nor
    /// defaulted.
    pub client_optional: bool,
    /// `smithy.api#sparse`: the list or map may hold nulls.
    pub sparse: bool,
    /// `smithy.api#uniqueItems`: no two items of the list are equal.
    pub unique_items: bool,
    /// `smithy.api#length`, in Unicode scalar values, bytes, items or entries.
    pub length: Option<Length>,
    /// `smithy.api#range`
    pub range: Option<Range>,
    /// `smithy.api#pattern`: the regular expression, as the file has it.
    pub pattern: Option<String>,
    /// `smithy.api#enumValue`, on members of enumerations: a string or an integer. Members of
    /// `enum` shapes that say none have their name.
    pub enum_value: Option<Value>,
    /// `smithy.api#enum`: the values of an enumeration of the older form, on strings.
    pub enum_definitions: Option<Vec<EnumDefinition>>,
    /// `smithy.api#idempotencyToken`: clients fill the member in when the caller does not.
    pub idempotency_token: bool,

    // What part it plays.
    /// `smithy.api#input`: the structure is the input of one operation and of nothing else.
    pub input: bool,
    /// `smithy.api#output`: the structure is the output of one operation and of nothing else.
    pub output: bool,
    /// `smithy.api#sensitive`: values must not be shown.
    pub sensitive: bool,
    /// `smithy.api#error`: the structure is an error, and whose fault it is.
    pub error: Option<Fault>,
    /// `smithy.api#httpError`: the status with which the error is answered.
    pub http_error: Option<u16>,
    /// `smithy.api#retryable`: the call that failed with this error may be made again.
    pub retryable: Option<Retryable>,
    /// `smithy.api#paginated`, on operations; on services, what theirs have in common.
    pub paginated: Option<Paginated>,
    /// `smithy.waiters#waitable`, on operations: waiters by name.
    pub waitable: Option<Value>,

    // What it looks like on the wire.
    /// `smithy.api#timestampFormat`, on members and on timestamps.
    pub timestamp_format: Option<TimestampFormat>,
    /// `smithy.api#mediaType`: what the blob or string holds.
    pub media_type: Option<String>,
    /// `smithy.api#jsonName`: the member's name in protocols that heed it; those of AWS JSON do
    /// not.
    pub json_name: Option<String>,
    /// `smithy.api#streaming`: a blob of any size, or a union whose values come as events.
    pub streaming: bool,
    /// `smithy.api#requestCompression`: the encodings, in order of preference, in which the input
    /// of the operation may be sent.
    pub request_compression: Option<Vec<String>>,
    /// The protocols that the service speaks.
    pub protocols: Vec<Protocol>,
    /// `aws.protocols#awsQueryCompatible`: the service once spoke awsQuery, and tells the error
    /// codes of that.
    pub query_compatible: bool,
    /// `aws.protocols#awsQueryError`: what the error is called, and its status, in awsQuery.
    pub query_error: Option<QueryError>,

    // Where to, and who may.
    /// `smithy.api#endpoint`: what the operation puts before the host (`hostPrefix`), with labels
    /// such as `{account}.`.
    pub endpoint: Option<String>,
    /// `smithy.api#hostLabel`: the member fills a label of `endpoint`.
    pub host_label: bool,
    /// `smithy.api#auth`: the authentication schemes in order of preference; none when empty.
    pub auth: Option<Vec<ShapeId>>,
    /// `smithy.api#optionalAuth`: the operation may be called without authentication.
    pub optional_auth: bool,
    /// `aws.auth#sigv4`: the name of the service in signatures.
    pub sigv4: Option<String>,
    /// The traits of authentication schemes other than SigV4.
    pub other_auth: Vec<ShapeId>,
    /// `aws.api#service`
    pub service: Option<AwsService>,
    /// `smithy.rules#endpointRuleSet`
    pub endpoint_rule_set: Option<Box<RuleSet>>,
    /// `smithy.rules#endpointBdd`: the rule set in another form, which newer models have instead of it or
    /// beside it.
    pub endpoint_bdd: Option<Box<Diagram>>,
    /// `smithy.rules#endpointTests`, as the file has them.
    pub endpoint_tests: Option<Value>,
    /// `smithy.rules#contextParam`: the parameter of the rule set that the member fills.
    pub context_param: Option<String>,
    /// `smithy.rules#staticContextParams`: parameters of the rule set that the operation sets, and
    /// their values: strings, booleans or arrays of strings.
    pub static_context_params: BTreeMap<String, Value>,
    /// `smithy.rules#clientContextParams`: parameters of the rule set that users of a client set.
    pub client_context_params: BTreeMap<String, ClientContextParam>,
    /// `smithy.rules#operationContextParams`: parameters of the rule set that are taken from the
    /// input, and the JMESPath expressions by which they are.
    pub operation_context_params: BTreeMap<String, String>,

    // Tests of the protocol.
    /// `smithy.test#httpRequestTests`, as the file has them.
    pub http_request_tests: Option<Value>,
    /// `smithy.test#httpResponseTests`, as the file has them.
    pub http_response_tests: Option<Value>,
}

/// What stands in a `smithy.api#default`.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum DefaultValue {
    /// There is no such trait.
    #[default]
    Absent,
    /// `null`: there is no default, even if the target has one.
    Null,
    /// The default.
    Value(Value),
}

/// What stands in a `smithy.api#deprecated`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deprecated {
    /// Why, and what to use.
    pub message: Option<String>,
    /// The version or date from which on.
    pub since: Option<String>,
}

/// One call of `smithy.api#examples`: its input and its output or error.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// What it shows, in a few words.
    pub title: String,
    /// What it shows.
    pub documentation: Option<String>,
    /// The input, an object.
    pub input: Value,
    /// The output, an object.
    pub output: Option<Value>,
    /// The error and its content, an object.
    pub error: Option<(ShapeId, Value)>,
}

/// The bounds of a length, both inclusive; at least one is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    /// At least.
    pub min: Option<u64>,
    /// At most.
    pub max: Option<u64>,
}

/// The bounds of a number, both inclusive; at least one is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// At least.
    pub min: Option<Number>,
    /// At most.
    pub max: Option<Number>,
}

/// One value of an enumeration of the older form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnumDefinition {
    /// The value.
    pub value: String,
    /// What code is to call it.
    pub name: Option<String>,
    /// What it means.
    pub documentation: Option<String>,
    /// Whether it is not to be used any more.
    pub deprecated: bool,
    /// Its tags.
    pub tags: Vec<String>,
}

/// Whose fault an error is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The caller's.
    Client,
    /// The service's.
    Server,
}

/// What stands in a `smithy.api#retryable`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Retryable {
    /// Whether the error says that there were too many calls.
    pub throttling: bool,
}

/// How an operation gives its results in pages. Output paths may go through structures, separated
/// by dots.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paginated {
    /// The member of the input that says where to go on.
    pub input_token: Option<String>,
    /// The path in the output of what to put there next.
    pub output_token: Option<String>,
    /// The member of the input that says how much to give at once.
    pub page_size: Option<String>,
    /// The path in the output of the list or map that comes in pages.
    pub items: Option<String>,
}

impl Paginated {
    /// What an operation says, completed by what its service says.
    #[must_use]
    pub fn or(&self, service: Option<&Self>) -> Self {
        let Some(service) = service else {
            return self.clone();
        };
        let either = |own: &Option<String>, common: &Option<String>| own.as_ref().or(common.as_ref()).cloned();
        Self {
            input_token: either(&self.input_token, &service.input_token),
            output_token: either(&self.output_token, &service.output_token),
            page_size: either(&self.page_size, &service.page_size),
            items: either(&self.items, &service.items),
        }
    }
}

/// How an instant is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// RFC 3339 in UTC.
    DateTime,
    /// As in HTTP headers.
    HttpDate,
    /// Seconds since 1970, with fractions.
    EpochSeconds,
}

/// How a service talks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `aws.protocols#awsJson1_0`
    AwsJson1_0,
    /// `aws.protocols#awsJson1_1`
    AwsJson1_1,
    /// Another.
    Other(ShapeId),
}

/// What an error is in awsQuery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    /// Its code.
    pub code: String,
    /// Its HTTP status.
    pub http_response_code: u16,
}

/// What stands in an `aws.api#service`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AwsService {
    /// What SDKs call the service.
    pub sdk_id: String,
    /// Its part of ARNs.
    pub arn_namespace: Option<String>,
    /// The first part of its host names.
    pub endpoint_prefix: Option<String>,
    /// What CloudFormation calls it.
    pub cloud_formation_name: Option<String>,
    /// What CloudTrail calls it.
    pub cloud_trail_event_source: Option<String>,
}

/// A parameter of the rule set that users of a client set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientContextParam {
    /// What values it takes.
    pub kind: crate::ParameterKind,
    /// What it is for.
    pub documentation: Option<String>,
}
