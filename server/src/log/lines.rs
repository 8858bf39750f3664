//! Lines on their way to standard error, which may be a pipe that nobody reads: then they are lost, and nobody waits.

use std::io::{self, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use tracing::warn;
use tracing_subscriber::fmt::MakeWriter;

use super::TARGET;

/// How many bytes may wait to be written.
const ROOM: usize = 1024 * 1024;

/// How long lines are gathered after some were written: to write each by itself would cost more than to make it.
const PAUSE: Duration = Duration::from_millis(5);

/// How long the end of the program may wait for what is left.
const GOODBYE: Duration = Duration::from_secs(1);

/// What takes lines without waiting, and has a thread of its own write them. Clones take lines for the same thread.
#[derive(Clone)]
pub(super) struct Lines(Arc<Shared>);

struct Shared {
    waiting: Mutex<Waiting>,
    changed: Condvar,
    lost: AtomicU64,
}

#[derive(Default)]
struct Waiting {
    text: Vec<u8>,
    /// Whether the thread is at something that does not stand here any more.
    is_writing: bool,
}

impl Lines {
    /// Writes to something for as long as the program lives.
    ///
    /// # Errors
    /// When no thread can be started.
    pub(super) fn to(out: impl Write + Send + 'static) -> io::Result<Self> {
        let waiting = Mutex::new(Waiting::default());
        let lines = Self(Arc::new(Shared { waiting, changed: Condvar::new(), lost: AtomicU64::new(0) }));
        let shared = Arc::clone(&lines.0);
        thread::Builder::new().name("log".to_owned()).spawn(move || shared.work(out))?;
        Ok(lines)
    }

    /// How many lines were lost.
    pub(super) fn lost(&self) -> u64 {
        self.0.lost.load(Ordering::Relaxed)
    }

    /// Waits until everything is written, but not for long.
    pub(super) fn finish(&self) {
        let is_left = |waiting: &mut Waiting| waiting.is_writing || !waiting.text.is_empty();
        let waited = self.0.changed.wait_timeout_while(self.0.waiting(), GOODBYE, is_left);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}

impl Shared {
    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self, mut out: impl Write) {
        let (mut text, mut told) = (Vec::new(), 0);
        loop {
            self.take(&mut text);
            // When it cannot be written, there is nobody to tell.
            let _ = write(&mut out, &text);
            text.clear();
            let lost = self.lost.load(Ordering::Relaxed);
            if lost > told {
                told = lost;
                warn!(target: TARGET, lost, "lines of the log are lost: they were not read as fast as they came");
            }
            self.written();
            thread::sleep(PAUSE);
        }
    }

    /// Waits for something to write, and puts it into an empty text.
    fn take(&self, text: &mut Vec<u8>) {
        let waited = self.changed.wait_while(self.waiting(), |waiting| waiting.text.is_empty());
        let mut waiting = waited.unwrap_or_else(PoisonError::into_inner);
        std::mem::swap(&mut waiting.text, text);
        waiting.is_writing = true;
    }

    fn written(&self) {
        self.waiting().is_writing = false;
        self.changed.notify_all();
    }
}

/// Writes all of a text, also to what does not wait for its reader, as a terminal may be made by whoever has it, too.
fn write(out: &mut impl Write, mut text: &[u8]) -> io::Result<()> {
    while !text.is_empty() {
        match out.write(text) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => text = &text[written..],
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => thread::sleep(PAUSE),
            Err(error) => return Err(error),
        }
    }
    out.flush()
}

impl Write for &Lines {
    /// Takes a line whole, or not at all when there is no room.
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let mut waiting = self.0.waiting();
        if waiting.text.len() + line.len() > ROOM {
            self.0.lost.fetch_add(1, Ordering::Relaxed);
        } else {
            let is_first = waiting.text.is_empty();
            waiting.text.extend_from_slice(line);
            drop(waiting);
            // The thread waits for nothing else, and to wake it takes a call of the system each time.
            if is_first {
                self.0.changed.notify_all();
            }
        }
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = &'a Self;

    fn make_writer(&'a self) -> &'a Self {
        self
    }
}
