//! The program, run, and called.

use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Command, Output, Stdio};

use secretsmith_runtime::sigv4::{Parts, Scope, SigningKey, hex_sha256};
use serde_json::{Value, from_str};

/// The program, with nothing of the environment that concerns it.
pub(crate) fn secretsmith(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_secretsmith"));
    for (variable, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("SECRETSMITH_")) {
        command.env_remove(variable);
    }
    for variable in ["ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "SESSION_TOKEN", "ENDPOINT_URL_LAMBDA"] {
        command.env_remove(format!("AWS_{variable}"));
    }
    command.args(arguments).stdin(Stdio::null());
    command
}

/// A server that is ended when the test ends, however that is.
pub(crate) struct Running(pub(crate) Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Fails when it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What requests say of who sent them, besides the access key. Nothing of it may be found anywhere.
pub(crate) const SIGNATURE: &str = "5167a7e5d4f2";
pub(crate) const SESSION_TOKEN: &str = "FwoGZXIvYXdzEJr";

/// A server that can be called.
pub(crate) struct Served {
    running: Running,
    /// The line that it prints when it serves.
    pub(crate) ready: String,
    pub(crate) address: String,
}

/// Who signs a request.
pub(crate) struct Signer<'a> {
    pub(crate) id: &'a str,
    pub(crate) secret: &'a str,
    pub(crate) token: Option<&'a str>,
}

impl Served {
    /// Serves on a free port, with these arguments besides.
    pub(crate) fn with(arguments: &[&str]) -> Self {
        Self::start(secretsmith(&[&["serve", "--addr", "127.0.0.1:0"], arguments].concat()))
    }

    /// Starts a command, and waits until it serves.
    pub(crate) fn start(mut command: Command) -> Self {
        command.stderr(Stdio::null());
        Self::logged(command)
    }

    /// As [`start`](Self::start), with its log where the command has it.
    pub(crate) fn logged(mut command: Command) -> Self {
        let mut running = Running(command.stdout(Stdio::piped()).spawn().unwrap());
        let mut line = String::new();
        BufReader::new(running.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.strip_prefix("secretsmith: listening on http://").unwrap();
        let address = address.split(' ').next().unwrap().to_owned();
        Self { running, ready: line, address }
    }

    /// Sends a signal such as `-HUP`.
    pub(crate) fn signal(&self, signal: &str) {
        assert!(Command::new("kill").args([signal, &self.running.0.id().to_string()]).status().unwrap().success());
    }

    /// Has it end in good order.
    pub(crate) fn stop(mut self) {
        self.signal("-TERM");
        assert_eq!(self.running.0.wait().unwrap().code(), Some(0));
    }

    /// Calls an operation with an access key; gives what is answered.
    pub(crate) fn call(&self, key: &str, operation: &str, input: &Value) -> Value {
        let body = input.to_string();
        let request = format!(
            "POST / HTTP/1.1\r\nhost: secretsmith\r\nconnection: close\r\nx-amz-date: 20260314T150926Z\r\n\
             x-amz-target: secretsmanager.{operation}\r\ncontent-length: {}\r\nuser-agent: test/1\r\n\
             x-amz-security-token: {SESSION_TOKEN}\r\nauthorization: AWS4-HMAC-SHA256 \
             Credential={key}/20260314/eu-west-1/secretsmanager/aws4_request, SignedHeaders=host, \
             Signature={SIGNATURE}\r\n\r\n{body}",
            body.len()
        );
        from_str(&exchange(&self.address, &request)).unwrap()
    }

    /// Calls an operation, signed.
    pub(crate) fn signed(&self, signer: &Signer<'_>, operation: &str, input: &Value) -> Value {
        let target = format!("secretsmanager.{operation}");
        let request = signer.request("secretsmanager", &[("x-amz-target", &target)], &input.to_string());
        from_str(&exchange(&self.address, &request)).unwrap()
    }

    /// What it logs, when the command has that piped.
    pub(crate) fn log(&mut self) -> BufReader<ChildStderr> {
        BufReader::new(self.running.0.stderr.take().unwrap())
    }
}

impl Signer<'_> {
    /// A request that is signed now, in eu-west-1; the headers are signed, too.
    pub(crate) fn request(&self, service: &str, headers: &[(&str, &str)], body: &str) -> String {
        let now = jiff::Timestamp::now().strftime("%Y%m%dT%H%M%SZ").to_string();
        self.request_at(&now, service, headers, body)
    }

    /// The same, signed at another time.
    pub(crate) fn request_at(&self, time: &str, service: &str, headers: &[(&str, &str)], body: &str) -> String {
        let token = self.token.map(|token| ("x-amz-security-token", token));
        let mut headers = [&[("host", "secretsmith"), ("x-amz-date", time)], headers, token.as_slice()].concat();
        headers.sort_unstable();
        let body_sha256 = &hex_sha256(body.as_bytes());
        let parts = Parts { method: "POST", path: "/", query: "", headers: &headers, body_sha256 };
        let scope = Scope { date: &time[..8], region: "eu-west-1", service };
        let authorization = parts.authorization(self.id, &SigningKey::derive(self.secret, &scope), time, &scope);
        let headers: String = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        format!(
            "POST / HTTP/1.1\r\n{headers}authorization: {authorization}\r\nconnection: close\r\ncontent-length: {}\r\n\
             \r\n{body}",
            body.len()
        )
    }
}

/// Sends a request, which closes the connection; gives the body of the answer.
pub(crate) fn exchange(address: &str, request: &str) -> String {
    answer(address, request).1
}

/// Sends a request, which closes the connection; gives the head and the body of the answer.
pub(crate) fn answer(address: &str, request: &str) -> (String, String) {
    let mut connection = TcpStream::connect(address).unwrap();
    connection.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    (head.to_owned(), body.to_owned())
}

/// The one line that a run that failed wrote to standard error.
pub(crate) fn failed(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    stderr
}
