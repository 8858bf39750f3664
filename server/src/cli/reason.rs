//! Why a value was not taken.

use std::env::{self, VarError};
use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command, Error};
use secretsmith_server::lambda::without_user;

/// Why a value was not taken: in a few words, which name neither the option nor the value.
pub(super) fn reason(error: &Error) -> String {
    match (error.source(), error.get(ContextKind::ValidValue)) {
        (Some(source), _) => source.to_string(),
        (None, Some(ContextValue::Strings(values))) if values.is_empty() => {
            "leave it out, or give it a value".to_owned()
        }
        (None, Some(ContextValue::Strings(values))) => format!("give one of {}", values.join(", ")),
        (None, _) => error.to_string().lines().next().unwrap_or_default().to_owned(),
    }
}

/// What is wrong with an environment variable, if that is where a value comes from that was not taken: nobody looks
/// for it there when the option is named.
pub(super) fn in_environment(command: &Command, error: &Error) -> Option<String> {
    if error.kind() == ErrorKind::InvalidUtf8 {
        let variables = command.get_arguments().filter_map(Arg::get_env);
        let variable =
            variables.into_iter().find(|variable| matches!(env::var(variable), Err(VarError::NotUnicode(_))))?;
        return Some(format!("{} is no text in UTF-8; set it again", variable.to_string_lossy()));
    }
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text),
        _ => None,
    };
    let (option, value) = (text(ContextKind::InvalidArg)?, text(ContextKind::InvalidValue)?);
    let variable = command.get_arguments().find(|argument| argument.to_string() == *option)?.get_env()?;
    let set = env::var_os(variable)?.to_string_lossy().into_owned();
    if value.is_empty() {
        let has_blanks = set.split(' ').any(str::is_empty);
        let variable = variable.to_string_lossy();
        let text = format!("{variable} has a blank too many; give one between two values, and none around them");
        return has_blanks.then_some(text);
    }
    let is_there = set.contains(value.as_str());
    let is_given = env::args_os().any(|given| given.to_string_lossy().contains(value.as_str()));
    let (variable, shown) = (variable.to_string_lossy(), without_user(value));
    (is_there && !is_given).then(|| format!("{variable} cannot be {shown:?}: {}", reason(error)))
}

/// The same error, without the user and the password of a URL that was not taken.
pub(super) fn shown(mut error: Error) -> Error {
    if let Some(ContextValue::String(value)) = error.get(ContextKind::InvalidValue) {
        let value = without_user(value);
        error.insert(ContextKind::InvalidValue, ContextValue::String(value));
    }
    error
}
