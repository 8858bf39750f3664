//! `secretsmith version`.

use clap::Args;
use secretsmith::SERVICE;
use serde_json::json;

pub(super) const EXAMPLE: &str = "\
Examples:
  secretsmith version
  secretsmith version --json";

#[derive(Debug, Args)]
pub(super) struct Version {
    /// Print a JSON object
    #[arg(long)]
    json: bool,
}

impl Version {
    /// What is printed: one line.
    pub(super) fn text(&self) -> String {
        let version = env!("CARGO_PKG_VERSION");
        match self.json {
            true => {
                let model = json!({"service": SERVICE.signing_name, "version": SERVICE.version});
                format!("{}\n", json!({"version": version, "model": model}))
            }
            false => format!("secretsmith {version} ({} {})\n", SERVICE.title, SERVICE.version),
        }
    }
}
