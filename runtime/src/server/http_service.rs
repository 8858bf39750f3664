//! The tower service.

use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll};

use bytes::Bytes;
use http::header::EXPECT;
use http::request::Parts;
use http::{HeaderMap, Method, Request, Response};
use http_body::Body;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use uuid::Uuid;

use super::admission::Admission;
use super::answer::Received;
use super::call::is_json_object;
use super::compression::{Unreadable, decompress};
use super::records::Recording;
use super::{Answer, Authentication, Call, Caller, Context, Dispatch, Records};
use crate::{BoxError, OperationFacts, Signing, Unmodeled};

/// The future of an answer; serving itself never fails.
pub type ServeFuture = Pin<Box<dyn Future<Output = Result<Response<Full<Bytes>>, Infallible>> + Send>>;

/// The largest secret, every character written as a `\u` escape, with room for the other members.
const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// How many times the limit is read and forgotten of a body that is larger, so that its client comes to listen.
const PASSED_OVER: usize = 4;

/// Serves a [`Dispatch`] over HTTP.
#[derive(Debug)]
pub struct HttpService<D> {
    dispatch: Arc<D>,
    authentication: Arc<Authentication>,
    admission: Admission,
    recording: Recording,
    body_limit: usize,
}

impl<D: Dispatch> HttpService<D> {
    /// Serves requests that carry a signature, whatever it is; bodies of up to 2 MiB.
    pub fn new(dispatch: D) -> Self {
        Self {
            dispatch: Arc::new(dispatch),
            authentication: Arc::default(),
            admission: Admission::default(),
            recording: Recording::default(),
            body_limit: BODY_LIMIT,
        }
    }

    /// Changes what is asked of a signature.
    pub fn with_authentication(mut self, authentication: Authentication) -> Self {
        self.authentication = Arc::new(authentication);
        self
    }

    /// Has every caller asked for, before anybody looks at the input: whoever is not known gets this error.
    ///
    /// What a caller may do is up to the implementation, which knows the input.
    pub fn with_admission(mut self, check: impl Fn(&Caller) -> Result<(), Unmodeled> + Send + Sync + 'static) -> Self {
        self.admission = Admission::by(check);
        self
    }

    /// Says what is kept of the calls of an operation, for logs and audits; nothing unless set.
    pub fn with_records(mut self, choice: impl Fn(&'static str) -> Records + Send + Sync + 'static) -> Self {
        self.recording = Recording::by(choice);
        self
    }

    /// Changes how many bytes a request's body may have; more are answered with status 413.
    pub fn with_body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Serves one request.
    pub async fn serve<B>(&self, request: Request<B>) -> Response<Bytes>
    where
        B: Body,
        B::Error: Into<BoxError>,
    {
        let (parts, body) = request.into_parts();
        let operation = operation::<D>(&parts);
        let request_id = Uuid::new_v4().to_string();
        // The body is read whatever becomes of it: a client that is still sending would not listen.
        let body = collect::<D, B>(&parts.headers, body, self.body_limit).await;
        let bytes = body.as_ref().map_or(0, Bytes::len);
        let (Ok(answer) | Err(answer)) = match (operation, body) {
            (Some((operation, facts)), Ok(body)) => {
                let signing = D::SERVICE.signing_of(facts);
                self.operate((operation, signing), &parts, body, request_id.clone()).await
            }
            (None, Ok(_)) => Err(refuse::<D>(&Unmodeled::unknown_operation())),
            (_, Err(answer)) => Err(answer),
        };
        let operation = operation.map(|(name, _)| name);
        answer.into_response(D::SERVICE.protocol, Received { operation, request_id, bytes })
    }

    async fn operate(
        &self,
        (operation, signing): (&'static str, Signing),
        request: &Parts,
        body: Bytes,
        request_id: String,
    ) -> Result<Answer, Answer> {
        // What is signed is the body as it was sent.
        let sent = body.clone();
        let body = decompress(&request.headers, body, self.body_limit).map_err(|problem| match problem {
            Unreadable::Broken => refuse::<D>(&Unmodeled::bare("SerializationException")),
            Unreadable::TooLarge => refuse::<D>(&too_large()),
        })?;
        let refusal = |error: Unmodeled| match is_json_object(&body) {
            true => refuse::<D>(&error),
            false => refuse::<D>(&Unmodeled::bare("SerializationException")),
        };
        let signed_for = (D::SERVICE.signing_name, signing);
        let caller = self.authentication.caller(signed_for, request, &sent).map_err(refusal)?;
        let admitted = self.admission.check(signing, &caller);
        admitted.map_err(|error| refusal(error).called_by(caller.clone()))?;
        let context = Context { operation, request_id, caller: caller.clone() };
        let call = Call::new(context, D::SERVICE, body, self.recording.of(operation));
        let (Ok(answer) | Err(answer)) = self.dispatch.serve(call).await;
        Ok(answer.called_by(caller))
    }
}

impl<D> Clone for HttpService<D> {
    fn clone(&self) -> Self {
        Self {
            dispatch: Arc::clone(&self.dispatch),
            authentication: Arc::clone(&self.authentication),
            admission: self.admission.clone(),
            recording: self.recording.clone(),
            body_limit: self.body_limit,
        }
    }
}

impl<D, B> tower_service::Service<Request<B>> for HttpService<D>
where
    D: Dispatch,
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<BoxError> + Send,
{
    type Response = Response<Full<Bytes>>;
    type Error = Infallible;
    type Future = ServeFuture;

    fn poll_ready(&mut self, _: &mut TaskContext<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<B>) -> ServeFuture {
        let service = self.clone();
        Box::pin(async move { Ok(service.serve(request).await.map(Full::new)) })
    }
}

/// The operation that a request names in `X-Amz-Target`.
fn operation<D: Dispatch>(request: &Parts) -> Option<(&'static str, OperationFacts)> {
    let target = request.headers.get("x-amz-target").and_then(|target| target.to_str().ok());
    let name = target.and_then(|target| target.strip_prefix(D::SERVICE.target)?.strip_prefix('.'));
    name.and_then(D::operation).filter(|_| request.method == Method::POST)
}

async fn collect<D: Dispatch, B>(headers: &HeaderMap, body: B, limit: usize) -> Result<Bytes, Answer>
where
    B: Body,
    B::Error: Into<BoxError>,
{
    let declared = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if declared > limit && headers.contains_key(EXPECT) {
        // The client has asked before it sends; reading would be to agree.
        return Err(refuse::<D>(&too_large()));
    }
    let mut body = pin!(body);
    match Limited::new(body.as_mut(), limit).collect().await {
        Ok(body) => Ok(body.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => {
            let mut rest = Limited::new(body, limit.saturating_mul(PASSED_OVER));
            while let Some(Ok(_)) = rest.frame().await {}
            Err(refuse::<D>(&too_large()))
        }
        Err(_) => Err(refuse::<D>(&Unmodeled::bare("SerializationException"))),
    }
}

fn too_large() -> Unmodeled {
    Unmodeled::bare("RequestEntityTooLargeException").with_status(413)
}

fn refuse<D: Dispatch>(error: &Unmodeled) -> Answer {
    Answer::error(error, D::SERVICE)
}
