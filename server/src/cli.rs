//! The command line.

mod state;

use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::path::PathBuf;

use clap::builder::BoolishValueParser;
use clap::{Args, Parser, Subcommand};
use secretsmith_server::lambda::{Lambda, Url};
pub(crate) use state::State;
use tracing_subscriber::filter::Targets;

const EXAMPLE: &str = "\
Example:
  secretsmith serve &
  export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any AWS_DEFAULT_REGION=us-east-1
  aws --endpoint-url http://127.0.0.1:4566 secretsmanager create-secret --name db --secret-string hunter2
  aws --endpoint-url http://127.0.0.1:4566 secretsmanager get-secret-value --secret-id db";

/// AWS Secrets Manager in memory, for tests and development.
#[derive(Debug, Parser)]
#[command(name = "secretsmith", version, after_help = EXAMPLE)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the Secrets Manager API over HTTP, every secret in memory
    #[command(after_help = EXAMPLE)]
    Serve(Serve),
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// Where to listen; port 0 takes any free port
    #[arg(long, env = "SECRETSMITH_ADDR", value_name = "HOST:PORT", default_value = "127.0.0.1:4566")]
    pub(crate) addr: String,

    /// The Region of requests whose signature names none
    #[arg(long, env = "SECRETSMITH_REGION", default_value = "us-east-1", value_parser = region)]
    pub(crate) region: String,

    /// The account whose secrets these are: 12 digits
    #[arg(long, env = "SECRETSMITH_ACCOUNT", default_value = "123456789012", value_parser = account)]
    pub(crate) account: String,

    /// Who can call, and what their policies allow: a JSON file; without it, everyone may do everything
    #[arg(long, env = "SECRETSMITH_IDENTITIES", value_name = "FILE")]
    pub(crate) identities: Option<PathBuf>,

    /// Where AWS Lambda is, or an emulator of it: rotation functions are called there
    #[arg(long, env = "AWS_ENDPOINT_URL_LAMBDA", value_name = "URL")]
    pub(crate) lambda_endpoint: Option<Url>,

    /// Where one rotation function is called; can be given several times
    #[arg(long, value_name = "ARN=URL", value_parser = function)]
    pub(crate) rotation: Vec<(String, Url)>,

    /// Listen on an address that other machines can reach, too
    #[arg(long, env = "SECRETSMITH_ALLOW_REMOTE", value_parser = BoolishValueParser::new())]
    pub(crate) allow_remote: bool,

    /// What to log: off, error, warn, info, debug or trace, or such as `warn,secretsmith=info`
    #[arg(long, env = "RUST_LOG", value_name = "LEVEL", default_value = "info")]
    pub(crate) log: Targets,

    #[command(flatten)]
    pub(crate) state: State,
}

impl Serve {
    /// Where rotation functions are.
    pub(crate) fn lambda(&self) -> Lambda {
        let lambda = self.lambda_endpoint.clone().map_or_else(Lambda::new, |url| Lambda::new().endpoint(url));
        self.rotation.iter().fold(lambda, |lambda, (arn, url)| lambda.function(arn, url.clone()))
    }

    /// The addresses to listen on, of which the first that can be had is taken.
    ///
    /// # Errors
    /// When there are none, or when one is not of this machine alone and that was not allowed.
    pub(crate) fn addresses(&self) -> Result<Vec<SocketAddr>, String> {
        let addr = &self.addr;
        let addresses: Vec<SocketAddr> = resolve(addr)
            .map_err(|error| format!("{addr} is no address to listen on ({error}); give one such as 127.0.0.1:4566"))?;
        match addresses.iter().find(|address| !address.ip().is_loopback()) {
            Some(remote) if !self.allow_remote => Err(format!(
                "not listening on {remote}: other machines can reach that address, and since signatures are not \
                 verified yet, whoever reaches it can read every secret. Listen on 127.0.0.1, or give --allow-remote \
                 when only those can reach it who may, as within a container"
            )),
            _ => Ok(addresses),
        }
    }
}

fn resolve(addr: &str) -> io::Result<Vec<SocketAddr>> {
    let addresses: Vec<_> = addr.to_socket_addrs()?.collect();
    if addresses.is_empty() {
        return Err(io::Error::other("the name has no address"));
    }
    Ok(addresses)
}

fn region(text: &str) -> Result<String, &'static str> {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    match text.split('-').all(is_word) {
        true => Ok(text.to_owned()),
        false => Err("a Region looks like us-east-1"),
    }
}

fn function(text: &str) -> Result<(String, Url), String> {
    let example = "arn:aws:lambda:us-east-1:123456789012:function:rotate=http://127.0.0.1:9000";
    let (arn, url) =
        text.split_once('=').ok_or_else(|| format!("give a function and where it is, such as {example}"))?;
    Ok((arn.to_owned(), url.parse()?))
}

fn account(text: &str) -> Result<String, &'static str> {
    match text.len() == 12 && text.bytes().all(|c| c.is_ascii_digit()) {
        true => Ok(text.to_owned()),
        false => Err("an account id is 12 digits"),
    }
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use secretsmith_server::lambda::Url;

    use super::{Cli, Command, Serve};

    fn serve(arguments: &[&str]) -> Result<Serve, clap::Error> {
        let Command::Serve(options) = Cli::try_parse_from(["secretsmith", "serve"].iter().chain(arguments))?.command;
        Ok(options)
    }

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn addresses_that_others_can_reach_are_refused_unless_allowed() {
        for addr in ["0.0.0.0:4566", "[::]:4566", "192.0.2.1:4566"] {
            let problem = serve(&["--addr", addr]).unwrap().addresses().unwrap_err();
            assert!(problem.contains(addr) && problem.contains("--allow-remote"), "{problem}");
            let allowed = serve(&["--addr", addr, "--allow-remote"]).unwrap().addresses().unwrap();
            assert_eq!(allowed, [addr.parse().unwrap()]);
        }
    }

    #[test]
    fn addresses_of_this_machine_alone_need_no_permission() {
        for addr in ["127.0.0.1:0", "127.1.2.3:80", "[::1]:4566", "localhost:4566"] {
            let addresses = serve(&["--addr", addr]).unwrap().addresses().unwrap();
            assert!(addresses.iter().all(|address| address.ip().is_loopback()), "{addresses:?}");
        }
    }

    #[test]
    fn what_is_no_address_is_named_with_an_example() {
        for addr in ["", "4566", "127.0.0.1", "127.0.0.1:99999"] {
            let problem = serve(&["--addr", addr]).unwrap().addresses().unwrap_err();
            assert!(problem.starts_with(addr) && problem.ends_with("give one such as 127.0.0.1:4566"), "{problem}");
        }
    }

    #[test]
    fn rotation_functions_are_given_one_by_one() {
        let arn = |name: &str| format!("arn:aws:lambda:eu-west-1:111122223333:function:{name}");
        let (first, second) = (arn("first"), arn("second"));
        let given = [&first, &second].map(|arn| format!("{arn}=http://127.0.0.1:9000/?a=b"));
        let options = serve(&["--rotation", &given[0], "--rotation", &given[1]]).unwrap();
        let url: Url = "http://127.0.0.1:9000/?a=b".parse().unwrap();
        assert_eq!(options.rotation, [(first.clone(), url.clone()), (second, url)]);

        let https = format!("{first}=https://127.0.0.1:9000");
        for (wrong, problem) in [
            (&*first, "give a function and where it is, such as arn:aws:lambda:"),
            (&https, "give a URL such as http://127.0.0.1:3001"),
            (&format!("{first}="), "is no URL"),
        ] {
            let text = serve(&["--rotation", wrong]).unwrap_err().to_string();
            assert!(text.contains(problem), "{text}");
        }
    }

    #[test]
    fn accounts_and_regions_have_a_form() {
        for account in ["12345678901", "1234567890123", "12345678901x", ""] {
            serve(&["--account", account]).unwrap_err();
        }
        for region in ["", "US-EAST-1", "us east 1", "us--east", "us-east-1-"] {
            serve(&["--region", region]).unwrap_err();
        }
        let options = serve(&["--region", "eu-central-1", "--account", "000000000000"]).unwrap();
        assert_eq!((options.region.as_str(), options.account.as_str()), ("eu-central-1", "000000000000"));
    }
}
