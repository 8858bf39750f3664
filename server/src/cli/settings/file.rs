//! Reading the file.

use std::fs;
use std::path::Path;

use clap::{Arg, Command};
use secretsmith_server::lambda::without_user;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::kind::Kind;
use super::{heeded, is_setting};
use crate::cli::reason::reason;

/// What a file says of an option.
#[derive(Debug)]
pub(super) struct Entry {
    /// What the command line calls the option, within the program.
    pub(super) id: String,
    /// What users call it.
    pub(super) name: String,
    pub(super) values: Vec<String>,
    /// Where it stands, counted from one.
    pub(super) line: usize,
}

/// Reads what a file says, and checks it.
///
/// # Errors
/// A sentence that names the file, the line and the option, and says what to do.
pub(super) fn read(file: &Path, command: &Command) -> Result<Vec<Entry>, String> {
    let text = fs::read_to_string(file).map_err(|error| {
        format!("cannot read {}: {error}; --config takes a file with options in TOML", file.display())
    })?;
    let line = |start: usize| text.as_bytes().iter().take(start).filter(|byte| **byte == b'\n').count() + 1;
    let problem = |start: usize, problem: String| format!("{}:{}: {problem}", file.display(), line(start));
    let table = DeTable::parse(&text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start);
        problem(start, format!("this is no TOML: {}", error.message()))
    })?;
    let mut pairs: Vec<_> = table.get_ref().iter().collect();
    pairs.sort_by_key(|(key, _)| key.span().start);
    let entries = pairs.into_iter().map(|(key, value)| {
        let start = key.span().start;
        let entry = entry(command, key.get_ref(), value).map_err(|text| problem(start, text))?;
        Ok(Entry { line: line(start), ..entry })
    });
    entries.collect()
}

fn entry(command: &Command, name: &str, value: &Spanned<DeValue<'_>>) -> Result<Entry, String> {
    let mut options = command.get_arguments().filter(|option| is_setting(option));
    let option = options.find(|option| option.get_long() == Some(name)).ok_or_else(|| unknown(command, name))?;
    let values = Kind::of(option).read(value.get_ref()).map_err(|expected| format!("{name} has to be {expected}"))?;
    values.iter().try_for_each(|value| check(command, name, value))?;
    Ok(Entry { id: option.get_id().to_string(), name: name.to_owned(), values, line: 0 })
}

fn unknown(command: &Command, name: &str) -> String {
    let options = command.get_arguments().filter(|option| is_setting(option));
    let names: Vec<&str> = options.filter_map(Arg::get_long).collect();
    format!("{name} is no option of serve; take it out, or give one of {}", names.join(", "))
}

/// Whether the command line would take a value.
fn check(command: &Command, name: &str, value: &str) -> Result<(), String> {
    let command = heeded(command.clone()).no_binary_name(true);
    let Err(error) = command.try_get_matches_from([format!("--{name}={value}")]) else { return Ok(()) };
    Err(format!("{name} cannot be {:?}: {}", without_user(value), reason(&error)))
}
