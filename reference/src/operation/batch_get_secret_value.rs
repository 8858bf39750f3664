//! BatchGetSecretValue: behaviour.md §3.1.

use std::mem;

use secretsmith::operation::batch_get_secret_value::{BatchGetSecretValueInput, BatchGetSecretValueOutput};
use secretsmith::primitives::DateTime;
use secretsmith::types::{ApiErrorType, Filter, SecretValueEntry};

use crate::message;
use crate::refusal::Refusal;
use crate::rules::access::Access;
use crate::rules::account::Account;
use crate::rules::arn::Place;
use crate::rules::lookup::SecretId;
use crate::rules::page::{self, Listing};
use crate::rules::scan::{Page, Progress, Scan};
use crate::rules::search::Search;
use crate::rules::secret::Secret;
use crate::rules::sort::{Direction, Order};

/// Reads the current values of several secrets: of named ones, or of those that filters find.
#[derive(Clone, Debug)]
pub struct BatchGetSecretValue {
    source: Source,
    page: Page<Read>,
    errors: Vec<ApiErrorType>,
}

#[derive(Clone, Debug)]
enum Source {
    Ids(Vec<String>),
    Search(Search, Scan<Read>),
}

/// One value; the access to it is still to be noted.
type Read = (SecretValueEntry, Option<Access>);

impl BatchGetSecretValue {
    /// The most secrets of one page, and the default (§6.4).
    const PAGE: usize = 20;

    /// Begins. An empty list counts as none.
    ///
    /// # Errors
    /// Those of §3.1, in its order.
    pub fn start(place: &Place, input: BatchGetSecretValueInput) -> Result<Self, Refusal> {
        let ids = input.secret_id_list.unwrap_or_default();
        let filters = input.filters.unwrap_or_default();
        if ids.is_empty() == filters.is_empty() {
            return Err(message::ids_or_filters());
        }
        if filters.is_empty() && input.max_results.is_some() {
            return Err(message::max_results_without_filters());
        }
        let source = match input.next_token.as_deref() {
            token if ids.is_empty() => found(place, filters, page::size(input.max_results, Self::PAGE), token)?,
            // What ids name comes on one page, so that no token leads to another.
            Some(_) => return Err(message::invalid_next_token()),
            None => Source::Ids(ids),
        };
        Ok(Self { source, page: Page::default(), errors: Vec::new() })
    }

    /// Reads on, and tells whether there is more to read.
    pub fn step(&mut self, account: &Account, now: DateTime) -> Progress {
        match &mut self.source {
            Source::Search(search, scan) => scan.step(account, |secret| {
                // Secrets that are scheduled for deletion or have no value are passed over.
                search.finds(secret).then(|| read(secret, now).ok()).flatten()
            }),
            Source::Ids(ids) => {
                for id in mem::take(ids) {
                    match find(account, &id, now) {
                        Ok(read) => self.page.entries.push(read),
                        Err(refusal) => self.errors.push(error(id, &refusal)),
                    }
                }
                Progress::Finished
            }
        }
    }

    /// The answer, and the accesses that are still to be noted.
    pub fn finish(self) -> (BatchGetSecretValueOutput, Vec<Access>) {
        let page = match self.source {
            Source::Search(_, scan) => scan.finish(),
            Source::Ids(_) => self.page,
        };
        let (values, accesses): (Vec<_>, Vec<_>) = page.entries.into_iter().unzip();
        let mut output = BatchGetSecretValueOutput::default().with_secret_values(values).with_errors(self.errors);
        output.next_token = page.next_token;
        (output, accesses.into_iter().flatten().collect())
    }
}

fn found(place: &Place, filters: Vec<Filter>, size: usize, token: Option<&str>) -> Result<Source, Refusal> {
    let search = Search::read(filters)?;
    let listing = Listing::of("BatchGetSecretValue", (place, &search));
    let scan = Scan::new(listing, (Order::Created, Direction::Ascending), size, token)?;
    Ok(Source::Search(search, scan))
}

fn find(account: &Account, id: &str, now: DateTime) -> Result<Read, Refusal> {
    read(account.find(SecretId::parse(id)?, now)?, now)
}

fn read(secret: &Secret, now: DateTime) -> Result<Read, Refusal> {
    secret.check_not_deleted()?;
    let version = secret.select(None, None)?;
    let mut entry = SecretValueEntry::default()
        .with_arn(secret.arn())
        .with_name(secret.name())
        .with_version_id(version.id())
        .with_created_date(version.created);
    entry.version_stages = version.stages();
    (entry.secret_string, entry.secret_binary) = version.value.members();
    Ok((entry, Access::of(secret, version, now)))
}

fn error(id: String, refusal: &Refusal) -> ApiErrorType {
    ApiErrorType::default().with_secret_id(id).with_error_code(refusal.code()).with_message(refusal.message())
}
