//! `--rotation`, `--lambda-endpoint` and `AWS_ENDPOINT_URL_LAMBDA`: where rotation functions are.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::running::{Served, secretsmith};

const FUNCTION: &str = "arn:aws:lambda:eu-west-1:111122223333:function:rotate";

const SOUGHT: &str = "GET /2015-03-31/functions/rotate HTTP/1.1";

const INVOKED: &str = "POST /2015-03-31/functions/rotate/invocations HTTP/1.1";

/// How long a test waits for a request that does not come.
const PATIENCE: Duration = Duration::from_secs(60);

/// Something in place of Lambda, in which every function is and succeeds; keeps the first lines of requests.
struct Lambda {
    url: String,
    requests: Receiver<String>,
}

impl Lambda {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (seen, requests) = channel();
        thread::spawn(move || {
            for connection in listener.incoming() {
                // When nobody looks any more, the test is over.
                if seen.send(answer(connection.unwrap())).is_err() {
                    return;
                }
            }
        });
        Self { url, requests }
    }

    /// The next request.
    fn next(&self) -> String {
        self.requests.recv_timeout(PATIENCE).unwrap()
    }

    /// Waits for a request.
    fn wait_for(&self, request: &str) {
        while self.next() != request {}
    }
}

/// Answers one request; gives its first line.
fn answer(connection: TcpStream) -> String {
    let mut reader = BufReader::new(&connection);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        match line.trim_end() {
            "" => break,
            line => lines.push(line.to_ascii_lowercase()),
        }
        if lines.len() == 1 {
            lines[0] = line.trim_end().to_owned();
        }
    }
    let length = lines.iter().find_map(|line| line.strip_prefix("content-length: "));
    let mut body = vec![0; length.map_or(0, |length| length.parse().unwrap())];
    reader.read_exact(&mut body).unwrap();
    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\nconnection: close\r\n\r\nnull";
    (&connection).write_all(answer).unwrap();
    lines.swap_remove(0)
}

/// Creates a secret, and has it rotated by a function.
fn rotate(server: &Served, function: &str) -> Value {
    let token = |number: u32| format!("{number:032}");
    server.call("111122223333", "CreateSecret", &json!({"Name": "db", "ClientRequestToken": token(1)}));
    let rules = json!({"AutomaticallyAfterDays": 30});
    let input = json!({"SecretId": "db", "ClientRequestToken": token(2), "RotationLambdaARN": function,
        "RotationRules": rules});
    server.call("111122223333", "RotateSecret", &input)
}

#[track_caller]
fn assert_unknown_function(answer: &Value) {
    assert_eq!(answer["__type"], "AccessDeniedException", "{answer}");
}

#[test]
fn a_function_with_a_url_of_its_own_is_called_there_and_no_other_is_known() {
    let lambda = Lambda::start();
    let server = Served::with(&["--rotation", &format!("{FUNCTION}={}", lambda.url)]);
    assert_unknown_function(&rotate(&server, &format!("{FUNCTION}-other")));
    assert_eq!(rotate(&server, FUNCTION)["Name"], "db");
    assert_eq!(lambda.next(), INVOKED);
}

#[test]
fn without_any_there_is_no_function() {
    assert_unknown_function(&rotate(&Served::with(&[]), FUNCTION));
}

#[test]
fn functions_are_looked_for_at_the_endpoint_and_called_there() {
    let lambda = Lambda::start();
    let server = Served::with(&["--lambda-endpoint", &lambda.url]);
    assert_eq!(rotate(&server, FUNCTION)["Name"], "db");
    assert_eq!(lambda.next(), SOUGHT);
    lambda.wait_for(INVOKED);
}

#[test]
fn the_endpoint_may_stand_in_the_environment_and_the_option_wins() {
    let [named, given, ignored] = [(); 3].map(|()| Lambda::start());
    let serve = |arguments: &[&str], url: &str| {
        let mut command = secretsmith(&[&["serve", "--addr", "127.0.0.1:0"], arguments].concat());
        command.env("AWS_ENDPOINT_URL_LAMBDA", url);
        Served::start(command)
    };
    rotate(&serve(&[], &named.url), FUNCTION);
    assert_eq!(named.next(), SOUGHT);
    rotate(&serve(&["--lambda-endpoint", &given.url], &ignored.url), FUNCTION);
    assert_eq!(given.next(), SOUGHT);
    assert!(ignored.requests.try_recv().is_err(), "nobody asks there");
}
