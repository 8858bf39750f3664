//! Saying that a connection stays open, as the real service does (behaviour.md §1.2).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use http::header::{CONNECTION, TRANSFER_ENCODING};
use http::{HeaderMap, HeaderValue, Request, Response, Version};

/// Whether connections stay open after an answer: all do until the server is told to stop.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeepAlive {
    is_over: Arc<AtomicBool>,
}

impl KeepAlive {
    /// Has connections end with the answers that they still get.
    pub(crate) fn end(&self) {
        self.is_over.store(true, Ordering::Release);
    }

    /// Says in an answer that its connection stays open, unless the answer says otherwise.
    pub(crate) fn tell<B>(&self, response: &mut Response<B>) {
        if !self.is_over.load(Ordering::Acquire) {
            response.headers_mut().entry(CONNECTION).or_insert(HeaderValue::from_static("keep-alive"));
        }
    }
}

/// Whether the client would have the connection stay open, and can be told so: HTTP/2 has no header for it.
pub(crate) fn is_wanted<B>(request: &Request<B>) -> bool {
    let headers = request.headers();
    // With chunks there may have been a length, which is gone by now: then hyper ends the connection, since another
    // server before this one may have read another request.
    request.version() == Version::HTTP_11 && !asks_to_close(headers) && !headers.contains_key(TRANSFER_ENCODING)
}

fn asks_to_close(headers: &HeaderMap) -> bool {
    let options = headers.get_all(CONNECTION).iter().filter_map(|value| value.to_str().ok());
    options.flat_map(|value| value.split(',')).any(|option| option.trim().eq_ignore_ascii_case("close"))
}
