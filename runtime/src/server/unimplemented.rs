//! The default body of every method of a service trait.

use std::future::{Ready, ready};

use super::Context;
use crate::{OperationError, Unmodeled};

/// Answers `UnknownOperationException`: the implementation has no such operation.
pub fn unimplemented_operation<I, O, E: OperationError>(input: I, context: &Context) -> Ready<Result<O, E>> {
    let _ = (input, context);
    ready(Err(Unmodeled::unknown_operation().into()))
}
