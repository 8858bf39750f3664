//! Settings: command line, environment, file, default, in this order.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::net::TcpListener;
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::running::{failed, secretsmith};

const FUNCTION: &str = "arn:aws:lambda:eu-west-1:111122223333:function:rotate";

/// An option, its variable, and four values: its default, and one for each place, as TOML has them.
struct Case {
    name: &'static str,
    variable: &'static str,
    default: Option<&'static str>,
    values: [String; 3],
}

impl Case {
    fn text(name: &'static str, variable: &'static str, default: Option<&'static str>, values: [&str; 3]) -> Self {
        Self { name, variable, default, values: values.map(|value| format!("{value:?}")) }
    }

    /// A switch is off unless set, and is on, off and on.
    fn switch(name: &'static str, variable: &'static str) -> Self {
        Self { name, variable, default: Some("false"), values: ["true", "false", "true"].map(str::to_owned) }
    }

    /// A value as the command line has it.
    fn plain(value: &str) -> String {
        value.trim_matches(['[', ']']).trim_matches('"').to_owned()
    }
}

fn cases() -> Vec<Case> {
    let rotation = ["file", "variable", "flag"].map(|name| format!("[\"{FUNCTION}-{name}=http://127.0.0.1:9000/\"]"));
    let seeds = ["file", "variable", "flag"].map(|name| format!("[\"{name}.yaml\"]"));
    let lambda = ["http://127.0.0.1:1/", "http://127.0.0.1:2/", "http://127.0.0.1:3/"];
    vec![
        Case::text("addr", "SECRETSMITH_ADDR", Some(r#""127.0.0.1:4566""#), ["127.0.0.1:1", "127.0.0.1:2", "[::1]:3"]),
        Case::switch("allow-remote", "SECRETSMITH_ALLOW_REMOTE"),
        Case::text("region", "SECRETSMITH_REGION", Some(r#""us-east-1""#), ["eu-west-1", "eu-west-2", "eu-west-3"]),
        Case::text(
            "account",
            "SECRETSMITH_ACCOUNT",
            Some(r#""123456789012""#),
            ["000000000001", "000000000002", "000000000003"],
        ),
        Case::text("auth", "SECRETSMITH_AUTH", Some(r#""accept-any""#), ["off", "verify", "accept-any"]),
        Case::text("identities", "SECRETSMITH_IDENTITIES", None, ["file.json", "variable.json", "flag.json"]),
        Case::text("lambda-endpoint", "AWS_ENDPOINT_URL_LAMBDA", None, lambda),
        Case { name: "rotation", variable: "SECRETSMITH_ROTATION", default: None, values: rotation },
        Case::text("log", "SECRETSMITH_LOG", Some(r#""info""#), ["warn", "secretsmith=debug", "off"]),
        Case::text("log-format", "SECRETSMITH_LOG_FORMAT", Some(r#""text""#), ["json", "text", "json"]),
        Case::switch("metrics", "SECRETSMITH_METRICS"),
        Case::text("metrics-addr", "SECRETSMITH_METRICS_ADDR", None, ["127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"]),
        Case::text("audit", "SECRETSMITH_AUDIT", None, ["file.jsonl", "variable.jsonl", "flag.jsonl"]),
        Case::text("tls-cert", "SECRETSMITH_TLS_CERT", None, ["file.pem", "variable.pem", "flag.pem"]),
        Case::text("tls-key", "SECRETSMITH_TLS_KEY", None, ["file.pem", "variable.pem", "flag.pem"]),
        Case::text("tls", "SECRETSMITH_TLS", None, ["self-signed=file", "self-signed=variable", "self-signed=flag"]),
        Case {
            name: "max-connections",
            variable: "SECRETSMITH_MAX_CONNECTIONS",
            default: Some("900"),
            values: ["1", "2", "3"].map(str::to_owned),
        },
        Case { name: "seed", variable: "SECRETSMITH_SEED", default: None, values: seeds },
        Case::text("snapshot", "SECRETSMITH_SNAPSHOT", None, ["file.json", "variable.json", "flag.json"]),
        Case::switch("test-api", "SECRETSMITH_TEST_API"),
        Case::switch("localstack-compat", "SECRETSMITH_LOCALSTACK_COMPAT"),
    ]
}

/// A file in a directory that goes with the test.
struct Config {
    _directory: TempDir,
    path: PathBuf,
}

impl Config {
    fn new(content: &str) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("secretsmith.toml");
        fs::write(&path, content).unwrap();
        Self { _directory: directory, path }
    }

    fn path(&self) -> &str {
        self.path.to_str().unwrap()
    }
}

/// The settings that the program prints.
fn printed(arguments: &[&str], variables: &[(&str, String)]) -> String {
    let mut command = secretsmith(&["serve", "--print-config"]);
    let output = command.args(arguments).envs(variables.iter().map(|(name, value)| (name, value))).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_command_line_wins_over_the_environment_which_wins_over_the_file_which_wins_over_the_default() {
    for Case { name, variable, default, values } in cases() {
        let line = |value: &str, origin: &str| format!("\n{name} = {value} # {origin}\n");
        let [in_file, in_variable, in_flag] = &values;
        let file = Config::new(&format!("# A file.\n\n{name} = {in_file}\n"));
        let variables = [(variable, Case::plain(in_variable))];
        let flag = format!("--{name}={}", Case::plain(in_flag));
        let print = |arguments: &[&str], variables| format!("\n{}", printed(arguments, variables));

        let unset = default.map_or(format!("\n# {name} is not set\n"), |default| line(default, "default"));
        let with_file = ["--config", file.path()];
        for (text, expected) in [
            (print(&[], &[]), unset),
            (print(&with_file, &[]), line(in_file, &format!("{}:3", file.path()))),
            (print(&with_file, &variables), line(in_variable, variable)),
            (print(&[&with_file[..], &[&flag]].concat(), &variables), line(in_flag, &format!("--{name}"))),
        ] {
            assert!(text.contains(&expected), "{expected} is not in {text}");
        }
    }
}

#[test]
fn every_option_is_in_the_table_of_this_test() {
    let text = printed(&[], &[]);
    let printed: BTreeSet<&str> =
        text.lines().map(|line| line.trim_start_matches("# ").split(' ').next().unwrap()).collect();
    assert_eq!(printed, cases().iter().map(|case| case.name).collect());
}

#[test]
fn every_option_is_in_the_documentation_with_its_variable() {
    let documentation = include_str!("../../../docs/server.md");
    for Case { name, variable, .. } in cases() {
        let row = documentation.lines().find(|line| line.starts_with(&format!("| `--{name}")));
        assert!(row.is_some_and(|row| row.contains(&format!("| `{variable}` |"))), "{name} is not in docs/server.md");
    }
}

#[test]
fn what_is_printed_is_a_file_that_gives_the_same_settings() {
    let all: String = cases().iter().map(|case| format!("{} = {}\n", case.name, case.values[0])).collect();
    let settings = |text: String| -> Vec<String> {
        text.lines().map(|line| line.rsplit_once(" # ").unwrap().0.to_owned()).collect()
    };
    let first = printed(&["--config", Config::new(&all).path()], &[]);
    assert_eq!(settings(first.clone()), settings(all.lines().map(|line| format!("{line} # \n")).collect()));
    let second = printed(&["--config", Config::new(&first).path()], &[]);
    assert_eq!(settings(second), settings(first));
}

#[test]
fn the_file_may_stand_in_the_environment() {
    let file = Config::new("region = \"eu-west-1\"\n");
    let text = printed(&[], &[("SECRETSMITH_CONFIG", file.path().to_owned())]);
    assert!(text.contains(&format!("region = \"eu-west-1\" # {}:1\n", file.path())), "{text}");
}

#[test]
fn what_a_url_says_of_a_user_is_not_printed() {
    let text = printed(&["--lambda-endpoint", "http://user:hunter2@127.0.0.1:3001/path"], &[]);
    assert!(text.contains("\nlambda-endpoint = \"http://127.0.0.1:3001/path\" # --lambda-endpoint\n"), "{text}");
}

#[test]
fn what_a_url_says_of_a_user_stands_in_no_error() {
    let (function, url) = ("arn:aws:lambda:a:b:function:c", "https://user:hunter2@127.0.0.1:3001");
    let rotation = format!("{function}={url}");
    for (name, variable, value) in
        [("lambda-endpoint", "AWS_ENDPOINT_URL_LAMBDA", url), ("rotation", "SECRETSMITH_ROTATION", &rotation)]
    {
        let file = Config::new(&format!("{name} = {value:?}"));
        for command in [
            secretsmith(&["serve"]).env(variable, value),
            secretsmith(&["serve", "--config", file.path()]).arg("--print-config"),
            secretsmith(&["serve"]).arg(format!("--{name}={value}")),
        ] {
            let output = command.output().unwrap();
            let stderr = String::from_utf8(output.stderr).unwrap();
            assert!(!output.status.success() && output.stdout.is_empty(), "{stderr}");
            assert_eq!(stderr.matches("https://127.0.0.1:3001").count(), 2, "{stderr}");
            assert!(!stderr.contains("user:") && !stderr.contains("hunter2"), "{stderr}");
        }
    }
}

#[test]
fn what_is_wrong_in_the_file_is_told_with_file_line_option_and_what_to_do() {
    for (content, problem) in [
        ("\nregion = ", ":2: this is no TOML: "),
        (
            "region = \"eu-west-1\"\nregoin = \"a\"",
            ":2: regoin is no option of serve; take it out, or give one of addr, ",
        ),
        ("print-config = true", ":1: print-config is no option of serve; "),
        ("config = \"a\"", ":1: config is no option of serve; "),
        ("region = 1", ":1: region has to be a text in quotes\n"),
        ("account = 123456789012", ":1: account has to be a text in quotes\n"),
        ("metrics = \"true\"", ":1: metrics has to be true or false, without quotes\n"),
        ("rotation = [1]", ":1: rotation has to be a list of texts, each in quotes\n"),
        ("[log]\nlevel = \"info\"", ":1: log has to be a text in quotes\n"),
        ("region = \"Ireland\"", ":1: region cannot be \"Ireland\": a Region looks like us-east-1\n"),
        ("\n\nrotation = [\"a=b\", \"c\"]", ":3: rotation cannot be \"a=b\": b is not where functions can be called: "),
        ("log-format = \"xml\"", ":1: log-format cannot be \"xml\": give one of text, json\n"),
        ("lambda-endpoint = \"ftp://host\"", ":1: lambda-endpoint cannot be \"ftp://host\": "),
        ("metrics = true\naddr = \"nonsense\"", ":2: addr cannot be \"nonsense\": give a host and a port, such as 1"),
        ("metrics-addr = \":80\"", ":1: metrics-addr cannot be \":80\": give a host and a port, such as 127.0.0.1:"),
        (
            "log = \"loud\"",
            ":1: log cannot be \"loud\": give one of off, error, warn, info, debug and trace, or such as",
        ),
        (
            "log = \"info,\"",
            ":1: log cannot be \"info,\": give one of off, error, warn, info, debug and trace, or such",
        ),
        ("audit = \"\"", ":1: audit cannot be \"\": leave it out, or give it a value\n"),
        ("max-connections = 0", ":1: max-connections cannot be \"0\": give a number from 1 on\n"),
    ] {
        let file = Config::new(content);
        for more in [&[][..], &["--print-config"]] {
            let stderr = failed(&secretsmith(&["serve", "--config", file.path()]).args(more).output().unwrap());
            let expected = format!("secretsmith: {}{problem}", file.path());
            assert!(stderr.starts_with(&expected), "{expected}\n{stderr}");
        }
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named_with_what_it_should_be() {
    let stderr = failed(&secretsmith(&["serve", "--config", "not-there.toml"]).output().unwrap());
    let problem = "cannot read not-there.toml: No such file or directory (os error 2)";
    assert_eq!(stderr, format!("secretsmith: {problem}; --config takes a file with options in TOML\n"));
}

#[test]
fn what_is_wrong_in_the_environment_is_told_with_the_variable() {
    for (variable, value, problem) in [
        ("SECRETSMITH_REGION", "Ireland", "cannot be \"Ireland\": a Region looks like us-east-1"),
        (
            "SECRETSMITH_LOG",
            "verbose",
            "cannot be \"verbose\": give one of off, error, warn, info, debug and trace, or such",
        ),
        ("SECRETSMITH_METRICS", "maybe", "cannot be \"maybe\": give true or false"),
        ("SECRETSMITH_MAX_CONNECTIONS", "many", "cannot be \"many\": give a number from 1 on"),
        ("SECRETSMITH_ADDR", "localhost", "cannot be \"localhost\": give a host and a port, such as 127.0.0.1:4566"),
        ("SECRETSMITH_SEED", "a.yaml ", "has a blank too many; give one between two values, and none around them"),
        ("SECRETSMITH_SEED", "a.yaml  b.yaml", "has a blank too many; give one between two values, and none around"),
    ] {
        let stderr = failed(&secretsmith(&["serve"]).env(variable, value).output().unwrap());
        assert!(stderr.starts_with(&format!("secretsmith: {variable} {problem}")), "{stderr}");
    }
    let not_unicode = OsStr::from_bytes(b"\xff");
    let stderr = failed(&secretsmith(&["serve"]).env("SECRETSMITH_REGION", not_unicode).output().unwrap());
    assert_eq!(stderr, "secretsmith: SECRETSMITH_REGION is no text in UTF-8; set it again\n");
    let mut command = secretsmith(&["serve", "--region", "Ireland"]);
    let output = command.env("SECRETSMITH_REGION", "Ireland").output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.starts_with("error: invalid value 'Ireland' for '--region <REGION>': "), "{stderr}");
}

#[test]
fn a_variable_that_is_empty_is_not_set() {
    let empty: Vec<(&str, String)> = cases().iter().map(|case| (case.variable, String::new())).collect();
    assert_eq!(printed(&[], &empty), printed(&[], &[]));
    let file = Config::new("region = \"eu-west-1\"");
    let printed = printed(&["--config", file.path()], &empty);
    assert!(printed.contains(&format!("\nregion = \"eu-west-1\" # {}:1\n", file.path())), "{printed}");
}

#[test]
fn two_ports_for_one_address_are_told_apart() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let output = secretsmith(&["serve", "--addr", &free, "--metrics-addr", &free]).output().unwrap();
    let stderr = failed(&output);
    assert!(stderr.starts_with(&format!("secretsmith: --addr and --metrics-addr are both {free}; ")), "{stderr}");
}
