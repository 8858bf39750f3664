//! Seeds: what they make, and what is told of one that is wrong.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use secretsmith::Client;
use secretsmith_reference::{InMemory, Invocation};
use secretsmith_server::seed::{Language, Seed, sow};

mod hidden;
mod levels;
mod made;
mod mistakes;
mod values;

const FUNCTION: &str = "arn:aws:lambda:us-east-1:123456789012:function:rotate";

fn store() -> InMemory {
    let function = |_: Invocation| async { Ok(()) };
    InMemory::builder().rotation_function(FUNCTION, function).build()
}

fn read(text: &str, language: Language) -> Seed {
    Seed::read("seed", text, language).unwrap()
}

/// What is wrong with a seed, also if only the service says so.
async fn problem(text: &str, language: Language) -> String {
    match Seed::read("seed", text, language) {
        Ok(seed) => sow(&[seed], &store()).await.expect_err("the service refuses it").to_string(),
        Err(error) => error.to_string(),
    }
}

fn client(service: &InMemory) -> Client {
    Client::in_process(service.clone())
}

/// The text that a secret has which is all there is in a seed.
async fn stored(text: &str, language: Language) -> String {
    let service = store();
    sow(&[read(text, language)], &service).await.unwrap();
    let secret = client(&service).get_secret_value().secret_id("a").send().await.unwrap();
    secret.secret_string().unwrap().to_owned()
}
