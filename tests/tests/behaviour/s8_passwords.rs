//! §8 and §3.7: random passwords. What is said of all passwords is checked on many.

use std::collections::BTreeSet;

use secretsmith::Client;
use secretsmith::operation::get_random_password::{GetRandomPassword, GetRandomPasswordOutput};
use secretsmith_tests::{on_each_transport, refusal};

use crate::refusals::{at_most, invalid_parameter, validation};

const LOWER: &str = "abcdefghijklmnopqrstuvwxyz";
const UPPER: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS: &str = "0123456789";
const PUNCTUATION: &str = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/// How many passwords a case draws.
const DRAWS: usize = 200;

#[test]
fn a_password_has_32_characters_of_the_four_classes() {
    on_each_transport(async |world| {
        let mut used = BTreeSet::new();
        for password in draw(world.client.get_random_password()).await {
            assert_eq!(password.chars().count(), 32, "{password}");
            used.extend(password.chars());
        }
        let all: BTreeSet<char> = [LOWER, UPPER, DIGITS, PUNCTUATION].iter().flat_map(|class| class.chars()).collect();
        assert_eq!(used, all);
    });
}

#[test]
fn passwords_differ() {
    on_each_transport(async |world| {
        let passwords: BTreeSet<String> = draw(world.client.get_random_password()).await.into_iter().collect();
        assert_eq!(passwords.len(), DRAWS);
    });
}

#[test]
fn each_class_is_in_every_password() {
    on_each_transport(async |world| {
        for password in draw(world.client.get_random_password().password_length(4)).await {
            for class in [LOWER, UPPER, DIGITS, PUNCTUATION] {
                assert!(has(&password, class), "{password} has none of {class}");
            }
        }
    });
}

#[test]
fn no_class_has_a_place_of_its_own() {
    on_each_transport(async |world| {
        let passwords = draw(world.client.get_random_password().password_length(4)).await;
        for class in [LOWER, UPPER, DIGITS, PUNCTUATION] {
            for place in 0..4 {
                let there = |password: &String| password.chars().nth(place).is_some_and(|c| class.contains(c));
                assert!(passwords.iter().any(there), "{class} is never at {place}");
            }
        }
    });
}

#[test]
fn without_the_requirement_a_class_may_be_missing() {
    on_each_transport(async |world| {
        let free = || world.client.get_random_password().require_each_included_type(false);
        let passwords = draw(free().password_length(4)).await;
        assert!(passwords.iter().any(|password| !has(password, DIGITS)));
        assert_eq!(one(free().password_length(1)).await.len(), 1);
    });
}

#[test]
fn any_length_up_to_4096_is_possible() {
    on_each_transport(async |world| {
        for length in [4, 5, 33, 4096] {
            let password = one(world.client.get_random_password().password_length(length)).await;
            assert_eq!(password.len() as i64, length);
        }
    });
}

#[test]
fn classes_can_be_excluded() {
    on_each_transport(async |world| {
        let call = || world.client.get_random_password();
        for (call, excluded) in [
            (call().exclude_lowercase(true), LOWER),
            (call().exclude_uppercase(true), UPPER),
            (call().exclude_numbers(true), DIGITS),
            (call().exclude_punctuation(true), PUNCTUATION),
        ] {
            for password in draw(call.password_length(3)).await {
                assert!(!has(&password, excluded), "{password} has some of {excluded}");
                for class in [LOWER, UPPER, DIGITS, PUNCTUATION].into_iter().filter(|class| *class != excluded) {
                    assert!(has(&password, class), "{password} has none of {class}");
                }
            }
        }
        let letters = call().exclude_numbers(true).exclude_punctuation(true).exclude_uppercase(true);
        assert!(one(letters).await.chars().all(|c| LOWER.contains(c)));
    });
}

#[test]
fn characters_can_be_excluded() {
    on_each_transport(async |world| {
        let call = || world.client.get_random_password().password_length(120);
        for password in draw(call().exclude_characters("xyzDje@?!.")).await {
            assert!(!has(&password, "xyzDje@?!."), "{password}");
            assert_eq!(password.len(), 120);
        }
        let others = draw(call().exclude_characters("x")).await.concat();
        assert!(others.contains('X') && !others.contains('x'), "excluding tells the case");
    });
}

#[test]
fn the_space_is_used_when_it_is_included_and_never_required() {
    on_each_transport(async |world| {
        let call = || world.client.get_random_password().password_length(5);
        let with = draw(call().include_space(true)).await;
        assert!(with.iter().any(|password| password.contains(' ')));
        assert!(with.iter().any(|password| !password.contains(' ')));
        for without in [call(), call().include_space(false), call().include_space(true).exclude_characters(" ")] {
            assert!(draw(without).await.iter().all(|password| !password.contains(' ')));
        }
    });
}

#[test]
fn a_password_too_short_for_its_classes_is_refused() {
    on_each_transport(async |world| {
        let call = || world.client.get_random_password();
        let expected = invalid_parameter("Password length is too short based on the required types.");
        for length in 1..=3 {
            assert_eq!(refusal(call().password_length(length).send().await), expected, "{length}");
        }
        let two = call().exclude_numbers(true).exclude_punctuation(true);
        assert_eq!(refusal(two.clone().password_length(1).send().await), expected);
        assert_eq!(one(two.password_length(2)).await.len(), 2);
    });
}

#[test]
fn a_required_class_without_characters_is_refused() {
    on_each_transport(async |world| {
        let expected = invalid_parameter("All characters of the desired type have been excluded.");
        for class in [LOWER, UPPER, DIGITS, PUNCTUATION] {
            let call = || world.client.get_random_password().exclude_characters(class);
            assert_eq!(refusal(call().send().await), expected, "{class}");
            assert_eq!(refusal(call().password_length(1).send().await), expected, "{class}");
            assert!(!has(&one(call().require_each_included_type(false)).await, class));
        }
        // A class that is excluded itself is not required.
        let digits = world.client.get_random_password().exclude_characters(DIGITS).exclude_numbers(true);
        assert!(!has(&one(digits).await, DIGITS));
    });
}

#[test]
fn nothing_to_choose_from_is_refused() {
    on_each_transport(async |world| {
        let expected = invalid_parameter("All characters have been excluded from selection.");
        let all = [LOWER, UPPER, DIGITS, PUNCTUATION].concat();
        for required in [true, false] {
            let call = || world.client.get_random_password().require_each_included_type(required);
            assert_eq!(refusal(call().exclude_characters(&all).send().await), expected);
            assert_eq!(refusal(without_classes(call()).send().await), expected);
            assert_eq!(refusal(without_classes(call()).password_length(1).send().await), expected);
            assert_eq!(one(without_classes(call()).include_space(true).password_length(3)).await, "   ");
        }
    });
}

#[test]
fn what_is_excluded_has_at_most_4096_characters() {
    on_each_transport(async |world| {
        let call = |characters: &str| world.client.get_random_password().exclude_characters(characters).send();
        call(&"x".repeat(4096)).await.expect("4096 are allowed");
        let long = "x".repeat(4097);
        let expected = validation(&format!("Value '{long}' at 'excludeCharacters'"), &at_most(4096));
        assert_eq!(refusal(call(&long).await), expected);
    });
}

#[test]
fn a_password_is_all_that_is_answered() {
    on_each_transport(async |world| {
        let output = world.client.get_random_password().send().await.expect("a password");
        let password = output.random_password().expect("a password").to_owned();
        assert_eq!(output, GetRandomPasswordOutput::default().with_random_password(&*password));
        assert!(!format!("{output:?}").contains(&password));
    });
}

fn without_classes(call: GetRandomPassword<Client>) -> GetRandomPassword<Client> {
    call.exclude_lowercase(true).exclude_uppercase(true).exclude_numbers(true).exclude_punctuation(true)
}

async fn draw(call: GetRandomPassword<Client>) -> Vec<String> {
    let mut passwords = Vec::with_capacity(DRAWS);
    for _ in 0..DRAWS {
        passwords.push(one(call.clone()).await);
    }
    passwords
}

async fn one(call: GetRandomPassword<Client>) -> String {
    let output = call.send().await.expect("a password");
    output.random_password().expect("a password").to_owned()
}

fn has(password: &str, class: &str) -> bool {
    password.chars().any(|c| class.contains(c))
}
