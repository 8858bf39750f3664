//! What the generator makes of the committed model, and that this is what is committed.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use secretsmith_codegen::{Files, Options};
use secretsmith_model::Model;

use crate::support::{read, root, snapshots_in};

/// What puts right what these tests find.
const CURE: &str = "To put it right: cargo xtask regenerate";

/// The sources of the generated crate.
pub(crate) fn files() -> Files {
    let model = Model::read(&read(&root().join("model").join(MODEL))).expect("the committed model is right");
    secretsmith_codegen::generate(&model, &options()).expect("the committed model can be generated")
}

/// The committed model.
pub(crate) const MODEL: &str = "secretsmanager-2017-10-17.json";

/// How the committed crate is generated.
pub(crate) fn options() -> Options {
    Options { source: MODEL.into(), ..Options::default() }
}

/// A file of each kind, to be looked at in reviews.
#[test]
fn representative_files() {
    let shown = [
        "src/blocking.rs",
        "src/client.rs",
        "src/endpoint.rs",
        "src/lib.rs",
        "src/operation/get_secret_value.rs",
        "src/operation/list_secrets.rs",
        "src/types.rs",
        "src/wire/list_secrets.rs",
        "src/wire/types.rs",
    ];
    let files = files();
    let settings = snapshots_in(&root().join("tests/secrets-manager"));
    for path in shown {
        let text = files.get(path).unwrap_or_else(|| panic!("{path} is not emitted"));
        let name = path.trim_start_matches("src/").trim_end_matches(".rs").replace('/', "-");
        settings.bind(|| insta::assert_snapshot!(name, text));
    }
}

#[test]
fn the_committed_sources_are_what_the_model_gives() {
    let files = files();
    let crate_dir = root().join("generated");
    let mut committed = BTreeMap::new();
    collect(&crate_dir, &crate_dir.join("src"), &mut committed).unwrap();
    let mut drift = Vec::new();
    for (path, text) in files.iter() {
        match committed.remove(path) {
            None => drift.push(format!("missing   {path}")),
            Some(there) if there != text => drift.push(format!("changed   {path}, {}", first_difference(&there, text))),
            Some(_) => {}
        }
    }
    drift.extend(committed.into_keys().map(|path| format!("left over {path}")));
    assert!(drift.is_empty(), "generated/ is not what the model gives:\n{}\n{CURE}", drift.join("\n"));
}

/// The files below a directory, by their paths from the crate's.
fn collect(crate_dir: &Path, dir: &Path, found: &mut BTreeMap<String, String>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(crate_dir, &path, found)?;
        } else {
            let name = path.strip_prefix(crate_dir).unwrap_or(&path).display().to_string();
            found.insert(name.replace('\\', "/"), fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

fn first_difference(there: &str, ought: &str) -> String {
    let same = there.lines().zip(ought.lines()).take_while(|(there, ought)| there == ought).count();
    format!("from line {} on", same + 1)
}
