//! The tokens that retries take, so that a service in trouble is not called ever more.

/// How many there are when all is well.
const FULL: u32 = 500;

/// What a retry takes.
pub(super) const RETRY: u32 = 5;

/// What a retry after a timeout takes.
pub(super) const TIMEOUT: u32 = 10;

/// What a call brings that succeeded at once.
const REWARD: u32 = 1;

/// The tokens of a client.
#[derive(Debug)]
pub(super) struct Tokens(u32);

impl Default for Tokens {
    fn default() -> Self {
        Self(FULL)
    }
}

impl Tokens {
    /// Takes some, if there are enough.
    pub(super) fn take(&mut self, cost: u32) -> bool {
        match self.0.checked_sub(cost) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    /// Gives back what the last retry of a call took that has succeeded now, or something for a call
    /// that needed none.
    pub(super) fn give_back(&mut self, paid: u32) {
        self.0 = (self.0 + paid.max(REWARD)).min(FULL);
    }
}

#[cfg(test)]
mod tests {
    use super::{FULL, RETRY, Tokens};

    #[test]
    fn tokens_run_out_and_come_back() {
        let mut tokens = Tokens::default();
        assert!((0..FULL / RETRY).all(|_| tokens.take(RETRY)));
        assert!(!tokens.take(RETRY));
        (0..4).for_each(|_| tokens.give_back(0));
        assert!(!tokens.take(RETRY));
        tokens.give_back(0);
        assert!(tokens.take(RETRY));
        tokens.give_back(RETRY);
        assert!(tokens.take(RETRY));
        (0..2 * FULL).for_each(|_| tokens.give_back(RETRY));
        assert_eq!(tokens.0, FULL);
    }
}
