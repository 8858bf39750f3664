//! §4.2: what a rotation function receives, as bytes over HTTP.

use std::sync::{Arc, Mutex};

use secretsmith::Client;
use secretsmith::primitives::DateTime;
use secretsmith_reference::InMemory;
use secretsmith_server::lambda::Lambda;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::support::{json, version};

const FUNCTION: &str = "arn:aws:lambda:eu-west-1:111122223333:function:rotate";

/// The bodies that a function was sent.
type Bodies = Arc<Mutex<Vec<String>>>;

/// Starts a function that does nothing but keep what it is sent; gives its URL.
async fn function() -> (String, Bodies) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("a port that is bound"));
    let bodies = Bodies::default();
    let kept = Arc::clone(&bodies);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let body = exchange(stream).await;
            kept.lock().expect("nothing fails meanwhile").push(body);
        }
    });
    (url, bodies)
}

/// Reads a request and answers it; gives its body.
async fn exchange(stream: TcpStream) -> String {
    let mut stream = BufReader::new(stream);
    let mut length = 0;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.expect("the request comes");
        match line.trim_end().to_ascii_lowercase().split_once(": ") {
            Some(("content-length", value)) => length = value.parse().expect("a number"),
            None if line.trim_end().is_empty() => break,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.expect("the body is complete");
    let answer = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 4\r\n\r\nnull";
    stream.write_all(answer.as_bytes()).await.expect("the connection is open");
    String::from_utf8(body).expect("bodies are UTF-8")
}

#[tokio::test]
async fn each_step_comes_with_the_secret_the_version_and_the_token() {
    let (url, bodies) = function().await;
    let lambda = Lambda::new().function(FUNCTION, url.parse().expect("a good URL"));
    let service = InMemory::builder().region("eu-west-1").account("111122223333").rotation_functions(lambda).build();
    let client = Client::in_process(service.clone());
    let created = client.create_secret().name("db").secret_string("one").send().await.expect("the name is free");
    let arn = created.arn.expect("every secret has an ARN");
    let rotate = client.rotate_secret().secret_id("db").client_request_token(version(2)).rotation_lambda_arn(FUNCTION);
    rotate.send().await.expect("the function is there");
    service.run_due(DateTime::now()).await;

    let bodies = std::mem::take(&mut *bodies.lock().expect("nothing fails meanwhile"));
    let bodies: Vec<Value> = bodies.iter().map(|body| json(body)).collect();
    let token = bodies[0]["RotationToken"].as_str().expect("a token").to_owned();
    assert_eq!(token.split('-').map(str::len).collect::<Vec<_>>(), [8, 4, 4, 4, 12], "a UUID");
    let expected = ["createSecret", "setSecret", "testSecret", "finishSecret"].map(|step| {
        json!({
            "Step": step,
            "SecretId": arn,
            "ClientRequestToken": version(2),
            "RotationToken": token,
        })
    });
    assert_eq!(bodies, expected);
}
