//! What the service would take, or would not see, and what is a mistake in a seed.

use std::collections::BTreeSet;

use secretsmith_reference::rules::arn::{is_account, is_region};

use super::document::{Document, Secret};
use super::mistake::Mistake;

/// Refuses the first such mistake.
pub(super) fn check(document: &Document) -> Result<(), Mistake> {
    document.secrets.iter().enumerate().try_for_each(|(number, secret)| {
        check_secret(secret).map_err(|mistake| mistake.within(&format!("Secrets[{number}]")))
    })
}

fn check_secret(secret: &Secret) -> Result<(), Mistake> {
    if secret.region.as_deref().is_some_and(|region| !is_region(region)) {
        return Err(Mistake::on(".Region", "a Region looks like us-east-1"));
    }
    if secret.account.as_deref().is_some_and(|account| !is_account(account)) {
        return Err(Mistake::on(".Account", "an account id is 12 digits"));
    }
    if secret.version_id.is_some() && !secret.has_value() {
        let problem = "no value stands beside it; give SecretString or SecretBinary, or leave it out";
        return Err(Mistake::on(".VersionId", problem));
    }
    let keys = secret.tags.iter().flatten().map(|tag| tag.key.as_str());
    if let Some(number) = second(keys) {
        return Err(Mistake::on(format!(".Tags[{number}].Key"), "there is a tag with this key before"));
    }
    let regions = secret.replicas.iter().map(|replica| replica.region.as_str());
    match second(regions) {
        Some(number) => {
            Err(Mistake::on(format!(".Replicas[{number}].Region"), "there is a replica in this Region before"))
        }
        None => Ok(()),
    }
}

/// Which text is the first that was there before.
fn second<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<usize> {
    let mut seen = BTreeSet::new();
    texts.into_iter().position(|text| !seen.insert(text))
}
