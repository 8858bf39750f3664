//! Reading texts that users give.

use std::fs;
use std::path::Path;

use crate::workspace::shown;

/// The text in a file.
///
/// # Errors
/// When it cannot be read, or is no UTF-8; then with the place of the first wrong byte.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    let bytes = fs::read(path).map_err(|error| format!("cannot read {}: {error}", shown(path)))?;
    String::from_utf8(bytes).map_err(|error| {
        let right = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = right.iter().filter(|byte| **byte == b'\n').count() + 1;
        let column = right.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
        let wrong = error.as_bytes().get(right.len()).copied().unwrap_or_default();
        format!("{}: line {line}, column {column}: the byte {wrong:#04x} is no UTF-8", shown(path))
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_wrong_byte_is_shown_with_its_place() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("model.json");
        let problem = |bytes: &[u8]| {
            std::fs::write(&path, bytes).unwrap();
            read(&path).unwrap_err()
        };
        assert!(problem(b"{\n\"a\": \"\xff\"}").ends_with("model.json: line 2, column 7: the byte 0xff is no UTF-8"));
        assert!(problem(b"\xc3").ends_with("model.json: line 1, column 1: the byte 0xc3 is no UTF-8"));
        assert!(read(&dir.path().join("none.json")).unwrap_err().starts_with("cannot read "));
    }
}
