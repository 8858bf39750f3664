//! `secretsmith serve`: its options.
//!
//! An option needs its place in [`Serve`], a variable `SECRETSMITH_…` and a sentence of help, and no more than that:
//! the configuration file and `--print-config` know it then, see [`settings`](super::settings).

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{ArgMatches, Args, ValueEnum};
use secretsmith_server::lambda::{Lambda, Url};
use secretsmith_server::log::Format;
use tracing_subscriber::filter::Targets;

use super::edge::Edge;
use super::{Command, Settings, State, command, from, print, value};

/// The name of the command.
pub(super) const NAME: &str = "serve";

pub(super) const EXAMPLE: &str = "\
Examples:
  secretsmith serve --addr 127.0.0.1:0 --region eu-central-1
  secretsmith serve --log-format json --metrics --audit audit.jsonl
  secretsmith serve --config secretsmith.toml
  secretsmith serve --print-config > secretsmith.toml

Every option can stand in the configuration file under its own name, without the dashes:
  addr = \"127.0.0.1:0\"
  metrics = true
  rotation = [\"arn:aws:lambda:us-east-1:123456789012:function:rotate=http://127.0.0.1:9000\"]

An option on the command line wins over its environment variable, that one over the file, and the file over the
default.";

/// How to serve.
#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// A file with further options, in TOML
    #[arg(long, env = "SECRETSMITH_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,

    /// Print all options and where each comes from, in the form of a configuration file, and end
    #[arg(long)]
    print_config: bool,

    /// Where to listen; port 0 takes any free port
    #[arg(long, env = "SECRETSMITH_ADDR", value_name = "HOST:PORT", default_value = "127.0.0.1:4566",
        value_parser = value::address)]
    pub(crate) addr: String,

    /// Listen on an address that other machines can reach, too, though nobody needs a key
    #[arg(long, env = "SECRETSMITH_ALLOW_REMOTE")]
    pub(crate) allow_remote: bool,

    /// The Region of requests whose signature names none
    #[arg(long, env = "SECRETSMITH_REGION", default_value = "us-east-1", value_parser = value::region)]
    pub(crate) region: String,

    /// The account of requests whose access key names none: 12 digits
    #[arg(long, env = "SECRETSMITH_ACCOUNT", default_value = "123456789012", value_parser = value::account)]
    pub(crate) account: String,

    /// What is asked of the signatures of requests
    #[arg(long, env = "SECRETSMITH_AUTH", value_name = "HOW", default_value = "accept-any")]
    pub(crate) auth: Auth,

    /// Who can call, and what their policies allow: a JSON file, which SIGHUP has read again; without it, everyone may
    /// do everything
    #[arg(long, env = "SECRETSMITH_IDENTITIES", value_name = "FILE")]
    pub(crate) identities: Option<PathBuf>,

    /// Where AWS Lambda is, or an emulator of it: rotation functions are called there
    #[arg(long, env = "AWS_ENDPOINT_URL_LAMBDA", value_name = "URL")]
    pub(crate) lambda_endpoint: Option<Url>,

    /// Where one rotation function is called; can be given several times, in the variable with blanks between
    #[arg(long, env = "SECRETSMITH_ROTATION", value_name = "ARN=URL", value_delimiter = ' ',
        value_parser = value::function)]
    pub(crate) rotation: Vec<(String, Url)>,

    /// What to log: off, error, warn, info, debug or trace, or such as `warn,secretsmith=info`
    #[arg(long, env = "SECRETSMITH_LOG", value_name = "LEVEL", default_value = "info", value_parser = value::log)]
    pub(crate) log: Targets,

    /// How lines of the log look: for people, or a JSON object each
    #[arg(long, env = "SECRETSMITH_LOG_FORMAT", value_name = "FORMAT", default_value = "text")]
    pub(crate) log_format: LogFormat,

    /// Answer `GET /metrics` with what Prometheus collects
    #[arg(long, env = "SECRETSMITH_METRICS")]
    pub(crate) metrics: bool,

    /// Answer `GET /metrics` there, and not where the API is; port 0 takes any free port
    #[arg(long, env = "SECRETSMITH_METRICS_ADDR", value_name = "HOST:PORT", value_parser = value::address)]
    pub(crate) metrics_addr: Option<String>,

    /// Append a line for each call to this file, in the form of CloudTrail's records; SIGHUP has it opened anew
    #[arg(long, env = "SECRETSMITH_AUDIT", value_name = "FILE")]
    pub(crate) audit: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) edge: Edge,

    #[command(flatten)]
    pub(crate) state: State,
}

/// What is asked of the signatures of requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Auth {
    /// Nothing: requests need not be signed
    Off,
    /// That there is one, with whatever key
    AcceptAny,
    /// That it is right: with a key out of --identities, or else of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
    Verify,
}

/// How lines of the log look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    Text,
    Json,
}

impl From<LogFormat> for Format {
    fn from(format: LogFormat) -> Self {
        match format {
            LogFormat::Text => Self::Text,
            LogFormat::Json => Self::Json,
        }
    }
}

/// The options of a command line with those of its file; nothing when they were only to be printed.
///
/// # Errors
/// A sentence that names file, line and option, and says what to do.
pub(super) fn read(matches: &ArgMatches) -> Result<Option<Box<Serve>>, String> {
    let settings = Settings::read(command(), matches)?;
    let Command::Serve(serve) = from(settings.matches())? else { return Ok(None) };
    if serve.print_config {
        return print(settings.text().as_bytes()).map(|()| None);
    }
    Ok(Some(serve))
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
    /// When there are none, or when one is not of this machine alone, whoever reaches it need not have a key, and that
    /// was not allowed.
    pub(crate) fn addresses(&self) -> Result<Vec<SocketAddr>, String> {
        let addresses = value::addresses(&self.addr)?;
        match addresses.iter().find(|address| !address.ip().is_loopback()) {
            Some(remote) if !self.allow_remote => self.objection_to(remote).map_or(Ok(addresses), Err),
            _ => Ok(addresses),
        }
    }

    /// What `--addr` calls the host.
    pub(crate) fn host(&self) -> &str {
        self.addr.rsplit_once(':').map_or(&*self.addr, |(host, _)| host)
    }

    /// Why not to listen where other machines can connect, if there is a reason.
    fn objection_to(&self, remote: &SocketAddr) -> Option<String> {
        let (reason, remedy) = match self.auth {
            Auth::Verify if !self.state.test_api => return None,
            Auth::Verify => ("--test-api asks for no signature", "do without --test-api"),
            Auth::Off | Auth::AcceptAny => {
                ("signatures are not verified", "have signatures verified with --auth verify")
            }
        };
        Some(format!(
            "not listening on {remote}: other machines can reach that address, and since {reason}, whoever reaches it \
             can read every secret. Listen on 127.0.0.1, {remedy}, or give --allow-remote when only those can reach it \
             who may, as within a container"
        ))
    }

    /// The addresses for metrics alone. They hold no secret, so that other machines may reach them.
    ///
    /// # Errors
    /// When what is given is no address, or that of the API.
    pub(crate) fn metrics_addresses(&self) -> Result<Vec<SocketAddr>, String> {
        let Some(addr) = self.metrics_addr.as_deref() else { return Ok(Vec::new()) };
        if addr == self.addr && !addr.ends_with(":0") {
            return Err(format!(
                "--addr and --metrics-addr are both {addr}; give metrics an address of their own, or --metrics to have \
                 them where the API is"
            ));
        }
        value::addresses(addr)
    }
}

#[cfg(test)]
mod tests {
    use secretsmith_server::Limits;
    use secretsmith_server::lambda::Url;

    use super::{Command, Serve, command, from};

    fn serve(arguments: &[&str]) -> Result<Box<Serve>, String> {
        let matches = command().try_get_matches_from(["secretsmith", "serve"].iter().chain(arguments));
        match from(&matches.map_err(|error| error.to_string())?)? {
            Command::Serve(options) => Ok(options),
            other => Err(format!("{other:?}")),
        }
    }

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
    }

    #[test]
    fn addresses_that_others_can_reach_are_refused_unless_allowed() {
        for addr in ["0.0.0.0:4566", "[::]:4566", "192.0.2.1:4566"] {
            let problem = serve(&["--addr", addr]).unwrap().addresses().unwrap_err();
            assert!(problem.contains(addr) && problem.contains("--allow-remote"), "{problem}");
            serve(&["--addr", addr, "--auth", "off"]).unwrap().addresses().unwrap_err();
            let problem = serve(&["--addr", addr, "--auth", "verify", "--test-api"]).unwrap().addresses().unwrap_err();
            assert!(problem.contains("--test-api asks for no signature"), "{problem}");
            for allowing in [&["--allow-remote"][..], &["--auth", "verify"]] {
                let allowed = serve(&[&["--addr", addr], allowing].concat()).unwrap().addresses().unwrap();
                assert_eq!(allowed, [addr.parse().unwrap()]);
            }
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
        for addr in ["", ":1", "4566", "127.0.0.1", "127.0.0.1:99999"] {
            let problem = serve(&["--addr", addr]).unwrap_err();
            let told = format!("'{addr}' for '--addr <HOST:PORT>': give a host and a port, such as 127.0.0.1:4566");
            assert!(problem.contains(&told), "{problem}");
        }
        // No host has such a name, as is known without asking anybody.
        let addr = "a\0b:4566";
        let problem = serve(&["--addr", addr]).unwrap().addresses().unwrap_err();
        assert!(problem.starts_with(addr) && problem.ends_with("give one such as 127.0.0.1:4566"), "{problem}");
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
            let text = serve(&["--rotation", wrong]).unwrap_err();
            assert!(text.contains(problem), "{text}");
        }
    }

    #[test]
    fn the_limits_are_those_of_the_library_unless_given() {
        assert_eq!(serve(&[]).unwrap().edge.limits(), Limits::default());
        assert_eq!(serve(&["--max-connections", "7"]).unwrap().edge.limits().connections, 7);
        for wrong in ["0", "-1", "many"] {
            serve(&["--max-connections", wrong]).unwrap_err();
        }
    }

    #[test]
    fn accounts_and_regions_have_a_form() {
        for account in ["12345678901", "1234567890123", "12345678901x", ""] {
            serve(&["--account", account]).unwrap_err();
        }
        for region in ["", "US-EAST-1", "us east 1", "us--east-1", "us-east-1-", "us-east", "local", "1"] {
            serve(&["--region", region]).unwrap_err();
        }
        let options = serve(&["--region", "eu-central-1", "--account", "000000000000"]).unwrap();
        assert_eq!((options.region.as_str(), options.account.as_str()), ("eu-central-1", "000000000000"));
    }
}
