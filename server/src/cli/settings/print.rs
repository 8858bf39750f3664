//! `--print-config`: the settings as they are, and where each comes from.

use clap::Arg;
use secretsmith_server::lambda::without_user;

use super::kind::Kind;
use super::{Origin, Settings};

impl Settings {
    /// The settings in the form of a configuration file, which gives the same settings again. Only the user
    /// and the password that a URL may hold stay out.
    pub(in crate::cli) fn text(&self) -> String {
        self.options().map(|option| self.line(option)).collect()
    }

    fn line(&self, option: &Arg) -> String {
        let name = option.get_long().unwrap_or_default();
        match self.value(option) {
            (_, Origin::Nowhere) => format!("# {name} is not set\n"),
            (values, origin) => {
                let values: Vec<String> = values.iter().map(|value| without_user(value)).collect();
                format!("{name} = {} # {}\n", Kind::of(option).written(&values), self.place(option, &origin))
            }
        }
    }

    /// What users call an origin.
    fn place(&self, option: &Arg, origin: &Origin) -> String {
        let file = self.file.as_deref().unwrap_or("".as_ref());
        match origin {
            Origin::CommandLine => format!("--{}", option.get_long().unwrap_or_default()),
            Origin::Environment => option.get_env().unwrap_or_default().to_string_lossy().into_owned(),
            Origin::File(line) => format!("{}:{line}", file.display()),
            Origin::Default | Origin::Nowhere => "default".to_owned(),
        }
    }
}
