//! Wildcards, variables, and the parts of ARNs.

use secretsmith_reference::policy::{Case, Pattern, Version};

use crate::{SECRET, keys};

fn pattern(text: &str) -> Pattern {
    Pattern::new(text, Version::V2012)
}

#[track_caller]
fn assert_like(text: &str, likes: &[&str], unlikes: &[&str]) {
    for like in likes {
        assert!(pattern(text).matches(like, &keys(&[])), "{text} is like {like}");
    }
    for unlike in unlikes {
        assert!(!pattern(text).matches(unlike, &keys(&[])), "{text} is not like {unlike}");
    }
}

#[test]
fn wildcards() {
    assert_like("*", &["", "a", "a:b/c"], &[]);
    assert_like("a*", &["a", "ab"], &["", "ba", "A"]);
    assert_like("*ab*ab", &["abab", "xabxabab", "aabab"], &["ab", "ababx"]);
    assert_like("a?c", &["abc", "aéc"], &["ac", "abbc"]);
    assert_like("", &[""], &["a"]);
    assert_like("**?", &["a", "ab"], &[""]);
}

#[test]
fn hostile_patterns_end() {
    let pattern = pattern(&"*a".repeat(10_000));
    assert!(!pattern.matches(&"a".repeat(2_048), &keys(&[])));
}

#[test]
fn variables_have_the_values_of_the_request() {
    let keys = keys(&[("aws:username", &["a*e"]), ("aws:TagKeys", &["one", "two"])]);
    let matches = |text: &str, value: &str| pattern(text).matches(value, &keys);
    assert!(matches("app/${aws:username}/*", "app/a*e/db"));
    assert!(!matches("app/${aws:username}/*", "app/alice/db"), "a value has no wildcards");
    assert!(matches("${AWS:UserName}", "a*e"), "case does not matter in the name of a key");
    assert!(matches("${aws:PrincipalTag/team, 'none'}", "none"));
    assert!(!matches("${aws:PrincipalTag/team}", ""), "without a value nothing matches");
    assert!(!matches("${aws:TagKeys}", "one"), "nor with several");
    assert!(matches("${*}${?}${$}", "*?$"));
    assert!(!matches("${*}", "x"));
    assert!(matches("${open", "${open"));
    assert!(Pattern::new("${aws:username}", Version::V2008).matches("${aws:username}", &keys));
}

#[test]
fn equality_has_no_wildcards() {
    let keys = keys(&[("aws:username", &["alice"])]);
    assert!(pattern("a*").equals("a*", &keys, Case::Sensitive));
    assert!(!pattern("a*").equals("ab", &keys, Case::Sensitive));
    assert!(!pattern("ab").equals("AB", &keys, Case::Sensitive));
    assert!(pattern("éB").equals("Éb", &keys, Case::Insensitive));
    assert!(pattern("${aws:username}!").equals("alice!", &keys, Case::Sensitive));
    assert!(!pattern("ab").equals("a", &keys, Case::Sensitive));
    assert!(!pattern("a").equals("ab", &keys, Case::Sensitive));
}

#[test]
fn actions_do_not_care_about_case() {
    assert!(pattern("SecretsManager:get*").matches_action("secretsmanager:GetSecretValue"));
    assert!(pattern("*").matches_action("secretsmanager:GetSecretValue"));
    assert!(!pattern("secretsmanager:Put*").matches_action("secretsmanager:GetSecretValue"));
}

#[test]
fn arns_match_part_by_part() {
    let keys = keys(&[("aws:PrincipalAccount", &["111122223333"])]);
    for like in [
        "*",
        SECRET,
        "arn:aws:secretsmanager:*:*:secret:app/*",
        "arn:*:secretsmanager:eu-west-?:111122223333:secret:app/db-??????",
        "arn:aws:secretsmanager",
        "arn:aws:secretsmanager:*",
        "arn:aws:secretsmanager:*:${aws:PrincipalAccount}:secret:*",
    ] {
        assert!(pattern(like).matches_resource(SECRET, &keys), "{like}");
    }
    for unlike in [
        "arn:aws:secretsmanager:*:secret:app/*",
        "arn:aws:secretsmanager:us-east-1:*:*",
        "arn:aws:secretsmanager:*:*:secret:db-*",
        "arn:aws:s3:*",
        "arn:aws:secretsmanager:*:*:secret:App/*",
    ] {
        assert!(!pattern(unlike).matches_resource(SECRET, &keys), "{unlike}");
    }
    assert!(!pattern("arn:aws:secretsmanager:*").matches_resource("app/db", &keys), "a name is no ARN");
    assert!(pattern("*").matches_resource("app/db", &keys));
}
