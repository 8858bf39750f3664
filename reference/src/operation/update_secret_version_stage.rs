//! UpdateSecretVersionStage: behaviour.md §3.22.

use secretsmith::operation::update_secret_version_stage::{
    UpdateSecretVersionStageInput, UpdateSecretVersionStageOutput,
};
use secretsmith::primitives::DateTime;

use crate::message;
use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::labels::Label;
use crate::rules::lookup::SecretId;
use crate::rules::version::{Version, Versions};

/// Moves a label to a version, or removes it from one.
///
/// # Errors
/// Those of §3.22, in its order.
pub fn update_secret_version_stage(
    account: &mut Account,
    input: UpdateSecretVersionStageInput,
    now: DateTime,
) -> Result<UpdateSecretVersionStageOutput, Refusal> {
    let label = Label::from(input.version_stage.as_str());
    let from = input.remove_from_version_id.as_deref();

    account.change(SecretId::parse(&input.secret_id)?, now, |secret| {
        secret.check_changeable()?;
        let change = match (input.move_to_version_id.as_deref(), from) {
            (Some(to), _) => move_label(&mut secret.versions, &label, from, to)?,
            (None, Some(from)) => remove_label(&mut secret.versions, &label, from)?,
            (None, None) => return Err(message::no_version_named()),
        };
        if change == Change::Made {
            secret.changed = now;
        }
        Ok(UpdateSecretVersionStageOutput::default().with_arn(secret.arn()).with_name(secret.name()))
    })
}

#[derive(PartialEq, Eq)]
enum Change {
    Made,
    None,
}

/// Checks 3 to 6 and 9.
fn move_label(versions: &mut Versions, label: &Label, from: Option<&str>, to: &str) -> Result<Change, Refusal> {
    let holder = versions.holder(label).map(Version::id);
    if holder == Some(to) {
        return Ok(Change::None);
    }
    // Nothing says that a label can be moved to a version without a value.
    if versions.get(to).is_none_or(Version::is_placeholder) {
        return Err(message::version_not_found(to));
    }
    match (holder, from) {
        (Some(holder), None) => return Err(message::missing_remove_from(label.as_str(), holder)),
        (holder, Some(_)) if holder != from => return Err(message::wrong_remove_from(label.as_str())),
        _ => {}
    }
    versions.relabel(label, to);
    versions.check_labels()?;
    Ok(Change::Made)
}

/// Checks 7 and 8.
fn remove_label(versions: &mut Versions, label: &Label, from: &str) -> Result<Change, Refusal> {
    if *label == Label::CURRENT {
        return Err(message::current_must_stay());
    }
    if versions.holder(label).map(Version::id) != Some(from) {
        return Err(message::wrong_remove_from(label.as_str()));
    }
    versions.unlabel(label);
    Ok(Change::Made)
}
