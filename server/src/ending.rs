//! When the program ends.

use std::io;

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

    /// SIGHUP, too: nothing else than that the terminal is gone can be meant when there are no files to read again.
    ///
    /// # Errors
    /// Those of the system, which has no reason to refuse.
    pub(crate) fn or_hangup(self) -> io::Result<Self> {
        Ok(Self { hangups: Some(Hangups::install()?), ..self })
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

async fn sent(turn: Receiver<()>) {
    // The other end is there until it was sent.
    let _ = turn.await;
}
