//! Writing a snapshot: a new file takes the place of the old one, so that there is always a whole one. Where no file
//! can take its place, as where it alone is mounted into a container, it is written as it stands.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};

use super::place::Place;

/// Sees that a snapshot can be written, without writing one.
///
/// # Errors
/// Why it cannot, and what to do.
pub(super) fn check(place: &Place) -> Result<(), String> {
    match fs::metadata(place.file()) {
        Ok(there) if there.is_dir() => Err("it is a directory; give the name of a file in it".to_owned()),
        Ok(there) if !there.is_file() => Err("it is not a file that keeps anything; give the name of one".to_owned()),
        // Also where it could be replaced: whoever has forbidden to write it will have meant its content.
        Ok(_) => OpenOptions::new()
            .write(true)
            .open(place.file())
            .map(drop)
            .map_err(|error| format!("{error}; let the server write the file, or give it another")),
        Err(error) if error.kind() == ErrorKind::NotFound => check_directory(place),
        Err(error) => Err(error.to_string()),
    }
}

fn check_directory(place: &Place) -> Result<(), String> {
    let directory = place.directory();
    if !directory.is_dir() {
        return Err("make the directory first".to_owned());
    }
    place.prepare().map(drop).map_err(|error| {
        let directory = directory.display();
        format!("no file can be made in {directory}: {error}; let the server write there, or give a file elsewhere")
    })
}

/// Writes a snapshot.
///
/// # Errors
/// Those of the system. What was there is still there then, unless it could only be written in place.
pub(super) fn write(place: &Place, json: &[u8]) -> io::Result<()> {
    match replace(place, json) {
        Err(error) if is_forbidden(&error) => match OpenOptions::new().write(true).truncate(true).open(place.file()) {
            Ok(file) => write_in_place(file, json),
            Err(_) => Err(error),
        },
        done => done,
    }
}

/// Prepares a new file beside the old one, readable by its owner alone, and puts it in its place.
fn replace(place: &Place, json: &[u8]) -> io::Result<()> {
    let mut file = place.prepare()?;
    file.write_all(json)?;
    file.as_file().sync_all()?;
    file.persist(place.file())?;
    Ok(())
}

/// Whether no file can be made beside another, be it for the length of its name, or put in its place. Where there is no
/// room for a second file, the first is better left alone.
fn is_forbidden(error: &io::Error) -> bool {
    use ErrorKind::{CrossesDevices, InvalidFilename, PermissionDenied, ReadOnlyFilesystem, ResourceBusy};
    matches!(error.kind(), CrossesDevices | InvalidFilename | PermissionDenied | ReadOnlyFilesystem | ResourceBusy)
}

fn write_in_place(mut file: File, json: &[u8]) -> io::Result<()> {
    file.write_all(json)?;
    file.sync_all()
}
