//! §8

use rand::SeedableRng;
use rand::rngs::StdRng;
use secretsmith_reference::Refusal;
use secretsmith_reference::rules::password::{Appearance, Class, Recipe, Space, generate};

use crate::assert_refused;

const ALL: [Class; 4] = [Class::Uppercase, Class::Lowercase, Class::Numbers, Class::Punctuation];

const DEFAULT: Recipe<'static> =
    Recipe { length: 32, classes: &ALL, space: Space::Excluded, exclude: "", each_class: Appearance::Required };

fn password(recipe: &Recipe<'_>, seed: u64) -> Result<String, Refusal> {
    let mut random = StdRng::seed_from_u64(seed);
    generate(recipe, &mut random).map(|password| password.expose().clone())
}

#[test]
fn every_class_appears() {
    for seed in 0..200 {
        let password = password(&Recipe { length: 4, ..DEFAULT }, seed).expect("a password");
        assert_eq!(password.len(), 4);
        for class in ALL {
            let count = password.chars().filter(|character| class.characters().contains(*character)).count();
            assert_eq!(count, 1, "{password} has to have one of {class:?}");
        }
    }
}

#[test]
fn the_classes_are_those_of_the_service() {
    assert_eq!(Class::Punctuation.characters().len(), 32);
    let printable: String = ('!'..='~').collect();
    let mut classes: Vec<char> = ALL.iter().flat_map(|class| class.characters().chars()).collect();
    classes.sort_unstable();
    assert_eq!(classes.into_iter().collect::<String>(), printable);
}

#[test]
fn excluded_characters_do_not_appear() {
    for seed in 0..50 {
        let recipe = Recipe { length: 120, exclude: "xyzDje@?!.", ..DEFAULT };
        let password = password(&recipe, seed).expect("a password");
        assert_eq!(password.len(), 120);
        assert!(!password.contains(['x', 'y', 'z', 'D', 'j', 'e', '@', '?', '!', '.']), "{password}");
    }
}

#[test]
fn the_space_appears_only_when_included() {
    let long = Recipe { length: 4096, ..DEFAULT };
    assert!(!password(&long, 1).expect("a password").contains(' '));
    assert!(password(&Recipe { space: Space::Included, ..long }, 1).expect("a password").contains(' '));
    let only = Recipe { classes: &[], space: Space::Included, length: 3, ..DEFAULT };
    assert_eq!(password(&only, 1).expect("a password"), "   ");
}

#[test]
fn a_required_class_may_not_be_emptied() {
    let recipe = Recipe { exclude: "0123456789", ..DEFAULT };
    assert_refused(
        password(&recipe, 1),
        "InvalidParameterException: All characters of the desired type have been excluded.",
    );
    assert!(password(&Recipe { each_class: Appearance::ByChance, ..recipe }, 1).is_ok());
}

#[test]
fn something_has_to_be_left() {
    let text = "InvalidParameterException: All characters have been excluded from selection.";
    assert_refused(password(&Recipe { classes: &[], ..DEFAULT }, 1), text);
    let recipe = Recipe { classes: &[Class::Numbers], exclude: "0123456789", length: 0, ..DEFAULT };
    assert_refused(password(&recipe, 1), text);
}

#[test]
fn the_length_has_to_have_room_for_every_class() {
    let text = "InvalidParameterException: Password length is too short based on the required types.";
    assert_refused(password(&Recipe { length: 3, ..DEFAULT }, 1), text);
    let two = Recipe { classes: &[Class::Numbers, Class::Lowercase], length: 2, ..DEFAULT };
    assert!(password(&two, 1).is_ok());
    assert!(password(&Recipe { length: 1, each_class: Appearance::ByChance, ..DEFAULT }, 1).is_ok());
}

#[test]
fn an_emptied_class_is_told_before_a_short_length() {
    let recipe = Recipe { length: 1, exclude: "0123456789", ..DEFAULT };
    assert_refused(
        password(&recipe, 1),
        "InvalidParameterException: All characters of the desired type have been excluded.",
    );
}
