//! The client for programs without `async`: from many threads, over each transport, to its end.

mod calls;
mod pages;
mod thread;
