//! What an input that breaks constraints is answered, rule by rule.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;

use runtime::constraint::{Check, Pattern, Rule, Validate, validate, validate_call};
use runtime::{Sensitive, ServiceError};
use secretsmith_runtime as runtime;

static LETTERS: Pattern = Pattern::new("^[a-z]+$");

#[derive(Default)]
struct Input {
    name: Option<String>,
    secret: Option<Sensitive<String>>,
    count: Option<i32>,
    names: Option<Vec<String>>,
    tags: Option<BTreeMap<String, String>>,
    inner: Option<Vec<Inner>>,
    rows: Option<Vec<Vec<String>>>,
}

struct Inner {
    key: Option<String>,
}

impl Validate for Input {
    fn validate(&self, check: &mut Check<'_>) {
        check.required("name", self.name.as_ref());
        check.length("name", self.name.as_ref(), 2..=4);
        check.pattern("name", self.name.as_ref(), &LETTERS);
        check.length("secret", self.secret.as_ref(), 3..);
        check.range("count", self.count.as_ref(), 1.0..=9.0);
        check.elements("names", self.names.as_ref(), &[Rule::MaxLength(3), Rule::MinLength(1)]);
        check.unique("names", self.names.as_ref());
        check.entries("tags", self.tags.as_ref(), &[Rule::MaxLength(3)], &[Rule::Pattern(&LETTERS)]);
        check.nested("inner", self.inner.as_ref());
        let each = &[Rule::MaxLength(2), Rule::Each(&[Rule::MaxLength(3)])];
        check.elements("rows", self.rows.as_ref(), each);
    }
}

impl Validate for Inner {
    fn validate(&self, check: &mut Check<'_>) {
        check.one_of("key", self.key.as_ref(), &["all", "name"]);
    }
}

/// An input that keeps every rule.
fn good() -> Input {
    Input { name: Some("abc".to_owned()), ..Input::default() }
}

fn said(input: &Input) -> String {
    let error = validate(input).unwrap_err();
    assert_eq!((error.code(), error.status()), ("ValidationException", 400));
    error.message().unwrap().to_owned()
}

fn one(detail: &str) -> String {
    format!("1 validation error detected: {detail}")
}

#[test]
fn what_keeps_the_rules_passes_and_what_is_absent_too() {
    assert_eq!(validate(&good()), Ok(()));
}

#[test]
fn each_rule_has_its_words() {
    let cases = [
        (Input { name: None, ..good() }, "Value null at 'name' failed to satisfy constraint: Member must not be null"),
        (
            Input { name: Some("a".to_owned()), ..good() },
            "Value 'a' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2",
        ),
        (
            Input { name: Some("abcde".to_owned()), ..good() },
            "Value 'abcde' at 'name' failed to satisfy constraint: Member must have length less than or equal to 4",
        ),
        (
            Input { name: Some("A1".to_owned()), ..good() },
            "Value 'A1' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z]+$",
        ),
        (
            Input { secret: Some("xy".into()), ..good() },
            "Value at 'secret' failed to satisfy constraint: Member must have length greater than or equal to 3",
        ),
        (
            Input { count: Some(10), ..good() },
            "Value '10' at 'count' failed to satisfy constraint: Member must have value less than or equal to 9",
        ),
        (
            Input { names: Some(vec!["ab".to_owned(), "abcd".to_owned()]), ..good() },
            "Value '[ab, abcd]' at 'names' failed to satisfy constraint: Member must satisfy constraint: \
             [Member must have length less than or equal to 3, Member must have length greater than or equal to 1]",
        ),
        (
            Input { names: Some(vec!["ab".to_owned(), "ab".to_owned()]), ..good() },
            "Value '[ab, ab]' at 'names' failed to satisfy constraint: Member must have unique values",
        ),
        (
            Input { tags: Some(BTreeMap::from([("long".to_owned(), "a".to_owned())])), ..good() },
            "Value '{long=a}' at 'tags' failed to satisfy constraint: Map keys must satisfy constraint: \
             [Member must have length less than or equal to 3]",
        ),
        (
            Input { tags: Some(BTreeMap::from([("key".to_owned(), "A".to_owned())])), ..good() },
            "Value '{key=A}' at 'tags' failed to satisfy constraint: Map value must satisfy constraint: \
             [Member must satisfy regular expression pattern: ^[a-z]+$]",
        ),
        (
            Input { inner: Some(vec![Inner { key: Some("none".to_owned()) }]), ..good() },
            "Value 'none' at 'inner.1.member.key' failed to satisfy constraint: \
             Member must satisfy enum value set: [all, name]",
        ),
    ];
    let cases = cases.into_iter().chain([(
        Input { rows: Some(vec![vec!["a".to_owned()], vec!["abcd".to_owned()]]), ..good() },
        "Value '[[a], [abcd]]' at 'rows' failed to satisfy constraint: Member must satisfy constraint: \
         [Member must have length less than or equal to 2, Member must satisfy constraint: \
         [Member must have length less than or equal to 3]]",
    )]);
    for (input, expected) in cases {
        assert_eq!(said(&input), one(expected));
    }
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let input = Input { name: None, count: Some(0), ..good() };
    assert_eq!(
        said(&input),
        "2 validation errors detected: Value null at 'name' failed to satisfy constraint: Member must not be null; \
         Value '0' at 'count' failed to satisfy constraint: Member must have value greater than or equal to 1"
    );
}

/// A token that is required, and that a client fills in when it sends the call.
struct Token(Option<String>);

impl Validate for Token {
    fn validate(&self, check: &mut Check<'_>) {
        if check.is_by_server() {
            check.required("token", self.0.as_ref());
        }
        check.length("token", self.0.as_ref(), 32..);
    }
}

#[test]
fn before_a_call_is_sent_its_token_may_be_missing() {
    assert_eq!(validate_call(&Token(None)), Ok(()));
    assert!(validate(&Token(None)).is_err(), "a server asks for it");
    let short = Token(Some("1".to_owned()));
    let error = validate_call(&short).unwrap_err();
    assert_eq!(error.violations()[0].member(), "token");
    assert_eq!(validate(&short).unwrap_err().message(), Some(&*error.to_string()), "the words are the same");
}

#[cfg(feature = "patterns")]
#[test]
fn patterns_may_take_the_larger_engine() {
    static TAG: Pattern = Pattern::rich(r"^[\p{L}\p{N}]+$", r"^[\p{L}\p{N}]+$");
    static FREE: Pattern = Pattern::rich("^(?!aws:).*$", "^(?!aws:).*$");
    static TWICE: Pattern = Pattern::rich(r"^(.+)\1$", r"^(.+)\1$");
    static HARD: Pattern = Pattern::rich(r"^(a|aa)+(?!b)\1c$", r"^(a|aa)+(?!b)\1c$");
    let violates = |pattern: &'static Pattern, text: &str| validate(&Named(pattern, text.to_owned())).is_err();
    assert!(!violates(&TAG, "größe1") && violates(&TAG, "a b"));
    assert!(!violates(&FREE, "name") && violates(&FREE, "aws:name"));
    assert!(!violates(&TWICE, "abab") && violates(&TWICE, "aba"));
    assert!(violates(&HARD, &"a".repeat(200)), "what takes too long does not match");
}

/// A text, and the pattern that it is to match.
#[cfg(feature = "patterns")]
struct Named(&'static Pattern, String);

#[cfg(feature = "patterns")]
impl Validate for Named {
    fn validate(&self, check: &mut Check<'_>) {
        check.pattern("name", Some(&self.1), self.0);
    }
}
