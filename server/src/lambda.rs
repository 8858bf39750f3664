//! Rotation functions over HTTP: the Invoke API of AWS Lambda, which its emulators speak too.
//!
//! A function is called with `POST /2015-03-31/functions/<name>/invocations`, and looked for with
//! `GET /2015-03-31/functions/<name>`. Requests are not signed. What emulators read from a
//! signature, the account and the Region, comes in the form of one.

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_TYPE};
use http::request::Builder;
use http::{Request, Response, Uri};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use secretsmith_reference::{BoxFuture, Invocation, RotationFunction, RotationFunctions};
use serde_json::{Value, json};
use tokio::time::timeout;
use tracing::warn;

mod url;

pub use self::url::{Url, without_user};
use crate::log;

/// How long a step may take: as long as Lambda lets a function run.
pub const LIMIT: Duration = Duration::from_secs(15 * 60);

/// How long it may take to say whether a function is there.
const SEARCH: Duration = Duration::from_secs(10);

/// How long it may take to connect.
const CONNECT: Duration = Duration::from_secs(5);

/// The largest answer of a function that is read; Lambda allows no larger ones.
const LARGEST: usize = 6 * 1024 * 1024;

/// Where rotation functions are, for
/// [`Builder::rotation_functions`](secretsmith_reference::Builder::rotation_functions). Must be used
/// within a Tokio runtime.
///
/// ```
/// use secretsmith_reference::InMemory;
/// use secretsmith_server::lambda::Lambda;
///
/// # fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let lambda = Lambda::new().endpoint("http://127.0.0.1:3001".parse()?);
/// let service = InMemory::builder().rotation_functions(lambda).build();
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Lambda {
    endpoint: Option<Url>,
    functions: BTreeMap<String, Url>,
    limit: Duration,
    client: HttpClient,
}

type HttpClient = Client<HttpConnector, Full<Bytes>>;

impl Lambda {
    /// Without any function.
    pub fn new() -> Self {
        let mut connector = HttpConnector::new();
        connector.set_connect_timeout(Some(CONNECT));
        let client = Client::builder(TokioExecutor::new()).pool_timer(TokioTimer::new()).build(connector);
        Self { endpoint: None, functions: BTreeMap::new(), limit: LIMIT, client }
    }

    /// Has all functions at this endpoint, which is asked whether there is one.
    pub fn endpoint(mut self, url: Url) -> Self {
        self.endpoint = Some(url);
        self
    }

    /// Has one function here, which is taken to be there. A URL with a path is where to call the
    /// function, as the Lambda Runtime Interface Emulator needs it:
    /// `http://127.0.0.1:9000/2015-03-31/functions/function/invocations`.
    pub fn function(mut self, arn: impl Into<String>, url: Url) -> Self {
        self.functions.insert(arn.into(), url);
        self
    }

    /// How long a step may take; [`LIMIT`] unless set.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    async fn look_for(&self, arn: &str) -> Option<HttpFunction> {
        let name = FunctionName::parse(arn)?;
        let url = match self.functions.get(arn) {
            Some(url) if url.path() == "/" => url.with_path(&name.invocations())?,
            Some(url) => url.uri().clone(),
            None => {
                let endpoint = self.endpoint.as_ref()?;
                self.check(endpoint.with_path(&name.path())?, &name).await?;
                endpoint.with_path(&name.invocations())?
            }
        };
        Some(HttpFunction {
            arn: arn.to_owned(),
            url,
            signature: name.signature(),
            limit: self.limit,
            client: self.client.clone(),
        })
    }

    /// Asks whether the function is there.
    async fn check(&self, url: Uri, name: &FunctionName<'_>) -> Option<()> {
        let request = Request::get(url).header(AUTHORIZATION, name.signature());
        match exchange(&self.client, request, Bytes::new(), SEARCH).await {
            Ok(answer) => answer.status().is_success().then_some(()),
            Err(error) => {
                warn!(target: log::TARGET, function = name.name, error, "cannot look for a rotation function");
                None
            }
        }
    }
}

impl Default for Lambda {
    fn default() -> Self {
        Self::new()
    }
}

impl RotationFunctions for Lambda {
    fn find<'a>(&'a self, arn: &'a str) -> BoxFuture<'a, Option<Arc<dyn RotationFunction>>> {
        Box::pin(async move { Some(Arc::new(self.look_for(arn).await?) as Arc<dyn RotationFunction>) })
    }
}

/// A function that was found.
struct HttpFunction {
    arn: String,
    url: Uri,
    signature: String,
    limit: Duration,
    client: HttpClient,
}

impl RotationFunction for HttpFunction {
    fn invoke(&self, invocation: Invocation) -> BoxFuture<'_, Result<(), String>> {
        Box::pin(async move {
            let request = Request::post(self.url.clone())
                .header(AUTHORIZATION, &self.signature)
                .header(CONTENT_TYPE, "application/json")
                .header("x-amz-invocation-type", "RequestResponse");
            let answer = exchange(&self.client, request, event(&invocation), self.limit).await;
            let failure = match &answer {
                Ok(answer) => Failure::of(answer),
                Err(error) => Some(Failure { shown: error.clone(), message: String::new() }),
            };
            let Some(Failure { shown, message }) = failure else { return Ok(()) };
            let step = invocation.step.name();
            warn!(target: log::TARGET, function = self.arn, step, error = shown, "the rotation function failed");
            Err(format!("{shown}{message}"))
        })
    }
}

/// What the function is given (behaviour.md §4.2).
fn event(invocation: &Invocation) -> Bytes {
    let event = json!({
        "Step": invocation.step.name(),
        "SecretId": invocation.secret_id,
        "ClientRequestToken": invocation.client_request_token,
        "RotationToken": invocation.rotation_token.expose(),
    });
    event.to_string().into()
}

/// Why a step failed.
struct Failure {
    /// What can be logged.
    shown: String,
    /// What the function says, which may be anything.
    message: String,
}

impl Failure {
    /// A function has failed when the answer says so in a header. The Lambda Runtime Interface
    /// Emulator leaves that out, but answers in the form that errors of functions have.
    fn of(answer: &Response<Bytes>) -> Option<Self> {
        if !answer.status().is_success() {
            return Some(Self { shown: format!("HTTP status {}", answer.status().as_u16()), message: String::new() });
        }
        let body: Value = serde_json::from_slice(answer.body()).unwrap_or_default();
        let (kind, message) = (body["errorType"].as_str(), body["errorMessage"].as_str());
        if answer.headers().get("x-amz-function-error").is_none() && kind.and(message).is_none() {
            return None;
        }
        let message = message.map(|message| format!(": {message}")).unwrap_or_default();
        Some(Self { shown: kind.unwrap_or("unknown error").to_owned(), message })
    }
}

/// Sends a request, and waits for the whole answer.
async fn exchange(
    client: &HttpClient,
    request: Builder,
    body: Bytes,
    limit: Duration,
) -> Result<Response<Bytes>, String> {
    let request = request.body(Full::new(body)).map_err(|error| error.to_string())?;
    let exchange = async {
        let answer = client.request(request).await.map_err(|error| root(&error))?;
        let (head, body) = answer.into_parts();
        let body = Limited::new(body, LARGEST).collect().await.map_err(|error| root(&*error))?;
        Ok(Response::from_parts(head, body.to_bytes()))
    };
    match timeout(limit, exchange).await {
        Ok(answer) => answer,
        Err(_) => Err(format!("no answer within {} s", limit.as_secs_f32())),
    }
}

/// What is at the bottom of an error, which is the one that says what happened.
fn root(mut error: &(dyn Error + 'static)) -> String {
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

/// What an ARN says of a function.
struct FunctionName<'a> {
    region: &'a str,
    account: &'a str,
    name: &'a str,
    qualifier: Option<&'a str>,
}

impl<'a> FunctionName<'a> {
    fn parse(arn: &'a str) -> Option<Self> {
        match arn.split(':').collect::<Vec<_>>()[..] {
            ["arn", _, "lambda", region, account, "function", name] => {
                Some(Self { region, account, name, qualifier: None })
            }
            ["arn", _, "lambda", region, account, "function", name, qualifier] => {
                Some(Self { region, account, name, qualifier: Some(qualifier) })
            }
            _ => None,
        }
    }

    fn path(&self) -> String {
        format!("/2015-03-31/functions/{}{}", self.name, self.query())
    }

    fn invocations(&self) -> String {
        format!("/2015-03-31/functions/{}/invocations{}", self.name, self.query())
    }

    fn query(&self) -> String {
        self.qualifier.map(|qualifier| format!("?Qualifier={qualifier}")).unwrap_or_default()
    }

    /// The form of a signature, without the signature.
    fn signature(&self) -> String {
        let Self { region, account, .. } = self;
        format!(
            "AWS4-HMAC-SHA256 Credential={account}/20150331/{region}/lambda/aws4_request, SignedHeaders=host, Signature=0"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{FunctionName, Url};

    #[test]
    fn a_function_has_a_path_below_the_endpoint() {
        let url: Url = "http://127.0.0.1:3001/base/".parse().unwrap();
        for (arn, path) in [
            ("arn:aws:lambda:eu-west-1:111122223333:function:rotate", "/base/2015-03-31/functions/rotate/invocations"),
            (
                "arn:aws:lambda:eu-west-1:111122223333:function:rotate:live",
                "/base/2015-03-31/functions/rotate/invocations?Qualifier=live",
            ),
        ] {
            let name = FunctionName::parse(arn).unwrap();
            assert_eq!(url.with_path(&name.invocations()).unwrap().to_string(), format!("http://127.0.0.1:3001{path}"));
            assert!(name.signature().contains("Credential=111122223333/20150331/eu-west-1/lambda/"));
        }
        assert!(FunctionName::parse("rotate").is_none());
    }
}
