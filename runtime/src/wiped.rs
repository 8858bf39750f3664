//! Bodies, which may hold secrets: no copy of one stays in memory when it has been sent or read.

use std::io;

use bytes::Bytes;
use serde_core::Serialize;
use zeroize::Zeroizing;

/// Room for most bodies, so that they are written without moving.
const INITIAL_CAPACITY: usize = 1024;

/// Writes a value as JSON, into memory that is wiped once the last handle to it is gone.
pub(crate) fn json<T: Serialize>(value: &T) -> serde_json::Result<Bytes> {
    let mut buffer = WipedBuffer::new();
    serde_json::to_writer(&mut buffer, value)?;
    Ok(buffer.into_bytes())
}

/// A buffer that wipes what it leaves behind when it moves to grow, which a vector does not.
pub(crate) struct WipedBuffer(Zeroizing<Vec<u8>>);

impl WipedBuffer {
    pub(crate) fn new() -> Self {
        Self(Zeroizing::new(Vec::with_capacity(INITIAL_CAPACITY)))
    }

    #[inline]
    pub(crate) fn extend(&mut self, bytes: &[u8]) {
        let needed = self.0.len() + bytes.len();
        if needed > self.0.capacity() {
            self.grow(needed);
        }
        self.0.extend_from_slice(bytes);
    }

    /// What is in it, which is wiped once the last handle to it is gone.
    pub(crate) fn into_bytes(self) -> Bytes {
        Bytes::from_owner(self.0)
    }

    #[cold]
    fn grow(&mut self, needed: usize) {
        let mut larger = Zeroizing::new(Vec::with_capacity(needed.max(self.0.capacity() * 2)));
        larger.extend_from_slice(&self.0);
        self.0 = larger;
    }
}

impl io::Write for WipedBuffer {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.extend(bytes);
        Ok(bytes.len())
    }

    /// JSON is written in small pieces: the loop that this is by default would cost more than they do.
    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.extend(bytes);
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
