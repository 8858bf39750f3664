//! As much of AWS Lambda as it takes to begin a rotation and to cancel it: there is every function but
//! one, and all fail.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;
use std::time::Duration;

/// How long a request may take to come in.
const REQUEST: Duration = Duration::from_secs(10);

/// What the path of the function has in it that is not there.
const MISSING: &str = "/functions/missing";

/// Answers for as long as this program runs; gives the URL.
///
/// # Errors
/// When it cannot listen.
pub(crate) fn start() -> Result<String, String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let listener = listener.map_err(|error| format!("cannot listen for rotations: {error}"))?;
    let address = listener.local_addr().map_err(|error| format!("cannot tell where to send rotations: {error}"))?;
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // Whoever asked and went sees to it themselves.
            let _ = answer(&stream);
        }
    });
    Ok(format!("http://{address}"))
}

/// Answers one request: whether there is a function, or how it ended.
fn answer(mut stream: &TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(REQUEST))?;
    let mut reader = BufReader::new(stream);
    let mut request = String::new();
    reader.read_line(&mut request)?;
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        match line.trim_end().split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().unwrap_or(0);
            }
            Some(_) => {}
            None => break,
        }
    }
    io::copy(&mut reader.take(length), &mut io::sink())?;
    stream.write_all(response(&request).as_bytes())
}

/// The response to a request, of which this is the first line.
fn response(request: &str) -> String {
    let (status, failed, body) = match request {
        _ if request.contains(MISSING) => ("404 Not Found", "", r#"{"Type":"User","Message":"Function not found"}"#),
        _ if request.starts_with("GET ") => ("200 OK", "", "{}"),
        _ => ("200 OK", "X-Amz-Function-Error: Unhandled\r\n", r#"{"errorMessage":"it always does"}"#),
    };
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{failed}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}")
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    #[test]
    fn functions_are_there_but_one_and_fail() {
        let url = super::start().unwrap();
        let ask = |request: &str| {
            let mut stream = TcpStream::connect(url.trim_start_matches("http://")).unwrap();
            stream.write_all(request.as_bytes()).unwrap();
            let mut response = String::new();
            stream.read_to_string(&mut response).unwrap();
            response
        };
        let found = ask("GET /2015-03-31/functions/failing HTTP/1.1\r\nhost: here\r\n\r\n");
        assert!(found.starts_with("HTTP/1.1 200 OK\r\n") && !found.contains("Error"), "{found}");
        let missing = ask("GET /2015-03-31/functions/missing HTTP/1.1\r\n\r\n");
        assert!(missing.starts_with("HTTP/1.1 404 "), "{missing}");
        let called = ask("POST /2015-03-31/functions/failing/invocations HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}");
        assert!(called.contains("X-Amz-Function-Error: Unhandled\r\n"), "{called}");
    }
}
