//! `cargo xtask test`: everything that the README promises, in order.

use std::collections::BTreeSet;
use std::process::Command;
use std::time::Duration;

use clap::Args;

use crate::process::{output, run, run_within, succeeds};
use crate::regenerate::{self, Regenerate};
use crate::step::{Outcome, Report};
use crate::workspace::cargo;
use crate::{artifacts, conformance, endpoints, guide, sdk};

/// How many crates users of `secretsmith` may have to build for it, itself among them.
const MOST_CRATES: usize = 75;

/// How long an example may take. They take far less; this is for one that hangs.
const EXAMPLE: Duration = Duration::from_secs(60);

/// A name, and the work.
type Step = (&'static str, fn() -> Outcome);

const STEPS: [Step; 14] = [
    ("drift", drift),
    ("fmt", fmt),
    ("clippy", clippy),
    ("test", tests),
    ("features", features),
    ("doc", doc),
    ("dependencies", dependencies),
    ("examples", examples),
    ("conformance", conformance::own),
    ("endpoints", endpoints::own),
    ("guide", guide::test),
    ("sdk", sdk::python),
    ("sdk-js", sdk::javascript),
    ("sdk-rust", sdk::rust),
];

/// What is done only when asked for: it builds far more than all of the workspace.
const ON_DEMAND: &str = "sdk-rust";

#[derive(Debug, Args)]
pub(crate) struct Test {
    /// The steps to go through, in their usual order [default: all but sdk-rust]
    #[arg(value_name = "STEP", value_parser = STEPS.map(|(name, _)| name))]
    steps: Vec<String>,
}

/// Goes through the steps, whatever becomes of the first ones.
///
/// # Errors
/// When a step fails.
pub(crate) fn test(Test { steps }: &Test) -> Result<(), String> {
    let mut report = Report::default();
    for (name, work) in STEPS {
        let asked = if steps.is_empty() { name != ON_DEMAND } else { steps.iter().any(|step| step == name) };
        if asked {
            report.step(name, work);
        }
    }
    report.finish()
}

/// The committed crate is what the generator makes of the committed model.
fn drift() -> Outcome {
    regenerate::run(&Regenerate { check: true, ..Regenerate::default() }).into()
}

fn fmt() -> Outcome {
    component("fmt", &mut cargo(&["fmt", "--all", "--check"]))
}

fn clippy() -> Outcome {
    let arguments = ["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"];
    component("clippy", &mut cargo(&arguments))
}

/// Runs a command of Cargo's that a toolchain may lack.
fn component(name: &str, command: &mut Command) -> Outcome {
    match succeeds(&mut cargo(&[name, "--version"])) {
        true => run(command).into(),
        false => Outcome::Skipped(format!("the toolchain has no `cargo {name}`; `rustup component add` installs it")),
    }
}

fn tests() -> Outcome {
    run(&mut cargo(&["test", "--workspace", "--all-features", "--no-fail-fast"])).into()
}

/// Each side of the generated crate can be had without the other, and neither warns.
fn features() -> Outcome {
    let (command, deny): (_, &[&str]) = match succeeds(&mut cargo(&["clippy", "--version"])) {
        true => ("clippy", &["--", "-D", "warnings"]),
        false => ("check", &[]),
    };
    let check = |features: &str| {
        let arguments = [command, "--package=secretsmith", "--no-default-features", &format!("--features={features}")];
        run(cargo(&arguments).args(deny))
    };
    let sets = ["", "client", "blocking", "credential-chain", "http2", "server", "blocking,server"];
    sets.into_iter().try_for_each(check).into()
}

fn doc() -> Outcome {
    let mut doc = cargo(&["doc", "--workspace", "--no-deps", "--all-features"]);
    run(doc.env("RUSTDOCFLAGS", "-D warnings")).into()
}

/// Users of the generated crate build few other crates for it, and none that extends the compiler.
fn dependencies() -> Outcome {
    let tree = output(&mut cargo(&["tree", "--package", "secretsmith", "--edges", "normal", "--prefix", "none"]));
    tree.and_then(|tree| {
        let crates: BTreeSet<_> = tree.lines().map(|line| line.trim_end_matches(" (*)")).collect();
        let macros: Vec<_> = crates.iter().copied().filter(|line| line.contains("(proc-macro)")).collect();
        println!("{} crates, {} of them proc macros", crates.len(), macros.len());
        match (macros.as_slice(), crates.len()) {
            ([], ..=MOST_CRATES) => Ok(()),
            ([], count) => Err(format!("{count} crates in the tree of `secretsmith`, at most {MOST_CRATES} allowed")),
            (macros, _) => Err(format!("proc macros in the tree of `secretsmith`: {}", macros.join(", "))),
        }
    })
    .into()
}

fn examples() -> Outcome {
    let artifacts = artifacts::build();
    artifacts
        .and_then(|built| built.examples.iter().try_for_each(|example| run_within(EXAMPLE, &mut Command::new(example))))
        .into()
}
