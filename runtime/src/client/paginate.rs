//! Results in pages: one call after the other until there is no more.

use std::fmt;

use crate::{OperationError, SdkError};

/// A call that answers a page at a time; implemented by call builders.
pub trait Paginate: Clone + Send {
    /// A page.
    type Output: Send;

    /// Why a page could not be had.
    type Error: OperationError;

    /// What says where to go on.
    type Token: Clone + PartialEq + Send;

    /// Says where to go on.
    fn set_token(&mut self, token: Option<Self::Token>);

    /// Says how much is to be on a page; an operation that cannot be told passes over it.
    fn set_page_size(&mut self, size: i32);

    /// Where to go on after a page; `None` after the last one.
    fn token(output: &Self::Output) -> Option<&Self::Token>;

    /// Whether a token says that there is no more: some services answer an empty one.
    fn is_end(token: &Self::Token) -> bool;

    /// Asks for a page.
    fn page(self) -> impl Future<Output = Result<Self::Output, SdkError<Self::Error>>> + Send;
}

/// A call whose pages are of a list.
pub trait PaginateItems: Paginate {
    /// An element of the list.
    type Item: Send;

    /// What is on a page.
    fn items(output: Self::Output) -> Vec<Self::Item>;
}

/// The pages of a call, before the first is asked for.
#[derive(Clone, Debug)]
#[must_use = "pages come when they are sent for"]
pub struct Pages<B> {
    call: B,
}

impl<B: Paginate> Pages<B> {
    /// The pages of a call.
    pub fn new(call: B) -> Self {
        Self { call }
    }

    /// Says how much is to be on a page.
    pub fn page_size(mut self, size: i32) -> Self {
        self.call.set_page_size(size);
        self
    }

    /// Gives the elements on the pages instead of the pages.
    pub fn items(self) -> Items<B>
    where
        B: PaginateItems,
    {
        Items { pages: self }
    }

    /// The pages, one by one; each is asked for when it is wanted.
    pub fn send(self) -> PageStream<B> {
        PageStream { call: Some(self.call), last_token: None }
    }
}

/// The elements on the pages of a call, before the first page is asked for.
#[derive(Clone, Debug)]
#[must_use = "pages come when they are sent for"]
pub struct Items<B> {
    pages: Pages<B>,
}

impl<B: PaginateItems> Items<B> {
    /// The elements, one by one; a page is asked for when the one before is used up.
    pub fn send(self) -> ItemStream<B> {
        ItemStream { pages: self.pages.send(), page: Vec::new().into_iter() }
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
    pub async fn next(&mut self) -> Option<Result<B::Output, SdkError<B::Error>>> {
        let mut call = self.call.take()?;
        let result = call.clone().page().await;
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
    pub async fn try_next(&mut self) -> Result<Option<B::Output>, SdkError<B::Error>> {
        self.next().await.transpose()
    }

    /// All pages, gathered as an iterator's `collect` does it.
    pub async fn collect<C: FromIterator<Result<B::Output, SdkError<B::Error>>>>(mut self) -> C {
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
    pub async fn try_collect(mut self) -> Result<Vec<B::Output>, SdkError<B::Error>> {
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
    pub async fn next(&mut self) -> Option<Result<B::Item, SdkError<B::Error>>> {
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
    pub async fn try_next(&mut self) -> Result<Option<B::Item>, SdkError<B::Error>> {
        self.next().await.transpose()
    }

    /// All elements, gathered as an iterator's `collect` does it.
    pub async fn collect<C: FromIterator<Result<B::Item, SdkError<B::Error>>>>(mut self) -> C {
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
    pub async fn try_collect(mut self) -> Result<Vec<B::Item>, SdkError<B::Error>> {
        let mut items = Vec::new();
        while let Some(item) = self.next().await {
            items.push(item?);
        }
        Ok(items)
    }
}
