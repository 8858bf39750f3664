//! The ARN of a rotation function: behaviour.md §3.17 check 6.

use crate::message;
use crate::refusal::Refusal;
use crate::rules::arn::{Place, is_account};

/// Checks that an ARN is that of a Lambda function in the Region of the secret: unqualified, or with
/// a version or an alias. The function may belong to another account.
///
/// # Errors
/// `InvalidParameterException` when it is not.
pub fn check_arn(arn: &str, place: &Place) -> Result<(), Refusal> {
    let parts: Vec<&str> = arn.split(':').collect();
    let is_function = match parts[..] {
        ["arn", partition, "lambda", region, account, "function", ref name @ ..] => {
            let is_here = (partition, region) == (place.partition(), place.region());
            is_here && is_account(account) && matches!(name.len(), 1..=2) && name.iter().copied().all(is_name)
        }
        _ => false,
    };
    if is_function { Ok(()) } else { Err(message::invalid_function_arn(place)) }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_$".contains(&byte))
}
