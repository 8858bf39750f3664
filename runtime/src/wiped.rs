//! Bodies, which may hold secrets: no copy of one stays in memory when it has been sent or read.

use std::io;

use bytes::Bytes;
use serde_core::Serialize;
use zeroize::Zeroize;

/// Room for most bodies, so that they are written without moving.
const INITIAL_CAPACITY: usize = 1024;

/// Writes a value as JSON, into memory that is wiped once the last handle to it is gone.
///
/// # Errors
/// When the value cannot be JSON, as a map with keys that are no texts.
pub fn json<T: Serialize>(value: &T) -> serde_json::Result<Bytes> {
    let mut buffer = WipedBuffer::new();
    serde_json::to_writer(&mut buffer, value)?;
    Ok(buffer.into_bytes())
}

/// A buffer that wipes what it leaves behind, also when it moves to grow, which a vector does not.
pub(crate) struct WipedBuffer(Vec<u8>);

impl WipedBuffer {
    pub(crate) fn new() -> Self {
        Self(Vec::with_capacity(INITIAL_CAPACITY))
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
        Bytes::from_owner(self)
    }

    #[cold]
    fn grow(&mut self, needed: usize) {
        let mut larger = Vec::with_capacity(needed.max(self.0.capacity() * 2));
        larger.extend_from_slice(&self.0);
        *self = Self(larger);
    }
}

impl AsRef<[u8]> for WipedBuffer {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// Wipes what was written; a vector would be wiped with all the room that it has.
impl Drop for WipedBuffer {
    fn drop(&mut self) {
        self.0.as_mut_slice().zeroize();
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
