//! Documentation: from the model's CommonMark or HTML to what rustdoc reads as it was meant.

use std::borrow::Cow;

use secretsmith_model::{Kind, Member, Shape, Traits};

use super::context::Lowering;
use crate::ir::Docs;

mod html;
mod markdown;

/// The documentation of a shape; its name when the model says nothing.
pub(super) fn of_shape(lowering: &Lowering<'_>, shape: &Shape) -> Docs {
    let docs = docs(lowering, source(&shape.traits), || format!("The shape `{}` of the model.", shape.id.name()));
    notes(docs, &shape.traits)
}

/// The documentation of a member, else of its target; its name when the model says nothing.
pub(super) fn of_member(lowering: &Lowering<'_>, member: &Member) -> Docs {
    let target = lowering.target(member).filter(|target| !matches!(target.kind, Kind::Structure(_)));
    let text = source(&member.traits).or_else(|| source(&target?.traits));
    notes(docs(lowering, text, || format!("The member `{}` of the model.", member.name)), &member.traits)
}

/// The first sentence of an operation's documentation, for the methods that call it.
pub(super) fn of_method(lowering: &Lowering<'_>, operation: &Shape) -> Docs {
    let otherwise = || format!("Calls the operation `{}`.", operation.id.name());
    let docs = docs(lowering, summary(operation).map(Cow::Owned), otherwise);
    deprecation(&operation.traits).map_or(docs.clone(), |note| docs.paragraph([note]))
}

/// The first sentence of an error's documentation, for the variants that hold it.
pub(super) fn of_variant(lowering: &Lowering<'_>, error: &Shape) -> Docs {
    docs(lowering, summary(error).map(Cow::Owned), || format!("The error `{}`.", error.id.name()))
}

/// The documentation of a parameter of the endpoint rules; its name when the model says nothing.
pub(super) fn of_parameter(lowering: &Lowering<'_>, name: &str, text: Option<&str>) -> Docs {
    docs(lowering, text.and_then(commonmark), || format!("The parameter `{name}` of the endpoint rules."))
}

/// The documentation of an operation, for its module: it begins with the name.
pub(super) fn of_module(lowering: &Lowering<'_>, operation: &Shape) -> Docs {
    let name = operation.id.name();
    let text = source(&operation.traits).unwrap_or(Cow::Borrowed("an operation of the service."));
    let text = match text.starts_with(char::is_alphabetic) {
        true => format!("`{name}`: {}", small_first(&text)),
        // A heading, a list or the like stands for itself.
        false => format!("`{name}`.\n\n{text}"),
    };
    let link = |code: &str| path(lowering, code).filter(|_| code != name);
    notes(Docs::new(markdown::lines(&text, &link)), &operation.traits)
}

/// What traits say that documentation has to tell.
fn notes(docs: Docs, traits: &Traits) -> Docs {
    let unstable = traits.unstable.then(|| "**Unstable**: it may change.".to_owned());
    let since = traits.since.as_ref().map(|since| format!("Since {since}."));
    let links = traits.external_documentation.iter().map(|(title, url)| format!("See [{title}]({url})."));
    let notes = deprecation(traits).into_iter().chain(unstable).chain(since).chain(links);
    notes.fold(docs, |docs, note| docs.paragraph([note]))
}

/// Since when something is not to be used any more, and what to use.
fn deprecation(traits: &Traits) -> Option<String> {
    let deprecated = traits.deprecated.as_ref()?;
    let since = deprecated.since.as_ref().map(|since| format!(" since {since}")).unwrap_or_default();
    let message = deprecated.message.as_deref().map_or("do not use it any more.", str::trim);
    Some(format!("**Deprecated**{since}: {}", message.replace('\n', " ")))
}

/// What the model says, as CommonMark; nothing when that is empty.
fn source(traits: &Traits) -> Option<Cow<'_, str>> {
    traits.documentation.as_deref().and_then(commonmark)
}

fn commonmark(text: &str) -> Option<Cow<'_, str>> {
    let text = text.trim();
    let text = if html::is_html(text) { Cow::Owned(html::to_markdown(text)) } else { Cow::Borrowed(text) };
    Some(text).filter(|text| !text.is_empty())
}

fn docs(lowering: &Lowering<'_>, text: Option<Cow<'_, str>>, otherwise: impl Fn() -> String) -> Docs {
    match text {
        Some(text) => markdown(lowering, &text),
        None => Docs::new([otherwise()]),
    }
}

fn markdown(lowering: &Lowering<'_>, text: &str) -> Docs {
    Docs::new(markdown::lines(text, &|code| path(lowering, code)))
}

/// The path of the operation with this name.
fn path(lowering: &Lowering<'_>, name: &str) -> Option<String> {
    lowering.module(name).map(|module| format!("crate::operation::{module}"))
}

/// The first sentence of what the model says.
fn summary(shape: &Shape) -> Option<String> {
    let text = source(&shape.traits)?;
    let paragraph = text.split("\n\n").next().unwrap_or_default().trim_start_matches(['#', ' ']);
    let ends = paragraph.match_indices('.').filter(|(at, _)| {
        let is_abbreviation = ["e.g", "i.e", "vs", "cf", "etc"].iter().any(|word| paragraph[..*at].ends_with(word));
        paragraph[at + 1..].starts_with(char::is_whitespace) && !is_abbreviation
    });
    let sentence = ends.map(|(at, _)| &paragraph[..at]).next().unwrap_or(paragraph);
    let sentence = sentence.trim_end_matches(['.', ':']);
    (!sentence.is_empty()).then(|| format!("{sentence}."))
}

/// The text with a small first letter, unless it begins with an abbreviation.
fn small_first(text: &str) -> String {
    let mut letters = text.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => text.to_owned(),
    }
}
