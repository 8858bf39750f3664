//! A connection of the load: bytes out, bytes in, and as little work between as can be.

use std::str;

use httparse::{EMPTY_HEADER, Response, Status};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::BoxError;

/// One connection, kept open.
pub(super) struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

impl Connection {
    pub(super) async fn open(authority: &str) -> Result<Self, BoxError> {
        let stream = TcpStream::connect(authority).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, received: Vec::with_capacity(64 * 1024) })
    }

    /// Sends a request, and gives the body of the answer.
    pub(super) async fn exchange(&mut self, request: &[u8]) -> Result<&[u8], BoxError> {
        self.stream.write_all(request).await?;
        self.received.clear();
        loop {
            if self.stream.read_buf(&mut self.received).await? == 0 {
                return Err("the server closed the connection".into());
            }
            if let Some(head) = Head::of(&self.received)?
                && self.received.len() >= head.length + head.body
            {
                let body = &self.received[head.length..];
                return match head.status {
                    200 => Ok(body),
                    status => Err(format!("status {status}: {}", String::from_utf8_lossy(body)).into()),
                };
            }
        }
    }
}

/// What is before the body of an answer.
struct Head {
    status: u16,
    length: usize,
    body: usize,
}

impl Head {
    /// The head at the beginning of what was received, if it is complete.
    fn of(received: &[u8]) -> Result<Option<Self>, BoxError> {
        let mut headers = [EMPTY_HEADER; 32];
        let mut response = Response::new(&mut headers);
        let Status::Complete(length) = response.parse(received)? else { return Ok(None) };
        let body = response.headers.iter().find(|header| header.name.eq_ignore_ascii_case("content-length"));
        let body = body.ok_or("an answer without content-length")?;
        let body = str::from_utf8(body.value)?.parse()?;
        Ok(Some(Self { status: response.code.unwrap_or_default(), length, body }))
    }
}
