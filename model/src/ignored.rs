//! The traits that are knowingly ignored, each with the reason.

/// Why a trait is ignored; nothing for one that is not.
pub(crate) fn reason(id: &str) -> Option<&'static str> {
    let is_meant = |known: &str| known == id || (known.ends_with('#') && id.starts_with(known));
    IGNORED.iter().find(|(known, _)| is_meant(known)).map(|(_, reason)| *reason)
}

const BINDING: &str = "binds to parts of an HTTP message, which AWS JSON does not do";
const XML: &str = "concerns XML";
const MODELING: &str = "concerns how a model is made, not what it says of the API";
const RESOURCES: &str = "relates members to resources; calls are the same without";
const DISCOVERY: &str = "endpoint discovery, without which the regular endpoint is used";
const FOREIGN: &str = "for another tool than a client or server generator";

/// Trait ids, and namespaces that end in `#`, with the reason why they are ignored.
const IGNORED: &[(&str, &str)] = &[
    ("smithy.api#http", BINDING),
    ("smithy.api#httpHeader", BINDING),
    ("smithy.api#httpLabel", BINDING),
    ("smithy.api#httpPayload", BINDING),
    ("smithy.api#httpPrefixHeaders", BINDING),
    ("smithy.api#httpQuery", BINDING),
    ("smithy.api#httpQueryParams", BINDING),
    ("smithy.api#httpResponseCode", BINDING),
    ("smithy.api#cors", BINDING),
    ("smithy.api#httpChecksumRequired", "AWS JSON services do not ask for checksums"),
    ("aws.protocols#httpChecksum", "AWS JSON services do not ask for checksums"),
    ("smithy.api#xmlAttribute", XML),
    ("smithy.api#xmlFlattened", XML),
    ("smithy.api#xmlName", XML),
    ("smithy.api#xmlNamespace", XML),
    ("aws.protocols#ec2QueryName", XML),
    ("smithy.api#eventHeader", "event streams are left out"),
    ("smithy.api#eventPayload", "event streams are left out"),
    ("smithy.api#requiresLength", "streams of bytes are left out"),
    ("smithy.api#readonly", "retries go by the error, not by the operation"),
    ("smithy.api#idempotent", "retries go by the error, not by the operation"),
    ("smithy.api#box", "Smithy 2.0 has defaults instead; those of 1.0 are made from it while reading"),
    ("smithy.api#mixin", "worked in while reading"),
    ("smithy.api#private", MODELING),
    ("smithy.api#suppress", MODELING),
    ("smithy.api#trait", MODELING),
    ("smithy.api#traitValidators", MODELING),
    ("smithy.api#idRef", MODELING),
    ("smithy.api#unitType", MODELING),
    ("smithy.api#protocolDefinition", MODELING),
    ("smithy.api#authDefinition", MODELING),
    ("smithy.api#internal", "published models may be used in full"),
    ("smithy.api#recommended", "an advice to callers that the documentation gives as well"),
    ("smithy.api#references", RESOURCES),
    ("smithy.api#resourceIdentifier", RESOURCES),
    ("smithy.api#nestedProperties", RESOURCES),
    ("smithy.api#property", RESOURCES),
    ("smithy.api#notProperty", RESOURCES),
    ("smithy.api#noReplace", RESOURCES),
    ("aws.api#arn", RESOURCES),
    ("aws.api#arnReference", RESOURCES),
    ("aws.api#taggable", RESOURCES),
    ("aws.api#tagEnabled", RESOURCES),
    ("aws.api#data", "a classification that documentation does not show"),
    ("aws.api#controlPlane", "a classification that documentation does not show"),
    ("aws.api#dataPlane", "a classification that documentation does not show"),
    ("aws.api#clientDiscoveredEndpoint", DISCOVERY),
    ("aws.api#clientEndpointDiscovery", DISCOVERY),
    ("aws.api#clientEndpointDiscoveryId", DISCOVERY),
    ("aws.auth#unsignedPayload", "the payload is always signed, which every service accepts"),
    ("smithy.test#smokeTests", "calls to the real service"),
    ("smithy.test#httpMalformedRequestTests", "for protocols that bind to HTTP"),
    ("aws.endpoints#", "tells how the rule set was made, which is there as well"),
    ("aws.customizations#", "for single services that do not speak AWS JSON"),
    ("aws.cloudformation#", FOREIGN),
    ("aws.iam#", FOREIGN),
    ("aws.apigateway#", FOREIGN),
    ("smithy.openapi#", FOREIGN),
    ("smithy.jsonschema#", FOREIGN),
    ("smithy.contracts#", FOREIGN),
];
