//! GetResourcePolicy: behaviour.md §3.8.

use secretsmith::operation::get_resource_policy::{GetResourcePolicyInput, GetResourcePolicyOutput};
use secretsmith::primitives::DateTime;

use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::lookup::SecretId;

/// Shows the resource policy of a secret, as it was given; a secret without one has none to show.
///
/// # Errors
/// The id is malformed, there is no such secret, or it is marked for deletion.
pub fn get_resource_policy(
    account: &Account,
    input: &GetResourcePolicyInput,
    now: DateTime,
) -> Result<GetResourcePolicyOutput, Refusal> {
    let secret = account.find(SecretId::parse(&input.secret_id)?, now)?;
    secret.check_not_deleted()?;
    let mut output = GetResourcePolicyOutput::default().with_arn(secret.arn()).with_name(secret.name());
    output.resource_policy = secret.policy.as_ref().map(|policy| policy.text().to_owned());
    Ok(output)
}
