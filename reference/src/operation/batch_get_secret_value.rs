//! BatchGetSecretValue: behaviour.md §3.1.

use std::mem;

use secretsmith::error::ServiceError;
use secretsmith::operation::batch_get_secret_value::{BatchGetSecretValueInput, BatchGetSecretValueOutput};
use secretsmith::primitives::DateTime;
use secretsmith::types::{ApiErrorType, Filter, SecretValueEntry};

use crate::authorisation::Visitor;
use crate::message;
use crate::policy::Origin;
use crate::refusal::{Kind, Refusal};
use crate::rules::access::Access;
use crate::rules::account::Account;
use crate::rules::arn::Place;
use crate::rules::keys::Keys;
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
    page: Page<Entry>,
}

#[derive(Clone, Debug)]
enum Source {
    Ids(Vec<String>),
    Search(Search, Scan<Entry>),
}

/// A value, or why there is none.
type Entry = Result<Read, ApiErrorType>;

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
        Ok(Self { source, page: Page::default() })
    }

    /// Reads on, and tells whether there is more to read.
    /// What filters find and the caller may not read is an error on the page.
    pub fn step(&mut self, account: &Account, visitor: &Visitor<'_>, now: DateTime) -> Progress {
        match &mut self.source {
            Source::Search(search, scan) => {
                let entry = |secret: &Secret| found_entry(account.keys(), secret, visitor, now);
                scan.step(account, |secret| search.finds(secret).then(|| entry(secret)).flatten())
            }
            Source::Ids(_) => Progress::Finished,
        }
    }

    /// The ids that are to be read, each as with [`read_one`]: they may be of different accounts.
    pub fn take_ids(&mut self) -> Vec<String> {
        match &mut self.source {
            Source::Ids(ids) => mem::take(ids),
            Source::Search(..) => Vec::new(),
        }
    }

    /// Adds what came of reading an id; the access is noted already.
    pub fn add(&mut self, id: String, read: Result<SecretValueEntry, impl ServiceError>) {
        self.page.entries.push(read.map(|entry| (entry, None)).map_err(|refusal| error(id, &refusal)));
    }

    /// The answer, and the accesses that are still to be noted.
    pub fn finish(self) -> (BatchGetSecretValueOutput, Vec<Access>) {
        let page = match self.source {
            Source::Search(_, scan) => scan.finish(),
            Source::Ids(_) => self.page,
        };
        let (mut values, mut accesses, mut errors) = (Vec::new(), Vec::new(), Vec::new());
        for entry in page.entries {
            match entry {
                Ok((value, access)) => {
                    values.push(value);
                    accesses.extend(access);
                }
                Err(error) => errors.push(error),
            }
        }
        let mut output = BatchGetSecretValueOutput::default().with_secret_values(values).with_errors(errors);
        output.next_token = page.next_token;
        (output, accesses)
    }
}

fn found(place: &Place, filters: Vec<Filter>, size: usize, token: Option<&str>) -> Result<Source, Refusal> {
    let search = Search::read(filters)?;
    let listing = Listing::of("BatchGetSecretValue", (place, &search));
    let scan = Scan::new(listing, (Order::Created, Direction::Ascending), size, token)?;
    Ok(Source::Search(search, scan))
}

/// Reads the current value of one secret; the access is still to be noted.
///
/// # Errors
/// Those of GetSecretValue (§3.9).
pub fn read_one(
    account: &Account,
    id: &str,
    origin: Origin,
    now: DateTime,
) -> Result<(SecretValueEntry, Option<Access>), Refusal> {
    let secret = account.find(SecretId::parse(id)?, now)?;
    read(account.keys(), secret, origin, now)
}

/// Secrets that are scheduled for deletion or have no value are passed over.
fn found_entry(keys: &Keys, secret: &Secret, visitor: &Visitor<'_>, now: DateTime) -> Option<Entry> {
    match read(keys, secret, Origin::Own, now) {
        Err(refusal) if [Kind::InvalidRequest, Kind::ResourceNotFound].contains(&refusal.kind()) => None,
        read => Some(visitor.check_read(secret, now).and(read).map_err(|refusal| error(secret.arn(), &refusal))),
    }
}

fn read(keys: &Keys, secret: &Secret, origin: Origin, now: DateTime) -> Result<Read, Refusal> {
    secret.check_not_deleted()?;
    let version = secret.select(None, None)?;
    secret.check_value_access(origin)?;
    keys.check_decrypts(&version.keys)?;
    let mut entry = SecretValueEntry::default()
        .with_arn(secret.arn())
        .with_name(secret.name())
        .with_version_id(version.id())
        .with_created_date(version.created);
    entry.version_stages = version.stages();
    (entry.secret_string, entry.secret_binary) = version.members();
    Ok((entry, Access::of(secret, version, now)))
}

fn error(id: String, error: &dyn ServiceError) -> ApiErrorType {
    let message = error.message().unwrap_or_default();
    ApiErrorType::default().with_secret_id(id).with_error_code(error.code()).with_message(message)
}
