//! Where chance comes from: the operating system, or a seed that a test gives.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

/// The source of the random parts of ARNs and of passwords (behaviour.md §2.2, §8).
#[derive(Default)]
pub struct Randomness {
    /// Without it, chance comes from the operating system.
    seeded: Option<Mutex<StdRng>>,
}

impl Randomness {
    /// A cryptographic generator, seeded by the operating system.
    pub fn system() -> Self {
        Self { seeded: None }
    }

    /// A generator that draws the same every time, for tests.
    pub fn seeded(seed: u64) -> Self {
        Self { seeded: Some(Mutex::new(StdRng::seed_from_u64(seed))) }
    }

    pub(crate) fn draw<T>(&self, draw: impl FnOnce(&mut dyn Rng) -> T) -> T {
        match &self.seeded {
            None => draw(&mut rand::rng()),
            // A generator has no state that a panic could leave half-done.
            Some(generator) => draw(&mut *generator.lock().unwrap_or_else(PoisonError::into_inner)),
        }
    }
}

impl fmt::Debug for Randomness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.seeded.is_some() { "Randomness(seeded)" } else { "Randomness(system)" })
    }
}
