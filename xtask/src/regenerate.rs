//! `cargo xtask regenerate`: from the model to the files of the generated crate.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use secretsmith_codegen::{Files, Lowered, Options, Package, emit, lower, render};
use secretsmith_model::{Errors, Model};

use crate::input;
use crate::tree::{self, File, Plan};
use crate::workspace::{root, shown};

/// What is read without `--model`, from the root of the workspace.
const MODEL: &str = "model/secretsmanager-2017-10-17.json";

/// What is written without `--out`, from the root of the workspace.
const OUT: &str = "generated";

#[derive(Debug, Default, Args)]
pub(crate) struct Regenerate {
    /// The model to read, in Smithy's JSON AST [default: the one of this repository]
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,

    /// The directory of the crate to write, in whose `src` there are generated files only [default: generated]
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,

    /// The service to generate for, when the model has several: its shape id, with or without namespace
    #[arg(long, value_name = "ID")]
    pub(crate) service: Option<String>,

    /// Make a whole crate of this name in the directory of `--out`: with manifest and README
    #[arg(long, value_name = "NAME", requires = "out")]
    pub(crate) name: Option<String>,

    /// Where that crate finds the runtime, as its manifest says it [default: the path of this repository's]
    #[arg(long, value_name = "TOML", requires = "name")]
    pub(crate) runtime: Option<String>,

    /// Write nothing; fail when there is something to write
    #[arg(long)]
    pub(crate) check: bool,
}

/// Reads the model, and writes the crate or compares it.
///
/// # Errors
/// What is wrong with the model, what cannot be written, or how the files differ.
pub(crate) fn run(options: &Regenerate) -> Result<(), String> {
    let model = options.model.clone().unwrap_or_else(|| root().join(MODEL));
    let out = options.out.clone().unwrap_or_else(|| root().join(OUT));
    let mut phases = Phases::start();
    let files = generate(&model, options, &mut phases)?;
    let plan = tree::plan(&out, files.iter().map(|(path, text)| File { path, text }))?;
    match options.check {
        true => check(options, &out, &plan)?,
        false => write(&out, &plan)?,
    }
    phases.end(if options.check { "compare" } else { "write" });
    let lines: usize = files.iter().map(|(_, text)| text.lines().count()).sum();
    println!("{}: {} files, {lines} lines: {}", shown(&out), files.iter().count(), summary(&plan));
    println!("{}", phases.show());
    Ok(())
}

/// Makes the files of a crate from a model; says what it read.
fn generate(path: &Path, options: &Regenerate, phases: &mut Phases) -> Result<Files, String> {
    let text = input::read(path)?;
    let model = Model::read(&text).map_err(|errors| refused(path, &errors))?;
    phases.end("read");
    let source = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let options = Options { service: options.service.clone(), source, package: package(options)? };
    let Lowered { service, warnings } = lower(&model, &options).map_err(|errors| refused(path, &errors))?;
    phases.end("lower");
    for warning in &warnings {
        eprintln!("warning: {warning}");
    }
    println!("{}: {} shapes, {} operations", shown(path), model.shapes.len(), service.operations.len());
    let emitted = emit(&service);
    phases.end("emit");
    let files = render(emitted);
    phases.end("render");
    Ok(files)
}

/// The package to make, when one is asked for.
fn package(Regenerate { name, runtime, .. }: &Regenerate) -> Result<Option<Package>, String> {
    let Some(name) = name else { return Ok(None) };
    let is_name = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    if !is_name(name) || !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return Err(format!("{name:?} is no name of a crate: letters, digits, `-` and `_`, a letter first"));
    }
    let runtime = runtime.clone().unwrap_or_else(|| format!("path = {:?}", root().join("runtime")));
    Ok(Some(Package { name: name.clone(), runtime }))
}

fn refused(path: &Path, errors: &Errors) -> String {
    let count = match errors.problems().len() {
        1 => "1 problem".to_owned(),
        count => format!("{count} problems"),
    };
    format!("{}: {count}; nothing was written\n{errors}", shown(path))
}

/// Carries a plan out, and says which files it touched.
fn write(out: &Path, plan: &Plan<'_>) -> Result<(), String> {
    tree::apply(out, plan)?;
    for file in plan.missing.iter().chain(&plan.changed) {
        println!("wrote   {}", shown(&out.join(file.path)));
    }
    for path in &plan.left_over {
        println!("removed {}", shown(&out.join(path)));
    }
    Ok(())
}

/// Fails when there is anything to do, with what it is and what does it.
fn check(options: &Regenerate, out: &Path, plan: &Plan<'_>) -> Result<(), String> {
    if plan.is_empty() {
        return Ok(());
    }
    let mut lines = vec![format!("{} is not what the generator makes of the model", shown(out))];
    let mut list = |what: &str, path: &str, more: &str| {
        lines.push(format!("  {what:<13} {}{more}", shown(&out.join(path))));
    };
    plan.missing.iter().for_each(|file| list("missing", file.path, ""));
    plan.changed.iter().for_each(|file| list("changed", file.path, &first_difference(out, file)));
    plan.left_over.iter().for_each(|path| list("left over", path, ""));
    plan.foreign.iter().for_each(|path| list("not generated", path, " (move or delete it)"));
    lines.push(format!("To put it right: {}", command(options)));
    Err(lines.join("\n"))
}

/// Where a file on disk first differs from what it ought to be.
fn first_difference(out: &Path, file: &File<'_>) -> String {
    let there = fs::read(out.join(file.path)).unwrap_or_default();
    let there = String::from_utf8_lossy(&there);
    let same = there.lines().zip(file.text.lines()).take_while(|(there, ought)| there == ought).count();
    format!(", from line {} on", same + 1)
}

/// The command that does what `--check` found undone.
fn command(Regenerate { model, out, service, name, runtime, check: _ }: &Regenerate) -> String {
    let mut command = "cargo xtask regenerate".to_owned();
    let path = |path: &Option<PathBuf>| path.as_ref().map(|path| path.display().to_string());
    for (option, value) in [
        ("--model", path(model)),
        ("--out", path(out)),
        ("--service", service.clone()),
        ("--name", name.clone()),
        ("--runtime", runtime.as_ref().map(|runtime| format!("'{runtime}'"))),
    ] {
        if let Some(value) = value {
            command += &format!(" {option} {value}");
        }
    }
    command
}

fn summary(Plan { missing, changed, left_over, foreign: _, unchanged }: &Plan<'_>) -> String {
    format!("{} written, {unchanged} unchanged, {} removed", missing.len() + changed.len(), left_over.len())
}

/// How long each phase took.
struct Phases {
    begun: Instant,
    ended: Vec<(&'static str, Duration)>,
}

impl Phases {
    fn start() -> Self {
        Self { begun: Instant::now(), ended: Vec::new() }
    }

    /// Ends a phase, and begins the next.
    fn end(&mut self, name: &'static str) {
        self.ended.push((name, self.begun.elapsed()));
        self.begun = Instant::now();
    }

    fn show(&self) -> String {
        let milliseconds = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1000.0);
        let phases: Vec<_> = self.ended.iter().map(|(name, time)| format!("{name} {}", milliseconds(*time))).collect();
        let total = self.ended.iter().map(|(_, time)| *time).sum();
        format!("{}; {} in all", phases.join(", "), milliseconds(total))
    }
}
