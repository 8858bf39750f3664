//! A service with one operation, as a generator would write it.

use runtime::de::{self, Members};
use runtime::{BuildError, Operation, Protocol, Sensitive, ServiceInfo, Unmodeled, ser};
use secretsmith_runtime as runtime;
use serde_core::de::MapAccess;
use serde_core::{Deserialize, Deserializer, Serialize, Serializer};

pub(crate) static SERVICE: ServiceInfo = ServiceInfo {
    title: "AWS Secrets Manager",
    version: "2017-10-17",
    target: "secretsmanager",
    signing_name: "secretsmanager",
    env_name: "SECRETS_MANAGER",
    protocol: Protocol::AwsJson1_1,
};

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

runtime::operation_error!(GetSecretValueError { ResourceNotFoundException is_resource_not_found_exception });

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ResourceNotFoundException {
    pub(crate) message: Option<String>,
}

runtime::modeled_error!(
    ResourceNotFoundException = "ResourceNotFoundException", fault: Client, status: 400, retry: never,
    message: [message], members: ["Message" => message]
);

impl Members for GetSecretValue {
    fn read<'de, M: MapAccess<'de>>(&mut self, name: &str, map: &mut M) -> Result<(), M::Error> {
        match name {
            "SecretId" => self.secret_id = map.next_value()?,
            _ => return de::skip(map),
        }
        Ok(())
    }
}

impl Members for GetSecretValueOutput {
    fn read<'de, M: MapAccess<'de>>(&mut self, name: &str, map: &mut M) -> Result<(), M::Error> {
        match name {
            "Name" => self.name = map.next_value()?,
            "SecretString" => self.secret_string = map.next_value()?,
            _ => return de::skip(map),
        }
        Ok(())
    }
}

impl Serialize for GetSecretValueInput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = ser::Members::begin(serializer, "GetSecretValueInput", 1)?;
        members.write("SecretId", &self.secret_id)?;
        members.end()
    }
}

impl Serialize for GetSecretValueOutput {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = ser::Members::begin(serializer, "GetSecretValueOutput", 2)?;
        members.write_some("Name", &self.name)?;
        members.write_some("SecretString", &self.secret_string)?;
        members.end()
    }
}

impl<'de> Deserialize<'de> for GetSecretValueInput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        de::build(deserializer, GetSecretValue::build)
    }
}

impl<'de> Deserialize<'de> for GetSecretValueOutput {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        de::members(deserializer)
    }
}
