//! A service with one operation, as a generator would write it.

use runtime::endpoint::{ClientParam, Endpoint, EndpointError, EndpointParams, ParamKind};
use runtime::{BuildError, Operation, Protocol, Sensitive, ServiceInfo, Signing, Unmodeled};
use secretsmith_runtime as runtime;

pub(crate) const SERVICE: ServiceInfo = ServiceInfo {
    title: "AWS Secrets Manager",
    version: "2017-10-17",
    target: "secretsmanager",
    signing_name: "secretsmanager",
    signing: Signing::Required,
    env_name: "SECRETS_MANAGER",
    protocol: Protocol::AwsJson1_1,
    namespace: "com.amazonaws.secretsmanager",
    is_query_compatible: false,
    client_params: &[ClientParam { name: "Stage", kind: ParamKind::String }],
    sensitive_members: &["SecretString"],
    token_members: &["ClientRequestToken"],
    empty_answer: "{}",
};

/// The endpoint rules of the service.
pub(crate) fn rules(params: &EndpointParams) -> Result<Endpoint, EndpointError> {
    let EndpointParams { region, use_fips, use_dual_stack, endpoint, .. } = params;
    match (endpoint, region) {
        (Some(_), _) if *use_fips => Err(EndpointError::new("a custom endpoint cannot be one of FIPS")),
        (Some(url), _) => Ok(Endpoint::new(url)),
        (None, Some(region)) => {
            let fips = if *use_fips { "-fips" } else { "" };
            let suffix = if *use_dual_stack { "api.aws" } else { "amazonaws.com" };
            Ok(Endpoint::new(format!("https://secretsmanager{fips}.{region}.{suffix}")))
        }
        (None, None) => Err(EndpointError::new("no Region")),
    }
}

#[derive(Default)]
pub(crate) struct GetSecretValue {
    pub(crate) secret_id: Option<String>,
}

impl GetSecretValue {
    pub(crate) fn of(secret_id: &str) -> Result<GetSecretValueInput, BuildError> {
        Self { secret_id: Some(secret_id.to_owned()) }.build()
    }

    pub(crate) fn build(self) -> Result<GetSecretValueInput, BuildError> {
        match self.secret_id {
            Some(secret_id) => Ok(GetSecretValueInput { secret_id }),
            None => Err(BuildError::one("GetSecretValueInput", "secret_id")),
        }
    }
}

impl Operation for GetSecretValue {
    const NAME: &'static str = "GetSecretValue";

    type Input = GetSecretValueInput;
    type Output = GetSecretValueOutput;
    type Error = GetSecretValueError;
}

pub(crate) struct GetSecretValueInput {
    pub(crate) secret_id: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct GetSecretValueOutput {
    pub(crate) name: Option<String>,
    pub(crate) secret_string: Option<Sensitive<String>>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum GetSecretValueError {
    ResourceNotFoundException(ResourceNotFoundException),
    Unmodeled(Unmodeled),
}

runtime::operation_error! {
    GetSecretValueError {
        ResourceNotFoundException / is_resource_not_found_exception,
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ResourceNotFoundException {
    pub(crate) message: Option<String>,
}

runtime::modeled_error! {
    ResourceNotFoundException {
        type: "ResourceNotFoundException", code: "ResourceNotFoundException", fault: Client, status: 400, retry: never,
        message: [message], members: ["Message" => message],
    }
}

runtime::structure! {
    GetSecretValueInput by GetSecretValue {
        "SecretId" => secret_id: required,
    }
}

runtime::structure! {
    GetSecretValueOutput {
        "Name" => name: optional,
        "SecretString" => secret_string: optional,
    }
}
