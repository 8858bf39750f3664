//! Clients that speak plain HTTP where TLS is spoken.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// With what every conversation in TLS begins: the type of a record with a handshake.
const HANDSHAKE: u8 = 0x16;

const TEXT: &str = "This port speaks TLS: call it with https:// in place of http://.\n";

/// Whether a client, once it has said something, speaks TLS.
pub(super) async fn speaks_tls(stream: &TcpStream) -> io::Result<bool> {
    let mut first = [0];
    // Who says nothing at all and hangs up is no matter.
    Ok(stream.peek(&mut first).await? == 0 || first[0] == HANDSHAKE)
}

/// Tells a client what is spoken here; gives why it is not served.
pub(super) async fn refuse(mut stream: TcpStream) -> io::Error {
    let answer = format!(
        "HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{TEXT}",
        TEXT.len()
    );
    let told = async {
        stream.write_all(answer.as_bytes()).await?;
        stream.shutdown().await?;
        // Who is hung up on while sending may not look at what came back.
        while stream.read(&mut [0; 1024]).await? > 0 {}
        Ok(())
    };
    told.await.err().unwrap_or_else(|| io::Error::other("the client does not speak TLS"))
}
