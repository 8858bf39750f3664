//! The credentials that a program prints.

use std::process::{Command, Output, Stdio};

use zeroize::Zeroizing;

use super::document::{self, Document};
use super::{Credentials, CredentialsError, CredentialsFuture, ProvideCredentials};
use crate::Sensitive;

const WHO: &str = "credential_process";

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
        let ended = tokio::task::spawn_blocking(move || command.output()).await;
        let ended = ended.map_err(|_| CredentialsError::new(format!("{WHO} was not waited for")))?;
        let output = ended.map_err(|error| CredentialsError::new(format!("{WHO} does not start: {}", error.kind())))?;
        read(output)
    }
}

impl ProvideCredentials for Process {
    fn provide(&self) -> CredentialsFuture<'_> {
        Box::pin(self.load())
    }
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
