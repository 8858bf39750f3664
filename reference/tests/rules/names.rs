//! §2.1

use secretsmith_reference::rules::name;

use crate::assert_refused;

#[test]
fn letters_digits_and_some_punctuation_are_allowed() {
    for name in ["a", "app/db", "/test/test", "-/_+=.@!", "rds!cluster-1", "Invalid/_+=.@-Name-a1b2c3"] {
        assert_eq!(name::check(name), Ok(()), "{name}");
    }
}

#[test]
fn other_characters_are_refused_without_trimming() {
    for name in ["Inv Name", " Inv Name", " Inv*Name? ", r" Inv *?!]Name\-", "a:b", "name ", "é", ""] {
        assert_refused(
            name::check(name),
            "ValidationException: Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
        );
    }
}
