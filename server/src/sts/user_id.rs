//! The unique ids by which AWS tells apart whoever has had the same name.

use secretsmith_reference::policy::Principal;
use sha2::{Digest, Sha256};

/// How many characters follow the four that say of what kind an id is.
const LENGTH: usize = 17;

/// The member `UserId`: for a user or a role the same whenever somebody asks, and made of the ARN.
pub(super) fn user_id(principal: &Principal) -> String {
    let (arn, account) = (principal.arn(), principal.account());
    let name = arn.rsplit('/').next().unwrap_or_default();
    match principal.key_type() {
        "Account" => account.to_owned(),
        "User" => unique("AIDA", arn),
        "FederatedUser" => format!("{account}:{name}"),
        // A session has the id of its role, and its own name.
        _ => format!("{}:{name}", unique("AROA", &principal.key_arn())),
    }
}

fn unique(kind: &str, arn: &str) -> String {
    let digest = Sha256::digest(arn.as_bytes());
    let letters =
        digest.iter().take(LENGTH).map(|byte| char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[usize::from(byte % 32)]));
    kind.chars().chain(letters).collect()
}
