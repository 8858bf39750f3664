//! GetRandomPassword: §3.7 and §8.

use serde_json::{Value, json};

use crate::{World, assert_refused};

fn password(world: &World, input: Value) -> String {
    let output = world.get_random_password(input).expect("a password");
    output["RandomPassword"].as_str().expect("text").to_owned()
}

#[test]
fn thirty_two_characters_of_every_class_by_default() {
    let world = World::new();
    for _ in 0..100 {
        let password = password(&world, json!({}));
        assert_eq!(password.len(), 32);
        assert!(password.contains(|character: char| character.is_ascii_uppercase()), "{password}");
        assert!(password.contains(|character: char| character.is_ascii_lowercase()), "{password}");
        assert!(password.contains(|character: char| character.is_ascii_digit()), "{password}");
        assert!(password.contains(|character: char| character.is_ascii_punctuation()), "{password}");
        assert!(!password.contains(' '), "{password}");
    }
    assert_ne!(password(&world, json!({})), password(&world, json!({})));
}

#[test]
fn excluded_classes_do_not_appear() {
    let world = World::new();
    let only = |kept: &str| {
        let mut input = json!({"PasswordLength": 1000});
        for class in ["Uppercase", "Lowercase", "Numbers", "Punctuation"] {
            input[format!("Exclude{class}")] = json!(class != kept);
        }
        password(&world, input)
    };
    assert!(only("Uppercase").chars().all(|character| character.is_ascii_uppercase()));
    assert!(only("Lowercase").chars().all(|character| character.is_ascii_lowercase()));
    assert!(only("Numbers").chars().all(|character| character.is_ascii_digit()));
    assert!(only("Punctuation").chars().all(|character| character.is_ascii_punctuation()));
}

#[test]
fn classes_need_not_appear_when_not_required() {
    let world = World::new();
    let one = json!({"PasswordLength": 1, "RequireEachIncludedType": false});
    assert_eq!(password(&world, one).len(), 1);
    assert_refused(
        world.get_random_password(json!({"PasswordLength": 3})),
        "InvalidParameterException: Password length is too short based on the required types.",
    );
}

#[test]
fn what_is_left_has_to_do() {
    let world = World::new();
    assert_refused(
        world.get_random_password(json!({"ExcludeCharacters": "0123456789"})),
        "InvalidParameterException: All characters of the desired type have been excluded.",
    );
    let nothing =
        json!({"ExcludeUppercase": true, "ExcludeLowercase": true, "ExcludeNumbers": true, "ExcludePunctuation": true});
    assert_refused(
        world.get_random_password(nothing.clone()),
        "InvalidParameterException: All characters have been excluded from selection.",
    );
    let mut spaces = nothing;
    spaces["IncludeSpace"] = json!(true);
    assert_eq!(password(&world, spaces), " ".repeat(32));
}

#[test]
fn a_seed_gives_the_same_passwords() {
    assert_eq!(password(&World::new(), json!({})), password(&World::new(), json!({})));
}
