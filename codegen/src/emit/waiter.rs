//! States that can be waited for: a method of the call builder for each.

use proc_macro2::TokenStream;

use super::tokens::{doc_lines, gated_table};
use crate::ir::{Acceptor, Matcher, Operation, Waiter};

/// The methods that wait; nothing when there is nothing to wait for.
pub(super) fn emit(Operation { builder, output, error, waiters, .. }: &Operation) -> TokenStream {
    if waiters.is_empty() {
        return TokenStream::new();
    }
    let about = format!("{builder}: {}, {}", output.name, error.name);
    let lines: Vec<String> = waiters.iter().map(line).collect();
    gated_table("#[cfg(feature = \"client\")]\n", "waiters", &about, &lines)
}

fn line(Waiter { method, name, docs, delays: (min, max), acceptors }: &Waiter) -> String {
    let docs = doc_lines(docs, "        ");
    let acceptors: String = acceptors.iter().map(|it| format!("            {},\n", acceptor(it))).collect();
    format!("{}        {method}: {name:?}, {min} to {max} seconds, {{\n{acceptors}        }}", docs.trim_start())
}

/// An acceptor in the words of the model.
fn acceptor(Acceptor { state, matcher }: &Acceptor) -> String {
    match matcher {
        Matcher::Success(success) => format!("{state} if success({success})"),
        Matcher::ErrorType(code) => format!("{state} if errorType({code:?})"),
        Matcher::Test { subject, path, expected, comparator } => {
            format!("{state} if {subject}({path:?}, {comparator}, {expected:?})")
        }
    }
}
