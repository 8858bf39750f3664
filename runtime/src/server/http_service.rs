//! The tower service.

use std::convert::Infallible;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context as TaskContext, Poll};

use bytes::{Buf, Bytes};
use http::header::EXPECT;
use http::request::Parts;
use http::{HeaderMap, Method, Request, Response};
use http_body::Body;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};

use super::admission::Admission;
use super::answer::Received;
use super::call::is_json_object;
use super::compression::{Unreadable, decompress};
use super::records::Recording;
use super::{Answer, Authentication, Call, Caller, Context, Dispatch, Records};
use crate::aws_json::TARGET;
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
    settings: Arc<Settings>,
}

/// How it is served.
#[derive(Clone, Debug)]
struct Settings {
    authentication: Authentication,
    admission: Admission,
    recording: Recording,
    body_limit: usize,
}

impl<D: Dispatch> HttpService<D> {
    /// Serves requests that carry a signature, whatever it is; bodies of up to 2 MiB.
    pub fn new(dispatch: D) -> Self {
        let settings = Settings {
            authentication: Authentication::default(),
            admission: Admission::default(),
            recording: Recording::default(),
            body_limit: BODY_LIMIT,
        };
        Self { dispatch: Arc::new(dispatch), settings: Arc::new(settings) }
    }

    /// Changes what is asked of a signature.
    pub fn with_authentication(mut self, authentication: Authentication) -> Self {
        self.settings().authentication = authentication;
        self
    }

    /// Has every caller asked for, before anybody looks at the input: whoever is not known gets this error.
    ///
    /// What a caller may do is up to the implementation, which knows the input.
    pub fn with_admission(mut self, check: impl Fn(&Caller) -> Result<(), Unmodeled> + Send + Sync + 'static) -> Self {
        self.settings().admission = Admission::by(check);
        self
    }

    /// Says what is kept of the calls of an operation, for logs and audits; nothing unless set.
    pub fn with_records(mut self, choice: impl Fn(&'static str) -> Records + Send + Sync + 'static) -> Self {
        self.settings().recording = Recording::by(choice);
        self
    }

    /// Changes how many bytes a request's body may have; more are answered with status 413.
    pub fn with_body_limit(mut self, bytes: usize) -> Self {
        self.settings().body_limit = bytes;
        self
    }

    fn settings(&mut self) -> &mut Settings {
        Arc::make_mut(&mut self.settings)
    }

    /// Serves one request.
    pub async fn serve<B>(&self, request: Request<B>) -> Response<Bytes>
    where
        B: Body,
        B::Error: Into<BoxError>,
    {
        let (parts, body) = request.into_parts();
        self.answer(&parts, body).await
    }

    async fn answer<B>(&self, request: &Parts, body: B) -> Response<Bytes>
    where
        B: Body,
        B::Error: Into<BoxError>,
    {
        let operation = operation::<D>(request);
        // The body is read whatever becomes of it: a client that is still sending would not listen.
        let body = collect::<D, B>(&request.headers, pin!(body), self.settings.body_limit).await;
        let bytes = body.as_ref().map_or(0, Bytes::len);
        let answered = match (operation, body) {
            (Some((operation, facts)), Ok(body)) => {
                let signing = D::SERVICE.signing_of(facts);
                self.operate((operation, signing), request, body).await
            }
            (None, Ok(_)) => Err(refuse::<D>(&Unmodeled::unknown_operation())),
            (_, Err(answer)) => Err(answer),
        };
        let operation = operation.map(|(name, _)| name);
        let (answer, context) =
            answered.map_or_else(|answer| (answer, None), |(answer, context)| (answer, Some(context)));
        answer.into_response(D::SERVICE.protocol, Received { operation, context, bytes })
    }

    /// Answers a request for an operation; an error is the answer when it could not be told who calls.
    async fn operate(
        &self,
        (operation, signing): (&'static str, Signing),
        request: &Parts,
        body: Bytes,
    ) -> Result<(Answer, Context), Answer> {
        // What is signed is the body as it was sent.
        let sent = body.clone();
        let body = decompress(&request.headers, body, self.settings.body_limit).map_err(|problem| match problem {
            Unreadable::Broken => refuse::<D>(&Unmodeled::bare("SerializationException")),
            Unreadable::TooLarge => refuse::<D>(&too_large()),
        })?;
        let refusal = |error: Unmodeled| match is_json_object(&body) {
            true => refuse::<D>(&error),
            false => refuse::<D>(&Unmodeled::bare("SerializationException")),
        };
        let signed_for = (D::SERVICE.signing_name, signing);
        let caller = self.settings.authentication.caller(signed_for, request, &sent).map_err(refusal)?;
        let context = Context::new(operation).with_caller(caller);
        if let Err(error) = self.settings.admission.check(signing, &context.caller) {
            return Ok((refusal(error), context));
        }
        let call = Call::new(context, D::SERVICE, body, self.settings.recording.of(operation));
        let (Ok(answer) | Err(answer)) = self.dispatch.serve(&call).await;
        Ok((answer, call.into_context()))
    }
}

impl<D> Clone for HttpService<D> {
    fn clone(&self) -> Self {
        Self { dispatch: Arc::clone(&self.dispatch), settings: Arc::clone(&self.settings) }
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
        // Taken apart here, as the future would keep the whole request beside its parts.
        let (request, body) = request.into_parts();
        Box::pin(async move { Ok(service.answer(&request, body).await.map(Full::new)) })
    }
}

/// The operation that a request names in `X-Amz-Target`.
fn operation<D: Dispatch>(request: &Parts) -> Option<(&'static str, OperationFacts)> {
    let target = request.headers.get(TARGET).and_then(|target| target.to_str().ok());
    let name = target.and_then(|target| target.strip_prefix(D::SERVICE.target)?.strip_prefix('.'));
    name.and_then(D::operation).filter(|_| request.method == Method::POST)
}

async fn collect<D: Dispatch, B>(headers: &HeaderMap, mut body: Pin<&mut B>, limit: usize) -> Result<Bytes, Answer>
where
    B: Body,
    B::Error: Into<BoxError>,
{
    let declared = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if declared > limit && headers.contains_key(EXPECT) {
        // The client has asked before it sends; reading would be to agree.
        return Err(refuse::<D>(&too_large()));
    }
    match whole(Limited::new(body.as_mut(), limit)).await {
        Ok(body) => Ok(body),
        Err(error) if error.is::<LengthLimitError>() => {
            let mut rest = Limited::new(body, limit.saturating_mul(PASSED_OVER));
            while let Some(Ok(_)) = rest.frame().await {}
            Err(refuse::<D>(&too_large()))
        }
        Err(_) => Err(refuse::<D>(&Unmodeled::bare("SerializationException"))),
    }
}

/// All bytes of a body. Most bodies come in one piece, which stays as it is.
async fn whole<B: Body + Unpin>(mut body: B) -> Result<Bytes, B::Error> {
    let first = match body.frame().await {
        Some(frame) => {
            frame?.into_data().map_or_else(|_| Bytes::new(), |mut data| data.copy_to_bytes(data.remaining()))
        }
        None => return Ok(Bytes::new()),
    };
    if body.is_end_stream() {
        return Ok(first);
    }
    let rest = body.collect().await?.aggregate();
    let length = first.len() + rest.remaining();
    Ok(first.chain(rest).copy_to_bytes(length))
}

fn too_large() -> Unmodeled {
    Unmodeled::bare("RequestEntityTooLargeException").with_status(413)
}

fn refuse<D: Dispatch>(error: &Unmodeled) -> Answer {
    Answer::error(error, D::SERVICE)
}
