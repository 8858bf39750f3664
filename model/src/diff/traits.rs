//! Traits of which it is enough to know that they differ.

use std::collections::BTreeMap;

use super::found::{Found, Pair, Place};
use super::rules::{DEPRECATED, DOCUMENTATION, PLUMBING, RETRYABLE, Rule, SPARSE, STREAMING, TESTS, UNSEEN};
use super::show;
use crate::{Deprecated, Traits};

/// A trait, what it says, and the rule when it says something else.
struct Plain {
    id: &'static str,
    text: fn(&Traits) -> Option<String>,
    rule: &'static Rule,
}

/// Compares those traits of shapes, members, operations and services that mean the same wherever
/// they stand.
pub(super) fn compare(place: &Place<'_>, traits: Pair<&Traits>, found: &mut Found) {
    if !traits.differs() {
        return;
    }
    documentation(place, traits.map(|traits| traits.documentation.as_deref()), found);
    for Plain { id, text, rule } in &PLAIN {
        found.changed(&place.of_trait(id), rule, traits.map(text));
    }
    for (id, tests) in TEST_CASES {
        if traits.map(|traits| tests(traits)).differs() {
            found.changed(&place.of_trait(id), &TESTS, change(traits.map(|traits| tests(traits).is_some())));
        }
    }
}

/// Compares two texts of documentation. White space does not matter to those who read it.
fn documentation(place: &Place<'_>, texts: Pair<Option<&str>>, found: &mut Found) {
    let words = texts.map(|text| text.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")));
    let shown = match (&words.old, &words.new) {
        (Some(old), Some(new)) if old == new => texts.map(|text| text.map(|text| format!("{text:?}"))),
        (Some(_), Some(_)) => words,
        _ => words.map(|text| show::flag(text.is_some())),
    };
    found.changed(&place.of_trait("smithy.api#documentation"), &DOCUMENTATION, shown);
}

/// Something that is too long to be shown: whether it came, went or changed.
pub(super) fn change(is_there: Pair<bool>) -> Pair<Option<String>> {
    match is_there {
        Pair { old: true, new: true } => Pair { old: Some("one".to_owned()), new: Some("another".to_owned()) },
        is_there => is_there.map(show::flag),
    }
}

const PLAIN: [Plain; 19] = [
    Plain { id: "smithy.api#title", text: |traits| traits.title.clone(), rule: &DOCUMENTATION },
    Plain {
        id: "smithy.api#deprecated",
        text: |traits| traits.deprecated.as_ref().map(deprecation),
        rule: &DEPRECATED,
    },
    Plain { id: "smithy.api#since", text: |traits| traits.since.clone(), rule: &DOCUMENTATION },
    Plain { id: "smithy.api#unstable", text: |traits| show::flag(traits.unstable), rule: &DOCUMENTATION },
    Plain { id: "smithy.api#tags", text: |traits| list(&traits.tags), rule: &DOCUMENTATION },
    Plain {
        id: "smithy.api#externalDocumentation",
        text: |traits| entries(&traits.external_documentation),
        rule: &DOCUMENTATION,
    },
    Plain { id: "smithy.api#sparse", text: |traits| show::flag(traits.sparse), rule: &SPARSE },
    Plain { id: "smithy.api#streaming", text: |traits| show::flag(traits.streaming), rule: &STREAMING },
    Plain { id: "smithy.api#input", text: |traits| show::flag(traits.input), rule: &UNSEEN },
    Plain { id: "smithy.api#output", text: |traits| show::flag(traits.output), rule: &UNSEEN },
    Plain { id: "smithy.api#retryable", text: retryable, rule: &RETRYABLE },
    Plain { id: "smithy.api#mediaType", text: |traits| traits.media_type.clone(), rule: &UNSEEN },
    Plain { id: "smithy.api#jsonName", text: |traits| traits.json_name.clone(), rule: &UNSEEN },
    Plain {
        id: "smithy.api#requestCompression",
        text: |traits| traits.request_compression.as_deref().and_then(list),
        rule: &PLUMBING,
    },
    Plain { id: "smithy.api#endpoint", text: |traits| traits.endpoint.clone(), rule: &PLUMBING },
    Plain { id: "smithy.api#hostLabel", text: |traits| show::flag(traits.host_label), rule: &PLUMBING },
    Plain { id: "smithy.rules#contextParam", text: |traits| traits.context_param.clone(), rule: &PLUMBING },
    Plain {
        id: "smithy.rules#staticContextParams",
        text: |traits| entries(&traits.static_context_params),
        rule: &PLUMBING,
    },
    Plain {
        id: "smithy.rules#operationContextParams",
        text: |traits| entries(&traits.operation_context_params),
        rule: &PLUMBING,
    },
];

/// A trait with test cases, and where they are.
type TestCases = (&'static str, fn(&Traits) -> Option<&serde_json::Value>);

const TEST_CASES: [TestCases; 3] = [
    ("smithy.rules#endpointTests", |traits| traits.endpoint_tests.as_ref()),
    ("smithy.test#httpRequestTests", |traits| traits.http_request_tests.as_ref()),
    ("smithy.test#httpResponseTests", |traits| traits.http_response_tests.as_ref()),
];

fn deprecation(Deprecated { message, since }: &Deprecated) -> String {
    let since = since.as_ref().map(|since| format!("since {since}"));
    let parts: Vec<_> = since.into_iter().chain(message.clone()).collect();
    parts.join(": ")
}

fn retryable(traits: &Traits) -> Option<String> {
    traits.retryable.map(|retryable| if retryable.throttling { "throttling" } else { "" }.to_owned())
}

fn list(texts: &[String]) -> Option<String> {
    show::list(texts.iter().map(String::as_str))
}

fn entries<T: ToString>(entries: &BTreeMap<String, T>) -> Option<String> {
    let texts: Vec<_> = entries.iter().map(|(key, value)| format!("{key}: {}", value.to_string())).collect();
    list(&texts)
}
