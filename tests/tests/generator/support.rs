//! Where models are, and what the generator makes of them.

use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use secretsmith_codegen::{Files, Options, Package};
use secretsmith_model::{Errors, Model};

/// The root of the workspace.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the package lies in the workspace")
}

/// One topic: a folder with a `model.json`.
#[derive(Clone, Debug)]
pub(crate) struct Topic {
    /// The name of the folder.
    pub(crate) name: String,
    /// The folder.
    pub(crate) dir: PathBuf,
    /// The text of the model.
    pub(crate) text: String,
}

/// The topics of a folder below `tests/`, in the order of their names.
pub(crate) fn topics(folder: &str) -> Vec<Topic> {
    let folder = root().join("tests").join(folder);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let dirs = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.is_dir());
    let mut topics: Vec<_> = dirs.map(topic).collect();
    topics.sort_by(|a, b| a.name.cmp(&b.name));
    topics
}

fn topic(dir: PathBuf) -> Topic {
    let name = dir.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let text = read(&dir.join("model.json"));
    Topic { name, dir, text }
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Where generated manifests say that the runtime is.
pub(crate) const RUNTIME: &str = "version = \"0.1\"";

/// Generates a package of this name from the text of a model.
pub(crate) fn generate(text: &str, package: &str) -> Result<Files, Errors> {
    generated_from(&Model::read(text)?, package)
}

/// Generates a package of this name from a model.
pub(crate) fn generated_from(model: &Model, package: &str) -> Result<Files, Errors> {
    let package = Some(Package { name: package.to_owned(), runtime: RUNTIME.to_owned() });
    secretsmith_codegen::generate(model, &Options { source: "model.json".into(), service: None, package })
}

/// Generates what must not be refused.
pub(crate) fn generated(topic: &Topic, package: &str) -> Files {
    generate(&topic.text, package).unwrap_or_else(|errors| panic!("{} is refused:\n{errors}", topic.name))
}

/// Does something with every topic, and fails at the end when it failed with any.
pub(crate) fn for_each(topics: &[Topic], check: impl Fn(&Topic)) {
    assert!(!topics.is_empty(), "there are no topics");
    let fails = |topic: &&Topic| panic::catch_unwind(AssertUnwindSafe(|| check(topic))).is_err();
    let failed: Vec<_> = topics.iter().filter(fails).map(|topic| topic.name.as_str()).collect();
    assert!(failed.is_empty(), "{} of {} topics fail: {}", failed.len(), topics.len(), failed.join(", "));
}

/// The settings of a snapshot in this folder, which is named after the call alone.
pub(crate) fn snapshots_in(dir: &Path) -> insta::Settings {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(dir);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// Several files in one text, each under its path.
pub(crate) fn in_one<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    files.into_iter().map(|(path, text)| format!("=== {path}\n{text}\n")).collect()
}
