//! What is emitted for the golden models compiles, with warnings denied.
//!
//! All golden crates are members of one scratch workspace below the target directory, which keeps
//! what was compiled before. Each crate is checked with and without its features; where it matters,
//! its documentation is built and the examples in that are compiled.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use crate::support::{RUNTIME, Topic, generated, root, topics};

#[test]
fn golden_crates() {
    let workspace = write_workspace(&topics("golden")).unwrap();
    cargo(&workspace, &["check", "--workspace", "--keep-going"], "");
    cargo(&workspace, &[checker(), "--workspace", "--keep-going"], BOTH);
    let documented = DOCUMENTED.map(|topic| format!("--package=golden_{topic}"));
    let documented = documented.iter().map(String::as_str);
    cargo(&workspace, &["doc", "--no-deps", "--keep-going"].into_iter().chain(documented).collect::<Vec<_>>(), BOTH);
    cargo(&workspace, &["test", "--doc", "--package=golden_examples"], BOTH);
}

/// Clippy, which users run on what is generated; without it, the compiler alone.
fn checker() -> &'static str {
    let version = Command::new(env!("CARGO")).args(["clippy", "--version"]).output();
    if version.is_ok_and(|version| version.status.success()) { "clippy" } else { "check" }
}

/// The manifest of the scratch workspace.
const MANIFEST: &str = "\
[workspace]
resolver = \"3\"
members = [\"crates/*\"]

[profile.dev]
debug = false
";

/// Topics that matter to documentation: what models say in it, and names to which it links. Building
/// that of all would take much longer than all the rest.
const DOCUMENTED: [&str; 11] = [
    "case_only_names",
    "documentation",
    "documentation_html",
    "examples",
    "keyword_member",
    "keyword_operation",
    "prelude_shape_name",
    "runtime_name_shape",
    "shape_named_like_operation_type",
    "union",
    "waiters",
];

/// Both sides, and both clients, without a transport of their own, which would be much to build.
const BOTH: &str = "blocking,client,server";

/// Writes the workspace, and removes the crates of topics that are no more.
fn write_workspace(topics: &[Topic]) -> io::Result<PathBuf> {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden");
    let runtime = format!("path = {:?}", root().join("runtime"));
    let mut files = BTreeMap::from([("Cargo.toml".to_owned(), MANIFEST.to_owned())]);
    for topic in topics {
        let krate = format!("golden_{}", topic.name);
        for (path, text) in generated(topic, &krate).iter() {
            // By itself the crate is a workspace of its own, and finds the runtime elsewhere.
            let text = text.replace("[workspace]\n", "").replace(RUNTIME, &runtime);
            files.insert(format!("crates/{krate}/{path}"), text);
        }
    }
    for (path, text) in &files {
        write(&workspace.join(path), text)?;
    }
    remove_others(&workspace, "crates", &files)?;
    // The versions are those of the whole workspace, so that all is there without a network.
    fs::copy(root().join("Cargo.lock"), workspace.join("Cargo.lock"))?;
    Ok(workspace)
}

/// Writes a file unless it is there already, so that it is compiled again only when it is new.
fn write(path: &Path, text: &str) -> io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return Ok(());
    }
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, text)
}

/// Removes what is below a directory of the workspace and is not among its files.
fn remove_others(workspace: &Path, dir: &str, files: &BTreeMap<String, String>) -> io::Result<()> {
    for entry in fs::read_dir(workspace.join(dir))? {
        let entry = entry?;
        let path = format!("{dir}/{}", entry.file_name().display());
        let is_needed = files.keys().any(|file| *file == path || file.starts_with(&format!("{path}/")));
        match (entry.file_type()?.is_dir(), is_needed) {
            (true, true) => remove_others(workspace, &path, files)?,
            (true, false) => fs::remove_dir_all(entry.path())?,
            (false, true) => {}
            (false, false) => fs::remove_file(entry.path())?,
        }
    }
    Ok(())
}

/// Runs Cargo in the scratch workspace with these features of the crates; fails with what it printed.
fn cargo(workspace: &Path, arguments: &[&str], features: &str) {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).args(["--no-default-features", "--features", features, "--quiet", "--offline"]);
    command.env("CARGO_TARGET_DIR", workspace.join("target")).env("RUSTDOCFLAGS", "-D warnings");
    let output = command.current_dir(workspace).output().expect("Cargo can be run");
    let printed = [output.stdout, output.stderr].concat();
    let (call, place) = (arguments.join(" "), workspace.display());
    let printed = String::from_utf8_lossy(&printed);
    assert!(output.status.success(), "`cargo {call} --features {features:?}` in {place}:\n{printed}");
}
