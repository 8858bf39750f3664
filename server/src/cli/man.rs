//! `secretsmith man`: pages of the manual, made of the command line itself.

use clap::Args;

pub(super) const EXAMPLE: &str = "\
Examples:
  secretsmith man | man -l -
  secretsmith man serve > secretsmith-serve.1";

#[derive(Debug, Args)]
pub(super) struct Man {
    /// The command whose page it is; without it, the page of the program
    #[arg(value_parser = ["serve", "version", "completions", "man"])]
    command: Option<String>,
}

impl Man {
    /// The page, in the form that `man` reads.
    ///
    /// # Errors
    /// A sentence, when it cannot be made.
    pub(super) fn page(&self) -> Result<Vec<u8>, String> {
        let mut program = super::command().disable_help_subcommand(true);
        program.build();
        let found = self.command.as_deref().and_then(|name| program.find_subcommand(name));
        let command = found.unwrap_or(&program).clone();
        let mut page = Vec::new();
        let name = command.get_display_name().unwrap_or("secretsmith").to_owned();
        let rendered = clap_mangen::Man::new(command.name(name)).render(&mut page);
        rendered.map_err(|error| format!("cannot make a page of the manual: {error}"))?;
        // What stands after the help are examples, here as everywhere.
        Ok(String::from_utf8_lossy(&page).replacen(".SH EXTRA", ".SH EXAMPLES", 1).into_bytes())
    }
}
