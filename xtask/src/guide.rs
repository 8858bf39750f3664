//! The guide `docs/your-own-service.md`, carried out as a reader would.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{output, run};
use crate::regenerate::{self, Regenerate};
use crate::step::Outcome;
use crate::workspace::{cargo, root};

/// The guide, from the root of the workspace.
const GUIDE: &str = "docs/your-own-service.md";

/// Writes the guide's files, generates its crate, runs its program, and compares what it prints.
pub(crate) fn test() -> Outcome {
    carry_out().into()
}

fn carry_out() -> Result<(), String> {
    let guide = fs::read_to_string(root().join(GUIDE)).map_err(|error| format!("cannot read {GUIDE}: {error}"))?;
    let folder = root().join("target").join("guide");
    write(&folder, &guide)?;
    regenerate::run(&Regenerate {
        model: Some(folder.join("weather.json")),
        out: Some(folder.join("weather")),
        name: Some("weather".to_owned()),
        ..Regenerate::default()
    })?;
    let program = folder.join("program");
    // The same versions as everywhere here, so that little is built anew.
    let lock = root().join("Cargo.lock");
    fs::copy(&lock, program.join("Cargo.lock")).map_err(|error| format!("cannot copy {}: {error}", lock.display()))?;
    run(in_folder(&program, &["build", "--quiet"]).env("RUSTFLAGS", ""))?;
    let printed = output(&mut in_folder(&program, &["run", "--quiet"]))?;
    print!("{printed}");
    compare(&expected(&guide)?, &printed)
}

/// Writes the files that the guide shows: blocks whose language is followed by a path.
fn write(folder: &Path, guide: &str) -> Result<(), String> {
    let files: Vec<_> = blocks(guide).filter_map(|(info, text)| Some((info.split_once(' ')?.1, text))).collect();
    if files.is_empty() {
        return Err(format!("{GUIDE} shows no file"));
    }
    files.into_iter().try_for_each(|(path, text)| {
        let path = folder.join(path);
        let parent = path.parent().map(PathBuf::from).unwrap_or_default();
        let written = fs::create_dir_all(parent).and_then(|()| fs::write(&path, text));
        written.map_err(|error| format!("cannot write {}: {error}", path.display()))
    })
}

/// What the guide says that its program prints.
fn expected(guide: &str) -> Result<String, String> {
    let mut consoles = blocks(guide).filter(|(info, _)| *info == "console").map(|(_, text)| text);
    let run = consoles.find_map(|text| text.strip_prefix("$ cargo run\n").map(str::to_owned));
    run.ok_or_else(|| format!("{GUIDE} does not say what its program prints"))
}

/// The same lines, but for the ids of requests.
fn compare(expected: &str, printed: &str) -> Result<(), String> {
    let plain = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.split("request id").next().unwrap_or_default().to_owned()).collect()
    };
    match plain(expected) == plain(printed) {
        true => Ok(()),
        false => Err(format!("the program prints something else than {GUIDE} says:\n{expected}")),
    }
}

/// The fenced blocks: what stands behind the opening fence, and the text.
fn blocks(guide: &str) -> impl Iterator<Item = (&str, String)> {
    guide.split("\n```").skip(1).step_by(2).map(|block| {
        let (info, text) = block.split_once('\n').unwrap_or((block, ""));
        (info, format!("{text}\n"))
    })
}

/// Cargo in a folder of its own, which shares what is built with the workspace's.
fn in_folder(folder: &Path, arguments: &[&str]) -> Command {
    let mut cargo = cargo(arguments);
    cargo.current_dir(folder).env("CARGO_TARGET_DIR", root().join("target").join("guide").join("target"));
    cargo
}
