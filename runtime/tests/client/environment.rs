//! Variables and files that a test puts in place.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

use secretsmith_runtime::client::{Environment, ProcessEnvironment};

/// Variables and files; without any, an empty home directory.
#[derive(Clone)]
pub(crate) struct Fake {
    vars: BTreeMap<String, String>,
    files: Arc<Mutex<BTreeMap<String, Result<String, io::ErrorKind>>>>,
}

impl Fake {
    pub(crate) fn new() -> Self {
        let vars = BTreeMap::from([("HOME".to_owned(), "/home/me".to_owned())]);
        Self { vars, files: Arc::default() }
    }

    pub(crate) fn var(mut self, name: &str, value: &str) -> Self {
        self.vars.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(crate) fn file(self, path: &str, content: &str) -> Self {
        self.files.lock().unwrap().insert(path.to_owned(), Ok(content.to_owned()));
        self
    }

    pub(crate) fn unreadable(self, path: &str) -> Self {
        self.files.lock().unwrap().insert(path.to_owned(), Err(io::ErrorKind::PermissionDenied));
        self
    }

    /// The shared file for configuration, where it usually is.
    pub(crate) fn config(self, content: &str) -> Self {
        self.file("/home/me/.aws/config", content)
    }

    /// The shared file for credentials, where it usually is.
    pub(crate) fn credentials(self, content: &str) -> Self {
        self.file("/home/me/.aws/credentials", content)
    }

    /// The content that a file has now.
    #[cfg(feature = "credential-chain")]
    pub(crate) fn content(&self, path: &str) -> String {
        self.read(Path::new(path)).unwrap()
    }
}

impl Environment for Fake {
    fn var(&self, name: &str) -> Option<String> {
        self.vars.get(name).cloned()
    }

    fn read(&self, path: &Path) -> io::Result<String> {
        let file = self.files.lock().unwrap().get(path.to_str().unwrap()).cloned();
        file.unwrap_or(Err(io::ErrorKind::NotFound)).map_err(io::Error::from)
    }

    fn write(&self, path: &Path, content: &str) -> io::Result<()> {
        self.files.lock().unwrap().insert(path.to_str().unwrap().to_owned(), Ok(content.to_owned()));
        Ok(())
    }
}

#[test]
fn what_a_process_writes_is_read_by_its_owner_alone() {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("written.json");
    for content in ["one", "two"] {
        ProcessEnvironment.write(&path, content).unwrap();
        assert_eq!(ProcessEnvironment.read(&path).unwrap(), content);
    }
    #[cfg(unix)]
    {
        let metadata = std::fs::metadata(&path).unwrap();
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o777, 0o600);
    }
    std::fs::remove_file(&path).unwrap();
    assert_eq!(ProcessEnvironment.read(&path).unwrap_err().kind(), io::ErrorKind::NotFound);
}
