//! The credentials that a program prints.

use std::io::{self, Read};
use std::process::{Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use zeroize::Zeroizing;

use super::document::{self, Document};
use super::{Credentials, CredentialsError, CredentialsFuture, ProvideCredentials};
use crate::Sensitive;
use crate::sdk_error::Seconds;

const WHO: &str = "credential_process";

/// How long the program may take: somebody may have to unlock something.
const LIMIT: Duration = Duration::from_secs(60);

/// How often it is asked whether it has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// Runs a command of the shell and reads what it prints: `credential_process` of a profile.
///
/// What the program says on its standard error goes to that of this one.
#[derive(Clone, Debug)]
pub struct Process {
    /// Which may have a secret among its arguments.
    command: Sensitive<String>,
}

impl Process {
    /// Runs this command each time.
    pub fn new(command: impl Into<Sensitive<String>>) -> Self {
        Self { command: command.into() }
    }

    async fn load(&self) -> Result<Credentials, CredentialsError> {
        let mut command = shell(self.command.expose());
        command.stdin(Stdio::null()).stderr(Stdio::inherit());
        let ended = tokio::task::spawn_blocking(move || run(&mut command, LIMIT)).await;
        read(ended.map_err(|_| CredentialsError::new(format!("{WHO} was not waited for")))??)
    }
}

impl ProvideCredentials for Process {
    fn provide(&self) -> CredentialsFuture<'_> {
        Box::pin(self.load())
    }
}

/// Runs a command, but not for longer than it may take.
fn run(command: &mut Command, limit: Duration) -> Result<Output, CredentialsError> {
    let failed = |error: io::Error| CredentialsError::new(format!("{WHO} does not start: {}", error.kind()));
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(failed)?;
    let mut pipe = child.stdout.take();
    let reader = thread::spawn(move || {
        let mut printed = Vec::new();
        pipe.as_mut().map_or(Ok(0), |pipe| pipe.read_to_end(&mut printed)).map(|_| printed)
    });
    let end = Instant::now() + limit;
    let status = loop {
        match child.try_wait().map_err(failed)? {
            Some(status) => break status,
            None if Instant::now() >= end => {
                // It may have ended meanwhile.
                let _ = child.kill();
                let _ = child.wait();
                return Err(CredentialsError::new(format!("{WHO} took longer than {}", Seconds(limit))));
            }
            None => thread::sleep(PAUSE),
        }
    };
    let printed = reader.join().map_err(|_| CredentialsError::new(format!("{WHO} was not read")))?;
    Ok(Output { status, stdout: printed.map_err(failed)?, stderr: Vec::new() })
}

fn shell(line: &str) -> Command {
    let (shell, option) = if cfg!(windows) { ("cmd.exe", "/C") } else { ("sh", "-c") };
    let mut command = Command::new(shell);
    command.args([option, line]);
    command
}

fn read(Output { status, stdout, .. }: Output) -> Result<Credentials, CredentialsError> {
    let stdout = Zeroizing::new(stdout);
    if !status.success() {
        return Err(CredentialsError::new(format!("{WHO} failed: {status}")));
    }
    let document: Document = document::read(WHO, &stdout)?;
    match document.version {
        Some(1) => document.credentials(WHO),
        Some(version) => Err(CredentialsError::new(format!("{WHO} gives Version {version}, not 1"))),
        None => Err(CredentialsError::new(format!("{WHO} gives no Version"))),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::time::{Duration, Instant};

    use super::{run, shell};

    #[test]
    fn a_program_that_does_not_end_is_ended() {
        let begun = Instant::now();
        let error = run(&mut shell("exec sleep 600"), Duration::from_millis(20)).unwrap_err();
        assert_eq!(error.to_string(), "credential_process took longer than 20 ms");
        assert!(begun.elapsed() < Duration::from_secs(60), "it was waited for");
    }

    #[test]
    fn what_a_program_prints_is_read_to_its_end() {
        let output = run(&mut shell("printf '%0200000d' 0"), Duration::from_secs(60)).unwrap();
        assert!(output.status.success());
        assert_eq!(output.stdout.len(), 200_000);
    }
}
