//! Services of tower as transports.

use std::error::Error;
use std::io;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use secretsmith_runtime::SdkError;
use secretsmith_runtime::client::{Handle, RetryMode, TowerTransport, Transport, TransportError, TransportErrorKind};
use secretsmith_runtime::endpoint::Endpoint;
use tower::{Service, ServiceBuilder, service_fn};

use crate::steps::config;
use crate::support::{GetSecretValue, GetSecretValueError, GetSecretValueOutput, SERVICE};

async fn call(transport: impl Transport) -> Result<GetSecretValueOutput, SdkError<GetSecretValueError>> {
    let config = config().retry_mode(RetryMode::Off).transport(transport).build();
    let handle = Handle::new(&SERVICE, config, |_| Ok(Endpoint::new("https://example.com")));
    handle.call::<GetSecretValue>(GetSecretValue::of("db")).await
}

type BoxError = Box<dyn Error + Send + Sync>;

#[tokio::test]
async fn a_service_with_layers_is_a_transport() {
    let service = service_fn(async |request: Request<Bytes>| {
        assert_eq!(request.headers()["x-layer"], "was here");
        assert_eq!(request.body(), r#"{"SecretId":"db"}"#);
        Ok::<_, BoxError>(Response::new(Full::new(Bytes::from_static(br#"{"Name":"db"}"#))))
    });
    let layered = ServiceBuilder::new()
        .map_request(|mut request: Request<Bytes>| {
            request.headers_mut().insert("x-layer", http::HeaderValue::from_static("was here"));
            request
        })
        .service(service);
    assert_eq!(call(TowerTransport::new(layered)).await.unwrap().name.as_deref(), Some("db"));
}

/// A service that has to be asked twice before it is ready, and has to be.
#[derive(Clone, Default)]
struct Slow {
    asked: usize,
}

impl Service<Request<Bytes>> for Slow {
    type Response = Response<Full<Bytes>>;
    type Error = BoxError;
    type Future = std::future::Ready<Result<Self::Response, BoxError>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        self.asked += 1;
        match self.asked {
            1 => {
                context.waker().wake_by_ref();
                Poll::Pending
            }
            _ => Poll::Ready(Ok(())),
        }
    }

    fn call(&mut self, _: Request<Bytes>) -> Self::Future {
        assert_eq!(self.asked, 2);
        std::future::ready(Ok(Response::new(Full::new(Bytes::from_static(b"{}")))))
    }
}

#[tokio::test]
async fn a_service_is_called_when_it_is_ready() {
    call(TowerTransport::new(Slow::default())).await.unwrap();
}

#[tokio::test]
async fn errors_of_a_service_are_sorted() {
    async fn failed(error: fn() -> BoxError) -> SdkError<GetSecretValueError> {
        let service = service_fn(move |_| async move { Err::<Response<Full<Bytes>>, _>(error()) });
        call(TowerTransport::new(service)).await.unwrap_err()
    }
    let own = failed(|| TransportError::new(TransportErrorKind::Other, "the cable is cut").into()).await;
    assert_eq!(own.to_string(), "GetSecretValue: https://example.com: the cable is cut");
    assert!(!own.is_retryable());

    let unknown = failed(|| "the cable was cut".into()).await;
    assert_eq!(unknown.to_string(), "GetSecretValue: the connection to https://example.com broke: the cable was cut");
    assert!(unknown.is_retryable());

    let refused = failed(|| io::Error::from(io::ErrorKind::ConnectionRefused).into()).await;
    assert_eq!(refused.to_string(), "GetSecretValue: cannot connect to https://example.com: connection refused");

    let late = failed(|| io::Error::from(io::ErrorKind::TimedOut).into()).await;
    assert!(late.is_timeout() && late.is_retryable());
}

#[tokio::test]
async fn answers_of_a_service_have_a_size() {
    let service = service_fn(async |_: Request<Bytes>| {
        Ok::<_, BoxError>(Response::new(Full::new(Bytes::from(vec![b' '; (16 << 20) + 1]))))
    });
    let error = call(TowerTransport::new(service)).await.unwrap_err();
    assert_eq!(error.to_string(), "GetSecretValue: https://example.com: the answer is larger than 16 MiB");
}
