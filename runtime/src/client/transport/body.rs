//! Reading the body of an answer: all of it, or an error.

use std::error::Error;
use std::fmt;
use std::pin::pin;
use std::time::Duration;

use bytes::Bytes;
use http_body::Body;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use tokio::time::timeout;

use super::{TransportError, TransportErrorKind};
use crate::sdk_error::Seconds;
use crate::wiped::WipedBuffer;

/// The largest answer that is read; the largest of AWS's JSON services stay well below.
const LIMIT: usize = 16 * 1024 * 1024;

/// Reads a body to its end into memory that will be wiped, but does not wait through a longer silence than this.
pub(in crate::client) async fn read<B>(body: B, silence: Option<Duration>) -> Result<Bytes, TransportError>
where
    B: Body<Data = Bytes, Error: Into<Box<dyn Error + Send + Sync>>>,
{
    // One that announces to be too large need not be waited for.
    if body.size_hint().lower() > LIMIT as u64 {
        return Err(too_large());
    }
    let mut body = pin!(Limited::new(body, LIMIT));
    let mut whole = WipedBuffer::new();
    while let Some(frame) = within(silence, body.frame()).await? {
        if let Ok(data) = frame.map_err(unfinished)?.into_data() {
            whole.extend(&data);
        }
    }
    Ok(whole.into_bytes())
}

async fn within<T>(silence: Option<Duration>, frame: impl Future<Output = T>) -> Result<T, TransportError> {
    match silence {
        Some(limit) => timeout(limit, frame).await.map_err(|_| Silent(limit).into()),
        None => Ok(frame.await),
    }
}

/// Why the body of an answer is not complete.
fn unfinished(error: Box<dyn Error + Send + Sync>) -> TransportError {
    match error.is::<LengthLimitError>() {
        true => too_large(),
        false => TransportError::new(TransportErrorKind::Io, error),
    }
}

fn too_large() -> TransportError {
    TransportError::new(TransportErrorKind::Other, "the answer is larger than 16 MiB")
}

/// The server has said nothing for as long as is allowed.
#[derive(Debug)]
pub(in crate::client) struct Silent(pub(in crate::client) Duration);

impl fmt::Display for Silent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nothing heard within {} (read timeout)", Seconds(self.0))
    }
}

impl Error for Silent {}

impl From<Silent> for TransportError {
    fn from(silent: Silent) -> Self {
        Self::new(TransportErrorKind::Timeout, silent)
    }
}
