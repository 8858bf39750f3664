//! GetRandomPassword: behaviour.md §3.7 and §8.

use rand::Rng;
use secretsmith::operation::get_random_password::{GetRandomPasswordInput, GetRandomPasswordOutput};

use crate::refusal::Refusal;
use crate::rules::password::{Appearance, Class, Recipe, Space, generate};

/// Makes a password. Needs no account.
///
/// # Errors
/// Those of §8, in its order.
pub fn get_random_password(
    input: &GetRandomPasswordInput,
    random: &mut (impl Rng + ?Sized),
) -> Result<GetRandomPasswordOutput, Refusal> {
    let is_set = |flag: Option<bool>| flag.unwrap_or(false);
    let excluded = [
        (Class::Uppercase, input.exclude_uppercase),
        (Class::Lowercase, input.exclude_lowercase),
        (Class::Numbers, input.exclude_numbers),
        (Class::Punctuation, input.exclude_punctuation),
    ];
    let classes: Vec<Class> = excluded.into_iter().filter(|(_, flag)| !is_set(*flag)).map(|(class, _)| class).collect();
    let is_each_required = input.require_each_included_type.unwrap_or(true);
    let recipe = Recipe {
        // 1 to 4096 is a constraint of the model.
        length: usize::try_from(input.password_length.unwrap_or(32)).unwrap_or(0),
        classes: &classes,
        space: if is_set(input.include_space) { Space::Included } else { Space::Excluded },
        exclude: input.exclude_characters.as_deref().unwrap_or_default(),
        each_class: if is_each_required { Appearance::Required } else { Appearance::ByChance },
    };
    Ok(GetRandomPasswordOutput::default().with_random_password(generate(&recipe, random)?))
}
