//! A service called in the same process, in the form that goes over the wire.

use bytes::Bytes;
use http::Request;
use http_body_util::Full;

use super::{Authentication, Caller, Dispatch, HttpService};
use crate::Unmodeled;
use crate::client::{Transport, TransportFuture};

/// A [`Transport`] that hands requests to a service without a network.
///
/// Requests and answers are bytes as they would be on the wire, so that what a test exercises is
/// what a server answers. Nothing is signed; the caller is whoever this says.
#[derive(Debug)]
pub struct InProcess<D> {
    service: HttpService<D>,
    caller: Caller,
}

impl<D: Dispatch> InProcess<D> {
    /// Calls the service as a caller who says nothing of itself.
    pub fn new(dispatch: D) -> Self {
        let service = HttpService::new(dispatch).with_authentication(Authentication::Off);
        Self { service, caller: Caller::anonymous() }
    }

    /// Calls the service as this caller.
    pub fn with_caller(mut self, caller: Caller) -> Self {
        self.caller = caller;
        self
    }

    /// Has the caller asked for, as [`HttpService::with_admission`] does.
    pub fn with_admission(mut self, check: impl Fn(&Caller) -> Result<(), Unmodeled> + Send + Sync + 'static) -> Self {
        self.service = self.service.with_admission(check);
        self
    }
}

impl<D: Dispatch> Transport for InProcess<D> {
    fn send(&self, mut request: Request<Bytes>) -> TransportFuture<'_> {
        request.extensions_mut().insert(self.caller.clone());
        Box::pin(async move { Ok(self.service.serve(request.map(Full::new)).await) })
    }
}
