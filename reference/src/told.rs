//! What is told of a text that cannot be read (feature `snapshot`).

/// What serde says of a mistake, without what it found: values may be secrets, and so may be what stands where a name
/// should be.
pub fn told(problem: &str) -> String {
    match problem.rsplit_once(", expected ") {
        Some((found, expected)) if found.starts_with("unknown field ") => format!("unknown field, expected {expected}"),
        Some((found, expected)) if found.starts_with("invalid ") || found.starts_with("unknown variant ") => {
            format!("expected {expected}")
        }
        _ => problem.to_owned(),
    }
}
