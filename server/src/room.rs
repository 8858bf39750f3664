//! How many bytes clients may have the server keep for them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Room for so many bytes, which all connections share. Clones are the same.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    taken: Arc<AtomicUsize>,
    space: usize,
}

impl Room {
    pub(crate) fn new(space: usize) -> Self {
        Self { taken: Arc::default(), space }
    }

    /// Takes room for what is there already, even if there is none left.
    pub(crate) fn take(&self, bytes: usize) -> Share {
        self.taken.fetch_add(bytes, Ordering::Relaxed);
        Share { taken: Arc::clone(&self.taken), bytes }
    }

    /// Whether more is taken than there is.
    pub(crate) fn is_exceeded(&self) -> bool {
        self.taken.load(Ordering::Relaxed) > self.space
    }
}

/// A part of the room, which is given back on drop.
#[derive(Debug)]
pub(crate) struct Share {
    taken: Arc<AtomicUsize>,
    bytes: usize,
}

impl Drop for Share {
    fn drop(&mut self) {
        self.taken.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}
