//! HTTP/2 with prior knowledge, frame by frame (RFC 9113).

use std::future::pending;
use std::net::SocketAddr;
use std::time::Duration;

use secretsmith_reference::InMemory;
use secretsmith_server::{Options, serve_with};
use tokio::io::{AsyncReadExt, AsyncWriteExt, ReadHalf, WriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{sleep, timeout};

use crate::raw::{EMPTY_LIST, Raw, limits, list, request, serve, start};
use crate::turns::OneAtATime;

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const CONTINUATION: u8 = 9;

const END_STREAM: u8 = 1;
const ACK: u8 = 1;
const END_HEADERS: u8 = 4;

/// The field `:status: 431`, as HPACK has it: a name of the table, and three digits in Huffman's code.
const STATUS_431: [u8; 5] = [0x48, 0x83, 0x69, 0x90, 0xff];

const REFUSED_STREAM: u32 = 7;
const ENHANCE_YOUR_CALM: u32 = 11;

const SHORT: Duration = Duration::from_millis(200);

/// How long a test waits for what does not come.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Debug, PartialEq, Eq)]
struct Frame {
    kind: u8,
    flags: u8,
    stream: u32,
    payload: Vec<u8>,
}

impl Frame {
    fn new(kind: u8, flags: u8, stream: u32, payload: impl Into<Vec<u8>>) -> Self {
        Self { kind, flags, stream, payload: payload.into() }
    }

    fn bytes(&self) -> Vec<u8> {
        let length = u32::try_from(self.payload.len()).unwrap().to_be_bytes();
        [&length[1..], &[self.kind, self.flags], &self.stream.to_be_bytes(), &self.payload].concat()
    }

    /// The code of an error, in a frame that has one.
    fn code(&self) -> u32 {
        let at = if self.kind == GOAWAY { 4 } else { 0 };
        u32::from_be_bytes(self.payload[at..at + 4].try_into().unwrap())
    }
}

/// The headers of a [`list`] with a body of any length, written out: fields that are not to be remembered.
fn head_of_list() -> Vec<u8> {
    let list = list();
    let (head, _) = list.split_once("\r\n\r\n").unwrap();
    let fields = head.lines().skip(2).map(|line| line.split_once(": ").unwrap());
    let fields = fields.filter(|(name, _)| *name != "Content-Length");
    // `:method: POST`, `:scheme: http` and `:path: /` stand in the table that everybody has.
    let mut block = vec![0x83, 0x86, 0x84];
    for (name, value) in fields {
        block.push(0);
        write_text(&mut block, &name.to_ascii_lowercase());
        write_text(&mut block, value);
    }
    block
}

fn write_text(block: &mut Vec<u8>, text: &str) {
    match text.len().checked_sub(127) {
        None => block.push(u8::try_from(text.len()).unwrap()),
        Some(mut rest) => {
            block.push(127);
            while rest > 127 {
                block.push(u8::try_from(rest & 127).unwrap() | 128);
                rest >>= 7;
            }
            block.push(u8::try_from(rest).unwrap());
        }
    }
    block.extend(text.as_bytes());
}

/// What comes from the server.
struct Frames(ReadHalf<TcpStream>);

impl Frames {
    /// The next frame, if the connection does not end before it.
    async fn next(&mut self) -> Option<Frame> {
        let next = async {
            let mut head = [0; 9];
            self.0.read_exact(&mut head).await.ok()?;
            let [a, b, c, kind, flags, stream @ ..] = head;
            let mut payload = vec![0; usize::try_from(u32::from_be_bytes([0, a, b, c])).unwrap()];
            self.0.read_exact(&mut payload).await.ok()?;
            Some(Frame { kind, flags, stream: u32::from_be_bytes(stream), payload })
        };
        timeout(PATIENCE, next).await.expect("a frame comes, or the end")
    }

    /// The next frame of a kind; what comes before is passed over.
    async fn wait_for(&mut self, kind: u8) -> Frame {
        loop {
            let frame = self.next().await.expect("the connection is open");
            if frame.kind == kind {
                return frame;
            }
        }
    }

    /// Waits for the end; gives the code of the last frame that said why it comes.
    async fn wait_for_end(&mut self) -> Option<u32> {
        let mut code = None;
        while let Some(frame) = self.next().await {
            if frame.kind == GOAWAY {
                code = Some(frame.code());
            }
        }
        code
    }
}

/// A client that does what it likes.
struct Client {
    frames: Frames,
    writer: WriteHalf<TcpStream>,
}

impl Client {
    /// Opens a connection, with these settings.
    async fn open(address: SocketAddr, settings: &[(u16, u32)]) -> Self {
        let (reader, writer) = tokio::io::split(TcpStream::connect(address).await.unwrap());
        let mut client = Self { frames: Frames(reader), writer };
        client.writer.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").await.unwrap();
        let settings: Vec<u8> =
            settings.iter().flat_map(|(id, value)| [&id.to_be_bytes()[..], &value.to_be_bytes()].concat()).collect();
        client.send(Frame::new(SETTINGS, 0, 0, settings)).await;
        client
    }

    /// A connection to a server of its own, with the default limits.
    async fn alone() -> Self {
        Self::open(start(Options::new()).await, &[]).await
    }

    async fn send(&mut self, frame: Frame) {
        self.writer.write_all(&frame.bytes()).await.unwrap();
    }

    /// Begins a request on a stream.
    async fn begin(&mut self, stream: u32) {
        self.send(Frame::new(HEADERS, END_HEADERS, stream, head_of_list())).await;
    }

    /// Makes a request that is as it should be.
    async fn list(&mut self, stream: u32) {
        self.begin(stream).await;
        self.send(Frame::new(DATA, END_STREAM, stream, "{}")).await;
    }

    /// Asserts that a request is answered without a body.
    async fn assert_refused(&mut self, stream: u32) {
        let head = self.frames.wait_for(HEADERS).await;
        assert_eq!((head.stream, head.flags), (stream, END_HEADERS | END_STREAM));
    }

    async fn assert_answered(&mut self, stream: u32) {
        let answer = self.frames.wait_for(DATA).await;
        assert_eq!((answer.stream, answer.payload.as_slice()), (stream, EMPTY_LIST.as_bytes()));
    }
}

/// Sends frames without end; gives the code with which the server ends the connection.
async fn flood(frames: impl Fn(u32) -> Vec<Frame>) -> Option<u32> {
    let Client { frames: mut back, mut writer } = Client::alone().await;
    let flooding = async {
        let mut numbers = 0..;
        let mut goes_on = true;
        while goes_on {
            let bytes: Vec<u8> = frames(numbers.next().unwrap()).iter().flat_map(Frame::bytes).collect();
            goes_on = writer.write_all(&bytes).await.is_ok();
        }
        pending().await
    };
    tokio::select! {
        code = back.wait_for_end() => code,
        () = flooding => unreachable!("it waits for ever"),
    }
}

#[tokio::test]
async fn requests_are_answered_each_on_its_stream() {
    let mut client = Client::alone().await;
    for stream in [1, 3, 5] {
        client.list(stream).await;
        client.assert_answered(stream).await;
    }
}

#[tokio::test]
async fn requests_wait_their_turn_for_a_service_that_takes_one_at_a_time() {
    let service = OneAtATime::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(serve_with(Options::new(), listener, service.clone(), pending()));
    let mut client = Client::open(address, &[]).await;
    let streams = [1, 3, 5, 7];
    for stream in streams {
        client.list(stream).await;
    }
    // Once this is answered, all of them have been begun.
    client.send(Frame::new(PING, 0, 0, [1; 8])).await;
    client.frames.wait_for(PING).await;
    service.begin();
    let mut answered = Vec::new();
    for _ in streams {
        answered.push(client.frames.wait_for(DATA).await.stream);
    }
    answered.sort_unstable();
    assert_eq!(answered, streams);
}

#[tokio::test]
async fn a_client_may_begin_more_requests_than_it_ends_but_not_without_bounds() {
    let address = start(limits(|limits| limits.streams = 4)).await;
    let mut client = Client::open(address, &[]).await;
    let settings = client.frames.wait_for(SETTINGS).await;
    assert!(settings.payload.chunks(6).any(|setting| setting == [0, 3, 0, 0, 0, 4]), "{settings:?}");
    for stream in [1, 3, 5, 7, 9] {
        client.begin(stream).await;
    }
    let refused = client.frames.wait_for(RST_STREAM).await;
    assert_eq!((refused.stream, refused.code()), (9, REFUSED_STREAM));
    client.send(Frame::new(DATA, END_STREAM, 1, "{}")).await;
    client.assert_answered(1).await;
}

#[tokio::test]
async fn a_flood_of_requests_that_are_taken_back_ends_the_connection() {
    let code = flood(|number| {
        let stream = 2 * number + 1;
        let begin = Frame::new(HEADERS, END_HEADERS, stream, head_of_list());
        vec![begin, Frame::new(RST_STREAM, 0, stream, [0, 0, 0, 8])]
    });
    assert_eq!(code.await, Some(ENHANCE_YOUR_CALM));
}

#[tokio::test]
async fn a_head_without_end_ends_the_connection() {
    let code = flood(|number| {
        let kind = if number == 0 { HEADERS } else { CONTINUATION };
        vec![Frame::new(kind, 0, 1, if number == 0 { head_of_list() } else { long_field(8000) })]
    });
    assert_eq!(code.await, Some(ENHANCE_YOUR_CALM));
}

/// A header that is added to a head.
fn long_field(length: usize) -> Vec<u8> {
    let mut block = vec![0];
    write_text(&mut block, "x-long");
    write_text(&mut block, &"x".repeat(length));
    block
}

#[tokio::test]
async fn too_large_a_head_is_refused_and_the_connection_stays() {
    let mut client = Client::alone().await;
    client.send(Frame::new(HEADERS, END_STREAM, 1, head_of_list())).await;
    for number in 1..=5 {
        let flags = if number == 5 { END_HEADERS } else { 0 };
        client.send(Frame::new(CONTINUATION, flags, 1, long_field(16_000))).await;
    }
    let refused = client.frames.wait_for(HEADERS).await;
    assert_eq!((refused.stream, refused.flags), (1, END_HEADERS | END_STREAM));
    assert_eq!(refused.payload, STATUS_431);
    client.list(3).await;
    client.assert_answered(3).await;
}

#[tokio::test]
async fn a_body_that_stops_is_answered_while_others_go_on() {
    let address = start(limits(|limits| limits.body_silence = SHORT)).await;
    let mut client = Client::open(address, &[]).await;
    client.begin(1).await;
    client.list(3).await;
    client.assert_answered(3).await;
    let timed_out = client.frames.wait_for(HEADERS).await;
    assert_eq!((timed_out.stream, timed_out.flags), (1, END_HEADERS | END_STREAM));
    client.list(5).await;
    client.assert_answered(5).await;
}

#[tokio::test]
async fn a_body_takes_room_also_when_it_comes_in_one_frame() {
    let address = start(limits(|limits| limits.bodies_bytes = 3000)).await;
    let mut client = Client::open(address, &[]).await;
    client.begin(1).await;
    client.send(Frame::new(DATA, END_STREAM, 1, " ".repeat(4000))).await;
    client.assert_refused(1).await;
    for stream in [3, 5, 7] {
        client.list(stream).await;
        client.assert_answered(stream).await;
    }
}

#[tokio::test]
async fn heads_take_room_for_as_long_as_their_requests_are_in_progress() {
    let fields = long_field(1000);
    let address = start(limits(|limits| limits.bodies_bytes = 3000)).await;
    let mut client = Client::open(address, &[]).await;
    for stream in [1, 3, 5] {
        let head = [head_of_list(), fields.clone()].concat();
        client.send(Frame::new(HEADERS, END_HEADERS, stream, head)).await;
    }
    client.assert_refused(5).await;
    for stream in [1, 3] {
        client.send(Frame::new(DATA, END_STREAM, stream, "{}")).await;
        client.assert_answered(stream).await;
    }
    client.list(7).await;
    client.assert_answered(7).await;
}

#[tokio::test]
async fn answers_that_nobody_takes_have_requests_refused_before_anything_is_done() {
    let service = InMemory::new();
    // An answer has 17 bytes, and there is room for more as long as not more is taken than there is.
    let address = serve(limits(|limits| limits.answers_bytes = 40), service.clone()).await;
    let mut client = Client::open(address, &[(4, 0)]).await;
    for stream in [1, 3, 5] {
        client.list(stream).await;
        let head = client.frames.wait_for(HEADERS).await;
        assert_eq!((head.stream, head.flags), (stream, END_HEADERS), "its body is still to come");
    }
    client.list(7).await;
    client.assert_refused(7).await;
    let create = r#"{"Name":"db","ClientRequestToken":"00000000-0000-4000-8000-000000000001"}"#;
    let refused = Raw::open(address).await.exchange(request("CreateSecret", create)).await;
    assert_eq!((refused.status(), service.usage().secrets), (503, 0));
    // The settings change, and answers may be as long as they like.
    client.send(Frame::new(SETTINGS, 0, 0, [0, 4, 0, 1, 0, 0])).await;
    for stream in [1, 3, 5] {
        client.assert_answered(stream).await;
    }
    client.list(9).await;
    client.assert_answered(9).await;
    assert_eq!(Raw::open(address).await.exchange(request("CreateSecret", create)).await.status(), 200);
}

#[tokio::test]
async fn who_holds_bodies_back_gets_no_more_answers_kept() {
    let address = start(limits(|limits| limits.answers_bytes = 40)).await;
    let mut client = Client::open(address, &[(4, 0)]).await;
    let streams = [1, 3, 5, 7, 9];
    for stream in streams {
        client.begin(stream).await;
    }
    client.send(Frame::new(PING, 0, 0, [1; 8])).await;
    client.frames.wait_for(PING).await;
    let mut refused = 0;
    for stream in streams {
        client.send(Frame::new(DATA, END_STREAM, stream, "{}")).await;
        let head = client.frames.wait_for(HEADERS).await;
        assert_eq!(head.stream, stream);
        refused += u32::from(head.flags == END_HEADERS | END_STREAM);
    }
    assert_eq!(refused, 2, "as with three answers of 17 bytes there is no room for more");
}

#[tokio::test]
async fn a_host_takes_room_as_other_parts_of_a_head_do() {
    let address = start(limits(|limits| limits.bodies_bytes = 3000)).await;
    let mut client = Client::open(address, &[]).await;
    let mut head = vec![0];
    write_text(&mut head, ":authority");
    write_text(&mut head, &"a".repeat(4000));
    client.send(Frame::new(HEADERS, END_HEADERS, 1, [head, head_of_list()].concat())).await;
    client.assert_refused(1).await;
}

#[tokio::test]
async fn who_takes_no_answer_is_let_go() {
    // The first setting is of pushes, which nobody makes; the second says that no byte of a body may be sent.
    let address = start(limits(|limits| limits.answer = SHORT)).await;
    let mut client = Client::open(address, &[(2, 0), (4, 0)]).await;
    client.list(1).await;
    client.frames.wait_for(HEADERS).await;
    client.frames.wait_for_end().await;
}

#[tokio::test]
async fn who_gives_no_sign_of_life_is_let_go() {
    let address = start(limits(|limits| limits.ping = SHORT)).await;
    let mut client = Client::open(address, &[]).await;
    client.begin(1).await;
    for _ in 0..3 {
        let ping = client.frames.wait_for(PING).await;
        assert_eq!(ping.flags, 0);
        client.send(Frame::new(PING, ACK, 0, ping.payload)).await;
    }
    client.frames.wait_for(PING).await;
    client.frames.wait_for_end().await;
}

#[tokio::test]
async fn a_connection_that_rests_too_long_is_told_goodbye() {
    let address = start(limits(|limits| limits.idle = SHORT)).await;
    let mut client = Client::open(address, &[]).await;
    client.list(1).await;
    assert_eq!(client.frames.wait_for_end().await, Some(0));
}

#[tokio::test]
async fn what_clients_say_between_requests_is_no_head() {
    let address = start(limits(|limits| limits.head = SHORT)).await;
    let mut client = Client::open(address, &[]).await;
    client.list(1).await;
    client.assert_answered(1).await;
    client.send(Frame::new(PING, 0, 0, [1; 8])).await;
    sleep(SHORT * 2).await;
    client.list(3).await;
    client.assert_answered(3).await;
}

#[tokio::test]
async fn a_connection_without_a_request_is_closed() {
    let address = start(limits(|limits| limits.head = SHORT)).await;
    Client::open(address, &[]).await.frames.wait_for_end().await;
    let mut half = Raw::open(address).await;
    half.send("PRI * HTTP").await;
    half.assert_closed().await;
}
