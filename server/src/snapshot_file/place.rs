//! Where a snapshot is, and the names beside it that are ours: `.NAME.lock` and `.NAME.XXXXXXXXXXXX.tmp`.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};
use tracing::{info, warn};

use crate::log;

/// How many links lead from one to the next at most, as in Linux.
const LINKS: usize = 40;

/// How many letters and digits of chance the name of a file in preparation has.
const CHANCE: usize = 12;

/// How such a name ends.
const PREPARED: &str = ".tmp";

/// A file that is there or not, and that no link stands in for.
#[derive(Debug)]
pub(super) struct Place {
    directory: PathBuf,
    name: OsString,
}

impl Place {
    /// What a path leads to. A link that leads nowhere is followed, too.
    ///
    /// # Errors
    /// When that has no name, links lead in a circle, or a directory on the way cannot be looked into.
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        let file = match fs::canonicalize(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => follow(path.to_owned()),
            found => found?,
        };
        let name = file.file_name().ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "it has no name"))?;
        Ok(Self { directory: directory(&file).to_owned(), name: name.to_owned() })
    }

    /// The file.
    pub(super) fn file(&self) -> PathBuf {
        self.directory.join(&self.name)
    }

    /// The directory that the file is in.
    pub(super) fn directory(&self) -> &Path {
        &self.directory
    }

    /// The file by which servers know of each other.
    pub(super) fn lock(&self) -> PathBuf {
        let mut name = self.beginning();
        name.push("lock");
        self.directory.join(name)
    }

    /// A new file beside this one, which only its owner can read and write.
    pub(super) fn prepare(&self) -> io::Result<NamedTempFile> {
        Builder::new().prefix(&self.beginning()).suffix(PREPARED).rand_bytes(CHANCE).tempfile_in(&self.directory)
    }

    /// Removes the files that servers have prepared and did not live to put in place: they hold secrets.
    pub(super) fn remove_left_over(&self) {
        let Ok(entries) = fs::read_dir(&self.directory) else { return };
        for entry in entries.flatten() {
            let is_ours = self.is_prepared(&entry.file_name()) && entry.file_type().is_ok_and(|kind| kind.is_file());
            let path = entry.path();
            let file = path.display();
            match is_ours.then(|| fs::remove_file(&path)) {
                None => {}
                Some(Ok(())) => info!(target: log::TARGET, %file, "left over of a snapshot, removed"),
                Some(Err(error)) => {
                    warn!(target: log::TARGET, %file, %error, "left over of a snapshot with secrets in it; remove it");
                }
            }
        }
    }

    fn is_prepared(&self, name: &OsStr) -> bool {
        let name = name.as_encoded_bytes();
        let chance = name.strip_prefix(self.beginning().as_encoded_bytes());
        let chance = chance.and_then(|name| name.strip_suffix(PREPARED.as_bytes()));
        chance.is_some_and(|chance| chance.len() == CHANCE && chance.iter().all(u8::is_ascii_alphanumeric))
    }

    /// What the names beside the file begin with.
    fn beginning(&self) -> OsString {
        let mut name = OsString::from(".");
        name.push(&self.name);
        name.push(".");
        name
    }
}

/// What links lead to, the last of which leads nowhere.
fn follow(mut file: PathBuf) -> PathBuf {
    for _ in 0..LINKS {
        let Ok(target) = fs::read_link(&file) else { break };
        // From where the link stands, or from the root.
        file = directory(&file).join(target);
    }
    file
}

fn directory(file: &Path) -> &Path {
    file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use std::fs::read_dir;

    use super::Place;

    /// What a server that is killed leaves cannot be had from outside without killing it at the right moment.
    #[test]
    fn what_was_prepared_and_not_put_in_place_is_known_again() {
        let directory = tempfile::tempdir().unwrap();
        let place = Place::of(&directory.path().join("s.json")).unwrap();
        let (file, left_over) = place.prepare().unwrap().keep().unwrap();
        drop(file);
        let metadata = left_over.metadata().unwrap();
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o777, 0o600);
        assert!(metadata.is_file());
        place.remove_left_over();
        assert_eq!(read_dir(&directory).unwrap().count(), 0);
    }
}
