//! The bodies of requests, which may be late, or too many.

use std::error::Error;
use std::fmt;
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http_body::{Body, Frame, SizeHint};
use hyper::body::Incoming;
use tokio::time::{Instant, Sleep, sleep_until};

use crate::Limits;
use crate::limits::after;

type BoxError = Box<dyn Error + Send + Sync>;

/// The body of a request. It breaks off with an error when the client takes longer for it than the limits allow.
pub struct RequestBody {
    incoming: Incoming,
    /// How long the client may be silent.
    silence: Duration,
    room: Room,
    /// How many bytes the room has.
    space: usize,
    /// How many of them this body has.
    held: usize,
    /// When the whole body has to be there.
    end: Instant,
    /// When there has to be a sign of the client; set while one is waited for.
    alarm: Option<Pin<Box<Sleep>>>,
    note: Note,
}

/// The bytes of all bodies that have not come to their end.
#[derive(Clone, Debug, Default)]
pub(crate) struct Room(Arc<AtomicUsize>);

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
    pub(crate) fn new(incoming: Incoming, limits: &Limits, room: Room) -> (Self, Note) {
        let note = Note::default();
        if incoming.is_end_stream() {
            note.write(Fate::Whole);
        }
        let body = Self {
            incoming,
            silence: limits.body_silence,
            room,
            space: limits.bodies_bytes,
            held: 0,
            end: after(Instant::now(), limits.body),
            alarm: None,
            note: note.clone(),
        };
        (body, note)
    }

    /// Waits for the client, but not for ever.
    fn poll_alarm(&mut self, cx: &mut Context<'_>) -> Poll<StatusCode> {
        let alarm = self.alarm.get_or_insert_with(|| {
            let silence = after(Instant::now(), self.silence);
            Box::pin(sleep_until(silence.min(self.end)))
        });
        alarm.as_mut().poll(cx).map(|()| StatusCode::REQUEST_TIMEOUT)
    }

    /// Takes room for more bytes, if there is any.
    fn hold(&mut self, bytes: usize) -> Result<(), StatusCode> {
        self.held += bytes;
        let all = self.room.0.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes);
        if all > self.space { Err(StatusCode::SERVICE_UNAVAILABLE) } else { Ok(()) }
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
        if frame.is_none() {
            self.note.write(Fate::Whole);
        }
        let bytes = frame.as_ref().and_then(|frame| frame.as_ref().ok()?.data_ref()).map_or(0, Bytes::len);
        match self.hold(bytes) {
            Ok(()) => Poll::Ready(frame.map(|frame| frame.map_err(Into::into))),
            Err(status) => self.cut(status),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.incoming.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.incoming.size_hint()
    }
}

impl Drop for RequestBody {
    fn drop(&mut self) {
        self.room.0.fetch_sub(self.held, Ordering::Relaxed);
    }
}

/// Shows nothing of the body, which may hold secrets.
impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBody").finish_non_exhaustive()
    }
}
