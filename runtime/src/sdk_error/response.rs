//! The answer behind an error.

use std::fmt;

use http::{HeaderMap, StatusCode};

/// An answer with its status and headers, and without its body, which may hold what nobody is to see.
#[derive(Clone, Debug)]
pub struct HttpResponse {
    status: StatusCode,
    headers: Headers,
}

impl HttpResponse {
    /// An answer with this status and no headers, for tests.
    pub fn new(status: StatusCode) -> Self {
        Self::of(status, HeaderMap::new())
    }

    pub(crate) fn of(status: StatusCode, headers: HeaderMap) -> Self {
        Self { status, headers: Headers(headers) }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &Headers {
        &self.headers
    }
}

/// The headers of an answer.
#[derive(Clone)]
pub struct Headers(HeaderMap);

impl Headers {
    /// The value of a header, in either case of letters; the first when there are several.
    ///
    /// A value that is not ASCII text counts as none.
    pub fn get(&self, name: impl AsRef<str>) -> Option<&str> {
        self.0.get(name.as_ref())?.to_str().ok()
    }

    /// The headers in the form of the crate `http`.
    pub fn as_map(&self) -> &HeaderMap {
        &self.0
    }
}

/// It shows the names, not the values.
impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}
