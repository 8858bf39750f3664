//! Results in pages, as iterators.

use std::fmt;
use std::iter::FusedIterator;

use super::{Items, Pages, Worker};
use crate::Operation;
use crate::client::paginate::{Item, Page, PageStream, Paginate, PaginateItems};

impl<B: Paginate + 'static> Pages<B> {
    /// The pages, one by one; each is asked for when it is wanted.
    pub fn send(self) -> PageIter<B> {
        let (pages, worker) = self.split();
        PageIter { pages: Some(pages.send()), worker }
    }
}

impl<B: PaginateItems + 'static> Items<B> {
    /// The elements, one by one; a page is asked for when the one before is used up.
    pub fn send(self) -> ItemIter<B> {
        ItemIter { pages: self.into_pages().send(), page: Vec::new().into_iter() }
    }
}

/// Pages, one by one; none follows an error.
pub struct PageIter<B: Paginate> {
    /// What is still to come; `None` when that is nothing.
    pages: Option<PageStream<B>>,
    worker: Worker,
}

impl<B: Paginate + 'static> Iterator for PageIter<B> {
    type Item = Page<B>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut pages = self.pages.take()?;
        let asked = self.worker.run(B::Operation::NAME, async {
            let page = pages.next().await;
            (pages, page)
        });
        match asked {
            Ok((pages, page)) => {
                self.pages = Some(pages).filter(|_| page.is_some());
                page
            }
            Err(failure) => Some(Err(failure.into())),
        }
    }
}

impl<B: Paginate + 'static> FusedIterator for PageIter<B> {}

impl<B: Paginate> fmt::Debug for PageIter<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageIter").field("pages", &self.pages).finish_non_exhaustive()
    }
}

/// Elements, one by one; none follows an error.
pub struct ItemIter<B: PaginateItems> {
    pages: PageIter<B>,
    page: std::vec::IntoIter<B::Item>,
}

impl<B: PaginateItems + 'static> Iterator for ItemIter<B> {
    type Item = Item<B>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.page.next() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.page = B::items(page).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<B: PaginateItems + 'static> FusedIterator for ItemIter<B> {}

impl<B: PaginateItems> fmt::Debug for ItemIter<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemIter").field("pages", &self.pages).finish_non_exhaustive()
    }
}
