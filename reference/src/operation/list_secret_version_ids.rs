//! ListSecretVersionIds: behaviour.md §3.10.

use secretsmith::operation::list_secret_version_ids::{ListSecretVersionIdsInput, ListSecretVersionIdsOutput};
use secretsmith::primitives::DateTime;
use secretsmith::types::SecretVersionsListEntry;

use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::dates::Day;
use crate::rules::kms::KmsKey;
use crate::rules::lookup::SecretId;
use crate::rules::page::{self, Listing};
use crate::rules::sort::Position;
use crate::rules::version::Version;

/// The most versions of one page, and the default (§6.4).
const PAGE: usize = 100;

/// Lists a page of the versions of a secret, oldest first; deprecated ones only when asked for.
///
/// # Errors
/// The id is malformed, there is no such secret, or the token is not of this listing.
pub fn list_secret_version_ids(
    account: &Account,
    input: &ListSecretVersionIdsInput,
    now: DateTime,
) -> Result<ListSecretVersionIdsOutput, Refusal> {
    let secret = account.find(SecretId::parse(&input.secret_id)?, now)?;
    let with_deprecated = input.include_deprecated.unwrap_or(false);
    let listing = Listing::of("ListSecretVersionIds", (secret.arn(), with_deprecated));
    let start = input.next_token.as_deref().map(|token| listing.position(token)).transpose()?;

    let size = page::size(input.max_results, PAGE);
    let comes_after = |version: &&Version| start.as_ref().is_none_or(|start| i64::from(version.number) > start.key);
    let is_listed = |version: &&Version| !version.is_placeholder() && (with_deprecated || !version.is_deprecated());
    let mut rest = secret.versions.iter().filter(is_listed).filter(comes_after);
    let page: Vec<&Version> = rest.by_ref().take(size).collect();
    let last = page.last().filter(|_| rest.next().is_some());

    let mut output = ListSecretVersionIdsOutput::default()
        .with_arn(secret.arn())
        .with_name(secret.name())
        .with_versions(page.iter().map(|version| entry(version)).collect::<Vec<_>>());
    output.next_token = last.map(|version| listing.token(&Position::new(version.number.into(), "")));
    Ok(output)
}

fn entry(version: &Version) -> SecretVersionsListEntry {
    let mut entry = SecretVersionsListEntry::default()
        .with_version_id(version.id())
        .with_created_date(version.created)
        .with_kms_key_ids(version.keys.iter().map(KmsKey::listed).map(str::to_owned).collect::<Vec<_>>());
    entry.version_stages = version.stages();
    entry.last_accessed_date = version.accessed.map(Day::start);
    entry
}
