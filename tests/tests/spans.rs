//! Spans of calls that run on another thread than their callers'.
//!
//! It is the only test of its process, because all threads of one share what is known of who listens.

use std::io::{Read, Seek};
use std::sync::Arc;

use secretsmith::blocking::Client;
use secretsmith_reference::InMemory;
use tracing::{Level, debug_span, subscriber};

#[test]
fn the_spans_of_a_call_are_within_that_of_its_caller() {
    let mut log = tempfile::tempfile().expect("a file");
    let writer = Arc::new(log.try_clone().expect("the same file"));
    let subscriber = tracing_subscriber::fmt().with_writer(writer).with_max_level(Level::DEBUG).with_ansi(false);
    let client = Client::in_process(InMemory::new());
    subscriber::with_default(subscriber.finish(), || debug_span!("caller").in_scope(|| client.list_secrets().send()))
        .expect("it is answered");

    let mut text = String::new();
    log.rewind().and_then(|()| log.read_to_string(&mut text)).expect("what was written");
    let answered = text.lines().find(|line| line.contains("answered")).unwrap_or_else(|| panic!("{text}"));
    assert!(answered.contains("caller:call{") && answered.contains("}:attempt{number=1"), "{answered}");
}
