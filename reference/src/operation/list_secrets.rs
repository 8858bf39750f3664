//! ListSecrets: behaviour.md §3.11 and §6.

use secretsmith::operation::list_secrets::{ListSecretsInput, ListSecretsOutput};
use secretsmith::primitives::DateTime;
use secretsmith::types::{SecretListEntry, SortByType, SortOrderType};

use super::describe_secret::entry;
use crate::refusal::Refusal;
use crate::rules::account::Account;
use crate::rules::arn::Place;
use crate::rules::page::{self, Listing};
use crate::rules::scan::{Progress, Scan};
use crate::rules::search::Search;
use crate::rules::secret::Secret;
use crate::rules::sort::{Direction, Order};

/// Lists a page of the secrets that filters find, or of all.
#[derive(Clone, Debug)]
pub struct ListSecrets {
    scan: Scan<SecretListEntry>,
    search: Search,
    scheduled: Scheduled,
}

/// Whether secrets that are scheduled for deletion are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Scheduled {
    Listed,
    Hidden,
}

impl ListSecrets {
    /// The most secrets of one page, and the default (§6.4).
    const PAGE: usize = 100;

    /// Begins.
    ///
    /// # Errors
    /// `InvalidParameterException` for filters without key or values, `InvalidNextTokenException`.
    pub fn start(place: &Place, input: ListSecretsInput) -> Result<Self, Refusal> {
        let search = Search::read(input.filters.unwrap_or_default())?;
        let order = (order(input.sort_by.as_ref()), direction(input.sort_order.as_ref()));
        let scheduled =
            if input.include_planned_deletion.unwrap_or(false) { Scheduled::Listed } else { Scheduled::Hidden };
        let listing = Listing::of("ListSecrets", (place, &search, order, scheduled));
        let size = page::size(input.max_results, Self::PAGE);
        Ok(Self { scan: Scan::new(listing, order, size, input.next_token.as_deref())?, search, scheduled })
    }

    /// Looks at more secrets, and tells whether there are more to look at.
    pub fn step(&mut self, account: &Account, now: DateTime) -> Progress {
        let is_listed = |secret: &Secret| match secret.deleted {
            Some(_) => self.scheduled == Scheduled::Listed && !secret.is_gone(now),
            None => true,
        };
        self.scan.step(account, |secret| (is_listed(secret) && self.search.finds(secret)).then(|| entry(secret)))
    }

    /// The answer.
    pub fn finish(self) -> ListSecretsOutput {
        let page = self.scan.finish();
        let mut output = ListSecretsOutput::default().with_secret_list(page.entries);
        output.next_token = page.next_token;
        output
    }
}

fn order(sort_by: Option<&SortByType>) -> Order {
    match sort_by {
        Some(SortByType::LastAccessedDate) => Order::Accessed,
        Some(SortByType::LastChangedDate) => Order::Changed,
        Some(SortByType::Name) => Order::Name,
        _ => Order::Created,
    }
}

fn direction(sort_order: Option<&SortOrderType>) -> Direction {
    match sort_order {
        Some(SortOrderType::Desc) => Direction::Descending,
        _ => Direction::Ascending,
    }
}
