//! Who can call: out of a file, or the one whose keys stand in the environment.

use std::env;
use std::fs;
use std::path::Path;

use secretsmith::Sensitive;
use secretsmith_reference::{Identity, InMemory};
use secretsmith_server::log;

use crate::cli::{Auth, Serve};

/// Everyone who can call, if anything says so: otherwise everyone can.
///
/// # Errors
/// When the file or the environment does not have what it should; no error shows a key.
pub(crate) fn known(options: &Serve) -> Result<Option<Vec<Identity>>, String> {
    match (&options.identities, options.auth) {
        (Some(file), auth) => read(file, auth).map(Some),
        (None, Auth::Verify) => of_environment(&options.account, variable).map(|identity| Some(vec![identity])),
        (None, Auth::Off | Auth::AcceptAny) => Ok(None),
    }
}

/// Reads the file anew. When it cannot be read any more, everyone who could call still can.
pub(crate) fn reload(file: &Path, auth: Auth, service: &InMemory) {
    match read(file, auth) {
        Ok(identities) => {
            let count = identities.len();
            service.replace_identities(identities);
            log::identities_reloaded(file, count);
        }
        Err(problem) => log::identities_not_reloaded(&problem),
    }
}

/// Reads the identities in a file.
fn read(file: &Path, auth: Auth) -> Result<Vec<Identity>, String> {
    let problem = |problem: String| format!("no identities in {}: {problem}", file.display());
    let text = fs::read_to_string(file).map_err(|error| problem(error.to_string()))?;
    let text = Sensitive::<String>::from(text);
    let identities = Identity::read_list(text.expose()).map_err(|error| problem(error.to_string()))?;
    match identities.iter().find(|identity| auth == Auth::Verify && !identity.has_secret_access_key()) {
        Some(identity) => Err(problem(format!(
            "{} has no SecretAccessKey, without which --auth verify cannot let it in",
            identity.access_key_id()
        ))),
        None => Ok(identities),
    }
}

/// The root user of the account, with the keys in the environment.
fn of_environment(account: &str, variable: impl Fn(&str) -> Option<String>) -> Result<Identity, String> {
    let (Some(id), Some(secret)) = (variable("AWS_ACCESS_KEY_ID"), variable("AWS_SECRET_ACCESS_KEY")) else {
        return Err("--auth verify needs keys to verify with: give --identities FILE, or set AWS_ACCESS_KEY_ID and \
                    AWS_SECRET_ACCESS_KEY, which are then the keys of all who call"
            .to_owned());
    };
    let root = Identity::new(id, &format!("arn:aws:iam::{account}:root")).map_err(|error| error.to_string())?;
    let root = root.with_secret_access_key(secret);
    Ok(variable("AWS_SESSION_TOKEN").into_iter().fold(root, Identity::with_session_token))
}

/// A variable of the environment that is set to something.
fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
