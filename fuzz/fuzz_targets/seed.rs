//! Seeds: whatever the text, as JSON and as YAML, it is read or refused, and what is read is sown whole or not at all.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use secretsmith::Client;
use secretsmith_reference::{InMemory, Invocation, ManualClock, Randomness};
use secretsmith_server::seed::{Language, Seed, SeedError, Seeded, sow};
use tokio::runtime::{Builder, Runtime};

static RUNTIME: LazyLock<Runtime> =
    LazyLock::new(|| Builder::new_current_thread().enable_all().build().expect("threads"));

/// What no message has of its own, so that one with it in it shows something of the seed.
const MARK: char = '~';

const FUNCTION: &str = "arn:aws:lambda:us-east-1:123456789012:function:rotate";

fuzz_target!(|text: &str| {
    for language in [Language::Json, Language::Yaml] {
        match Seed::read("seed", text, language) {
            Ok(seed) => RUNTIME.block_on(sown(&[seed], text)),
            // Nobody knows yet what of it is a value, so nothing of it is shown.
            Err(error) => told(&error, text, Hidden::All),
        }
    }
});

/// What of a seed no message may show.
#[derive(PartialEq)]
enum Hidden {
    All,
    Nothing,
}

/// Sows a seed twice: the second time everything is there.
async fn sown(seeds: &[Seed], text: &str) {
    let service = store().await;
    let before = service.snapshot().to_json();
    match sow(seeds, &service).await {
        Ok(Seeded { created, kept, .. }) => {
            let after = service.snapshot().to_json();
            let again = sow(seeds, &service).await.expect("it was sown before");
            assert!(again.created.is_empty(), "{:?}", again.created);
            assert_eq!(again.kept.len(), created.len() + kept.len());
            assert_eq!(service.snapshot().to_json(), after);
        }
        Err(error) => {
            // `Debug` of a seed has all of it but the values.
            let hidden = if format!("{seeds:?}").contains(MARK) { Hidden::Nothing } else { Hidden::All };
            told(&error, text, hidden);
            assert_eq!(service.snapshot().to_json(), before);
        }
    }
}

/// A store with a secret in it, in which it is always the same time, and chance always the same.
async fn store() -> InMemory {
    let clock = ManualClock::at("2026-01-01T00:00:00Z".parse().expect("a time"));
    let service = InMemory::builder().clock(clock).randomness(Randomness::seeded(1));
    let service = service.rotation_function(FUNCTION, |_: Invocation| async { Ok(()) }).build();
    let call = Client::in_process(service.clone()).create_secret().name("before").secret_string("before");
    call.client_request_token("1".repeat(32)).send().await.expect("the secret is new");
    service
}

/// A message begins with the name, a line that there is, and a column.
fn told(error: &SeedError, text: &str, hidden: Hidden) {
    let told = error.to_string();
    let mut parts = told.split(':');
    assert_eq!(parts.next(), Some("seed"), "{told}");
    let mut number = || parts.next().and_then(|part| part.parse::<usize>().ok());
    let (line, column) = (number(), number());
    // The end of the text counts as a line: it is where something is missing.
    let lines = text.matches(['\n', '\r']).count() + 2;
    assert!(line.is_some_and(|line| (1..=lines).contains(&line)) && column.is_some(), "{told}");
    assert!(hidden == Hidden::Nothing || !told.contains(MARK), "{told}");
}
