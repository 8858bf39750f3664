//! The pure rules, each beside its section of behaviour.md.

mod accounts;
mod arns;
mod dates;
mod external;
mod keys;
mod labels;
mod names;
mod pages;
mod passwords;
mod regions;
mod replication;
mod schedule;
mod tags;
mod versions;
mod windows;
mod words;

use secretsmith::Sensitive;
use secretsmith::primitives::DateTime;
use secretsmith_reference::Refusal;
use secretsmith_reference::rules::kms::KmsKey;
use secretsmith_reference::rules::labels::Label;
use secretsmith_reference::rules::value::Value;
use secretsmith_reference::rules::version::{Version, Versions};

fn time(text: &str) -> DateTime {
    text.parse().expect("the test has a good date")
}

fn version(id: &str, now: DateTime) -> Version {
    Version::new(id, Value::Text(Sensitive::from("value")), KmsKey::Default, now)
}

fn labels(names: &[&str]) -> Vec<Label> {
    names.iter().map(|name| Label::from(*name)).collect()
}

/// The labelled versions as the specification writes them: `v1 [AWSPREVIOUS], v2 [AWSCURRENT]`.
fn shown(versions: &Versions) -> String {
    let show = |version: &Version| {
        let mut labels: Vec<&str> = version.labels().iter().map(Label::as_str).collect();
        labels.sort_unstable();
        format!("{} [{}]", version.id(), labels.join(", "))
    };
    versions.labelled().map(show).collect::<Vec<_>>().join(", ")
}

#[track_caller]
fn assert_refused<T: std::fmt::Debug>(result: Result<T, Refusal>, expected: &str) {
    let refusal = result.expect_err("the rule has to refuse this");
    assert_eq!(refusal.to_string(), expected);
}
