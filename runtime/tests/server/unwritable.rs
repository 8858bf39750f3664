//! An answer that cannot be written.

use bytes::Bytes;
use http::{Request, StatusCode};
use http_body_util::Full;
use runtime::server::{Context, HttpService};
use runtime::{BuildError, Operation, Protocol, ServiceInfo, Signing, Unmodeled, constraint};
use secretsmith_runtime as runtime;
use serde_core::de::{Deserialize, Deserializer, IgnoredAny};
use serde_core::ser::{Error, Serialize, Serializer};

const SERVICE: ServiceInfo = ServiceInfo {
    title: "Pens",
    version: "2026-01-31",
    target: "Pens",
    signing_name: "pens",
    signing: Signing::Never,
    env_name: "PENS",
    protocol: Protocol::AwsJson1_1,
    namespace: "example.pens",
    is_query_compatible: false,
    client_params: &[],
    sensitive_members: &[],
    token_members: &[],
    empty_answer: "{}",
};

trait Pens: Send + Sync + 'static {
    fn write(
        &self,
        input: WriteInput,
        context: &Context,
    ) -> impl Future<Output = Result<Unwritable, WriteError>> + Send;
}

pub(crate) struct Dry;

impl Pens for Dry {
    async fn write(&self, _: WriteInput, _: &Context) -> Result<Unwritable, WriteError> {
        Ok(Unwritable)
    }
}

pub(crate) struct Server<S> {
    pub(crate) service: S,
}

runtime::dispatch! {
    Server: Pens {
        "Write" => write(Write),
    }
}

struct WriteInput {}

#[derive(Default)]
struct Write {}

impl Write {
    fn build(self) -> Result<WriteInput, BuildError> {
        Ok(WriteInput {})
    }
}

impl Operation for Write {
    const NAME: &'static str = "Write";

    type Input = WriteInput;
    type Output = Unwritable;
    type Error = WriteError;
}

impl constraint::Validate for Write {
    fn validate(&self, _: &mut constraint::Check<'_>) {}
}

runtime::structure! {
    WriteInput by Write {}
}

/// Fails in the middle, after something was written.
struct Unwritable;

impl Serialize for Unwritable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let half = serializer.serialize_str("half")?;
        drop(half);
        Err(S::Error::custom("no ink"))
    }
}

impl<'de> Deserialize<'de> for Unwritable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

#[derive(Clone, Debug, PartialEq)]
enum WriteError {
    Unmodeled(Unmodeled),
}

runtime::operation_error! {
    WriteError {}
}

#[tokio::test]
async fn an_answer_that_cannot_be_written_is_an_internal_failure() {
    let request = Request::post("/").header("x-amz-target", "Pens.Write").body(Full::new(Bytes::from_static(b"{}")));
    let answer = HttpService::new(Server { service: Dry }).serve(request.unwrap()).await;
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(answer.body(), r#"{"__type":"InternalFailure"}"#);
}
