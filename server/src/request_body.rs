//! The bodies of requests, which may be late, or too many.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::{StatusCode, Version};
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use tokio::time::{Instant, Sleep, sleep_until};

use crate::connection::Shared;
use crate::limits::after;
use crate::room::{Room, Share};

type BoxError = Box<dyn Error + Send + Sync>;

/// The body of a request. It breaks off with an error when the client takes longer for it than the limits allow.
pub struct RequestBody {
    incoming: Incoming,
    version: Version,
    /// How long the client may be silent.
    silence: Duration,
    room: Room,
    /// That of answers, without which the end of a body is none.
    answers: Room,
    /// How long the client may take for the whole body.
    most: Duration,
    /// When the whole body has to be there; set when it is first waited for.
    end: Option<Instant>,
    /// When there has to be a sign of the client; set while one is waited for.
    alarm: Option<Pin<Box<Sleep>>>,
    note: Note,
}

/// A piece of a body, which has its bytes of the room for as long as anybody keeps it.
struct Held {
    bytes: Bytes,
    _share: Share,
}

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

/// What became of the body of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It was read to its end.
    Whole,
    /// It was not, since this is what the client is answered.
    CutOff(StatusCode),
    /// It was not, for whatever reason the service had.
    Left,
}

/// Where a body says what became of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Note(Arc<OnceLock<Fate>>);

impl Note {
    pub(crate) fn read(&self) -> Fate {
        self.0.get().copied().unwrap_or(Fate::Left)
    }

    /// Says it, the first time.
    fn write(&self, fate: Fate) {
        let _ = self.0.set(fate);
    }
}

impl RequestBody {
    pub(crate) fn new(incoming: Incoming, version: Version, shared: &Shared) -> (Self, Note) {
        let limits = &shared.limits;
        let note = Note::default();
        if incoming.is_end_stream() {
            note.write(Fate::Whole);
        }
        let body = Self {
            incoming,
            version,
            silence: limits.body_silence,
            room: shared.requests.clone(),
            answers: shared.answers.clone(),
            most: limits.body,
            end: None,
            alarm: None,
            note: note.clone(),
        };
        (body, note)
    }

    /// Waits for the client, but not for ever.
    fn poll_alarm(&mut self, cx: &mut Context<'_>) -> Poll<StatusCode> {
        let alarm = self.alarm.get_or_insert_with(|| {
            let now = Instant::now();
            let end = *self.end.get_or_insert_with(|| after(now, self.most));
            Box::pin(sleep_until(end.min(after(now, self.silence))))
        });
        alarm.as_mut().poll(cx).map(|()| StatusCode::REQUEST_TIMEOUT)
    }

    /// Passes on what came. With a piece that is known to be the last the whole body is there. Over HTTP/1 that piece
    /// takes no room: it is no more than the connection has read anyway, which has no other request meanwhile.
    ///
    /// Only then it is seen whether there is room for an answer, so that nobody gets there with heads alone.
    fn pass(&self, frame: Frame<Bytes>) -> Result<Frame<Bytes>, StatusCode> {
        let is_last = self.incoming.is_end_stream();
        let frame = if is_last && self.version < Version::HTTP_2 { frame } else { self.hold(frame)? };
        if is_last {
            self.end()?;
        }
        Ok(frame)
    }

    /// Says that the whole body is there, unless nothing can be answered now.
    fn end(&self) -> Result<(), StatusCode> {
        if self.answers.is_exceeded() {
            return Err(StatusCode::SERVICE_UNAVAILABLE);
        }
        self.note.write(Fate::Whole);
        Ok(())
    }

    /// Takes room for a piece of the body, if there is any; the end of one needs none.
    fn hold(&self, frame: Frame<Bytes>) -> Result<Frame<Bytes>, StatusCode> {
        let bytes = match frame.into_data() {
            Ok(bytes) if !bytes.is_empty() => bytes,
            Ok(bytes) => return Ok(Frame::data(bytes)),
            Err(trailers) => return Ok(trailers),
        };
        let held = Held { _share: self.room.take(bytes.len()), bytes };
        if self.room.is_exceeded() {
            return Err(StatusCode::SERVICE_UNAVAILABLE);
        }
        Ok(Frame::data(Bytes::from_owner(held)))
    }

    fn cut(&self, status: StatusCode) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        self.note.write(Fate::CutOff(status));
        Poll::Ready(Some(Err(format!("the body was cut off with status {}", status.as_u16()).into())))
    }
}

impl Body for RequestBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let Poll::Ready(frame) = Pin::new(&mut self.incoming).poll_frame(cx) else {
            return match self.poll_alarm(cx) {
                Poll::Ready(status) => self.cut(status),
                Poll::Pending => Poll::Pending,
            };
        };
        self.alarm = None;
        match frame {
            None => match self.end() {
                Ok(()) => Poll::Ready(None),
                Err(status) => self.cut(status),
            },
            Some(Err(error)) => Poll::Ready(Some(Err(error.into()))),
            Some(Ok(frame)) => match self.pass(frame) {
                Ok(frame) => Poll::Ready(Some(Ok(frame))),
                Err(status) => self.cut(status),
            },
        }
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}

/// Shows nothing of the body, which may hold secrets.
impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBody").finish_non_exhaustive()
    }
}
