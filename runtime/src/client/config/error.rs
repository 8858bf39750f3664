//! What can be wrong with a configuration.

use std::error::Error;
use std::path::PathBuf;
use std::{fmt, io};

use crate::endpoint::{ClientParam, EndpointError};

/// Why a client cannot call with its configuration; no secret is repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigError {
    /// A variable has a value that it cannot have, or is missing beside another.
    Variable {
        /// The name of the variable.
        name: String,
        /// The value, unless it is missing or could be a secret.
        value: Option<String>,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A line of a shared file has not the form of one, or a value that it cannot have.
    File {
        /// The file.
        file: PathBuf,
        /// The number of the line, from 1 on.
        line: usize,
        /// The name of the property, unless the line is none.
        key: Option<String>,
        /// The value, unless it could be a secret.
        value: Option<String>,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// A shared file is there and cannot be read.
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why not.
        problem: io::ErrorKind,
    },
    /// The profile that is asked for is in no file.
    NoProfile {
        /// The name of the profile.
        name: String,
        /// The files.
        files: Vec<PathBuf>,
    },
    /// What is set as the proxy is none.
    Proxy {
        /// What is wrong with it.
        problem: &'static str,
    },
    /// Calls are to be tried zero times.
    MaxAttempts,
    /// The name of the program is none that can stand in a User-Agent.
    AppId,
    /// There is no Region, neither to call nor to sign with.
    NoRegion,
    /// The Region is not a name that can stand in a host name.
    Region,
    /// A parameter of the endpoint rules is set that the service does not have, or not with such a value.
    EndpointParam {
        /// The name of the parameter.
        name: String,
        /// The parameters that the service has.
        of: &'static [ClientParam],
    },
    /// There are no credentials to sign with.
    NoCredentials,
    /// The endpoint rules have no endpoint for the configuration, or it is no URL.
    Endpoint(EndpointError),
    /// No transport is set, and the default one is not compiled in.
    NoTransport,
}

impl ConfigError {
    /// What is wrong with a variable that is not there.
    pub(super) fn variable(name: &str, problem: &'static str) -> Self {
        Self::Variable { name: name.to_owned(), value: None, problem }
    }

    /// What is wrong with the value of a variable.
    pub(super) fn variable_with(name: &str, value: &str, problem: &'static str) -> Self {
        Self::Variable { name: name.to_owned(), value: shown(value), problem }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Variable { name, value, problem } => {
                write!(f, "{name} {problem}")?;
                with_value(f, value.as_deref())
            }
            Self::File { file, line, key, value, problem } => {
                write!(f, "{}:{line}: ", file.display())?;
                key.as_ref().map_or(Ok(()), |key| write!(f, "{key} "))?;
                f.write_str(problem)?;
                with_value(f, value.as_deref())
            }
            Self::Unreadable { file, problem } => write!(f, "{} cannot be read: {problem}", file.display()),
            Self::NoProfile { name, files } => no_profile(f, name, files),
            Self::Proxy { problem } => write!(f, "the proxy {problem}"),
            Self::MaxAttempts => f.write_str("the number of attempts has to be at least 1"),
            Self::AppId => f.write_str("the app id is no name of up to 50 letters, digits and !#$%&'*+-.^_`|~"),
            Self::NoRegion => f.write_str("no Region is configured (in the environment: AWS_REGION)"),
            Self::Region => f.write_str("the Region is not a name that can stand in a host name"),
            Self::EndpointParam { name, of } => unfit(f, name, of),
            Self::NoCredentials => f.write_str(
                "no credentials are configured (in the environment: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)",
            ),
            Self::Endpoint(error) => error.fmt(f),
            Self::NoTransport => {
                f.write_str("no transport is configured, and the default one is not there without the feature `rustls`")
            }
        }
    }
}

/// A value that is wrong, to be shown: not if it could be a URL with a password or a token, nor with
/// lines that were meant for something else.
pub(in crate::client) fn shown(value: &str) -> Option<String> {
    (!value.contains(['@', '?', '\n'])).then(|| value.to_owned())
}

fn with_value(f: &mut fmt::Formatter<'_>, value: Option<&str>) -> fmt::Result {
    value.map_or(Ok(()), |value| write!(f, ": `{}`", value.escape_debug()))
}

fn no_profile(f: &mut fmt::Formatter<'_>, name: &str, files: &[PathBuf]) -> fmt::Result {
    write!(f, "there is no profile `{}` (AWS_PROFILE)", name.escape_debug())?;
    for (index, file) in files.iter().enumerate() {
        write!(f, "{}{}", if index == 0 { " in " } else { " nor in " }, file.display())?;
    }
    Ok(())
}

fn unfit(f: &mut fmt::Formatter<'_>, name: &str, of: &[ClientParam]) -> fmt::Result {
    if let Some(param) = of.iter().find(|param| param.name == name) {
        return write!(f, "the endpoint parameter {name} has to be {}", param.kind);
    }
    write!(f, "the service has no endpoint parameter {name}")?;
    match of {
        [] => f.write_str(", nor any other to set"),
        _ => {
            let names: Vec<_> = of.iter().map(|param| param.name).collect();
            write!(f, "; it has {}", names.join(", "))
        }
    }
}

impl Error for ConfigError {}

impl From<EndpointError> for ConfigError {
    fn from(error: EndpointError) -> Self {
        Self::Endpoint(error)
    }
}
