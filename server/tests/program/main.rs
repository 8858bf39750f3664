//! The program as a person or a test suite of another language runs it.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod authentication;
mod ending;
mod identities;
mod observed;
mod rotation;
mod running;
mod settings;
mod snapshot;
mod state;
mod sts;
mod tls;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};

use running::{Running, failed, secretsmith};
use serde_json::{Value, from_str, json};

#[test]
fn it_says_where_it_listens_answers_and_stops_when_told_to() {
    for signal in ["-TERM", "-INT"] {
        let mut command = secretsmith(&["serve", "--addr", "127.0.0.1:0", "--account", "000000000042"]);
        command.env("SECRETSMITH_REGION", "eu-west-1").stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut server = Running(command.spawn().unwrap());
        let mut stdout = BufReader::new(server.0.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address = line.strip_prefix("secretsmith: listening on http://").unwrap();
        let address = address.strip_suffix(" (region eu-west-1, account 000000000042)\n").unwrap();

        let mut connection = TcpStream::connect(address).unwrap();
        let request = b"POST / HTTP/1.1\r\nhost: secretsmith\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}";
        connection.write_all(request).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        assert!(answer.ends_with(r#"{"__type":"UnknownOperationException"}"#), "{answer}");

        assert!(Command::new("kill").args([signal, &server.0.id().to_string()]).status().unwrap().success());
        assert_eq!(server.0.wait().unwrap().code(), Some(0), "{signal}");
        let (mut more, mut log) = (String::new(), String::new());
        stdout.read_to_string(&mut more).unwrap();
        server.0.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        assert_eq!(more, "", "standard output has more than one line");
        assert_eq!(log.lines().count(), 1, "a line for each request: {log}");
    }
}

#[test]
fn a_port_that_is_taken_is_told_in_one_line_with_what_to_do() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let stderr = failed(&secretsmith(&["serve", "--addr", &address]).output().unwrap());
    assert!(stderr.contains(&format!("cannot listen on {address}")) && stderr.contains("--addr"), "{stderr}");
}

#[test]
fn an_address_that_others_can_reach_is_refused_with_the_reason() {
    let mut command = secretsmith(&["serve"]);
    command.envs([("SECRETSMITH_ADDR", "0.0.0.0:0"), ("SECRETSMITH_ALLOW_REMOTE", "0")]);
    let stderr = failed(&command.output().unwrap());
    assert!(stderr.contains("signatures are not verified") && stderr.contains("--allow-remote"), "{stderr}");
}

#[test]
fn it_tells_its_version_and_how_to_use_it() {
    let print = |arguments: &[&str]| String::from_utf8(secretsmith(arguments).output().unwrap().stdout).unwrap();
    assert_eq!(print(&["--version"]), format!("secretsmith {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!(
        print(&["version"]),
        format!("secretsmith {} (AWS Secrets Manager 2017-10-17)\n", env!("CARGO_PKG_VERSION"))
    );
    let json: Value = from_str(&print(&["version", "--json"])).unwrap();
    let model = json!({"service": "secretsmanager", "version": "2017-10-17"});
    assert_eq!(json, json!({"version": env!("CARGO_PKG_VERSION"), "model": model}));
    let help = print(&["--help"]);
    assert!(help.contains("aws --endpoint-url http://127.0.0.1:4566 secretsmanager get-secret-value"), "{help}");
    for command in ["serve", "version", "completions", "man"] {
        assert!(help.contains(&format!("\n  {command} ")), "{help}");
        let help = print(&[command, "--help"]);
        assert!(help.contains(&format!("Examples:\n  secretsmith {command}")) || command == "completions", "{help}");
        assert!(help.contains(&format!("secretsmith {command} ")), "{help}");
    }
}

#[test]
fn shells_and_readers_of_the_manual_are_told_every_option() {
    let print = |arguments: &[&str]| {
        let output = secretsmith(arguments).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = print(&["completions", shell]);
        assert!(script.contains("metrics-addr") && script.contains("secretsmith"), "{shell}: {script}");
    }
    let page = print(&["man", "serve"]);
    assert!(page.contains(".TH secretsmith-serve 1") && page.contains(r"\-\-metrics\-addr"), "{page}");
    assert!(page.contains("SECRETSMITH_METRICS_ADDR") && page.contains(".SH EXAMPLES\n"), "{page}");
    let page = print(&["man"]);
    assert!(page.contains(".TH secretsmith 1") && page.contains(r"secretsmith\-completions(1)"), "{page}");
    assert!(!page.contains("help(1)"), "there is no such page: {page}");
}
