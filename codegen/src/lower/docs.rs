//! Documentation: from the model's CommonMark to what rustdoc reads as it was meant.

use secretsmith_model::{Kind, Member, Shape};

use super::context::Lowering;
use super::names;
use crate::ir::Docs;

/// How wide a line of documentation may be.
const WIDTH: usize = 92;

/// The documentation of a shape; its name when the model says nothing.
pub(super) fn of_shape(lowering: &Lowering<'_>, shape: &Shape) -> Docs {
    text(lowering, shape.traits.documentation.as_deref(), || format!("The shape `{}` of the model.", shape.id.name()))
}

/// The documentation of a member, else of its target; its name when the model says nothing.
pub(super) fn of_member(lowering: &Lowering<'_>, member: &Member) -> Docs {
    let target = lowering.target(member).filter(|target| !matches!(target.kind, Kind::Structure(_)));
    let own = member.traits.documentation.as_deref();
    let docs = own.or(target.and_then(|target| target.traits.documentation.as_deref()));
    text(lowering, docs, || format!("The member `{}` of the model.", member.name))
}

/// The first sentence of an operation's documentation, for the methods that call it.
pub(super) fn of_method(lowering: &Lowering<'_>, operation: &Shape) -> Docs {
    let summary = operation.traits.documentation.as_deref().map(|text| format!("{}.", summary(text)));
    text(lowering, summary.as_deref(), || format!("Calls the operation `{}`.", operation.id.name()))
}

/// The documentation of an operation, for its module: it begins with the name.
pub(super) fn of_module(lowering: &Lowering<'_>, operation: &Shape) -> Docs {
    let name = operation.id.name();
    let text = operation.traits.documentation.as_deref().unwrap_or("an operation of the service.").trim();
    let (first, rest) = text.split_once("\n\n").unwrap_or((text, ""));
    let docs = Docs::new(wrap(&format!("`{name}`: {}", escape(lowering, &small_first(first)))));
    rest.split("\n\n")
        .filter(|paragraph| !paragraph.is_empty())
        .fold(docs, |docs, paragraph| docs.paragraph(wrap(&escape(lowering, paragraph))))
}

/// The text with a small first letter, unless it begins with an abbreviation.
fn small_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}

fn text(lowering: &Lowering<'_>, text: Option<&str>, otherwise: impl Fn() -> String) -> Docs {
    match text.map(str::trim) {
        Some(text) if !text.is_empty() => markdown(lowering, text),
        _ => Docs::new([otherwise()]),
    }
}

/// The first sentence, without its full stop.
pub(super) fn summary(text: &str) -> &str {
    let text = text.trim();
    let end = text.find(". ").or_else(|| text.find(".\n")).unwrap_or(text.len());
    text[..end].trim_end_matches('.')
}

/// A text as Markdown: escaped where rustdoc would misread it, with links, in lines.
pub(super) fn markdown(lowering: &Lowering<'_>, text: &str) -> Docs {
    text.split("\n\n").fold(Docs::default(), |docs, paragraph| docs.paragraph(wrap(&escape(lowering, paragraph))))
}

/// Escapes what stands outside of code, and links names of operations.
fn escape(lowering: &Lowering<'_>, paragraph: &str) -> String {
    let mut out = String::with_capacity(paragraph.len() + 16);
    for (index, piece) in paragraph.split('`').enumerate() {
        if index % 2 == 0 {
            prose(piece, &mut out);
        } else if let Some(module) = operation_module(lowering, piece) {
            out.push_str(&format!("[`{piece}`](crate::operation::{module})"));
        } else {
            out.push_str(&format!("`{piece}`"));
        }
    }
    out
}

fn prose(text: &str, out: &mut String) {
    for (index, word) in text.split(' ').enumerate() {
        out.push_str(if index == 0 { "" } else { " " });
        if word.starts_with("http://") || word.starts_with("https://") {
            let url = word.trim_end_matches(['.', ',', ';', ')']);
            out.push_str(&format!("<{url}>{}", &word[url.len()..]));
        } else {
            out.push_str(&word.replace('<', "\\<").replace('[', "\\[").replace(']', "\\]"));
        }
    }
}

fn operation_module(lowering: &Lowering<'_>, name: &str) -> Option<String> {
    lowering
        .operations()
        .find(|(shape, _)| shape.id.name() == name)
        .map(|(shape, _)| names::bare(&lowering.naming.operation(&shape.id).method))
}

/// Breaks a paragraph into lines; what is already in lines that mean something is left alone.
fn wrap(paragraph: &str) -> Vec<String> {
    let is_block = |line: &str| line.starts_with(['-', '*', '|', '#', '>', ' ']) || line.starts_with("```");
    if paragraph.lines().any(is_block) {
        return paragraph.lines().map(str::to_owned).collect();
    }
    let mut lines = vec![String::new()];
    for word in paragraph.split_whitespace() {
        let fits = |line: &&mut String| line.is_empty() || line.len() + word.len() < WIDTH || begins_block(word);
        let line = lines.last_mut().filter(fits);
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Whether a word at the beginning of a line would begin a list, a heading or a quotation.
fn begins_block(word: &str) -> bool {
    let number = word.strip_suffix(['.', ')']);
    let is_number = number.is_some_and(|number| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    is_number || word.starts_with(['-', '*', '+', '#', '>', '|'])
}
