//! RotateSecret: behaviour.md §3.17.

use secretsmith::operation::rotate_secret::{RotateSecretInput, RotateSecretOutput};
use secretsmith::primitives::DateTime;

use crate::message;
use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::external::External;
use crate::rules::lookup::SecretId;
use crate::rules::rotation::RotationToken;
use crate::rules::rotation::function::check_arn;
use crate::rules::rotation::run::{Call, Kind};
use crate::rules::schedule::Schedule;
use crate::rules::secret::Secret;

/// Configures rotation, and starts one or a test of one; who drives it comes later.
///
/// In three steps, because in between somebody has to find out, without holding the account,
/// whether there is a function: [`read`](Self::read), [`function`](Self::function),
/// [`carry_out`](Self::carry_out).
#[derive(Clone, Debug)]
pub struct RotateSecret {
    secret_id: String,
    token: String,
    kind: Kind,
    function: Option<String>,
    schedule: Option<Schedule>,
    external: External,
}

impl RotateSecret {
    /// Begins with what needs no state. An empty ARN is none.
    ///
    /// # Errors
    /// Those of checks 1 to 3 of §3.17.
    pub fn read(input: RotateSecretInput, now: DateTime) -> Result<Self, Refusal> {
        SecretId::parse(&input.secret_id)?;
        let token = input.client_request_token.filter(|token| !token.is_empty());
        let token = token.ok_or_else(message::missing_rotation_token)?;
        let schedule = input.rotation_rules.map(|rules| Schedule::read(&rules, now)).transpose()?.flatten();
        Ok(Self {
            secret_id: input.secret_id,
            token,
            kind: Kind::of(input.rotate_immediately),
            function: input.rotation_lambda_arn.filter(|arn| !arn.is_empty()),
            schedule,
            external: External::of(input.external_secret_rotation_metadata, input.external_secret_rotation_role_arn),
        })
    }

    /// The ARN of the function that would rotate the secret: the one given, or the one stored.
    /// `None` when Secrets Manager rotates the secret itself.
    ///
    /// # Errors
    /// Those of checks 4 to 6.
    pub fn function(&self, account: &Account, now: DateTime) -> Result<Option<String>, Refusal> {
        let secret = account.find(SecretId::parse(&self.secret_id)?, now)?;
        self.check(secret)?;
        if let Some(role) = &self.external.role {
            account.roles().check(role)?;
        }
        Ok(self.function_of(secret).map(str::to_owned))
    }

    /// Does what was asked for, when `invocable` is the function and can be invoked.
    ///
    /// # Errors
    /// Those of checks 4 to 8, in their order.
    pub fn carry_out(
        &self,
        account: &mut Account,
        invocable: Option<&str>,
        token: RotationToken,
        now: DateTime,
    ) -> Result<RotateSecretOutput, Refusal> {
        let id = SecretId::parse(&self.secret_id)?;
        account.change(id, now, |secret| {
            self.check(secret)?;
            let function = self.function_of(secret);
            if function.is_some() && function != invocable {
                return Err(message::function_not_invocable());
            }
            let output = RotateSecretOutput::default().with_arn(secret.arn()).with_name(secret.name());
            let output = output.with_version_id(&*self.token);
            let call = secret.check_rotation(self.kind, &self.token)?;
            if call == Call::Retry {
                return Ok(output);
            }
            let is_driven = function.is_some();
            secret.configure_rotation(self.function.as_deref(), self.schedule.clone(), now);
            secret.set_external(self.external.clone());
            // What Secrets Manager rotates itself depends on others, who are not here (§4.7, §9).
            if is_driven && call == Call::New {
                secret.start_rotation(self.kind, &self.token, token, now)?;
            }
            Ok(output)
        })
    }

    /// Checks 4 to 6, without the lookup.
    fn check(&self, secret: &Secret) -> Result<(), Refusal> {
        secret.check_not_deleted()?;
        secret.check_primary()?;
        secret.check_way_of_rotation(self.function.as_deref(), &self.external)?;
        match self.function_of(secret) {
            Some(function) => check_arn(function, secret.place()),
            None if secret.rotates_itself() => Ok(()),
            None => Err(message::no_function()),
        }
    }

    fn function_of<'a>(&'a self, secret: &'a Secret) -> Option<&'a str> {
        let stored = || secret.rotation().and_then(|rotation| rotation.function());
        self.function.as_deref().or_else(stored).filter(|_| !secret.rotates_itself())
    }
}
