//! Going through the secrets of an account, piece by piece, until a page is full (§6.4).

use super::account::Account;
use super::page::Listing;
use super::secret::Secret;
use super::sort::{Direction, Order, Position};
use crate::refusal::Refusal;

/// A search for one page of entries.
///
/// An account can have half a million secrets and a filter may find none of them. The search holds
/// nothing of the account, so that between its [`step`](Self::step)s others can have it.
#[derive(Clone, Debug)]
pub struct Scan<T> {
    listing: Listing,
    order: Order,
    direction: Direction,
    size: usize,
    /// The last secret that was looked at; the next step, or the next page, goes on after it.
    seen: Option<Position>,
    found: Vec<T>,
    more: bool,
}

impl<T> Scan<T> {
    /// How many secrets a step looks at.
    const STEP: usize = 500;

    /// A search from the start of an order, or from where a token leads to.
    ///
    /// # Errors
    /// `InvalidNextTokenException` when the token is of another listing.
    pub fn new(
        listing: Listing,
        (order, direction): (Order, Direction),
        size: usize,
        token: Option<&str>,
    ) -> Result<Self, Refusal> {
        let seen = token.map(|token| listing.position(token)).transpose()?;
        Ok(Self { listing, order, direction, size, seen, found: Vec::new(), more: false })
    }

    /// Looks at some more secrets; `pick` makes the entries of those that belong on the list.
    pub fn step(&mut self, account: &Account, pick: impl Fn(&Secret) -> Option<T>) -> Progress {
        let start = self.seen.clone();
        let mut looked_at = 0;
        for (position, secret) in account.after(self.order, self.direction, start.as_ref()).take(Self::STEP) {
            if let Some(entry) = pick(secret) {
                if self.found.len() == self.size {
                    self.more = true;
                    return Progress::Finished;
                }
                self.found.push(entry);
            }
            self.seen = Some(position.clone());
            looked_at += 1;
        }
        if looked_at < Self::STEP { Progress::Finished } else { Progress::Unfinished }
    }

    /// The page.
    pub fn finish(self) -> Page<T> {
        let next = self.seen.filter(|_| self.more);
        Page { entries: self.found, next_token: next.map(|position| self.listing.token(&position)) }
    }
}

/// Whether a [`Scan`] has come to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There may be more to find.
    Unfinished,
    /// The page is complete.
    Finished,
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// What is on the page.
    pub entries: Vec<T>,
    /// Leads to the next page; `None` when there is nothing more.
    pub next_token: Option<String>,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), next_token: None }
    }
}
