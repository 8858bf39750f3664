//! What it costs to build a program that reads a secret, from nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use clap::Args;

use super::figures::table;
use crate::process::{output, run};
use crate::workspace::{cargo, root};

#[derive(Debug, Args)]
pub(crate) struct Build {
    /// Build for release, as well
    #[arg(long)]
    release: bool,
}

/// A program that is built.
struct Program {
    name: &'static str,
    directory: PathBuf,
}

/// What a build has cost.
struct Cost {
    cpu: f64,
    wall: f64,
    size: u64,
}

pub(super) fn measure(Build { release }: &Build) -> Result<(), String> {
    let profiles: &[&str] = if *release { &["dev", "release"] } else { &["dev"] };
    let program = |name, directory: &str| Program { name, directory: root().join("bench/build").join(directory) };
    let programs = [program("secretsmith", "secretsmith"), program("aws-sdk-secretsmanager", "aws")];
    let titles = ["a program with", "profile", "crates", "proc macros", "CPU s", "wall s", "binary MB"];
    let mut rows = vec![titles.map(str::to_owned).to_vec()];
    for program in &programs {
        run(&mut program.cargo(&["fetch", "--quiet"]))?;
        let (crates, macros) = program.crates()?;
        for &profile in profiles {
            let Cost { cpu, wall, size } = program.build(profile)?;
            let size = format!("{:.1}", size as f64 / 1e6);
            let (cpu, wall) = (format!("{cpu:.1}"), format!("{wall:.1}"));
            let name = program.name.to_owned();
            rows.push(vec![name, profile.to_owned(), crates.to_string(), macros.to_string(), cpu, wall, size]);
        }
    }
    println!();
    table(&rows);
    Ok(())
}

impl Program {
    fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = cargo(arguments);
        command.arg("--manifest-path").arg(self.directory.join("Cargo.toml"));
        command
    }

    /// How many crates are built for it, itself among them, and how many of these extend the compiler.
    fn crates(&self) -> Result<(usize, usize), String> {
        let tree = output(&mut self.cargo(&["tree", "--edges", "normal,build", "--prefix", "none"]))?;
        let crates: BTreeSet<_> = tree.lines().map(|line| line.trim_end_matches(" (*)")).collect();
        Ok((crates.len(), crates.iter().filter(|line| line.contains("(proc-macro)")).count()))
    }

    /// Builds it in an empty directory.
    fn build(&self, profile: &str) -> Result<Cost, String> {
        let target = tempfile::tempdir().map_err(|error| format!("cannot make a directory: {error}"))?;
        let mut build = self.cargo(&["build", "--offline", "--quiet", "--profile", profile]);
        build.env("CARGO_TARGET_DIR", target.path());
        let begun = Instant::now();
        let cpu = timed(&build)?;
        let wall = begun.elapsed().as_secs_f64();
        Ok(Cost { cpu, wall, size: size(target.path())? })
    }
}

/// Runs a command in a shell, which knows how much time of the processor the programs took that it has run.
fn timed(command: &Command) -> Result<f64, String> {
    let mut shell = Command::new("sh");
    shell.args(["-c", "\"$0\" \"$@\" && times"]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        shell.env(name, value.unwrap_or_default());
    }
    let times = output(shell.current_dir(root()))?;
    let of_children = times.lines().nth(1).ok_or_else(|| format!("`times` printed {times:?}"))?;
    of_children.split_whitespace().map(seconds).sum()
}

/// `1m2.345s` in seconds.
fn seconds(text: &str) -> Result<f64, String> {
    let parts = text.trim_end_matches('s').split_once('m');
    let number = |text: &str| text.parse::<f64>().ok();
    let seconds = parts.and_then(|(minutes, seconds)| Some(60.0 * number(minutes)? + number(seconds)?));
    seconds.ok_or_else(|| format!("`times` printed {text:?}"))
}

/// The size of the program that was built.
fn size(target: &Path) -> Result<u64, String> {
    let program = ["debug", "release"].map(|profile| target.join(profile).join("read"));
    let found = program.iter().find_map(|path| fs::metadata(path).ok());
    found.map(|metadata| metadata.len()).ok_or_else(|| "no program was built".to_owned())
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_the_shell_says_of_times_is_read() {
        assert_eq!(super::seconds("1m2.345s"), Ok(62.345));
        super::seconds("a while").unwrap_err();
    }
}
