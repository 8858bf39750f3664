//! Secrets that another account may use: behaviour.md §7.4 and the last error of §2.9.

use crate::message;
use crate::refusal::Refusal;
use crate::rules::kms::KmsKey;
use crate::rules::secret::Secret;

/// Whether a caller is of the account that a secret is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// It is.
    Own,
    /// It is of another one, and is here because the resource policy of the secret allows it.
    Foreign,
}

impl Secret {
    /// Refuses the value to other accounts while it is encrypted with the default key, which they cannot use.
    ///
    /// # Errors
    /// `InvalidRequestException` for a caller of another account.
    pub fn check_value_access(&self, origin: Origin) -> Result<(), Refusal> {
        match (origin, &self.key) {
            (Origin::Foreign, KmsKey::Default) => Err(message::default_key_of_other_account()),
            _ => Ok(()),
        }
    }
}
