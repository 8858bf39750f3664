//! `secretsmith completions`: scripts for shells.

use clap::Args;
use clap_complete::Shell;

pub(super) const EXAMPLE: &str = "\
Examples:
  source <(secretsmith completions bash)
  secretsmith completions zsh > ~/.zfunc/_secretsmith
  secretsmith completions fish > ~/.config/fish/completions/secretsmith.fish";

#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    /// What the shell has to read.
    pub(super) fn script(&self) -> Vec<u8> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut super::command(), "secretsmith", &mut script);
        script
    }
}
