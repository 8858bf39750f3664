//! `cargo xtask diff`: what changed between two models, and whom it breaks.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use secretsmith_model::Model;
use secretsmith_model::diff::{self, Change, Verdict};

use crate::input;
use crate::workspace::shown;

/// The exit status when there is nothing to compare.
const UNREADABLE: u8 = 2;

#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// The model as it was, in Smithy's JSON AST
    old: PathBuf,

    /// The model as it is now
    new: PathBuf,

    /// The service to compare, when a model has several: its shape id, with or without namespace
    #[arg(long, value_name = "ID")]
    service: Option<String>,

    /// Print tables for a changelog
    #[arg(long)]
    markdown: bool,
}

/// Prints every change, and answers whether any is breaking, or that the models cannot be read.
pub(crate) fn run(options: &Diff) -> ExitCode {
    match compare(options) {
        Ok(diff) => {
            print!("{}", if options.markdown { markdown(&diff) } else { text(options, &diff) });
            ExitCode::from(u8::from(diff.breaking().next().is_some()))
        }
        Err(problems) => {
            eprintln!("error: {}", problems.join("\nerror: "));
            ExitCode::from(UNREADABLE)
        }
    }
}

/// What differs, or all that is wrong with either model.
fn compare(Diff { old, new, service, .. }: &Diff) -> Result<diff::Diff, Vec<String>> {
    let service = service.as_deref();
    match (read(old, service), read(new, service)) {
        (Ok(old), Ok(new)) => diff::compare(&old, &new, service).map_err(|errors| vec![errors.to_string()]),
        (old, new) => Err([old.err(), new.err()].into_iter().flatten().collect()),
    }
}

/// Reads a model that has the service.
fn read(path: &Path, service: Option<&str>) -> Result<Model, String> {
    let name = shown(path);
    let text = input::read(path)?;
    let model = Model::read(&text).map_err(|errors| format!("{name} is no model:\n{errors}"))?;
    model.service(service).map_err(|errors| format!("{name}: {errors}"))?;
    for warning in &model.warnings {
        eprintln!("warning: {name}: {warning}");
    }
    Ok(model)
}

/// A line for each change, in two groups.
fn text(Diff { old, new, .. }: &Diff, diff: &diff::Diff) -> String {
    let mut lines = vec![format!("{} → {}: {}", shown(old), shown(new), counts(diff))];
    for (title, group) in groups(diff) {
        lines.push(format!("\n{title} ({})", group.len()));
        lines.extend(group.into_iter().map(line));
    }
    lines.join("\n") + "\n"
}

fn line(change: &Change) -> String {
    let breaks = broken(change).map(|broken| format!("breaks {broken}; ")).unwrap_or_default();
    format!("  {change} ({breaks}{}: {})", change.rule.id, change.rule.why)
}

/// A table for each group.
fn markdown(diff: &diff::Diff) -> String {
    let tables = groups(diff).into_iter().map(|(title, group)| {
        let head = format!("### {title} changes\n\n| where | what | breaks | why |\n|---|---|---|---|\n");
        group.into_iter().fold(head, |table, change| table + &row(change))
    });
    let tables: Vec<_> = tables.collect();
    if tables.is_empty() { "No changes.\n".to_owned() } else { tables.join("\n") }
}

fn row(change: &Change) -> String {
    let place = change.place().replace('`', "'").replace('|', "\\|");
    let (what, breaks, rule) = (escaped(&change.what()), broken(change).unwrap_or("nobody"), change.rule);
    format!("| `{place}` | {what} | {breaks} | {} (`{}`) |\n", rule.why, rule.id)
}

/// A text in which Markdown sees nothing but text.
fn escaped(text: &str) -> String {
    let escape = |c: char| if r"\`*_[]<>|".contains(c) { format!("\\{c}") } else { c.to_string() };
    text.chars().map(escape).collect()
}

/// The groups that there are, breaking changes first.
fn groups(diff: &diff::Diff) -> Vec<(&'static str, Vec<&Change>)> {
    let groups = [("Breaking", diff.breaking().collect()), ("Compatible", diff.compatible().collect::<Vec<_>>())];
    groups.into_iter().filter(|(_, group)| !group.is_empty()).collect()
}

fn counts(diff: &diff::Diff) -> String {
    let breaking_for =
        |who: fn(&Change) -> Verdict| diff.changes.iter().filter(|change| who(change) == Verdict::Breaking).count();
    match (diff.changes.len(), diff.breaking().count()) {
        (0, _) => "no changes".to_owned(),
        (all, 0) => format!("{}, none of them breaking", counted(all)),
        (all, breaking) => format!(
            "{}, {breaking} of them breaking: {} for clients, {} for implementors",
            counted(all),
            breaking_for(|change| change.clients),
            breaking_for(|change| change.implementors),
        ),
    }
}

fn counted(changes: usize) -> String {
    if changes == 1 { "1 change".to_owned() } else { format!("{changes} changes") }
}

/// Who cannot go on as before; nothing when all can.
fn broken(change: &Change) -> Option<&'static str> {
    match (change.clients, change.implementors) {
        (Verdict::Breaking, Verdict::Breaking) => Some("clients and implementors"),
        (Verdict::Breaking, Verdict::Compatible) => Some("clients"),
        (Verdict::Compatible, Verdict::Breaking) => Some("implementors"),
        (Verdict::Compatible, Verdict::Compatible) => None,
    }
}
