//! The test API: what a test does to the server that no operation of the service can.
//!
//! All of it takes and answers JSON under `/_secretsmith/`. A request that is wrong is answered with
//! status 400 and `{"error": "…"}`, which says what to do. One that may be that of a web page has status 403.
//!
//! | request | what it does |
//! |---|---|
//! | `POST reset` | puts back what there was at the start: secrets, clock, no faults |
//! | `POST seed` | adds secrets; the body is a [seed](crate::seed), in JSON, or in YAML if its type says so |
//! | `GET snapshot` | answers all there is, secret values too |
//! | `PUT snapshot` | replaces all there is with a snapshot |
//! | `POST snapshot` | writes the file of the option `--snapshot` |
//! | `GET clock` | answers what time it is for the service |
//! | `POST clock` | sets the clock, with `{"set": "2030-01-31T12:00:00Z"}`, or moves it, with `{"advance": "30d"}` or `"P30D"`, and does what is due then |
//! | `DELETE clock` | has the clock agree with that of the computer again |
//! | `GET faults` | answers which faults there are |
//! | `POST faults` | adds one, or a list: the next calls fail as it says |
//! | `DELETE faults` | takes all away |

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderMap, Method, Request, Response, StatusCode};
use http_body::Body;
use http_body_util::{BodyExt, Full, Limited};
use secretsmith_reference::{Faults, InMemory, ShiftedClock, Snapshot};
use serde_json::{Value, json};
use tokio::task::spawn_blocking;

use crate::due::Due;
use crate::front::{answer, not_allowed, problem};
use crate::seed::{Language, Seed, sow};
use crate::seen::Asked;
use crate::snapshot_file::SnapshotFile;

mod clock;
mod faults;
mod page;

/// The largest body that is read, as far as the limits of the server allow it: a snapshot of very many secrets.
const LARGEST: usize = 256 * 1024 * 1024;

/// The test API of one server. Clones are the same.
#[derive(Clone)]
pub struct TestApi {
    inner: Arc<Inner>,
    /// How the host is called, besides what it always is.
    host: Option<String>,
}

struct Inner {
    service: InMemory,
    faults: Faults<InMemory>,
    clock: ShiftedClock,
    due: Due,
    file: Option<SnapshotFile>,
    start: Snapshot,
}

/// Why a request is refused.
struct Refusal(StatusCode, String);

impl TestApi {
    /// The test API of a service that is served with these faults, whose clock is this one, and whose work that comes
    /// due is done by this. What is in the service now is what a reset puts back.
    pub fn new(faults: Faults<InMemory>, clock: ShiftedClock, due: Due, file: Option<SnapshotFile>) -> Self {
        let service = faults.service().clone();
        let start = service.snapshot();
        Self { inner: Arc::new(Inner { service, faults, clock, due, file, start }), host: None }
    }

    /// Answers also who calls the host by this name: for a name that other programs could have, too.
    pub fn with_host(mut self, name: impl Into<String>) -> Self {
        self.host = Some(name.into());
        self
    }

    /// Answers a request, and has the log say so.
    pub(crate) async fn answer<B>(&self, request: Request<B>) -> Response<Full<Bytes>>
    where
        B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static,
    {
        let path = Some(request.uri().path()).filter(|path| methods(path).is_some());
        let asked = Asked { method: request.method().clone(), path: path.map(str::to_owned) };
        let mut response = self.decide(request).await;
        response.extensions_mut().insert(asked);
        response
    }

    async fn decide<B>(&self, request: Request<B>) -> Response<Full<Bytes>>
    where
        B: Body<Data: Send, Error: Into<Box<dyn Error + Send + Sync>>> + Send + 'static,
    {
        let (parts, body) = request.into_parts();
        if let Some(objection) = page::objection(&parts, self.host.as_deref()) {
            return problem(StatusCode::FORBIDDEN, &objection);
        }
        let Some(methods) = methods(parts.uri.path()) else {
            let text = "there is reset, seed, snapshot, clock, faults, health and ready under /_secretsmith/";
            return problem(StatusCode::NOT_FOUND, text);
        };
        if !methods.split(", ").any(|method| *method == *parts.method.as_str()) {
            return not_allowed(methods);
        }
        let answered = match Limited::new(body, LARGEST).collect().await {
            Ok(body) => Inner::answer_to_the_end(Arc::clone(&self.inner), parts, body.to_bytes()).await,
            Err(error) => Err(Refusal::bad(format!("the body could not be read: {error}"))),
        };
        match answered {
            Ok(json) => answer(StatusCode::OK, json),
            Err(Refusal(status, text)) => problem(status, &text),
        }
    }
}

impl fmt::Debug for TestApi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TestApi").field("start", &self.inner.start).finish_non_exhaustive()
    }
}

/// The methods that there are under a path, if there is anything.
fn methods(path: &str) -> Option<&'static str> {
    Some(match name(path) {
        "reset" | "seed" => "POST",
        "snapshot" => "GET, PUT, POST",
        "clock" | "faults" => "GET, POST, DELETE",
        _ => return None,
    })
}

fn name(path: &str) -> &str {
    path.strip_prefix("/_secretsmith/").unwrap_or_default()
}

impl Inner {
    /// Answers in a task of its own: a client that does not wait leaves nothing half done.
    async fn answer_to_the_end(this: Arc<Self>, request: Parts, body: Bytes) -> Result<Bytes, Refusal> {
        let answered = tokio::spawn(async move { this.answer(&request, body).await }).await;
        answered.unwrap_or_else(|error| Err(Refusal(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())))
    }

    async fn answer(&self, request: &Parts, body: Bytes) -> Result<Bytes, Refusal> {
        let answered = match (name(request.uri.path()), &request.method) {
            ("reset", _) => self.reset().await,
            ("seed", _) => self.seed(&request.headers, &body).await?,
            ("snapshot", &Method::GET) => return Ok(self.service.snapshot().to_json()),
            ("snapshot", &Method::PUT) => self.restore(&body)?,
            ("snapshot", _) => self.save().await?,
            ("clock", &Method::GET) => self.clock(),
            ("clock", &Method::POST) => self.set_clock(&body).await?,
            ("clock", _) => self.reset_clock().await,
            ("faults", &Method::GET) => self.faults(),
            ("faults", &Method::POST) => self.inject(&body)?,
            _ => self.clear(),
        };
        Ok(answered.to_string().into())
    }

    async fn reset(&self) -> Value {
        let put_back = || {
            self.faults.clear();
            self.clock.reset();
            self.service.restore(self.start.clone());
        };
        self.due.reset(put_back).await;
        self.secrets()
    }

    async fn seed(&self, headers: &HeaderMap, body: &[u8]) -> Result<Value, Refusal> {
        let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let language = if kind.contains("yaml") { Language::Yaml } else { Language::Json };
        let text = std::str::from_utf8(body).map_err(|_| Refusal::bad("a seed is a text in UTF-8"))?;
        let seed = Seed::read("seed", text, language).map_err(Refusal::bad)?;
        let seeded = sow(&[seed], &self.service).await.map_err(Refusal::bad)?;
        Ok(json!({"created": seeded.created, "kept": seeded.kept}))
    }

    fn restore(&self, body: &[u8]) -> Result<Value, Refusal> {
        let snapshot = Snapshot::from_json(body)
            .map_err(|error| Refusal::bad(format!("{error}; give what GET /_secretsmith/snapshot has answered")))?;
        self.service.restore(snapshot);
        Ok(self.secrets())
    }

    async fn save(&self) -> Result<Value, Refusal> {
        let text = "there is no file to write; start with --snapshot FILE, or GET the snapshot";
        let file = self.file.clone().ok_or_else(|| Refusal(StatusCode::CONFLICT, text.to_owned()))?;
        let (service, path) = (self.service.clone(), json!({"file": file.path()}));
        let saved = spawn_blocking(move || file.save(&service)).await.unwrap_or_else(|error| Err(error.to_string()));
        saved.map_err(|error| Refusal(StatusCode::INTERNAL_SERVER_ERROR, error))?;
        Ok(path)
    }

    fn secrets(&self) -> Value {
        json!({"secrets": self.service.usage().secrets})
    }
}

impl Refusal {
    fn bad(text: impl ToString) -> Self {
        Self(StatusCode::BAD_REQUEST, text.to_string())
    }
}
