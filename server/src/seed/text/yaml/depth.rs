//! How many lists and mappings there are within each other, found out before any of them is loaded: whatever goes
//! through them calls itself for each, and the stack of a thread has an end.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser};

use super::Position;

/// About as many as JSON may have here.
const DEEPEST: usize = 100;

/// Refuses a text that goes too deep, also by what its aliases stand for.
pub(super) fn check(text: &str) -> Result<(), (Position, String)> {
    let mut levels = Levels::default();
    for event in Parser::new_from_str(text) {
        // What is no YAML is told by what loads it.
        let Ok((event, span)) = event else { break };
        if levels.after(&event) > DEEPEST {
            let problem = format!("there are more than {DEEPEST} lists and mappings within each other");
            return Err(((span.start.line(), span.start.col() + 1), problem));
        }
    }
    Ok(())
}

#[derive(Default)]
struct Levels {
    /// What has begun and not ended: its anchor, and how many levels it has so far.
    open: Vec<(usize, usize)>,
    /// How many levels there are in what has an anchor.
    anchored: BTreeMap<usize, usize>,
}

impl Levels {
    /// How deep the text goes where something begins, or where an alias stands for it.
    fn after(&mut self, event: &Event<'_>) -> usize {
        let held = match event {
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
                self.open.push((*anchor, 1));
                0
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Alias(anchor) => self.anchored.get(anchor).copied().unwrap_or_default(),
            _ => 0,
        };
        if let Some((_, levels)) = self.open.last_mut() {
            *levels = (*levels).max(held + 1);
        }
        self.open.len() + held
    }

    /// Ends what has begun last; gives how many levels it has.
    fn close(&mut self) -> usize {
        let (anchor, levels) = self.open.pop().unwrap_or_default();
        self.anchored.insert(anchor, levels);
        levels
    }
}
