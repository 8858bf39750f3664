//! The program `secretsmith`, running for as long as tests need it.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::process::{run, wait};

/// How long the server may take to listen. It takes milliseconds; this is for one that hangs.
const START: Duration = Duration::from_secs(20);

/// How long the server may take to stop; it gives connections five seconds to end.
const STOP: Duration = Duration::from_secs(15);

/// A running server, ended when dropped.
#[derive(Debug)]
pub(crate) struct Server {
    process: Child,
    log: File,
    /// Where it listens, as a URL.
    pub(crate) endpoint: String,
}

impl Server {
    /// Starts the server on a free port, with rotation functions at a URL, and waits until it listens.
    ///
    /// # Errors
    /// When it cannot be started, or does not say where it listens.
    pub(crate) fn start(program: &Path, lambda: &str) -> Result<Self, String> {
        let log = tempfile::tempfile().map_err(|error| format!("cannot make a file for the log: {error}"))?;
        let stderr = log.try_clone().map_err(|error| format!("cannot open the log: {error}"))?;
        let mut command = Command::new(program);
        command.args(["serve", "--addr", "127.0.0.1:0", "--log", "debug", "--lambda-endpoint", lambda]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(stderr);
        let mut process = command.spawn().map_err(|error| format!("cannot run {}: {error}", program.display()))?;
        let stdout = process.stdout.take();
        let mut server = Self { process, log, endpoint: String::new() };
        let line = stdout.and_then(first_line).unwrap_or_default();
        match line.split_whitespace().find(|word| word.starts_with("http://")) {
            Some(endpoint) => server.endpoint = endpoint.to_owned(),
            None => return Err(format!("the server does not say where it listens, but: {line:?}\n{}", server.log())),
        }
        Ok(server)
    }

    /// Asks the server to stop, sees that it does so in good order, and gives its log.
    ///
    /// # Errors
    /// When it does not stop, or not with success.
    pub(crate) fn stop(mut self) -> Result<String, String> {
        self.terminate()?;
        match wait(&mut self.process, STOP).map_err(|error| format!("cannot wait for the server: {error}"))? {
            Some(status) if status.success() || cfg!(windows) => Ok(self.log()),
            Some(status) => Err(format!("the server ended with {status}\n{}", self.log())),
            None => Err(format!("the server did not stop within {} s of SIGTERM", STOP.as_secs())),
        }
    }

    #[cfg(unix)]
    fn terminate(&self) -> Result<(), String> {
        run(Command::new("kill").args(["-TERM", &self.process.id().to_string()]))
    }

    #[cfg(windows)]
    fn terminate(&mut self) -> Result<(), String> {
        self.process.kill().map_err(|error| format!("cannot end the server: {error}"))
    }

    fn log(&mut self) -> String {
        let mut text = String::new();
        match self.log.rewind().and_then(|()| self.log.read_to_string(&mut text)) {
            Ok(_) => text,
            Err(error) => format!("(the log cannot be read: {error})"),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Fails when it has ended already, which is as well.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The first line that a program prints, if it does so in time.
fn first_line(stdout: ChildStdout) -> Option<String> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut line = String::new();
        // Nobody waits any more when sending fails.
        let _ = BufReader::new(stdout).read_line(&mut line).map(|_| sender.send(line));
    });
    receiver.recv_timeout(START).ok()
}
