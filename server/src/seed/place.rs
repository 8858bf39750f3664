//! Lines and columns.

/// Line and column, in characters, both from one on.
pub(super) type Position = (usize, usize);

/// Where a text begins.
pub(super) const START: Position = (1, 1);

/// Where one is after a text that begins at a place.
pub(super) fn after(text: &str, (line, column): Position) -> Position {
    match text.rsplit_once('\n') {
        Some((before, last)) => (line + before.matches('\n').count() + 1, last.chars().count() + 1),
        None => (line, column + text.chars().count()),
    }
}
