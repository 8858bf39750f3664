//! Expressions of endpoint rules.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::super::tokens::bare;
use crate::ir::{Expr, FormatPart};

/// The expression.
pub(super) fn emit(expr: &Expr) -> TokenStream {
    match expr {
        Expr::Boolean(value) => quote!(#value),
        Expr::Integer(value) => {
            let value = Literal::i64_unsuffixed(*value);
            quote!(#value)
        }
        Expr::Text(text) => quote!(#text),
        Expr::Format(parts) => format(parts),
        Expr::Local(name) => quote!(#name),
        Expr::Param(name) => quote!(params.#name),
        Expr::Field(value, name) => {
            let value = operand(value);
            quote!(#value.#name)
        }
        Expr::Method(value, name) => {
            let value = operand(value);
            quote!(#value.#name())
        }
        Expr::Borrow(value) => {
            let value = operand(value);
            quote!(&#value)
        }
        Expr::Call(function, arguments) => {
            let arguments = arguments.iter().map(emit);
            quote!(#function(#(#arguments),*))
        }
        Expr::Item { list, index, is_owned } => item(list, *index, *is_owned),
        Expr::Some(value) => {
            let value = emit(value);
            quote!(Some(#value))
        }
        Expr::Owned(value) => {
            let value = operand(value);
            quote!(#value.map(str::to_owned))
        }
        Expr::Or(first, second) => or(first, second),
        Expr::UnwrapOr(value, default) => unwrap_or(value, default),
        Expr::If(condition, then, otherwise) => {
            let (condition, then, otherwise) = (emit(condition), emit(then), emit(otherwise));
            quote!(if #condition { #then } else { #otherwise })
        }
        Expr::Not(value) => not(value),
        Expr::All(parts) => {
            let parts = parts.iter().map(within);
            quote!(#(#parts)&&*)
        }
        Expr::Any(parts) => {
            let parts = parts.iter().map(within);
            quote!(#(#parts)||*)
        }
        Expr::Equal(a, b) => {
            let (a, b) = (operand(a), operand(b));
            quote!(#a == #b)
        }
        Expr::OneOf(value, texts) => one_of(value, texts),
        Expr::IsSome(value) => {
            let value = operand(value);
            quote!(#value.is_some())
        }
    }
}

/// The expression as a part of another that binds closer.
pub(super) fn operand(expr: &Expr) -> TokenStream {
    let emitted = emit(expr);
    match expr {
        Expr::Borrow(_)
        | Expr::If(..)
        | Expr::Not(_)
        | Expr::All(_)
        | Expr::Any(_)
        | Expr::Equal(..)
        | Expr::OneOf(..) => quote!((#emitted)),
        _ => emitted,
    }
}

/// The expression between `&&` or `||`.
fn within(expr: &Expr) -> TokenStream {
    match expr {
        Expr::All(_) | Expr::Any(_) | Expr::If(..) => operand(expr),
        expr => emit(expr),
    }
}

/// Text with values in it.
fn format(parts: &[FormatPart]) -> TokenStream {
    let mut format = String::new();
    let mut values = Vec::new();
    for part in parts {
        match part {
            FormatPart::Text(text) => format.push_str(&text.replace('{', "{{").replace('}', "}}")),
            FormatPart::Value(Expr::Local(name)) => format.push_str(&format!("{{{}}}", bare(name))),
            FormatPart::Value(value) => {
                format.push_str("{}");
                values.push(emit(value));
            }
        }
    }
    quote!(format!(#format #(, #values)*))
}

fn item(list: &Expr, index: i64, is_owned: bool) -> TokenStream {
    let list = operand(list);
    let place = Literal::u64_unsuffixed(if index < 0 { index.unsigned_abs() - 1 } else { index.unsigned_abs() });
    let item = match index {
        0 => quote!(#list.first()),
        -1 => quote!(#list.last()),
        1.. => quote!(#list.get(#place)),
        _ => quote!(#list.iter().nth_back(#place)),
    };
    if is_owned { quote!(#item.map(String::as_str)) } else { quote!(#item.copied()) }
}

fn or(first: &Expr, second: &Expr) -> TokenStream {
    let (lazy, first, second) = (is_work(second), operand(first), emit(second));
    if lazy { quote!(#first.or_else(|| #second)) } else { quote!(#first.or(#second)) }
}

fn unwrap_or(value: &Expr, default: &Expr) -> TokenStream {
    let (lazy, value, default) = (is_work(default), operand(value), emit(default));
    if lazy { quote!(#value.unwrap_or_else(|| #default)) } else { quote!(#value.unwrap_or(#default)) }
}

/// Whether the expression is better left alone when nobody asks for it.
fn is_work(expr: &Expr) -> bool {
    matches!(expr, Expr::Call(..) | Expr::Format(_)) || expr.parts().into_iter().any(is_work)
}

fn not(expr: &Expr) -> TokenStream {
    match expr {
        Expr::IsSome(value) => {
            let value = operand(value);
            quote!(#value.is_none())
        }
        Expr::Equal(a, b) => {
            let (a, b) = (operand(a), operand(b));
            quote!(#a != #b)
        }
        Expr::OneOf(value, texts) => match texts.as_slice() {
            [text] => {
                let value = operand(value);
                quote!(#value != #text)
            }
            _ => {
                let is_one = one_of(value, texts);
                quote!(!#is_one)
            }
        },
        expr => {
            let expr = operand(expr);
            quote!(!#expr)
        }
    }
}

fn one_of(value: &Expr, texts: &[String]) -> TokenStream {
    match texts {
        [text] => {
            let value = operand(value);
            quote!(#value == #text)
        }
        texts => {
            let value = emit(value);
            quote!(matches!(#value, #(#texts)|*))
        }
    }
}
