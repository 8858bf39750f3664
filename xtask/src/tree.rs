//! The generated files on disk, against those that ought to be there.
//!
//! [`plan`] finds the differences, [`apply`] removes them: all of them or, when something fails on
//! the way, none.

mod journal;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use self::journal::Journal;

/// What the first line of every generated file contains, and of no other.
const MARK: &str = "@generated";

/// The directory that holds generated files only.
const SOURCES: &str = "src";

/// What must happen for a directory to hold the generated files and no others.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Plan<'f> {
    /// Files that are not there.
    pub(crate) missing: Vec<File<'f>>,
    /// Files that have another text.
    pub(crate) changed: Vec<File<'f>>,
    /// Generated files that are no longer wanted.
    pub(crate) left_over: Vec<String>,
    /// What was not generated and is in the way, so that it is not ours to touch.
    pub(crate) foreign: Vec<String>,
    /// How many files are as they ought to be.
    pub(crate) unchanged: usize,
}

/// A file as it ought to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct File<'f> {
    /// Where it belongs, parts separated by slashes.
    pub(crate) path: &'f str,
    /// What belongs in it.
    pub(crate) text: &'f str,
}

impl Plan<'_> {
    /// Whether everything is as it ought to be.
    pub(crate) fn is_empty(&self) -> bool {
        let Self { missing, changed, left_over, foreign, unchanged: _ } = self;
        missing.is_empty() && changed.is_empty() && left_over.is_empty() && foreign.is_empty()
    }
}

/// Compares a directory with the files that ought to be in it.
///
/// # Errors
/// When the directory cannot be read.
pub(crate) fn plan<'f>(out: &Path, files: impl IntoIterator<Item = File<'f>>) -> Result<Plan<'f>, String> {
    let mut found = BTreeSet::new();
    walk(out, SOURCES, &mut found).map_err(|error| format!("cannot read {}: {error}", out.join(SOURCES).display()))?;
    // Where nothing was generated before, a file in the way is someone's work.
    let ours = found.iter().any(|path| is_generated(&out.join(path)));
    let mut plan = Plan::default();
    for file in files {
        found.remove(file.path);
        match fs::read(out.join(file.path)) {
            Ok(bytes) if bytes == file.text.as_bytes() => plan.unchanged += 1,
            Ok(_) if ours => plan.changed.push(file),
            Ok(_) => plan.foreign.push(file.path.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => plan.missing.push(file),
            Err(error) => return Err(format!("cannot read {}: {error}", out.join(file.path).display())),
        }
    }
    let (left_over, foreign): (Vec<_>, Vec<_>) = found.into_iter().partition(|path| is_generated(&out.join(path)));
    plan.left_over = left_over;
    plan.foreign.extend(foreign);
    Ok(plan)
}

/// Carries a plan out. Files that are as they ought to be are not touched.
///
/// # Errors
/// When something is in the way or cannot be written; the directory is then as it was before.
pub(crate) fn apply(out: &Path, plan: &Plan<'_>) -> Result<(), String> {
    if !plan.foreign.is_empty() {
        let names: Vec<_> = plan.foreign.iter().map(|path| out.join(path).display().to_string()).collect();
        return Err(format!("{}: not generated, and in the way; move or delete it, then try again", names.join(", ")));
    }
    if plan.is_empty() {
        return Ok(());
    }
    let mut created = Journal::default();
    let result = created.create_dirs(out).and_then(|()| transact(out, plan));
    if result.is_err() {
        // Of no consequence when it fails: what stays is an empty directory.
        let _ = created.undo();
    }
    result
}

/// Replaces all files of a plan, or none.
fn transact(out: &Path, plan: &Plan<'_>) -> Result<(), String> {
    // Within `out`, so that files are moved and never copied.
    let staging = tempfile::Builder::new()
        .prefix(".regenerate-")
        .tempdir_in(out)
        .map_err(|error| format!("cannot make a directory in {}: {error}", out.display()))?;
    let mut journal = Journal::default();
    let Err(problem) = replace(out, plan, staging.path(), &mut journal) else {
        prune(out, &plan.left_over);
        return Ok(());
    };
    match journal.undo() {
        Ok(()) => Err(format!("{problem}; everything is as it was before")),
        Err(error) => {
            let kept = staging.keep();
            Err(format!("{problem}; nor could it be undone ({error}): the former files are in {}", kept.display()))
        }
    }
}

/// Makes all new files ready first, then moves old ones away and new ones in.
fn replace(out: &Path, plan: &Plan<'_>, staging: &Path, journal: &mut Journal) -> Result<(), String> {
    let new: Vec<_> = plan.missing.iter().chain(&plan.changed).enumerate().collect();
    for (i, file) in &new {
        let ready = staging.join(format!("new-{i}"));
        fs::write(&ready, file.text).map_err(|error| format!("cannot write {}: {error}", ready.display()))?;
    }
    let old = plan.changed.iter().map(|file| file.path).chain(plan.left_over.iter().map(String::as_str));
    for (i, path) in old.enumerate() {
        journal.rename(&out.join(path), &staging.join(format!("old-{i}")))?;
    }
    for (i, file) in &new {
        let there = out.join(file.path);
        journal.create_dirs(there.parent().unwrap_or(out))?;
        journal.rename(&staging.join(format!("new-{i}")), &there)?;
    }
    Ok(())
}

/// Removes the directories that have become empty with files removed from them.
fn prune(out: &Path, removed: &[String]) {
    for path in removed {
        let parents = out.join(path);
        let parents = parents.ancestors().skip(1).take_while(|parent| *parent != out);
        // The first that is not empty refuses, and ends it.
        let _ = parents.map(fs::remove_dir).find(Result::is_err);
    }
}

/// Collects the paths of all files, and of whatever else is no directory, in and below `dir`.
fn walk(out: &Path, dir: &str, found: &mut BTreeSet<String>) -> io::Result<()> {
    let entries = match fs::read_dir(out.join(dir)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let path = format!("{dir}/{}", entry.file_name().to_string_lossy());
        match entry.file_type()?.is_dir() {
            true => walk(out, &path, found)?,
            false => _ = found.insert(path),
        }
    }
    Ok(())
}

/// Whether a file says that it was generated. What cannot be read says nothing.
fn is_generated(path: &Path) -> bool {
    let is_rust = path.extension().is_some_and(|extension| extension == "rs");
    let first_line = || {
        let mut line = String::new();
        BufReader::new(fs::File::open(path)?).read_line(&mut line)?;
        io::Result::Ok(line)
    };
    is_rust && first_line().is_ok_and(|line| line.contains(MARK))
}
