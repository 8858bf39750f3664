//! The program, run, and called.

use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, from_str};

/// The program, with nothing of the environment that concerns it.
pub(crate) fn secretsmith(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_secretsmith"));
    for (variable, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("SECRETSMITH_")) {
        command.env_remove(variable);
    }
    command.args(arguments).env_remove("AWS_ENDPOINT_URL_LAMBDA").stdin(Stdio::null());
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
    pub(crate) fn stop(self) {
        assert_eq!(self.end("-TERM"), Some(0));
    }

    /// Ends it with a signal; gives its status.
    pub(crate) fn end(mut self, signal: &str) -> Option<i32> {
        self.signal(signal);
        self.running.0.wait().unwrap().code()
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

    /// Asks for something else than an operation, such as `GET /health`; gives status and answer.
    pub(crate) fn ask(&self, what: &str, body: &str) -> (u16, Value) {
        let length = body.len();
        let head = format!("{what} HTTP/1.1\r\nhost: secretsmith\r\nconnection: close\r\ncontent-length: {length}");
        let answer = exchange_all(&self.address, &format!("{head}\r\n\r\n{body}"));
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), from_str(body).unwrap())
    }
}

/// Sends a request, which closes the connection; gives the body of the answer.
pub(crate) fn exchange(address: &str, request: &str) -> String {
    exchange_all(address, request).split_once("\r\n\r\n").unwrap().1.to_owned()
}

fn exchange_all(address: &str, request: &str) -> String {
    let mut connection = TcpStream::connect(address).unwrap();
    connection.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    connection.read_to_string(&mut answer).unwrap();
    answer
}

/// The one line that a run that failed wrote to standard error.
pub(crate) fn failed(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    stderr
}
