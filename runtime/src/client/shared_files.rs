//! The files that all AWS tools share, `~/.aws/config` and `~/.aws/credentials`, and their profiles.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use zeroize::Zeroizing;

use super::environment::expand;
use super::{ConfigError, Environment};

mod grammar;

pub(super) use grammar::{Property, Section};

/// The sections of both files.
#[derive(Clone, Debug, Default)]
pub(super) struct SharedFiles {
    sections: BTreeMap<Name, Section>,
    /// Where they were looked for.
    paths: Vec<PathBuf>,
    /// The one in the home directory that is not for this program to read. That matters to who needs it.
    unreadable: Option<ConfigError>,
}

/// What a section says more about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    /// `[default]`, which gives way to `[profile default]`.
    Default,
    Profile(String),
    SsoSession(String),
    Services(String),
}

impl SharedFiles {
    /// Reads both files, where variables say they are or else in the home directory; one that is
    /// not there has no sections.
    ///
    /// # Errors
    /// When one that a variable names cannot be read, or one has a line of another form.
    pub(super) fn load(environment: &dyn Environment) -> Result<Self, ConfigError> {
        let mut files = Self::default();
        let config = files.read(environment, "AWS_CONFIG_FILE", "~/.aws/config", in_config)?;
        let credentials = files.read(environment, "AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials", profile)?;
        files.sections = config;
        if let Some(default) = files.sections.remove(&Name::Default) {
            files.sections.entry(Name::Profile("default".to_owned())).or_insert(default);
        }
        for (name, section) in credentials {
            files.sections.entry(name).or_default().extend(section);
        }
        Ok(files)
    }

    fn read(
        &mut self,
        environment: &dyn Environment,
        variable: &str,
        usual: &str,
        name: fn(&str) -> Option<Name>,
    ) -> Result<BTreeMap<Name, Section>, ConfigError> {
        let var = |name: &str| environment.var(name).filter(|value| !value.is_empty());
        let named = var(variable);
        let Some(path) = expand(named.as_deref().unwrap_or(usual), &var) else { return Ok(BTreeMap::new()) };
        self.paths.push(path.clone());
        let problem = match environment.read(&path) {
            Ok(text) => return grammar::read(&Arc::<Path>::from(path), &Zeroizing::new(text), name),
            Err(error) => error.kind(),
        };
        let is_absent = matches!(problem, io::ErrorKind::NotFound | io::ErrorKind::NotADirectory);
        let unreadable = ConfigError::Unreadable { file: path, problem };
        match named {
            _ if is_absent => {}
            Some(_) => return Err(unreadable),
            None => self.unreadable = Some(unreadable),
        }
        Ok(BTreeMap::new())
    }

    /// The file that could have had what was not found.
    pub(super) fn unreadable(&self) -> Option<&ConfigError> {
        self.unreadable.as_ref()
    }

    /// A profile as both files together have it; the credentials file counts more.
    ///
    /// # Errors
    /// When neither has it.
    pub(super) fn profile(&self, name: &str) -> Result<&Section, ConfigError> {
        let profile = self.sections.get(&Name::Profile(name.to_owned()));
        let missing = || ConfigError::NoProfile { name: name.to_owned(), files: self.paths.clone() };
        profile.ok_or_else(|| self.unreadable.clone().unwrap_or_else(missing))
    }

    #[cfg(feature = "credential-chain")]
    pub(super) fn sso_session(&self, name: &str) -> Option<&Section> {
        self.sections.get(&Name::SsoSession(name.to_owned()))
    }

    pub(super) fn services(&self, name: &str) -> Option<&Section> {
        self.sections.get(&Name::Services(name.to_owned()))
    }
}

/// The sections of the file for configuration: `default`, and kinds with a name behind.
fn in_config(title: &str) -> Option<Name> {
    let mut words = title.split_whitespace();
    let name = match (words.next()?, words.next()) {
        ("default", None) => Name::Default,
        (kind, Some(name)) if grammar::is_name(name) => match kind {
            "profile" => Name::Profile(name.to_owned()),
            "sso-session" => Name::SsoSession(name.to_owned()),
            "services" => Name::Services(name.to_owned()),
            _ => return None,
        },
        _ => return None,
    };
    words.next().is_none().then_some(name)
}

/// The sections of the file for credentials: profiles.
fn profile(title: &str) -> Option<Name> {
    grammar::is_name(title).then(|| Name::Profile(title.to_owned()))
}
