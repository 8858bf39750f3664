//! Running other programs.

use std::io;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Runs a command that tells its user itself what it does.
///
/// # Errors
/// When it cannot be run or fails.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    println!("$ {}", show(command));
    let status = command.status().map_err(|error| cannot_run(command, &error))?;
    succeeded(command, Some(status))
}

/// Runs a command that may hang, and ends it when it takes longer than it may.
///
/// # Errors
/// When it cannot be run, fails, or takes too long.
pub(crate) fn run_within(limit: Duration, command: &mut Command) -> Result<(), String> {
    println!("$ {}", show(command));
    let mut child = command.stdin(Stdio::null()).spawn().map_err(|error| cannot_run(command, &error))?;
    let status = wait(&mut child, limit).map_err(|error| cannot_run(command, &error))?;
    succeeded(command, status)
}

/// What a command prints.
///
/// # Errors
/// When it cannot be run or fails.
pub(crate) fn output(command: &mut Command) -> Result<String, String> {
    let output = command.stderr(Stdio::inherit()).output().map_err(|error| cannot_run(command, &error))?;
    succeeded(command, Some(output.status))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a command can be run and succeeds; what it prints is not shown.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let silent = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    silent.status().is_ok_and(|status| status.success())
}

/// Waits for the end of a process, and ends it when it takes longer than it may: then there is no
/// status.
///
/// # Errors
/// Those of the system.
pub(crate) fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let begun = Instant::now();
    while begun.elapsed() < limit {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        sleep(Duration::from_millis(20));
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}

fn succeeded(command: &Command, status: Option<ExitStatus>) -> Result<(), String> {
    match status {
        Some(status) if status.success() => Ok(()),
        Some(status) => Err(format!("`{}` failed: {status}", show(command))),
        None => Err(format!("`{}` took too long and was ended", show(command))),
    }
}

fn cannot_run(command: &Command, error: &io::Error) -> String {
    format!("cannot run `{}`: {error}", show(command))
}

/// A command as one would type it.
fn show(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
