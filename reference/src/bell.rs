//! Tells a driver that there is something to do, whatever runtime it is on.

use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

/// Rings until somebody hears it.
#[derive(Debug, Default)]
pub(crate) struct Bell(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    is_ringing: bool,
    listeners: Vec<Waker>,
}

impl Bell {
    /// Wakes all who listen; when nobody does, the next to listen hears it.
    pub(crate) fn ring(&self) {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.is_ringing = true;
        let listeners = std::mem::take(&mut state.listeners);
        drop(state);
        listeners.into_iter().for_each(Waker::wake);
    }

    /// Ready when the bell has rung, which stops it.
    pub(crate) fn poll(&self, context: &Context<'_>) -> Poll<()> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.is_ringing {
            state.is_ringing = false;
            return Poll::Ready(());
        }
        if !state.listeners.iter().any(|listener| listener.will_wake(context.waker())) {
            state.listeners.push(context.waker().clone());
        }
        Poll::Pending
    }
}
