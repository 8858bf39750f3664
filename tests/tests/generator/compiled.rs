//! What is emitted for the golden models compiles, with warnings denied.
//!
//! All golden crates are members of one scratch workspace below the target directory, which keeps
//! what was compiled before. Each crate is checked with and without its features, its
//! documentation is built, and the examples in that are compiled.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{RUNTIME, Topic, generated, root, topics};

#[test]
fn golden_crates() {
    let workspace = write_workspace(&topics("golden"));
    cargo(&workspace, &["check", "--workspace", "--keep-going"], "");
    cargo(&workspace, &["check", "--workspace", "--keep-going"], BOTH);
    cargo(&workspace, &["doc", "--workspace", "--keep-going", "--no-deps"], BOTH);
    cargo(&workspace, &["test", "--doc", "--package", "golden_examples"], BOTH);
}

/// Both sides, without a transport of the client's own, which would be much to build.
const BOTH: &str = "client,server";

/// Writes the workspace, and removes the crates of topics that are no more.
fn write_workspace(topics: &[Topic]) -> PathBuf {
    let workspace = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden");
    let runtime = format!("path = {:?}", root().join("runtime"));
    let mut written = BTreeSet::new();
    let mut write = |path: String, text: &str| {
        write(&workspace.join(&path), text);
        written.insert(path);
    };
    write("Cargo.toml".into(), "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n\n[profile.dev]\ndebug = false\n");
    for topic in topics {
        let krate = format!("golden_{}", topic.name);
        for (path, text) in generated(topic, &krate).iter() {
            // By itself the crate is a workspace of its own, and finds the runtime elsewhere.
            let text = text.replace("[workspace]\n", "").replace(RUNTIME, &runtime);
            write(format!("crates/{krate}/{path}"), &text);
        }
    }
    remove_others(&workspace, "crates", &written);
    // The versions are those of the whole workspace, so that all is there without a network.
    fs::copy(root().join("Cargo.lock"), workspace.join("Cargo.lock")).unwrap();
    workspace
}

/// Writes a file unless it is there already, so that it is compiled again only when it is new.
fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|there| there == text) {
        return;
    }
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// Removes the files below a directory of the workspace that were not written.
fn remove_others(workspace: &Path, dir: &str, written: &BTreeSet<String>) {
    for entry in fs::read_dir(workspace.join(dir)).unwrap() {
        let path = format!("{dir}/{}", entry.unwrap().file_name().to_str().unwrap());
        let is_needed = |there: &String| *there == path || there.starts_with(&format!("{path}/"));
        match workspace.join(&path).is_dir() {
            true if written.iter().any(is_needed) => remove_others(workspace, &path, written),
            true => fs::remove_dir_all(workspace.join(&path)).unwrap(),
            false if !written.contains(&path) => fs::remove_file(workspace.join(&path)).unwrap(),
            false => {}
        }
    }
}

/// Runs Cargo in the scratch workspace with these features of the crates; fails with what it printed.
fn cargo(workspace: &Path, arguments: &[&str], features: &str) {
    let mut command = Command::new(env!("CARGO"));
    command.args(arguments).args(["--no-default-features", "--features", features, "--quiet", "--offline"]);
    command.env("CARGO_TARGET_DIR", workspace.join("target")).env("RUSTDOCFLAGS", "-D warnings");
    let output = command.current_dir(workspace).output().unwrap();
    let printed = [output.stdout, output.stderr].concat();
    let (call, place) = (arguments.join(" "), workspace.display());
    let printed = String::from_utf8_lossy(&printed);
    assert!(output.status.success(), "`cargo {call} --features {features:?}` in {place}:\n{printed}");
}
