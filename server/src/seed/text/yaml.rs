//! Seeds in YAML.

use std::borrow::Cow;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle, Tag};

use crate::seed::mistake::Mistake;
use crate::seed::place::{Position, START};
use crate::seed::tree::{Builder, Node, Value};

mod anchors;
mod scalar;

use anchors::Anchors;

/// The values in a text.
pub(super) fn tree(text: &str) -> Result<Node, Mistake> {
    let mut reader = Reader::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| Mistake::at(position(error.marker()), error.info()))?;
        reader.read(event, position(&span.start))?;
    }
    reader.tree.finish().ok_or_else(|| Mistake::at(START, "there is nothing in it"))
}

#[derive(Default)]
struct Reader {
    tree: Builder,
    anchors: Anchors,
    /// The anchors of what has begun and not ended; nought for none.
    open: Vec<usize>,
    documents: usize,
}

impl Reader {
    fn read(&mut self, event: Event<'_>, at: Position) -> Result<(), Mistake> {
        match event {
            Event::DocumentStart(_) => self.documents += 1,
            Event::Scalar(..) | Event::Alias(_) | Event::SequenceStart(..) | Event::MappingStart(..)
                if self.documents > 1 =>
            {
                return Err(Mistake::at(at, "a second document begins; put all secrets into one"));
            }
            Event::Scalar(text, style, anchor, tag) => self.scalar(&text, style, anchor, tag.as_deref(), at)?,
            Event::SequenceStart(anchor, tag) => self.open(Value::List(Vec::new()), "seq", anchor, tag, at)?,
            Event::MappingStart(anchor, tag) => self.open(Value::Object(Vec::new()), "map", anchor, tag, at)?,
            Event::SequenceEnd | Event::MappingEnd => {
                let node = self.tree.close()?;
                let anchor = self.open.pop().unwrap_or_default();
                self.add(node, anchor)?;
            }
            Event::Alias(anchor) => {
                let (node, levels) = self.anchors.copy(anchor, at)?;
                self.tree.fits(at, levels)?;
                self.tree.add(node)?;
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<&Tag>,
        at: Position,
    ) -> Result<(), Mistake> {
        let is_plain = style == ScalarStyle::Plain;
        if is_plain && text == "<<" && self.tree.wants_name() {
            let problem = "merge keys are not known here; write the members out, or put << between quotes";
            return Err(Mistake::at(at, problem));
        }
        // What is missing is where its name is, which may be some lines before what comes next.
        let at = if is_plain && text.is_empty() { self.tree.name_at().unwrap_or(at) } else { at };
        let value = scalar::value(text, style, tag).ok_or_else(|| unknown(at))?;
        self.add(Node { at, value }, anchor)
    }

    fn open(
        &mut self,
        value: Value,
        own: &str,
        anchor: usize,
        tag: Option<Cow<'_, Tag>>,
        at: Position,
    ) -> Result<(), Mistake> {
        if tag.is_some_and(|tag| !is_known(&tag, own)) {
            return Err(unknown(at));
        }
        self.open.push(anchor);
        self.tree.open(Node { at, value })
    }

    fn add(&mut self, node: Node, anchor: usize) -> Result<(), Mistake> {
        self.anchors.keep(anchor, &node);
        self.tree.add(node)
    }
}

/// Whether a tag may stand before a list or a mapping, of which the own tag is this one.
fn is_known(tag: &Tag, own: &str) -> bool {
    tag.is_yaml_core_schema() && tag.suffix == own || scalar::is_non_specific(tag)
}

fn unknown(at: Position) -> Mistake {
    Mistake::at(at, "only texts, numbers, true and false, lists and mappings can stand here, and no other tags")
}

fn position(marker: &Marker) -> Position {
    (marker.line(), marker.col() + 1)
}
