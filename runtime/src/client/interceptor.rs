//! Those who look at requests and answers as they pass by.

use std::error::Error;

use bytes::Bytes;
use http::{Request, Response};

/// Somebody who looks at requests and answers as they pass by, and may change them.
///
/// Bodies may hold secrets, and so may headers once a request is signed; whoever logs them gives them
/// away.
pub trait Interceptor: Send + Sync + 'static {
    /// Looks at the request of an attempt before it is signed.
    ///
    /// # Errors
    /// Those that are to end the call.
    fn on_request(&self, request: &mut Request<Bytes>, attempt: &Attempt) -> Result<(), InterceptorError> {
        let _ = (request, attempt);
        Ok(())
    }

    /// Looks at the answer to an attempt before anybody judges it.
    ///
    /// # Errors
    /// Those that are to end the call.
    fn on_response(&self, response: &mut Response<Bytes>, attempt: &Attempt) -> Result<(), InterceptorError> {
        let _ = (response, attempt);
        Ok(())
    }
}

/// Why an interceptor ends a call.
pub type InterceptorError = Box<dyn Error + Send + Sync>;

/// An attempt of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attempt {
    /// The name of the operation.
    pub operation: &'static str,
    /// Which attempt it is, from 1.
    pub number: u32,
    /// How many there may be.
    pub max: u32,
}
