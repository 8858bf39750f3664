//! Random passwords: behaviour.md §8.

use rand::Rng;
use rand::seq::{IndexedRandom, SliceRandom};
use secretsmith::Sensitive;

use crate::message;
use crate::refusal::Refusal;

/// What a password is to be made of.
#[derive(Clone, Debug)]
pub struct Recipe<'a> {
    /// How many characters.
    pub length: usize,
    /// The classes to choose from, besides the space.
    pub classes: &'a [Class],
    /// Whether a space may be chosen too; it is never required.
    pub space: Space,
    /// Characters that are not to be chosen, whatever their class.
    pub exclude: &'a str,
    /// Whether every class has to appear.
    pub each_class: Appearance,
}

/// A class of characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// `A` to `Z`.
    Uppercase,
    /// `a` to `z`.
    Lowercase,
    /// `0` to `9`.
    Numbers,
    /// The 32 others that ASCII prints.
    Punctuation,
}

impl Class {
    /// The characters of the class.
    pub const fn characters(self) -> &'static str {
        match self {
            Self::Uppercase => "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            Self::Lowercase => "abcdefghijklmnopqrstuvwxyz",
            Self::Numbers => "0123456789",
            Self::Punctuation => "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
        }
    }
}

/// Whether a space may be part of a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Space {
    /// It may.
    Included,
    /// It may not, which is the default of the service.
    Excluded,
}

/// Whether every class has to appear in a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appearance {
    /// At least one character of each class, which is the default of the service.
    Required,
    /// As chance has it.
    ByChance,
}

/// Makes a password.
///
/// # Errors
/// `InvalidParameterException`, in this order: nothing is left to choose from, a required class is
/// emptied, the length is below the number of required classes.
pub fn generate(recipe: &Recipe<'_>, random: &mut (impl Rng + ?Sized)) -> Result<Sensitive<String>, Refusal> {
    let classes: Vec<Vec<u8>> = recipe.classes.iter().map(|class| left(class.characters(), recipe.exclude)).collect();
    let space = if recipe.space == Space::Included { left(" ", recipe.exclude) } else { Vec::new() };
    let pool: Vec<u8> = classes.iter().flatten().chain(&space).copied().collect();
    let required = if recipe.each_class == Appearance::Required { &classes[..] } else { &[] };

    if pool.is_empty() {
        return Err(message::everything_excluded());
    }
    if required.iter().any(Vec::is_empty) {
        return Err(message::required_type_excluded());
    }
    if recipe.length < required.len() {
        return Err(message::password_too_short());
    }
    Ok(mix(required, &pool, recipe.length, random))
}

/// One of each required class, the rest from the pool, in any order.
fn mix(required: &[Vec<u8>], pool: &[u8], length: usize, random: &mut (impl Rng + ?Sized)) -> Sensitive<String> {
    // All room at once, so that no copy of the password is left behind where it grew.
    let mut password = Vec::with_capacity(length);
    password.extend(required.iter().filter_map(|class| class.choose(random)));
    while let (true, Some(character)) = (password.len() < length, pool.choose(random)) {
        password.push(*character);
    }
    password.shuffle(random);
    Sensitive::new(String::from_utf8(password).expect("every class is ASCII"))
}

fn left(characters: &str, exclude: &str) -> Vec<u8> {
    characters.bytes().filter(|byte| !exclude.contains(char::from(*byte))).collect()
}
