//! What clients may take of the server: time, connections, memory.

use std::time::Duration;

use tokio::time::Instant;

/// The limits of a server. The defaults suit one that a team of developers and its tests share; `Duration::MAX` is as
/// good as no limit.
///
/// A client that is over a limit loses its connection, or its request is refused. Others notice it only when the
/// [connections](Self::connections) or the room for [bodies](Self::bodies_bytes) or
/// [answers](Self::answers_bytes) are used up. How large the body of one
/// request may be is up to the service, see
/// [`with_body_limit`](secretsmith::server::HttpService::with_body_limit).
///
/// ```
/// use std::time::Duration;
/// use secretsmith_server::Limits;
///
/// let mut limits = Limits::default();
/// limits.connections = 10_000;
/// limits.idle = Duration::from_secs(600);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// How many connections there are at most, and at least one; who comes then waits until one ends. 900 unless set,
    /// since many systems give a process no more than 1024 files.
    pub connections: usize,
    /// How long a client may take to agree on TLS; 10 s unless set.
    pub handshake: Duration,
    /// How long a client may take for the head of a request: from its first byte, or from the opening of the
    /// connection if it is the first one, to its last; 10 s unless set.
    pub head: Duration,
    /// How many bytes the head of a request may have; more are answered with status 431. 64 KiB unless set, and at
    /// least 8 KiB.
    pub head_bytes: u32,
    /// How long a client may be silent within a body; then it is answered with status 408. 10 s unless set.
    pub body_silence: Duration,
    /// How long a client may take for a whole body; then it is answered with status 408. 60 s unless set.
    pub body: Duration,
    /// How many bytes there are at most of bodies that are being read, on all connections together; what is beyond is
    /// answered with status 503, after which SDKs try again. Over HTTP/1 a piece that is known to be the last as it
    /// comes, and so a body that comes in a single one, does not count: it has at most
    /// [`head_bytes`](Self::head_bytes). Over HTTP/2, where a connection has many requests at once, their heads count,
    /// too. 256 MiB unless set.
    pub bodies_bytes: usize,
    /// How many bytes there are at most of answers that clients have not taken yet, on all connections together; as
    /// long as there are more, requests are answered with status 503, before anything is done about them. Over HTTP/1,
    /// where a connection has one answer at a time, those up to 16 KiB do not count. 256 MiB unless set.
    pub answers_bytes: usize,
    /// How long a client may take to read an answer; 60 s unless set.
    pub answer: Duration,
    /// How long a connection may be open without a request; 120 s unless set, longer than clients keep connections.
    pub idle: Duration,
    /// How many requests a client may make at once on a connection of HTTP/2; 100 unless set.
    pub streams: u32,
    /// How often a connection of HTTP/2 is asked for a sign of life, which it has as long for; 20 s unless set.
    pub ping: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 900,
            handshake: Duration::from_secs(10),
            head: Duration::from_secs(10),
            head_bytes: 64 * 1024,
            body_silence: Duration::from_secs(10),
            body: Duration::from_secs(60),
            bodies_bytes: 256 * 1024 * 1024,
            answers_bytes: 256 * 1024 * 1024,
            answer: Duration::from_secs(60),
            idle: Duration::from_secs(120),
            streams: 100,
            ping: Duration::from_secs(20),
        }
    }
}

/// Longer than any server runs, and short enough to count with.
pub(crate) const FAR: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// When a limit is over that began at some time.
pub(crate) fn after(begin: Instant, limit: Duration) -> Instant {
    begin + limit.min(FAR)
}
