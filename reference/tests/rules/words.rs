//! §6.2 and the key `description` of §6.1

use secretsmith_reference::rules::words::{Words, words};

#[track_caller]
fn assert_words(text: &str, expected: &[&str]) {
    assert_eq!(words(text).collect::<Vec<_>>(), expected, "{text}");
}

#[track_caller]
fn assert_finds(value: &str, fields: &[&str]) {
    for field in fields {
        assert!(Words::of(value).are_in(field), "{value:?} has to find {field:?}");
    }
}

#[track_caller]
fn assert_misses(value: &str, fields: &[&str]) {
    for field in fields {
        assert!(!Words::of(value).are_in(field), "{value:?} must not find {field:?}");
    }
}

#[test]
fn words_end_at_punctuation_digits_and_capitals() {
    assert_words("credsDatabase#892", &["creds", "Database", "892"]);
    assert_words("/a_b+c=d.e@f-g", &["a", "b", "c", "d", "e", "f", "g"]);
    assert_words("SecretOne", &["Secret", "One"]);
    assert_words("Thirdsecret", &["Thirdsecret"]);
    assert_words("COMPANY", &["COMPANY"]);
    assert_words("COMPANYthings", &["COMPAN", "Ythings"]);
    assert_words("prod/AppBeta/x", &["prod", "App", "Beta", "x"]);
    assert_words("", &[]);
    assert_words("+ -", &[]);
}

#[test]
fn every_word_has_to_begin_some_word() {
    assert_finds("one two", &["one two", "one and two"]);
    assert_finds("o t", &["one two", "one and two"]);
    assert_finds("t", &["one two", "two"]);
    assert_finds("a", &["a secret", "an secret", "asecret"]);
    assert_misses("a", &["thesecret"]);
    assert_finds("a secret", &["a secret", "an secret"]);
    assert_misses("a secret", &["asecret"]);
}

#[test]
fn capitals_make_words_but_do_not_matter_otherwise() {
    assert_finds("Ythings", &["COMPANYthings"]);
    for value in ["company", "things", "pany", "N"] {
        assert_misses(value, &["COMPANYthings"]);
    }
    assert_misses("secret", &["Thirdsecret"]);
    for value in ["sec", "Secret", "secret"] {
        assert_finds(value, &["SecretOne", "SecretTwo"]);
    }
    assert_misses("ret", &["SecretOne"]);
    assert_finds("d t", &["DescTwo"]);
}

#[test]
fn separators_do_not_matter_and_are_not_found() {
    for value in ["AppBeta", "Beta", "prod"] {
        assert_finds(
            value,
            &["prod/AppBeta/x", "prod_AppBeta_x", "prod+AppBeta+x", "prod-AppBeta/x", "prod.AppBeta@x"],
        );
    }
    assert_misses("+", &["a+b", "+"]);
    assert_misses("", &["anything"]);
}
