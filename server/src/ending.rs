//! When the program ends.

use std::{fs, io};

use secretsmith_server::{Hangups, Signals};
use tokio::sync::oneshot::{self, Receiver};

/// The signals that end the program.
pub(crate) struct Ending {
    signals: Signals,
    hangups: Option<Hangups>,
}

impl Ending {
    /// Ctrl-C and SIGTERM. From now on they no longer kill the process.
    ///
    /// # Errors
    /// Those of the system, which has no reason to refuse.
    pub(crate) fn with_signals() -> io::Result<Self> {
        Ok(Self { signals: Signals::install()?, hangups: None })
    }

    /// SIGHUP, too, unless the program was started to ignore it, as by `nohup`: nothing else than that the terminal is
    /// gone can be meant when there are no files to read again.
    ///
    /// # Errors
    /// Those of the system, which has no reason to refuse.
    pub(crate) fn or_hangup(self) -> io::Result<Self> {
        match is_hangup_ignored() {
            true => Ok(self),
            false => Ok(Self { hangups: Some(Hangups::install()?), ..self }),
        }
    }

    /// When to end in good order, and when at once: after the first signal, and after the second.
    pub(crate) fn begin(mut self) -> (impl Future<Output = ()>, impl Future<Output = ()>) {
        let ((first, in_order), (second, at_once)) = (oneshot::channel(), oneshot::channel());
        tokio::spawn(async move {
            for turn in [first, second] {
                self.received().await;
                // Nobody waits for it when the program has ended.
                let _ = turn.send(());
            }
        });
        (sent(in_order), sent(at_once))
    }

    async fn received(&mut self) {
        match &mut self.hangups {
            Some(hangups) => tokio::select! {
                () = self.signals.received() => {}
                () = hangups.next() => {}
            },
            None => self.signals.received().await,
        }
    }
}

/// Whether SIGHUP, the first of all signals, is ignored. Where Linux does not tell, it is taken not to be.
fn is_hangup_ignored() -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1)
}

async fn sent(turn: Receiver<()>) {
    // The other end is there until it was sent.
    let _ = turn.await;
}
