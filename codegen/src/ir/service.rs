//! The service as a whole.

use std::collections::BTreeMap;

use proc_macro2::Ident;

use super::{
    Docs, EndpointRules, Enumeration, ErrorEnum, IntegerEnumeration, ModeledError, Operation, Signing, Structure, Union,
};
use crate::Package;

/// A service, decided in every detail.
#[derive(Clone, Debug)]
pub struct Service {
    /// What the model is called in the header of the files.
    pub source: String,
    /// The name of the crate in code.
    pub crate_name: String,
    /// The package around the sources, if there is to be one.
    pub package: Option<Package>,
    /// The name for people.
    pub title: String,
    /// The version of the API.
    pub version: String,
    /// What it is.
    pub docs: Docs,
    /// The name of the service trait.
    pub name: Ident,
    /// The part before the dot of the header `X-Amz-Target`.
    pub target: String,
    /// The service name in signatures.
    pub signing_name: String,
    /// Whether all operations are signed, some, or none.
    pub signing: Signing,
    /// The service id as environment variables spell it.
    pub env_name: String,
    /// The protocol.
    pub protocol: Protocol,
    /// The namespace of the model's shapes.
    pub namespace: String,
    /// Whether the service tells the error codes of the query protocol.
    pub is_query_compatible: bool,
    /// The wire names of members whose values must not be shown, in their order.
    pub sensitive_members: Vec<String>,
    /// The wire names of idempotency tokens, in their order.
    pub token_members: Vec<String>,
    /// What answers an operation without output.
    pub empty_answer: String,
    /// The operations, in the order of their names.
    pub operations: Vec<Operation>,
    /// The operation that the front page shows, by its place among the operations.
    pub showcase: usize,
    /// The structures that operations share, in the order of their names.
    pub structures: Vec<Structure>,
    /// The enumerations, in the order of their names.
    pub enumerations: Vec<Enumeration>,
    /// The enumerations of integers, in the order of their names.
    pub integer_enumerations: Vec<IntegerEnumeration>,
    /// The unions, in the order of their names.
    pub unions: Vec<Union>,
    /// The modeled errors, in the order of their names.
    pub errors: Vec<ModeledError>,
    /// All of them in one enumeration.
    pub error: ErrorEnum,
    /// The modules in which types stand that operations share, by the names of the types.
    pub origins: BTreeMap<String, &'static str>,
    /// How an endpoint is found.
    pub endpoint: EndpointRules,
}

/// How the service talks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// awsJson 1.0
    AwsJson1_0,
    /// awsJson 1.1
    AwsJson1_1,
}
