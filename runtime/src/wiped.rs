//! Bodies, which may hold secrets: no copy of one stays in memory when it has been sent.

use std::io;

use bytes::Bytes;
use serde_core::Serialize;
use zeroize::Zeroizing;

/// Room for most bodies, so that they are written without moving.
const INITIAL_CAPACITY: usize = 1024;

/// Writes a value as JSON, into memory that is wiped once the last handle to it is gone.
///
/// # Errors
/// When the value cannot be JSON, as a map with keys that are no texts.
pub fn json<T: Serialize>(value: &T) -> serde_json::Result<Bytes> {
    let mut buffer = WipedBuffer(Zeroizing::new(Vec::with_capacity(INITIAL_CAPACITY)));
    serde_json::to_writer(&mut buffer, value)?;
    Ok(Bytes::from_owner(buffer.0))
}

/// A buffer that wipes what it leaves behind when it moves to grow, which a vector does not.
struct WipedBuffer(Zeroizing<Vec<u8>>);

impl io::Write for WipedBuffer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let needed = self.0.len() + bytes.len();
        if needed > self.0.capacity() {
            let mut larger = Zeroizing::new(Vec::with_capacity(needed.max(self.0.capacity() * 2)));
            larger.extend_from_slice(&self.0);
            self.0 = larger;
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
