//! Results in pages: one call after the other until there is no more.

use std::fmt;

use super::Call;
use crate::{Operation, SdkError};

/// A call that answers a page at a time; implemented by call builders.
pub trait Paginate: Call + Clone + Send {
    /// What says where to go on.
    type Token: Clone + PartialEq + Send;

    /// Says where to go on.
    fn set_token(&mut self, token: Option<Self::Token>);

    /// Says how much is to be on a page; an operation that cannot be told passes over it.
    fn set_page_size(&mut self, size: i32);

    /// Where to go on after a page; `None` after the last one.
    fn token(output: &<Self::Operation as Operation>::Output) -> Option<&Self::Token>;

    /// Whether a token says that there is no more: some services answer an empty one.
    fn is_end(token: &Self::Token) -> bool;
}

/// A call whose pages are of a list.
pub trait PaginateItems: Paginate {
    /// An element of the list.
    type Item: Send;

    /// What is on a page.
    fn items(output: <Self::Operation as Operation>::Output) -> Vec<Self::Item>;
}

/// A page, or why it could not be had.
pub(super) type Page<B> = Result<<<B as Call>::Operation as Operation>::Output, Failure<B>>;

/// An element of a page, or why the page could not be had.
pub(super) type Item<B> = Result<<B as PaginateItems>::Item, Failure<B>>;

type Failure<B> = SdkError<<<B as Call>::Operation as Operation>::Error>;

/// The pages of a call, before the first is asked for.
#[derive(Clone, Debug)]
#[must_use = "pages come when they are sent for"]
pub struct Pages<B, W = ()> {
    call: B,
    /// Who asks for the pages of a client that blocks.
    #[cfg_attr(not(feature = "blocking"), expect(dead_code))]
    worker: W,
}

impl<B: Paginate> Pages<B> {
    /// The pages of a call.
    pub fn new(call: B) -> Self {
        Self { call, worker: () }
    }

    /// Has the pages asked for on the thread of a client that blocks.
    #[cfg(feature = "blocking")]
    #[doc(hidden)]
    pub fn on<W>(self, worker: W) -> Pages<B, W> {
        Pages { call: self.call, worker }
    }

    /// The pages, one by one; each is asked for when it is wanted.
    pub fn send(self) -> PageStream<B> {
        PageStream { call: Some(self.call), last_token: None }
    }
}

impl<B: Paginate, W> Pages<B, W> {
    /// Says how much is to be on a page.
    pub fn page_size(mut self, size: i32) -> Self {
        self.call.set_page_size(size);
        self
    }

    /// Gives the elements on the pages instead of the pages.
    pub fn items(self) -> Items<B, W>
    where
        B: PaginateItems,
    {
        Items { pages: self }
    }

    /// The pages, and who asks for them.
    #[cfg(feature = "blocking")]
    pub(super) fn split(self) -> (Pages<B>, W) {
        (Pages::new(self.call), self.worker)
    }
}

/// The elements on the pages of a call, before the first page is asked for.
#[derive(Clone, Debug)]
#[must_use = "pages come when they are sent for"]
pub struct Items<B, W = ()> {
    pages: Pages<B, W>,
}

impl<B: PaginateItems> Items<B> {
    /// The elements, one by one; a page is asked for when the one before is used up.
    pub fn send(self) -> ItemStream<B> {
        ItemStream { pages: self.pages.send(), page: Vec::new().into_iter() }
    }
}

#[cfg(feature = "blocking")]
impl<B, W> Items<B, W> {
    pub(super) fn into_pages(self) -> Pages<B, W> {
        self.pages
    }
}

/// Pages, one by one.
pub struct PageStream<B: Paginate> {
    /// The next call; `None` when there is none.
    call: Option<B>,
    last_token: Option<B::Token>,
}

impl<B: Paginate> fmt::Debug for PageStream<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageStream").field("is_done", &self.call.is_none()).finish_non_exhaustive()
    }
}

impl<B: Paginate> PageStream<B> {
    /// The next page; `None` after the last one, and after an error.
    ///
    /// A service that answers the token that it was asked with would go on for ever; its page is
    /// taken for the last one.
    pub async fn next(&mut self) -> Option<Page<B>> {
        let mut call = self.call.take()?;
        let result = call.clone().prepare().send().await;
        let token = result.as_ref().ok().and_then(B::token).filter(|token| !B::is_end(token));
        if let Some(token) = token.filter(|token| self.last_token.as_ref() != Some(*token)) {
            self.last_token = Some(token.clone());
            call.set_token(self.last_token.clone());
            self.call = Some(call);
        }
        Some(result)
    }

    /// The next page, or the error first; `None` after the last one, and after an error.
    ///
    /// # Errors
    /// When the page could not be had.
    pub async fn try_next(&mut self) -> Result<Option<<B::Operation as Operation>::Output>, Failure<B>> {
        self.next().await.transpose()
    }

    /// All pages, gathered as an iterator's `collect` does it.
    pub async fn collect<C: FromIterator<Page<B>>>(mut self) -> C {
        let mut pages = Vec::new();
        while let Some(page) = self.next().await {
            pages.push(page);
        }
        pages.into_iter().collect()
    }

    /// All pages.
    ///
    /// # Errors
    /// The first page that could not be had.
    pub async fn try_collect(mut self) -> Result<Vec<<B::Operation as Operation>::Output>, Failure<B>> {
        let mut pages = Vec::new();
        while let Some(page) = self.next().await {
            pages.push(page?);
        }
        Ok(pages)
    }
}

/// Elements, one by one.
pub struct ItemStream<B: PaginateItems> {
    pages: PageStream<B>,
    page: std::vec::IntoIter<B::Item>,
}

impl<B: PaginateItems> fmt::Debug for ItemStream<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemStream").field("pages", &self.pages).finish_non_exhaustive()
    }
}

impl<B: PaginateItems> ItemStream<B> {
    /// The next element; `None` after the last one, and after an error.
    pub async fn next(&mut self) -> Option<Item<B>> {
        loop {
            if let Some(item) = self.page.next() {
                return Some(Ok(item));
            }
            match self.pages.next().await? {
                Ok(page) => self.page = B::items(page).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// The next element, or the error first; `None` after the last one, and after an error.
    ///
    /// # Errors
    /// When the page that it stands on could not be had.
    pub async fn try_next(&mut self) -> Result<Option<B::Item>, Failure<B>> {
        self.next().await.transpose()
    }

    /// All elements, gathered as an iterator's `collect` does it.
    pub async fn collect<C: FromIterator<Item<B>>>(mut self) -> C {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item);
        }
        items.into_iter().collect()
    }

    /// All elements.
    ///
    /// # Errors
    /// The first page that could not be had.
    pub async fn try_collect(mut self) -> Result<Vec<B::Item>, Failure<B>> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }
}
