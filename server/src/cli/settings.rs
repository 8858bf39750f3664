//! Settings out of a file, put beneath those of the command line and the environment.
//!
//! What the file says becomes the default of an option. Precedence and the reading of values are then those that the
//! command line has anyway, for every option there will ever be. One thing follows: options that need each other are
//! to be checked after reading, as what is a default does not count for [`clap`].

mod file;
mod kind;
mod print;

use std::env;
use std::path::PathBuf;

use clap::builder::Resettable;
use clap::parser::ValueSource;
use clap::{Arg, ArgAction, ArgMatches, Command};

use self::file::Entry;
use super::{serve, value};

/// The settings of `secretsmith serve`, and where each comes from.
pub(super) struct Settings {
    matches: ArgMatches,
    command: Command,
    file: Option<PathBuf>,
    entries: Vec<Entry>,
}

/// Where a setting comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Origin {
    CommandLine,
    Environment,
    /// A line of the file.
    File(usize),
    Default,
    /// It has no value.
    Nowhere,
}

impl Settings {
    /// Reads the file that a command line names, if it does, and then the command line on top of it.
    ///
    /// # Errors
    /// A sentence that names the file, the line and the option, and says what to do.
    pub(super) fn read(program: Command, matches: &ArgMatches) -> Result<Self, String> {
        let serve = matches.subcommand_matches(serve::NAME);
        let file = serve.and_then(|matches| matches.get_one::<PathBuf>("config")).cloned();
        let command = program.find_subcommand(serve::NAME).cloned().unwrap_or_default();
        let entries = file.as_deref().map(|file| file::read(file, &command)).transpose()?.unwrap_or_default();
        let program = program.mut_subcommand(serve::NAME, |command| {
            let command = command.mut_args(|option| divided(option, serve));
            heeded(entries.iter().fold(command, beneath))
        });
        let matches = program.try_get_matches().map_err(|error| error.to_string())?;
        Ok(Self { matches, command, file, entries })
    }

    /// The whole command line.
    pub(super) fn matches(&self) -> &ArgMatches {
        &self.matches
    }

    /// The options, in their order.
    fn options(&self) -> impl Iterator<Item = &Arg> {
        self.command.get_arguments().filter(|option| is_setting(option))
    }

    /// The values of an option as text, and where they come from.
    fn value(&self, option: &Arg) -> (Vec<String>, Origin) {
        let Some(matches) = self.matches.subcommand_matches(serve::NAME) else { return (Vec::new(), Origin::Nowhere) };
        let id = option.get_id().as_str();
        let values = matches.get_raw(id).into_iter().flatten().map(|value| value.to_string_lossy().into_owned());
        (values.collect(), self.origin(option, matches.value_source(id)))
    }

    fn origin(&self, option: &Arg, source: Option<ValueSource>) -> Origin {
        match source {
            Some(ValueSource::CommandLine) => Origin::CommandLine,
            Some(ValueSource::EnvVariable) => Origin::Environment,
            Some(_) => match self.entries.iter().find(|entry| Some(entry.name.as_str()) == option.get_long()) {
                Some(entry) => Origin::File(entry.line),
                None => Origin::Default,
            },
            None => Origin::Nowhere,
        }
    }
}

/// Has every switch take a value, so that what is switched on in one place can be switched off in another. The help
/// shows variables without what is in them.
pub(super) fn prepared(command: Command) -> Command {
    command.mut_args(|option| match (option.get_action(), is_setting(&option)) {
        (ArgAction::SetTrue, true) => option
            .action(ArgAction::Set)
            .value_parser(value::switch)
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("true")
            .default_value("false")
            .value_name("BOOL")
            .hide_default_value(true)
            .hide_possible_values(true)
            .hide_env_values(true),
        _ => option.hide_env_values(true),
    })
}

/// Takes a variable that is empty as one that is not set, which is how it gets there: `VARIABLE=${OTHER:-}`.
pub(super) fn heeded(command: Command) -> Command {
    command.mut_args(|option| {
        let is_empty = option.get_env().and_then(env::var_os).is_some_and(|value| value.is_empty());
        if is_empty { option.env(Resettable::Reset) } else { option }
    })
}

/// Has an option that takes several values take each as it is, blanks and all, but for what is in its variable: that is
/// one text, and [`clap`] has the same delimiter for all places.
fn divided(option: Arg, matches: Option<&ArgMatches>) -> Arg {
    let source = matches.and_then(|matches| matches.value_source(option.get_id().as_str()));
    if source == Some(ValueSource::EnvVariable) { option } else { option.value_delimiter(None) }
}

/// Whether an option says how to serve, and can stand in the file: then it can stand in the environment, too.
fn is_setting(option: &Arg) -> bool {
    option.get_long().is_some_and(|name| name != "config") && option.get_env().is_some()
}

/// Makes what the file says the default.
fn beneath(command: Command, entry: &Entry) -> Command {
    command.mut_arg(&entry.id, |option| option.default_values(entry.values.clone()))
}
