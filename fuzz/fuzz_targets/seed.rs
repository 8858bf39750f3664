//! Seeds and snapshots: whatever the text, it is read or refused, and what is read can be put into a store.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use secretsmith_reference::{InMemory, Snapshot};
use secretsmith_server::seed::{Language, Seed, sow};
use tokio::runtime::{Builder, Runtime};

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Builder::new_current_thread().build().expect("threads"));

fuzz_target!(|text: &str| {
    for language in [Language::Json, Language::Yaml] {
        let Ok(seed) = Seed::read("seed", text, language) else { continue };
        let service = InMemory::new();
        if RUNTIME.block_on(sow(&[seed], &service)).is_err() {
            assert_eq!(service.usage().secrets, 0);
        }
    }
    if let Ok(snapshot) = Snapshot::from_json(text.as_bytes()) {
        let json = snapshot.to_json();
        assert_eq!(Snapshot::from_json(&json).expect("it was written so").to_json(), json);
        InMemory::new().restore(snapshot);
    }
});
